"""Terms that are found the quick way are those that the thorough way finds."""

from hypothesis import example, given
from hypothesis import strategies as st

from tui_paper.store import words

ASCII = st.text(st.characters(max_codepoint=127))
TYPED = st.text(st.sampled_from("aB9_ .-’‘“”–—…\u00a0\u0301\u1e9eßΣςéıİ\x1c\x85"))


@given(st.text() | ASCII | TYPED)
@example("“Don’t” — she said… İstanbul")
def test_terms(text: str) -> None:
    assert words.terms(text) == words._RUN_OR_DENSE.findall(words.fold(text))


@given(st.lists(st.text(st.sampled_from("ab新聞é"), min_size=1)))
def test_features(found: list[str]) -> None:
    pairs = words.features([*found, "新", "聞"])
    assert pairs[-1] == "新聞" and pairs[: len(words.features(found))] == words.features(found)
