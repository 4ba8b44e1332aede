"""Articles that a text dump can say, and the many ways in which a dump may be written."""

from dataclasses import dataclass

from hypothesis import strategies as st

from tui_paper.model.article import Article, Block, Item, Teaser, direction_of
from tui_paper.model.text import clean_line, plain_key
from tui_paper.sources.credits import byline_in, date_in
from tui_paper.sources.headings import family, headings

LETTERS = "abcdeéfghiïjklmñoöpqrstuüvwxyzßøåABCDÉFGHILMNOPRSTÜVWabcdefABCDEFжизньДомسلاماردوहिन्दी新聞港夜カモメ한국"
INNER = LETTERS + "0123456789'’“”„«»-–—.,;:!?%&/()…"
GAPS = (" ", " ", " ", "  ", "\u00a0", " — ")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16")
RELATED_HEADINGS = [text for texts in headings("related").values() for text in texts]
MISSED_HEADINGS = [
    text
    for name in ("missed", "popular")
    for texts in headings(name).values()
    for text in texts  # type: ignore[arg-type]
]

words = st.builds(
    lambda first, rest: first + rest, st.sampled_from(LETTERS), st.text(st.sampled_from(INNER), max_size=9)
)


@st.composite
def lines(draw: st.DrawFn, *, most: int, ends: tuple[str, ...] = ("", ".", "!", "?”")) -> str:
    """One line of running text that is nothing but running text."""
    text = draw(words)
    for word in draw(st.lists(words, max_size=most)):
        text += draw(st.sampled_from(GAPS)) + word
    return text.rstrip(".… ") + draw(st.sampled_from(ends))


def is_plain(text: str) -> bool:
    """Whether a line has no other meaning in the grammar and passes the gate for text unchanged."""
    special = family(text) or byline_in(text) or date_in(text)
    return not special and clean_line(text) == text and bool(plain_key(text))


paragraphs = lines(most=30).filter(is_plain)
titles = lines(most=8, ends=("", "!", "?")).filter(is_plain).filter(lambda text: len(plain_key(text)) > 2)


@st.composite
def teasers(draw: st.DrawFn) -> tuple[Teaser, ...]:
    entries = draw(st.lists(titles, min_size=1, max_size=6, unique_by=plain_key))
    return tuple(
        Teaser(title, excerpt=draw(st.one_of(st.just(""), lines(most=12, ends=("…", "...", " […]", " [...]")))))
        for title in entries
    )


lists = st.builds(
    lambda texts: Block("list", items=tuple(Item(text) for text in texts)), st.lists(paragraphs, min_size=2, max_size=5)
)
blocks = st.one_of(
    st.builds(lambda text: Block("paragraph", text), paragraphs),
    st.builds(lambda text: Block("paragraph", text), paragraphs),
    lists,
)


def _no_lists_in_a_row(blocks: list[Block]) -> list[Block]:
    return [b for at, b in enumerate(blocks) if not (b.type == "list" and at and blocks[at - 1].type == "list")]


@st.composite
def articles(draw: st.DrawFn) -> Article:
    headline = draw(titles)
    body = tuple(_no_lists_in_a_row(draw(st.lists(blocks, max_size=6))))
    return Article(
        headline=headline,
        blocks=body,
        direction=direction_of("", " ".join([headline, *(block.plain for block in body[:5])])),
        related=draw(st.one_of(st.just(()), teasers())),
        missed=draw(st.one_of(st.just(()), teasers())),
    )


@dataclass(frozen=True)
class Manner:
    """How a dump is written."""

    bullet: str
    related_heading: str
    missed_heading: str
    missed_bulleted: bool
    heading_indent: str
    entry_indent: str
    missed_first: bool
    doubled: bool
    list_bullet: str
    newline: str
    last_newline: bool
    blank: str
    between: int
    encoding: str
    wrapped: bool


manners = st.builds(
    Manner,
    bullet=st.sampled_from("•*·-"),
    related_heading=st.sampled_from(RELATED_HEADINGS),
    missed_heading=st.sampled_from(MISSED_HEADINGS),
    missed_bulleted=st.booleans(),
    heading_indent=st.sampled_from(["", "  ", "    ", "\u00a0\u00a0"]),
    entry_indent=st.sampled_from(["", "  ", "    ", "        "]),
    missed_first=st.booleans(),
    doubled=st.booleans(),
    list_bullet=st.sampled_from("•*·-"),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
    last_newline=st.booleans(),
    blank=st.sampled_from(["", "   ", "\u00a0"]),
    between=st.integers(1, 3),
    encoding=st.sampled_from(ENCODINGS),
    wrapped=st.booleans(),
)


def written(article: Article, manner: Manner) -> bytes:
    """The article as a dump, written in this manner."""
    parts = [article.headline]
    for block in article.blocks:
        if block.type == "list":
            parts.append("\n".join(f"{manner.list_bullet} {item.text}" for item in block.items))
        else:
            parts.append(_wrapped(block.text) if manner.wrapped else block.text)
    related = f"{manner.heading_indent}{manner.bullet} {manner.related_heading}"
    missed = f"{manner.heading_indent}{manner.bullet} " if manner.missed_bulleted else "    "
    sections = [
        [related, *_entries(article.related, manner)] if article.related else [],
        [missed + manner.missed_heading, *_entries(article.missed, manner)] if article.missed else [],
    ]
    for section in reversed(sections) if manner.missed_first else sections:
        parts.extend(section)
    gap = "\n" + f"{manner.blank}\n" * manner.between
    text = gap.join(parts) + ("\n" if manner.last_newline else "")
    return text.replace("\n", manner.newline).encode(manner.encoding)


def _entries(teasers: tuple[Teaser, ...], manner: Manner) -> list[str]:
    lines: list[str] = []
    for teaser in teasers:
        lines.extend([manner.entry_indent + teaser.title] * (2 if manner.doubled else 1))
        if teaser.excerpt:
            lines.append(manner.entry_indent + teaser.excerpt)
    return lines


def _wrapped(text: str) -> str:
    """Break a paragraph at every third single blank."""
    words = text.split(" ")
    whole = ""
    for at, word in enumerate(words):
        # A double blank shows as an empty word; breaking there would lose it, and a dash may not begin a line.
        breaks = at % 3 == 2 and word and words[at - 1] and word not in ("—", "-") and words[at - 1] != "—"
        whole += ("\n" if breaks else " " if at else "") + word
    return whole
