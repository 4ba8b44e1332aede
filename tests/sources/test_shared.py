"""Saved pages of real papers, hostile files and the papers that come with the reader.

The first two lie beside the repository and are skipped where they are not.
"""

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tui_paper.export.json import to_dict
from tui_paper.model.errors import PaperError
from tui_paper.model.text import plain_key
from tui_paper.sources.discover import SUFFIXES, parse
from tui_paper.sources.headings import family
from tui_paper.sources.paperfile import parse_paperfile

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT.parent / "shared" / "gold"
SAMPLES = ROOT / "sample_data"
STORIES = sorted(path for path in SAMPLES.rglob("*") if path.name.endswith(tuple(SUFFIXES)))
needs_gold = pytest.mark.skipif(not GOLD.exists(), reason="the gold pages are not beside this repository")


def gold(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (GOLD / name / "gold.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("path", STORIES, ids=lambda path: str(path.relative_to(SAMPLES)))
def test_every_sample_is_a_story(path: Path):
    article = parse(path.read_bytes(), name=path.name)
    assert article.headline and article.words > 60 and not article.warnings
    lines = re.sub(r"<[^>]*>", "\n", path.read_text("utf-8")).split("\n")
    told = {family(line) for line in lines}
    assert bool(article.related) == ("related" in told)
    assert bool(article.missed) == bool(told & {"missed", "popular"})
    assert not {plain_key(block.text) for block in article.blocks} & {plain_key(t.title) for t in article.related}
    if path.suffix != ".txt":
        assert article.published and article.byline is not None and article.language


def test_the_samples_cover_the_formats():
    kinds = {path.suffix for path in STORIES}
    assert {".txt", ".html", ".md"} <= kinds and len(STORIES) >= 25
    assert any(parse(path.read_bytes(), name=path.name).direction == "rtl" for path in STORIES)


@pytest.mark.parametrize("path", sorted(SAMPLES.rglob("paper.toml")), ids=lambda path: path.parent.name)
def test_every_sample_paper_is_read(path: Path):
    assert parse_paperfile(path.read_bytes()).title


@needs_gold
@pytest.mark.parametrize("path", sorted((GOLD / "hostile" / "files").glob("*")), ids=lambda path: path.name)
def test_hostile_files_do_no_harm(path: Path):
    start = time.perf_counter()
    try:
        article = parse(path.read_bytes(), name=path.name)
    except PaperError as error:
        assert error.line
        return
    finally:
        assert time.perf_counter() - start < 3
    shown = json.dumps(to_dict(article), ensure_ascii=False)
    assert not any(c in shown for c in "\x1b\x07\x9b\x9d\u202e")
    assert "EVIL" not in shown and "HIDDENSPAM" not in shown and "127.0.0.1" not in shown
    if path.suffix == ".html":
        assert "SAFEBODY" in shown


@needs_gold
def test_the_lists_of_five_themes_are_complete():
    for entry in gold("related"):
        article = parse(
            (GOLD / "related" / str(entry["file"])).read_bytes(), name=str(entry["file"]), url=str(entry["url"])
        )
        for name in ("related", "missed"):
            wanted = [plain_key(teaser["title"]) for teaser in entry[name]]  # type: ignore[attr-defined]
            assert [plain_key(teaser.title) for teaser in getattr(article, name)] == wanted, (entry["id"], name)
        assert plain_key(article.text) == plain_key(str(entry["text"])), entry["id"]
        assert list(article.byline) == entry["authors"] and article.published[:10] == entry["date"]
        assert article.headline == entry["headline"] and article.section == entry["section"]


@needs_gold
@pytest.mark.slow
def test_real_pages_hold_the_bars():
    """Text, headline, byline, day and time, as ``bench/articles.py`` measures them beside trafilatura."""
    command = [sys.executable, str(ROOT / "bench" / "articles.py"), str(GOLD / "articles")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
