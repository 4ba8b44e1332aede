"""What is done a quicker way for the usual kind of text and address gives the same as the thorough way."""

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from tui_paper.model.address import normalise_url
from tui_paper.model.text import clean_text, count_words, plain_key

urls = st.from_regex(r"https?://[a-z0-9-]{1,9}(\.[a-z0-9-]{1,5}){0,3}/[!-~]{0,20}", fullmatch=True)


@given(st.text())
@example("a\u0301")
@example("\u200b")
def test_clean_text(text: str) -> None:
    # With a NUL in it no text is taken for clean at first sight.
    assert clean_text(text) == clean_text(text + "\0")


def test_every_character_alone_and_in_a_crowd() -> None:
    for code in range(0x3100):
        text = f"a{chr(code)}b{chr(code) * 9}c"
        assert clean_text(text) == clean_text(text + "\0"), hex(code)


@given(st.text() | st.text(st.characters(max_codepoint=127)))
def test_plain_key(text: str) -> None:
    folded = unicodedata.normalize("NFKD", text).casefold()
    assert plain_key(text) == "".join(c for c in folded if c.isalnum())


@given(urls)
@example("https://p.example//a/../b;c=1/")
@example("https://p.example/a%2Fb%")
def test_normalise_url(url: str) -> None:
    # A fragment is dropped, but only on the thorough way.
    assert normalise_url(url) == normalise_url(url + "#x")
    assert normalise_url(normalise_url(url)) == normalise_url(url)


@given(st.text() | st.text(st.sampled_from("ab 新\u00a0\n。")))
def test_count_words(text: str) -> None:
    # With characters of a script without blanks the thorough way is taken; two of them count as a word.
    assert count_words(text + "新聞") == count_words(text) + 1
