"""What is read without a tree is what the tree would give."""

import re
from functools import partial
from html.entities import name2codepoint

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui_paper.model.article import Block
from tui_paper.sources.html import fragment
from tui_paper.sources.html.fragment import read_fragment
from tui_paper.sources.html.prose import read_prose
from tui_paper.sources.html.wellformed import parse_wellformed

BASE = "https://courier.example/2026/story/"
SAID = """
ferry| the quay |  two  blanks |
|\t|a
b|“it’s”|&amp;|&nbsp;|&#8217;|&eacute;|&#1;|&#128;|&#38;|&copy2;|& so|&lt;p&gt;|&#x2019;|&apos;|\u00a0|\u00ad
|\u202e|漢字|…|[…]|Related posts|Read more: ||1 < 2|>
"""
MARKED = """
<strong>|</strong>|<em>|</em>|<b>|</b>|<i>|</i>|</a>|<br>|<br />|<br/>|<a href="/a?b=1&amp;c=2">|<a href="#top">
|<a href="mailto:x">|<a target="_blank" href=" http://x.example/y ">|<a name='x'>|<a class="share" href="/s">|<a>
|<a href="https://courier.example/2026/story/" rel="x">|<a href="/x" href="/y">|<a hidden href="/x">|<span>|</span>
|<img src='/i.jpg'>|</p>|<P>|<!-- x -->
"""
LOOKS = """
src="/q.jpg"|src="/q.jpg?a=1&amp;b=2&#038;c"|src="/logo.png"|src="data:image/gif;base64,R0"|data-src="/late.jpg"
|srcset="/a.jpg 300w, /b.jpg 1200w"|alt="The quay"|alt=" &#8220;Dusk&#8221; "|alt=""|alt="a &gt; b"|alt="a\tb"
|alt="é\u202e"|class="wp-block-image size-large"|class="wp-caption-text credit"|class="share"|hidden="hidden"
|style="display:none"|width="1"|width="800"|href="/q-large.jpg"|id="x:y"|xml:lang="en"|aria-describedby="x"|Alt="A"|loading='lazy'
""".strip().replace("\n|", "|")
WORDS = st.sampled_from(SAID.split("|"))
TAGS = st.sampled_from(MARKED.split("|"))
PHRASES = st.one_of(
    WORDS,
    TAGS,
    st.builds("<strong>{}</strong>".format, WORDS),
    st.builds('<a href="/{}">{}</a>'.format, st.sampled_from("ab"), WORDS),
    st.builds("<em>{}<b>{}</b></em>".format, WORDS, WORDS),
)
INLINE = st.lists(PHRASES, max_size=6).map("".join)
OPENINGS = st.sampled_from(
    ["<p>", "<p>", "<p>", '<p class="wp-block-paragraph">', '<p class="x">', '<p style="display:none">']
)
ATTRIBUTE = st.sampled_from(LOOKS.split("|"))
FIGURES = st.builds(
    "<figure {}><img {} {} /><figcaption {}>{}</figcaption></figure>".format,
    ATTRIBUTE,
    ATTRIBUTE,
    ATTRIBUTE,
    ATTRIBUTE,
    WORDS,
) | st.builds("\n<figure {}><a {}><img {} {}/></a></figure>".format, ATTRIBUTE, ATTRIBUTE, ATTRIBUTE, ATTRIBUTE)
PIECES = st.one_of(
    st.builds("{}{}</p>".format, OPENINGS, INLINE),
    st.builds(
        "<{0}>{1}</{0}>".format, st.sampled_from(["h2", "h3", "blockquote", "ul", "ol", "div", "figure", "pre"]), INLINE
    ),
    st.builds("<ul><li>{}</li><li>{}</li></ul>".format, INLINE, INLINE),
    st.builds("<blockquote><p>{}</p><p>{}</p></blockquote>".format, INLINE, INLINE),
    st.builds('<figure class="wp-block-image"><img src="/q.jpg"/><figcaption>{}</figcaption></figure>'.format, INLINE),
    FIGURES,
    st.sampled_from(["\n", " ", "<hr>", "loose words", "<div>", "</div>", "<p>open", "</p>", "\u00a0"]),
    INLINE,
)


def by_tree(html: str) -> list[Block]:
    """Always from HTML: with a comment in it nothing is taken for XML."""
    return fragment._read_tree(fragment.clean_text(html) + "<!-- -->", BASE)


