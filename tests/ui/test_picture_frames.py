"""Frames of pictures in the typeset page."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tui_paper.model.article import Article, Block
from tui_paper.model.marks import Place
from tui_paper.ui.typeset.compose import set_article, set_picture_again
from tui_paper.ui.typeset.picture import MOST_ROWS, NARROWEST, NATURAL, NO_PICTURES, Pictures

from .articles import articles

sides = st.integers(1, 1280)
URL = "https://example.com/a.jpg"


@given(sides, sides, st.integers(1, 120), st.integers(0, 60), st.sampled_from([1.7, 2.0, 2.4]))
def test_a_frame_fits_and_keeps_the_shape(width: int, height: int, measure: int, most: int, aspect: float) -> None:
    frame = Pictures({URL: (width, height)}, most, aspect).frame(URL, measure)
    if frame is None:
        assert measure < NARROWEST or most < 3
        return
    assert 1 <= frame.columns <= measure and 1 <= frame.rows <= min(most, MOST_ROWS)
    assert frame.columns <= width // NATURAL + 1, "small pictures are not blown up"
    # as near to the shape as whole cells allow
    ideal = frame.columns * height / width / aspect
    assert abs(frame.rows - ideal) <= 0.5 or frame.columns in (1, measure) or frame.rows in (1, min(most, MOST_ROWS))
    assert Pictures({}, most, aspect).frame(URL, measure) is None


def test_usual_pictures() -> None:
    def frame(width: int, height: int, measure: int = 68, most: int = 24) -> tuple[int, int]:
        found = Pictures({URL: (width, height)}, most).frame(URL, measure)
        assert found is not None
        return found.columns, found.rows

    assert frame(1280, 853) == (68, 23)
    assert frame(1280, 853, most=12) == (36, 12)
    assert frame(853, 1280) == (32, 24), "an upright one is narrower"
    assert frame(300, 200) == (30, 10)
    assert frame(1280, 100) == (68, 3)


pictured = st.builds(
    lambda article, sizes: (
        replace(
            article,
            blocks=tuple(
                replace(block, url=f"https://example.com/{n}.jpg") if block.type == "image" else block
                for n, block in enumerate(article.blocks)
            ),
        ),
        Pictures({f"https://example.com/{n}.jpg": size for n, size in enumerate(sizes) if size}, 20),
    ),
    articles(),
    st.lists(st.one_of(st.none(), st.tuples(sides, sides)), max_size=8),
)


@given(pictured, st.integers(20, 90))
def test_setting_a_picture_again_is_as_setting_the_page_anew(made: tuple[Article, Pictures], measure: int) -> None:
    article, pictures = made
    bare, full = set_article(article, measure), set_article(article, measure, pictures=pictures)
    page = set_article(article, measure)
    for wanted, shown in ((full, pictures), (bare, NO_PICTURES)):
        for number in reversed([n for n, block in enumerate(article.blocks) if block.type == "image"]):
            before = list(page.lines)
            done = set_picture_again(page, article, number, shown)
            if done is None:
                assert page.lines == before
            else:
                assert page.lines[: done.first] == before[: done.first]
                assert page.lines[done.first + done.new :] == before[done.first + done.old :]
        assert (page.lines, page.links, page.frames, page.body_end) == (
            (wanted.lines, wanted.links, wanted.frames, wanted.body_end)
        )


@given(pictured, st.integers(30, 90))
def test_pictures_take_nothing_from_the_words(made: tuple[Article, Pictures], measure: int) -> None:
    article, pictures = made
    bare, full = set_article(article, measure), set_article(article, measure, pictures=pictures)
    rows = [line for line in full.lines if line.row >= 0]
    assert len(rows) == sum(frame.rows for frame in full.frames.values()) and all(not line.text for line in rows)
    words = {
        (line.block, run.at) for line in full.lines for run in line.runs if run.at >= 0 and "caption" not in run.role
    }
    assert words == {
        (line.block, run.at) for line in bare.lines for run in line.runs if run.at >= 0 and "caption" not in run.role
    }


def test_alt_text_stands_only_where_the_picture_does_not() -> None:
    article = Article("X", (Block("image", url=URL, alt="A quay", credit="Jo Li"), Block("image", "Dusk", url=URL)))
    bare, full = (set_article(article, 60, pictures=p) for p in (NO_PICTURES, Pictures({URL: (600, 400)}, 20)))
    assert [line.text for line in bare.lines if line.block in (0, 1) and line.text] == ["▨  A quay  Jo Li", "▨  Dusk"]
    assert [line.text for line in full.lines if line.block in (0, 1) and line.text] == ["Jo Li", "Dusk"]
    assert len(full.frames) == 2 and [link.picture for link in full.links] == [True, True]


def test_a_picture_and_its_caption_are_one_place_but_told_apart() -> None:
    blocks = (Block("paragraph", "Before"), Block("image", "Dusk", url=URL), Block("paragraph", "After"))
    article = Article("X", blocks)
    bare, full = (set_article(article, 60, pictures=p) for p in (NO_PICTURES, Pictures({URL: (600, 400)}, 20)))
    place = Place(1, 0)
    assert bare.line_of(place) == full.line_of(place) == bare.line_of(Place(0, 0)) + 2
    caption = next(n for n, line in enumerate(full.lines) if line.text == "Dusk")
    assert full.line_like(place, bare.lines[bare.line_of(place) + 1]) == caption
    assert bare.line_like(place, full.lines[caption]) == bare.line_of(place) + 1
    assert full.line_like(place, bare.lines[bare.line_of(place)]) == full.line_of(place), "the blank above"
    assert full.line_like(place, full.lines[caption - 5]) == caption - 5
    assert bare.line_like(place, full.lines[caption - 5]) == bare.line_of(place)
