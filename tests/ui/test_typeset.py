"""Articles set in lines: nothing lost, nothing too wide, and a place that survives another width."""

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tui_paper.model.article import Article, Block, Item, Span
from tui_paper.model.marks import Place
from tui_paper.model.paper import DEFAULT_ACCENT
from tui_paper.ui.themes import PALETTES, Styles
from tui_paper.ui.typeset.cells import graphemes
from tui_paper.ui.typeset.compose import END_MARK, set_article
from tui_paper.ui.typeset.lines import HEAD, Line, Page, Run
from tui_paper.ui.typeset.paint import Found, with_found, with_hints
from tui_paper.ui.typeset.tables import column_widths, set_table
from tui_paper.ui.widgets.article_pane import ArticlePane

from .articles import articles, cells, tables
from .texts import texts

measures = st.integers(36, 120)
LONG = Article(
    "A headline " * 30,
    (Block("paragraph", "The board met until midnight. " * 60), Block("list", items=(Item("a " * 200, depth=8),) * 3)),
    deck="A deck " * 60,
    byline=("Somebody with a name",) * 3,
    section="Harbour",
)
MANY_AUTHORS = Article(
    "A study of tides", (Block("paragraph", "Tides."),), byline=tuple(f"A. N. Author the {n}th" for n in range(90))
)
WARNED = Article("Behind a wall", (), warnings=("The rest of this text is for those who pay. " * 4, "There is a film."))


def test_the_head_in_order() -> None:
    article = Article(
        "Night ferry crew wins a winter timetable",
        (Block("paragraph", "word " * 500),),
        deck="after a long night of talks",
        byline=("Ines Okafor", "Tam Brierley"),
        published="2026-01-31T06:40:00+00:00",
        section="Harbour",
    )
    texts = [line.text for line in set_article(article, 80).lines[:8]]
    assert texts == [
        "HARBOUR",
        "Night ferry crew wins a winter timetable",
        "",
        "after a long night of talks",
        "",
        "Ines Okafor, Tam Brierley · 31 January 2026, 06:40 · 2 min",
        "──────",
        "",
    ]


@given(articles(), measures)
@example(LONG, 36)
def test_no_line_is_wider_than_the_measure(article: Article, measure: int) -> None:
    page = set_article(article, measure)
    assert [line for line in page.lines if line.indent + cell_len(line.text) > measure] == []
    assert page.body_end == len(page.lines)


@given(articles(), measures)
@example(LONG, 36)
def test_every_run_shows_the_words_at_its_place(article: Article, measure: int) -> None:
    page = set_article(article, measure)
    shown: dict[int, str] = {}
    for line in page.lines:
        for run in line.runs:
            if 0 <= line.block < len(article.blocks) and run.at >= 0:
                plain = article.blocks[line.block].plain
                assert plain[run.at : run.at + len(run.text)] == run.text
                shown[line.block] = shown.get(line.block, "") + run.text
    for number, block in enumerate(article.blocks):
        if block.type in ("paragraph", "heading", "quote", "list", "code"):
            assert _squeezed(shown.get(number, "")) == _squeezed(block.plain)


def _squeezed(text: str) -> str:
    return "".join(text.split())


@given(articles(), measures)
def test_links_stand_where_the_paper_put_them(article: Article, measure: int) -> None:
    page = set_article(article, measure)
    for number, block in enumerate(article.blocks):
        if block.type not in ("paragraph", "heading", "quote"):
            continue
        linked = {
            run.at + n
            for line in page.lines
            if line.block == number
            for run in line.runs
            if run.link >= 0
            for n in range(len(run.text))
        }
        spans = [s for s in block.spans if s.kind == "link"]
        wanted = {n for s in spans for n in range(s.start, s.end) if block.text[n] != " "}
        assert {n for n in linked if block.text[n] != " "} == wanted


# --- places --------------------------------------------------------------------------------------


@given(articles(), measures)
@example(LONG, 36)
@example(MANY_AUTHORS, 60)
@example(WARNED, 60)
def test_places_stand_in_order(article: Article, measure: int) -> None:
    """The line of a place is found by halving, so they must be in order."""
    page = set_article(article, measure)
    assert all((a.block, a.start) <= (b.block, b.start) for a, b in pairwise(page.lines))


@given(articles(), measures)
@example(LONG, 36)
@example(MANY_AUTHORS, 60)
@example(WARNED, 60)
def test_the_line_of_a_place_shows_that_place(article: Article, measure: int) -> None:
    page = set_article(article, measure)
    for number in range(len(page.lines)):
        place = page.place_of(number)
        assert page.place_of(page.line_of(place)) == place
        assert page.line_of(place) <= number


@given(articles(), measures, measures)
@example(LONG, 36, 119)
@example(LONG, 119, 36)
@example(MANY_AUTHORS, 60, 100)
def test_another_width_shows_the_same_place(article: Article, one: int, other: int) -> None:
    narrow, wide = set_article(article, one), set_article(article, other)
    for number in range(len(narrow.lines)):
        place = narrow.place_of(number)
        at = wide.line_of(place)
        assert wide.lines[at].block == place.block
        assert wide.lines[at].start <= place.offset
        after = [line for line in wide.lines[at:] if (line.block, line.start) != (place.block, wide.lines[at].start)]
        assert not after or (after[0].block, after[0].start) > (place.block, place.offset)


