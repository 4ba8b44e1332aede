"""Plain text for reading, in lines no wider than asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui_paper.export.plain import to_text
from tui_paper.export.wrap import wrap
from tui_paper.model.article import Article, Block, Item, Teaser

from .strategies import lines


@given(lines, st.integers(8, 90))
def test_no_line_is_wider_than_asked_and_no_word_is_lost(text: str, width: int):
    wrapped = wrap(text, width)
    assert all(cell_len(line) <= width for line in wrapped)
    assert "".join("".join(wrapped).split()) == "".join(text.split())


@pytest.mark.parametrize("width", [20, 48, 80])
def test_an_article_is_typeset(width: int):
    article = Article(
        "The night ferry is saved until May",
        (
            Block("paragraph", "港のフェリーは五月まで続く。" * 6),
            Block("heading", "The vote", level=2),
            Block("quote", "“It is a boat, and boats float.”"),
            Block("list", items=(Item("nineteen for"), Item("two against", depth=1), Item("absent", number=3))),
            Block("table", rows=(("Day", "Tide"), ("Mon", "3.2")), header=True),
            Block("image", "The quay at dusk.", credit="Jo Li", url="https://a.example/q.jpg"),
            Block("code", "VHF 12\n  listen"),
            Block("rule"),
            Block("embed", "A film", url="https://a.example/f"),
        ),
        deck="A deck.",
        byline=("Ines Okafor",),
        published="2026-01-31T06:00:00+00:00",
        section="Harbour",
        related=(Teaser("One", excerpt="It begins so…"),),
        missed=(Teaser("Two"),),
    )
    text = to_text(article, width)
    flat = " ".join(text.split())
    for words in ("Harbour", "Ines Okafor · 31 January 2026", "## The vote", "• nineteen for", "3. absent", "(Jo Li)"):
        assert words in flat
    assert "Day │ Tide\n────┼─────\nMon │ 3.2" in text
    assert flat.index("RELATED POSTS") < flat.index("It begins so…") < flat.index("YOU MISSED")
    fixed = [line for line in text.split("\n") if not line.startswith(("http", "    VHF"))]
    assert max(cell_len(line) for line in fixed) <= width