@given(st.lists(PIECES, max_size=5).map("".join))
@example("<p>one<br><strong></strong><br>two</p>")
@example("<p>one<br>&nbsp;<br>two</p>")
@example("<p><a href='/x'>one</a></p>")
@example('<figure><img src="/q.jpg"></figure><p>one</p>')
@example("<ul><li>one</ul></li></ul><p>two</p>")
@example("<p>one <b>two</p><p>three</b> four</p>")
def test_both_ways_give_the_same(html: str) -> None:
    found = read_prose(fragment.clean_text(html), BASE, partial(fragment._read_tree, base=BASE))
    assert found is None or found == by_tree(html)


@given(FIGURES)
def test_a_figure_that_is_good_xml(html: str) -> None:
    html = fragment.clean_text(html)
    root = parse_wellformed(html)
    assert root is None or fragment._blocks_of(root, BASE) == by_tree(html)


@given(st.lists(PIECES, max_size=4).map("".join))
@example('<figure><img src="/a.jpg" src="/b.jpg" /></figure>')
@example("<ul><li>one</li>two</ul>")
@example("<p>one <a href='/x'>two <b><a href='/y'>three</a></b></a></p>")
@example("<blockquote>loose <p>one</p></blockquote>")
@example("<p>one<br>two</br></p>")
@example("<h2><p>one</p></h2>")
def test_what_is_good_xml(html: str) -> None:
    html = fragment.clean_text(html)
    root = parse_wellformed(html)
    assert root is None or fragment._blocks_of(root, BASE) == by_tree(html)


@pytest.mark.parametrize(
    "html",
    [
        '<figure class="x"><img src="/q.jpg?a=1&#038;b" alt=""/><figcaption>It&#8217;s &eacute;</figcaption></figure>',
        "<h2>What the board&nbsp;decided</h2>\n<ul>\n<li>Fares</li>\n<li>A <em>second</em> pier</li>\n</ul>",
        '<p>One <a href="/x"><strong>two</strong></a><br/>three</p><blockquote class="x"><p>Four</p></blockquote>',
    ],
)
def test_what_is_taken_for_xml(html: str) -> None:
    root = parse_wellformed(html)
    assert root is not None and fragment._blocks_of(root, BASE) == by_tree(html) != []


@pytest.mark.parametrize("name", sorted(name2codepoint))
def test_every_named_character(name: str) -> None:
    html = f'<p>a&{name};b <a href="/?q=&{name};">c</a></p>'
    found = read_prose(html, BASE, by_tree)
    assert found is None or found == by_tree(html)


@pytest.mark.parametrize(
    "number", [*range(32, 300), 8217, 8220, 0x2028, 0x202E, 0xD7FF, 0xD800, 0xFDD0, 0xFEFF, 65535, 99999]
)
def test_numbered_characters(number: int) -> None:
    html = f"<p>a&#{number};b</p>"
    found = read_prose(html, BASE, by_tree)
    assert found is None or found == by_tree(html)


def test_what_wordpress_gives_needs_no_tree() -> None:
    html = (
        '<p class="wp-block-paragraph">The <em>Ida</em> left at <a href="/tides" target="_blank" rel="x">ten</a>.</p>\n'
        "<p>&#8220;Nobody,&#8221; said Tom&nbsp;Reyes &amp; his brother,<br />and left.</p>\n"
    )
    trees = 0

    def read_other(html: str) -> list[Block]:
        nonlocal trees
        trees += 1
        return by_tree(html)

    assert read_prose(html, BASE, read_other) == by_tree(html) and not trees
    figure = '<figure class="wp-block-image"><img src="/q.jpg" alt="The quay"/><figcaption>Dusk</figcaption></figure>\n'
    assert read_prose(figure + html, BASE, read_other) == by_tree(figure + html) and trees == 1


@pytest.mark.parametrize(
    "piece", ["<p>" + "<b>" * 3000, "<p>" * 5000, "<p>a</p>" * 5000 + "x", "<p>" + "<a href=" * 9000]
)
def test_nothing_takes_long(piece: str) -> None:
    assert isinstance(read_fragment(piece, BASE).blocks, tuple)
    assert read_prose(piece, BASE, lambda html: []) is None or re.match("<p>a", piece)
