"""Articles of every shape: any text, any marks, every kind of block."""

from hypothesis import strategies as st

from tui_paper.model.article import Article, Block, Item, Span, Teaser
from tui_paper.model.text import clean_line, clean_text, plain_key

PUNCTUATION = "*_`[]()<>#+-.!|\\~&;:=\"'{}$@^%/,?“”—…"
texts = st.one_of(
    st.text(max_size=60),
    st.text(st.sampled_from("ab éñ漢д " + PUNCTUATION), max_size=40),
)
lines = texts.map(lambda text: clean_line(text).strip()).filter(bool)
addresses = st.one_of(
    st.just(""),
    st.builds(
        lambda path: f"https://courier.example/{path}",
        st.text(st.sampled_from("abc09-_/.()?=&;%éд"), max_size=20),
    ),
)
titles = lines.filter(plain_key)


@st.composite
def spans(draw: st.DrawFn, text: str) -> tuple[Span, ...]:
    found = []
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, max(0, len(text) - 1)))
        end = draw(st.integers(start, len(text)))
        kind = draw(st.sampled_from(["bold", "italic", "code", "link"]))
        href = draw(addresses) if kind == "link" else ""
        if start < end:
            found.append(Span(start, end, kind, href))
    return tuple(found)


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, tuple[Span, ...]]:
    text = draw(lines)
    return text, draw(spans(text))


@st.composite
def marked(draw: st.DrawFn, kind: str) -> Block:
    text, marks = draw(texts_with_spans())
    return Block(kind, text, marks, level=draw(st.integers(2, 6)) if kind == "heading" else 0)  # type: ignore[arg-type]


@st.composite
def items(draw: st.DrawFn) -> Item:
    text, marks = draw(texts_with_spans())
    return Item(text, marks, draw(st.integers(0, 8)), draw(st.one_of(st.none(), st.integers(0, 999))))


blocks = st.one_of(
    marked("paragraph"),
    marked("heading"),
    marked("quote"),
    st.builds(lambda found: Block("list", items=tuple(found)), st.lists(items(), min_size=1, max_size=4)),
    st.builds(
        lambda rows, header: Block("table", rows=tuple(map(tuple, rows)), header=header),
        st.lists(st.lists(lines, min_size=1, max_size=3), min_size=1, max_size=3),
        st.booleans(),
    ),
    st.builds(
        lambda text, url, credit, alt: Block("image", text, url=url, credit=credit, alt=alt),
        texts, addresses, texts, texts,
    ),
    st.builds(lambda text, language: Block("code", clean_text(text), language=language), texts, texts),
    st.just(Block("rule")),
    st.builds(lambda text, url: Block("embed", text, url=url), texts, addresses),
)  # fmt: skip
teasers = st.builds(
    Teaser, titles, addresses, st.one_of(st.just(""), lines), st.sampled_from(["page", "archive", "papers"])
)
dates = st.sampled_from(["", "2026-01-31", "2026-01-31T06:00:00+05:00", "2026-01-31T06:00:00"])
articles = st.builds(
    Article,
    headline=titles,
    blocks=st.lists(blocks, max_size=6).map(tuple),
    deck=texts,
    byline=st.lists(texts, max_size=3).map(tuple),
    published=dates,
    modified=dates,
    section=texts,
    tags=st.lists(texts, max_size=3).map(tuple),
    language=st.sampled_from(["", "en", "ur", "pt-br"]),
    direction=st.sampled_from(["ltr", "rtl"]),
    url=addresses,
    canonical_url=addresses,
    source=texts,
    paper=texts,
    summary=texts,
    related=st.lists(teasers, max_size=3).map(tuple),
    missed=st.lists(teasers, max_size=3).map(tuple),
    warnings=st.lists(texts, max_size=2).map(tuple),
)
