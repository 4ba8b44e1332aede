"""Generated articles with blocks of every kind."""

from hypothesis import strategies as st

from tui_paper.model.article import Article, Block, Item, Span

from .texts import texts

WORDS = ["The", "harbour", "board", "met", "until", "midnight", "and", "agreed", "on", "three", "things"]
latin = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
prose = st.one_of(latin, texts)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, tuple[Span, ...]]:
    """A text with links and bold words in it."""
    text = draw(prose)
    spans = []
    for _ in range(draw(st.integers(0, 3)) if text else 0):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        kind = draw(st.sampled_from(["bold", "italic", "code", "link"]))
        spans.append(Span(start, end, kind, f"https://example.com/{len(spans)}" if kind == "link" else ""))
    return text, tuple(spans)


def _flow(kind: str) -> st.SearchStrategy[Block]:
    return marked().map(lambda m: Block(kind, m[0], m[1], level=2 + len(m[0]) % 5 if kind == "heading" else 0))  # type: ignore[arg-type]


items = st.builds(
    lambda m, depth, number: Item(m[0], m[1], depth, number),
    marked(),
    st.integers(0, 8),
    st.one_of(st.none(), st.integers(0, 2000)),
)
cells = st.one_of(texts, st.sampled_from(["", "12", "1,240.50", "− 3 %", "kWh"]))
tables = st.builds(
    lambda rows, header: Block("table", rows=tuple(map(tuple, rows)), header=header),
    st.lists(st.lists(cells, min_size=0, max_size=9), max_size=6),
    st.booleans(),
)
code = st.lists(st.text("abc (){}=+\t", max_size=120), max_size=6).map(lambda ls: Block("code", "\n".join(ls)))
pictures = st.builds(
    lambda text, credit, alt: Block("image", text, credit=credit, alt=alt, url="https://example.com/a.jpg"),
    prose,
    st.sampled_from(["", "A. Grünwald / Courier"]),
    st.sampled_from(["", "A quay"]),
)
embeds = prose.map(lambda text: Block("embed", text, url="https://example.com/film"))
blocks = st.one_of(
    *(_flow(kind) for kind in ("paragraph", "heading", "quote")),
    st.lists(items, max_size=6).map(lambda found: Block("list", items=tuple(found))),
    tables,
    code,
    pictures,
    embeds,
    st.just(Block("rule")),
)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """An article; anything in it may be empty or long."""
    return Article(
        draw(prose.filter(bool)),
        tuple(draw(st.lists(blocks, max_size=7))),
        deck=draw(prose),
        byline=tuple(draw(st.lists(st.sampled_from(["Ines Okafor", "李小龍", "اینس", "Ó Briain"]), max_size=3))),
        published=draw(st.sampled_from(["", "2026-01-31", "2026-01-31T06:40:00+00:00"])),
        modified=draw(st.sampled_from(["", "2026-02-01T10:00:00+00:00"])),
        section=draw(
            st.sampled_from(["", "Harbour", "港", "A section with quite a long name, as some papers have them"])
        ),
        direction=draw(st.sampled_from(["ltr", "rtl"])),
        warnings=tuple(draw(st.lists(latin, max_size=2))),
    )
