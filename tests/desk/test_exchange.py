"""JSON Lines: what goes out comes in again, and what strangers write does no harm."""

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.article import Article, Block, Teaser
from tui_paper.model.errors import PaperError, Unreadable
from tui_paper.model.filter import Filter
from tui_paper.model.marks import Change
from tui_paper.model.paper import Paper

from .conftest import article

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs" / "article.schema.json").read_text())


def fill(room: Newsroom) -> list[str]:
    slug = room.store.put_paper(Paper("The Courier"))
    ids = []
    for n in range(5):
        story = article(
            f"Story {n}",
            paper="The Courier",
            section="Harbour",
            byline=("Ines Okafor",),
            published=f"2026-01-3{n % 2}T06:40:00+00:00" if n else "",
            url=f"https://courier.example/{n}" if n % 2 else "",
            related=(Teaser("Another", "https://courier.example/x", "An excerpt …"),),
        )
        ids.append(room.store.put(story, paper=slug, day="2026-02-03" if n == 0 else "").id)
    room.mark(ids[:2], Change(state="read"))
    room.mark(ids[1:3], Change(starred=True))
    room.mark(ids[3:4], Change(later=True))
    room.mark_opened(ids[4])
    return ids


def everything(room: Newsroom) -> dict[str, tuple[object, ...]]:
    return {
        story.id: (
            story.headline,
            story.paper_slug,
            story.day,
            story.mark.state,
            story.mark.starred,
            story.mark.later,
            room.article(story.id),
        )
        for story in room.stories(Filter()).stories
    }


def test_there_and_back(room: Newsroom, tmp_path: Path) -> None:
    ids = fill(room)
    lines = list(room.export_jsonl())
    assert len(lines) == 5 and all("\n" not in line for line in lines)
    for line in lines:
        jsonschema.validate(json.loads(line), SCHEMA)
    other = Newsroom.open(tmp_path / "other")
    imported = other.import_jsonl(line.encode() for line in lines)
    assert (imported.stories, imported.problems) == (5, ())
    assert everything(other) == everything(room) and set(everything(other)) == set(ids)
    other.close()


def test_a_filter_chooses_what_goes_out(room: Newsroom) -> None:
    fill(room)
    titles = [json.loads(line)["title"] for line in room.export_jsonl(Filter(starred=True))]
    assert sorted(titles) == ["Story 1", "Story 2"]


def test_importing_again_takes_nothing_away(room: Newsroom) -> None:
    fill(room)
    lines = [line.encode() for line in room.export_jsonl()]
    before = everything(room)
    room.import_jsonl(lines)
    assert everything(room) == before
    ids = list(before)
    room.mark(ids, Change(state="read", starred=True, later=True))
    room.import_jsonl(lines)
    assert all(row[3:6] == ("read", True, True) for row in everything(room).values())


def test_the_least_that_is_an_article(room: Newsroom) -> None:
    imported = room.import_jsonl([b'{"title": "Night ferry wins", "text": "One.\\n\\nTwo."}'])
    assert (imported.stories, imported.paper) == (1, "clippings")
    (story,) = room.stories(Filter()).stories
    found = room.article(story.id)
    assert found is not None and [block.text for block in found.blocks] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (b"nonsense", "not JSON"),
        (b"[1]", "not a JSON object"),
        (b"\xff\xfe{}", "line 2"),
        (b'{"title": 3}', "title"),
        (b"{}", "title"),
        (b'{"title": "x", "published": "yesterday"}', "published"),
        (b'{"title": "x", "schema": 99}', "schema"),
        (b'{"title": "x", "day": "soon"}', "day"),
        (b'{"title": "x", "rank": -1}', "rank"),
        (b'{"title": "x", "rank": "first"}', "rank"),
        (b'{"title": "x", "mark": 1}', "mark"),
        (b'{"title": "x", "mark": {"state": "lost"}}', "mark.state"),
        (b'{"title": "x", "mark": {"starred": "yes"}}', "mark.starred"),
        (b"[" * 100_000, "line 2"),
        (b'{"title": "x", "words": ' + b"9" * 5000 + b"}", "line 2"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_stored(room: Newsroom, line: bytes, word: str) -> None:
    good = [json.dumps({"title": f"Story {n}", "text": "Words."}).encode() for n in range(2)]
    imported = room.import_jsonl([good[0], line, b"", good[1]])
    assert imported.stories == 2
    (problem,) = imported.problems
    assert problem.startswith("line 2: ") and word in problem


def test_nothing_but_bad_lines(room: Newsroom) -> None:
    for lines in ([], [b"", b"  \n"], [b"nonsense"]):
        with pytest.raises(Unreadable):
            room.import_jsonl(lines)
    assert room.papers() == []


def test_controls_do_not_come_in(room: Newsroom) -> None:
    room.import_jsonl([json.dumps({"title": "A\x1b[31m red\u202e head", "paper": "P\x07aper"}).encode()])
    (story,) = room.stories(Filter()).stories
    assert (story.headline, story.paper) == ("A red head", "Paper")


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_fields = ("title", "blocks", "related", "mark", "day", "published", "byline", "paper", "text", "schema")


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(_fields), _json) | _json)
def test_any_json_is_an_article_or_a_paper_error(values: object) -> None:
    from tui_paper.desk.exchange import _understood, load

    try:
        line = _understood(load(json.dumps(values)))
    except PaperError:
        return
    assert line.article.headline


def test_a_long_archive_pages_through(room: Newsroom) -> None:
    blocks = (Block("paragraph", "Words."),)
    lines = [
        json.dumps({"title": f"Story {n}", "text": f"Words {n}.", "day": "2026-01-31"}).encode() for n in range(450)
    ]
    assert room.import_jsonl(lines).stories == 450
    titles = {json.loads(line)["title"] for line in room.export_jsonl()}
    assert len(titles) == 450
    assert Article("Story 1", blocks).headline in titles
