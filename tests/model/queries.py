"""Queries for tests of what becomes of them."""

from hypothesis import strategies as st

from tui_paper.model.query import FLAGS, STATES, THINGS, Field, FieldName, Node, Word, all_of, any_of, fields, not_of

_LETTERS = st.text("abcdeé ':-*.OR北京", min_size=1, max_size=8)
words = st.builds(Word, _LETTERS.filter(lambda text: any(map(str.isalnum, text))), st.booleans())


def field(name: FieldName, *values: str, prefixes: bool = False) -> st.SearchStrategy[Field]:
    """A field with one of the values."""
    prefix = st.booleans() if prefixes else st.just(False)
    return st.builds(lambda value, star: Field(name, (Word(value, star),)), st.sampled_from(values), prefix)


def nodes(leaves: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Anything that can be made of the leaves."""

    def made(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        several = st.lists(inner, min_size=1, max_size=3)
        return st.one_of(
            inner.map(not_of),
            several.map(lambda parts: any_of(*parts)),
            several.map(lambda parts: all_of(parts) or parts[0]),
        )

    return st.recursive(leaves, made, max_leaves=6)


anything = nodes(
    st.one_of(
        words,
        field("paper", "courier", "hill gazette", prefixes=True),
        field("section", "Sport", "Night desk", "", "a:b (c)*"),
        field("by", "Ida Holm", "O'Neil", prefixes=True),
        field("tag", "night ferry", "北京", prefixes=True),
        field("lang", "en", "pt-br"),
        field("is", *STATES, *FLAGS),
        field("has", *THINGS),
        field("since", "7d", "2025"),
        field("until", "yesterday", "31 January 2026"),
        field("on", "2025-03", "today"),
        st.just(fields("on", "2025", "2026-01-31")),
    )
)