def test_a_place_of_an_empty_page() -> None:
    assert Page().place_of(3) == Place(HEAD, 0)
    assert Page().line_of(Place(4, 2)) == 0


# --- tables --------------------------------------------------------------------------------------


@given(tables, st.integers(8, 120), st.booleans())
@settings(max_examples=150)
def test_tables_are_never_wider_than_the_measure(table: Block, measure: int, rtl: bool) -> None:
    for line in set_table(table, measure, 0, rtl):
        assert cell_len(line.text) <= measure


@given(st.lists(st.lists(cells, min_size=1, max_size=64), min_size=1, max_size=4), st.integers(8, 120))
def test_columns_and_their_gaps_fit(rows: list[list[str]], measure: int) -> None:
    widths = column_widths(tuple(map(tuple, rows)), measure)
    assert sum(widths) + 2 * (len(widths) - 1) <= measure
    assert all(width >= 1 for width in widths)


def test_a_table_as_it_should_look() -> None:
    rows = (("Catch", "Boxes"), ("Herring", "1,204"), ("Pilchard", "88"))
    lines = [line.text for line in set_table(Block("table", rows=rows, header=True), 60, 0, False)]
    assert lines == ["Catch     Boxes", "─" * 15, "Herring   1,204", "Pilchard     88"]


@given(tables, st.integers(40, 120))
def test_a_table_loses_no_words_when_its_columns_fit(table: Block, measure: int) -> None:
    if not table.rows or not _all_columns_fit(table, measure):
        return
    shown = "".join(line.text for line in set_table(table, measure, 0, False)).replace("─", "")
    assert sorted(_squeezed(shown)) == sorted(_squeezed("".join(map("".join, table.rows)).replace("─", "")))


@given(articles(), measures)
@settings(max_examples=40)
def test_find_sees_what_the_paper_wrote(article: Article, measure: int) -> None:
    pane = ArticlePane(Styles(PALETTES[0], DEFAULT_ACCENT))
    pane.page = set_article(article, measure)
    texts = dict(pane._texts())
    for number, block in enumerate(article.blocks):
        fits = block.type != "table" or not block.rows or _all_columns_fit(block, measure)
        if block.type not in ("embed", "rule", "image") and fits:
            assert _squeezed(texts.get(number, "")) == _squeezed(block.plain)
            shown = {at: char for at, char in enumerate(texts.get(number, "")) if not char.isspace()}
            assert all(block.plain[at] == char for at, char in shown.items())


def _all_columns_fit(table: Block, measure: int) -> bool:
    return len(column_widths(table.rows, measure)) == max(len(row) for row in table.rows)


# --- what lies over the words ---------------------------------------------------------------------


@given(st.lists(texts.filter(bool), min_size=1, max_size=4), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9))))
def test_found_places_change_no_word(parts: list[str], places: list[tuple[int, int]]) -> None:
    runs, at = [], 0
    for text in parts:
        runs.append(Run(text, "body", at))
        at += len(text)
    found, end = [], 0
    for start, length in sorted(places):
        if start >= end:
            found.append(Found(start, start + length, False))
            end = start + length
    result = with_found([Run("• ", "bullet"), *runs], found)
    assert "".join(run.text for run in result) == "• " + "".join(parts)
    marked = {run.at + n for run in result if "found" in run.role for n in range(len(run.text))}
    assert marked == {n for place in found for n in range(place.start, min(place.end, at))}


@given(texts.filter(bool), st.sampled_from(["a", "sd"]))
def test_hints_cover_the_beginning_of_their_link(text: str, label: str) -> None:
    if cell_len(text) < len(label) or any(cells > 1 for _, _, cells in graphemes(text)):
        return
    begun: set[int] = set()
    result = with_hints([Run("see ", "body", 0), Run(text, "body link", 4, 0)], {0: label}, begun)
    assert "".join(run.text for run in result).startswith(f"see {label}")
    assert sum(cell_len(run.text) for run in result) == cell_len(text) + 4
    assert begun == {0}


def test_the_end_mark_closes_a_story_and_no_page_of_ours() -> None:
    article = Article("A headline", (Block("paragraph", "Words."),))
    assert END_MARK in set_article(article, 60).lines[-1].text
    assert END_MARK not in "".join(line.text for line in set_article(article, 60, ornament=False).lines)


def test_a_quotation_in_another_script_reads_in_its_own_direction() -> None:
    page = set_article(Article("Words", (Block("paragraph", "שלום לכולם"), Block("paragraph", "and on"))), 60)
    by_block: dict[int, Line] = {line.block: line for line in page.lines if line.runs}
    assert by_block[0].rtl and not by_block[1].rtl


def test_bold_and_links_overlap() -> None:
    spans = (Span(0, 9, "bold"), Span(4, 14, "link", "https://example.com/"))
    page = set_article(Article("X", (Block("paragraph", "one two three four", spans),)), 60)
    runs = next(line for line in page.lines if line.block == 0 and line.runs).runs
    assert [(run.text, run.role, run.link >= 0) for run in runs] == [
        ("one ", "body bold", False),
        ("two t", "body bold link", True),
        ("hree ", "body link", True),
        ("four", "body", False),
    ]
