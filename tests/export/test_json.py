"""The article as JSON: its schema holds for whatever we write, and what we write we read."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from tui_paper.export.json import from_dict, to_dict
from tui_paper.model.article import Article, Block, Teaser
from tui_paper.model.errors import Unreadable
from tui_paper.sources.discover import SUFFIXES, parse

from .strategies import articles

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT.parent / "shared" / "seed" / "spokesman.txt"
SAMPLES = sorted(path for path in (ROOT / "sample_data").rglob("*") if path.name.endswith(tuple(SUFFIXES)))


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    text = (ROOT / "docs" / "article.schema.json").read_text("utf-8")
    jsonschema.Draft202012Validator.check_schema(json.loads(text))
    return jsonschema.Draft202012Validator(json.loads(text))


def carried(article: Article) -> Any:
    return json.loads(json.dumps(to_dict(article), ensure_ascii=False))


@settings(max_examples=150, deadline=None)
@given(articles)
def test_round_trip(schema: jsonschema.Draft202012Validator, article: Article):
    data = carried(article)
    schema.validate(data)
    assert from_dict(data) == article


def test_every_sample_follows_the_schema(schema: jsonschema.Draft202012Validator):
    assert SAMPLES
    for path in SAMPLES:
        article = parse(path.read_bytes(), name=path.name)
        data = carried(article)
        schema.validate(data)
        assert from_dict(data) == article


def test_the_seed_follows_the_schema(schema: jsonschema.Draft202012Validator):
    if not SEED.exists():
        pytest.skip("the seed is not beside this repository")
    data = carried(parse(SEED.read_bytes(), name=SEED.name))
    schema.validate(data)
    assert data["missed"][0]["edition_date"] == "2026-01-31"
    assert data["missed"][4]["id"] == data["related"][0]["id"]
    assert (data["published"], data["deck"], data["byline"]) == (None, None, [])


@pytest.mark.parametrize("where", ["article", "block", "teaser", "span"])
def test_the_schema_is_strict(schema: jsonschema.Draft202012Validator, where: str):
    data = carried(Article("Head", (Block("paragraph", "Text"),), related=(Teaser("One"),)))
    target = {
        "article": data,
        "block": data["blocks"][0],
        "teaser": data["related"][0],
        "span": {"start": 0, "end": 1, "kind": "bold", "href": None},
    }[where]
    if where == "span":
        data["blocks"][0]["spans"].append(target)
    schema.validate(data)
    target["more"] = 1
    with pytest.raises(jsonschema.ValidationError):
        schema.validate(data)


def test_only_the_title_is_needed():
    assert from_dict({"title": "Head"}) == Article("Head")
    article = from_dict({"title": "Head", "text": "One.\n\nTwo.", "url": "https://a.example/x", "published": None})
    assert [block.text for block in article.blocks] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ([], "the article"),
        ({}, "title"),
        ({"title": " \x1b "}, "title"),
        ({"title": 7}, "title"),
        ({"title": "Head", "byline": "Ines"}, "byline"),
        ({"title": "Head", "tags": [1]}, "tags"),
        ({"title": "Head", "published": "yesterday"}, "published"),
        ({"title": "Head", "direction": "up"}, "direction"),
        ({"title": "Head", "blocks": [{"type": "paragraph"}, {"type": "poem"}]}, "blocks[1].type"),
        ({"title": "Head", "blocks": ["text"]}, "blocks[0]"),
        ({"title": "Head", "blocks": [{"type": "heading", "level": True}]}, "blocks[0].level"),
        ({"title": "Head", "blocks": [{"type": "table", "rows": [["a"], "b"]}]}, "blocks[0].rows"),
        ({"title": "Head", "related": [{"title": ""}]}, "related[0].title"),
        ({"title": "Head", "missed": [{"title": "One", "origin": "moon"}]}, "missed[0].origin"),
        ({"title": "Head", "schema": 2}, "schema"),
    ],
)
def test_a_wrong_value_is_named(data: Any, named: str):
    with pytest.raises(Unreadable) as caught:
        from_dict(data)
    assert named in caught.value.line
