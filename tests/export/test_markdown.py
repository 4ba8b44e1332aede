"""What Markdown can say comes back from it."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tui_paper.export.markdown import to_markdown
from tui_paper.model.article import Article, Block, Item, Span
from tui_paper.sources.headings import family
from tui_paper.sources.markdown import parse_markdown

from .strategies import addresses, dates, lines, marked, teasers, texts_with_spans, titles

RULES = Block("rule")


def sayable(block: Block) -> Block:
    """A block as Markdown can say it: no caption that reads as a credit, rows of one length."""
    if block.type == "table":
        width = max(len(row) for row in block.rows)
        return replace(block, rows=tuple((*row, *[""] * (width - len(row))) for row in block.rows))
    return block


@st.composite
def sayable_lists(draw: st.DrawFn) -> Block:
    bulleted = draw(st.booleans())
    items = []
    for at in range(draw(st.integers(1, 4))):
        text, _ = draw(texts_with_spans())
        items.append(Item(text, depth=0, number=None if bulleted else at + 1))
    return Block("list", items=tuple(items))


blocks = st.one_of(
    marked("paragraph"),
    marked("quote"),
    marked("heading").filter(lambda block: not family(block.text)),
    sayable_lists(),
    st.builds(lambda text: Block("code", text + "x"), lines),
    st.builds(
        lambda rows: sayable(Block("table", rows=tuple(map(tuple, rows)), header=True)),
        st.lists(st.lists(lines, min_size=1, max_size=3), min_size=2, max_size=3),
    ),
    st.just(RULES),
)
articles = st.builds(
    Article,
    headline=titles,
    blocks=st.lists(blocks, max_size=5).map(tuple),
    deck=lines,
    byline=st.lists(lines, max_size=3).map(tuple),
    published=dates,
    section=lines,
    tags=st.lists(lines, max_size=3).map(tuple),
    language=st.sampled_from(["en", "ur"]),
    url=addresses,
    paper=lines,
    related=st.lists(teasers, max_size=3).map(tuple),
    missed=st.lists(teasers, max_size=3).map(tuple),
)


def bare(block: Block) -> Block:
    """A block without its marks."""
    return replace(block, spans=(), items=tuple(replace(item, spans=()) for item in block.items))


@settings(max_examples=200, deadline=None)
@given(articles)
def test_the_words_come_back(article: Article):
    back = parse_markdown(to_markdown(article))
    assert [bare(block) for block in back.blocks] == [bare(block) for block in article.blocks]
    for name in ("headline", "deck", "byline", "published", "section", "tags", "language", "url", "paper"):
        assert getattr(back, name) == getattr(article, name), name
    assert [(t.title, t.url, t.excerpt) for t in back.related] == [(t.title, t.url, t.excerpt) for t in article.related]
    assert [(t.title, t.url, t.excerpt) for t in back.missed] == [(t.title, t.url, t.excerpt) for t in article.missed]


def test_marks_come_back():
    text = "A bold, italic, code and linked line."
    spans = (
        Span(2, 6, "bold"),
        Span(8, 14, "italic"),
        Span(16, 20, "code"),
        Span(25, 31, "link", "https://a.example/x_(y)?a=1&b=2"),
    )
    article = Article("Head", (Block("paragraph", text, spans),))
    assert parse_markdown(to_markdown(article)).blocks == article.blocks


def test_marks_inside_marks_come_back():
    text = "All of this is bold and half of it slanted"
    spans = (Span(0, 42, "bold"), Span(12, 19, "italic"), Span(24, 42, "link", "https://a.example/"))
    article = Article("Head", (Block("paragraph", text, spans),))
    assert parse_markdown(to_markdown(article)).blocks == article.blocks


def test_two_lists_in_a_row_stay_two():
    lists = tuple(Block("list", items=(Item("a"), Item("b", depth=1), Item("c"))) for _ in range(3))
    assert parse_markdown(to_markdown(Article("Head", lists))).blocks == lists


def test_a_picture_keeps_its_caption_and_credit():
    picture = Block("image", "The quay at dusk.", url="https://a.example/q.jpg", credit="Jo Li", alt="A quay")
    assert parse_markdown(to_markdown(Article("Head", (picture,)))).blocks == (picture,)
