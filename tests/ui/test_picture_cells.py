"""Pictures as a terminal gets them: each way is read back by a small decoder of the tests' own."""

import base64
import io
import re
from pathlib import Path

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui_paper.model.errors import Unreadable
from tui_paper.ui.pictures.cells import HALF, Cells, PictureRow, half_blocks
from tui_paper.ui.pictures.gallery import MOST, Gallery, Look, Ready, make_ready
from tui_paper.ui.pictures.kitty import CHUNK, DIACRITICS, PLACEHOLDER, as_placeholders, deletion, transmission
from tui_paper.ui.pictures.scaling import as_blocks, scaled
from tui_paper.ui.pictures.sixel import as_sixel
from tui_paper.ui.typeset.picture import Frame

CONSOLE = Console(color_system="truecolor", force_terminal=True)
BLANK = Style(color="#dcd7ca", bgcolor="#14161a")


def quarters(width: int = 400, height: int = 200) -> Image.Image:
    """Red and green over blue and white."""
    image = Image.new("RGB", (width, height), "white")
    half = (width // 2, height // 2)
    for colour, corner in (("red", (0, 0)), ("lime", (half[0], 0)), ("blue", (0, half[1]))):
        image.paste(colour, (*corner, corner[0] + half[0], corner[1] + half[1]))
    return image


@pytest.fixture
def path(tmp_path: Path) -> Path:
    quarters().save(tmp_path / "quarters.png")
    return tmp_path / "quarters.png"


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of two pictures, 0 to 255."""
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3


# --- half blocks ---------------------------------------------------------------------------------

pixels = st.integers(1, 12).flatmap(
    lambda columns: st.tuples(
        st.just(columns),
        *(st.lists(st.sampled_from([0, 1, 9, 255]), min_size=3 * columns, max_size=3 * columns).map(bytes),) * 2,
    )
)


def on_screen(ansi: str, columns: int) -> list[tuple[str, str, str]]:
    """Characters and colours of a line, as a terminal shows it."""
    screen = pyte.Screen(columns, 1)
    pyte.Stream(screen).feed(ansi)
    return [(cell.data, cell.fg, cell.bg) for cell in (screen.buffer[0][x] for x in range(columns))]


@given(pixels, st.integers(0, 3), st.integers(0, 3))
def test_a_row_of_half_blocks_is_the_same_for_the_terminal_and_for_textual(
    row: tuple[int, bytes, bytes], before: int, after: int
) -> None:
    columns, upper, lower = row
    strip = PictureRow(half_blocks(upper, lower, columns), before, after, BLANK, CONSOLE)
    assert strip.cell_length == before + columns + after == sum(segment.cell_length for segment in strip)
    shown = on_screen(strip.render(CONSOLE), strip.cell_length)
    assert shown == on_screen(Strip(list(strip)).render(CONSOLE), strip.cell_length)
    for at in range(columns):
        assert shown[before + at] == (HALF, upper[3 * at : 3 * at + 3].hex(), lower[3 * at : 3 * at + 3].hex())


@given(pixels, st.data())
def test_a_row_can_be_cut_as_any_strip(row: tuple[int, bytes, bytes], data: st.DataObject) -> None:
    columns, upper, lower = row
    strip = PictureRow(half_blocks(upper, lower, columns), 2, 2, BLANK, CONSOLE)
    whole = on_screen(strip.render(CONSOLE), columns + 4)
    cut = data.draw(st.integers(1, columns + 3))
    left, right = strip.divide([cut, columns + 4])
    assert on_screen(Strip.join([left, right]).render(CONSOLE), columns + 4) == whole
    assert on_screen(strip.crop(cut).render(CONSOLE), columns + 4 - cut) == whole[cut:]
    assert strip.divide([columns + 4])[0] is strip.crop(0, columns + 4) is strip
    inner = strip.divide([1, columns + 3, columns + 4])
    assert isinstance(inner[1], PictureRow), "a scroll bar does not break it up"
    assert on_screen(Strip.join(inner).render(CONSOLE), columns + 4) == whole


def test_half_blocks_show_the_picture(path: Path) -> None:
    rows = as_blocks(path, Frame("", 20, 5), 24)
    assert [row.columns for row in rows] == [20] * 5
    top, bottom = (on_screen(row.ansi, 20) for row in (rows[0], rows[4]))
    assert top[0] == (HALF, "ff0000", "ff0000") and top[19] == (HALF, "00ff00", "00ff00")
    assert bottom[0] == (HALF, "0000ff", "0000ff") and bottom[19] == (HALF, "ffffff", "ffffff")


def test_half_blocks_in_256_colours(path: Path) -> None:
    rows = as_blocks(path, Frame("", 20, 5), 8)
    assert "38;5;196" in rows[0].ansi and "38;5;46" in rows[0].ansi and "38;5;21" in rows[4].ansi
    numbers = {int(number) for row in rows for number in re.findall(r"[34]8;5;(\d+)", row.ansi)}
    assert min(numbers) >= 16, "the first sixteen are whatever the reader made of them"
    first = rows[0].segments()[0].style
    assert first is not None and first.color is not None and first.color.number == 196


def test_what_can_be_seen_through_lies_on_white_paper(tmp_path: Path) -> None:
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 20, 40))
    image.save(tmp_path / "ink.png")
    seen = scaled(tmp_path / "ink.png", 4, 4)
    assert seen.mode == "RGB" and seen.getpixel((0, 0)) == (0, 0, 0) and seen.getpixel((3, 0)) == (255, 255, 255)


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a\x01\0\x01\0", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"\xff\xd8\xff\xe0" + b"x" * 99]
)
def test_a_file_that_is_no_picture(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.png").write_bytes(data)
    with pytest.raises(Unreadable):
        scaled(tmp_path / "x.png", 4, 4)
    with pytest.raises(Unreadable):
        scaled(tmp_path / "not there.png", 4, 4)


def test_a_file_with_too_many_pixels(tmp_path: Path) -> None:
    Image.new("1", (4000, 2000)).save(tmp_path / "large.png")
    with pytest.raises(Unreadable, match="too many pixels"):
        scaled(tmp_path / "large.png", 4, 4)


# --- kitty ---------------------------------------------------------------------------------------


def test_kitty_gets_the_picture_in_pieces(tmp_path: Path) -> None:
    Image.effect_noise((600, 400), 90).convert("RGB").save(tmp_path / "noise.png")
    sent = transmission(tmp_path / "noise.png", 77, Frame("", 40, 13), (10, 20))
    pieces = re.findall(r"\x1b_G([^;]*);([^\x1b]*)\x1b\\", sent)
    assert "".join(f"\x1b_G{keys};{data}\x1b\\" for keys, data in pieces) == sent
    assert len(pieces) > 2 and all(len(data) <= CHUNK for _, data in pieces)
    assert pieces[0][0] == "a=T,U=1,f=100,i=77,c=40,r=13,q=2,m=1"
    assert {keys for keys, _ in pieces[1:-1]} == {"q=2,m=1"} and pieces[-1][0] == "q=2,m=0"
    image = Image.open(io.BytesIO(base64.b64decode("".join(data for _, data in pieces))))
    assert image.format == "PNG" and image.size == (400, 260)
    assert difference(image.convert("RGB"), scaled(tmp_path / "noise.png", 400, 260)) < 12
    assert deletion(77) == "\x1b_Ga=d,d=I,i=77,q=2\x1b\\"


def test_placeholders_name_picture_row_and_column() -> None:
    rows = as_placeholders(0x0102FF, Frame("", 120, 24))
    assert len(rows) == 24 and len(DIACRITICS) >= 120
    for number, row in enumerate(rows):
        cells = re.findall(f"{PLACEHOLDER}(.)(.)", row.ansi)
        assert [(DIACRITICS.index(a), DIACRITICS.index(b)) for a, b in cells] == [(number, c) for c in range(120)]
        assert row.ansi.startswith("\x1b[38;2;1;2;255m") and row.ansi.endswith("\x1b[0m")
        strip = PictureRow(row, 3, 2, BLANK, CONSOLE)
        assert strip.cell_length == 125 and sum(segment.cell_length for segment in strip) == 125
        # a part names the same columns as before: each cell speaks for itself
        part = "".join(segment.text for segment in strip.crop(13, 20))
        assert [DIACRITICS.index(c) for _, c in re.findall(f"{PLACEHOLDER}(.)(.)", part)] == list(range(10, 17))


def test_the_diacritics_are_those_of_the_protocol() -> None:
    """Combining marks above (class 230) that nothing is made of, in the order of kitty's own list."""
    import unicodedata

    assert len(set(DIACRITICS)) == len(DIACRITICS)
    assert sorted(DIACRITICS) == list(DIACRITICS)
    assert all(unicodedata.combining(mark) == 230 and not unicodedata.decomposition(mark) for mark in DIACRITICS)
    some = {0: 0x305, 12: 0x350, 35: 0x592, 54: 0x610, 69: 0x6D6, 100: 0x7EB, 119: 0x822}
    assert {n: ord(DIACRITICS[n]) for n in some} == some


# --- sixel ---------------------------------------------------------------------------------------


def painted(sixel: str) -> Image.Image:
    """The picture that a sixel terminal paints."""
    head = re.match(r'\x1bP0;1;0q"1;1;(\d+);(\d+)', sixel)
    assert head is not None and sixel.endswith("\x1b\\")
    width, height = int(head[1]), int(head[2])
    image = Image.new("RGB", (width, height + 6), "magenta")
    colours: dict[int, tuple[int, int, int]] = {}
    colour, x, y = (0, 0, 0), 0, 0
    for define, use, count, drawn in re.findall(
        r"#(\d+;2;\d+;\d+;\d+)|#(\d+)|(?:!(\d+))?([?-~$-])", sixel[head.end() : -2]
    ):
        if define:
            number, _, *shares = map(int, define.split(";"))
            colours[number] = tuple(round(share * 2.55) for share in shares)  # type: ignore[assignment]
        elif use:
            colour = colours[int(use)]
        elif drawn == "$":
            x = 0
        elif drawn == "-":
            x, y = 0, y + 6
        else:
            for _ in range(int(count or 1)):
                for bit in range(6):
                    if (ord(drawn) - 63) >> bit & 1:
                        image.putpixel((x, y + bit), colour)
                x += 1
            assert x <= width
    assert y < height
    return image.crop((0, 0, width, height))


@pytest.mark.parametrize("rows", [range(0, 6), range(2, 5), range(5, 6)])
def test_sixel_paints_the_rows_that_are_seen(path: Path, rows: range) -> None:
    image = painted(as_sixel(path, Frame("", 21, 6), rows, (9, 17)))
    assert image.size == (21 * 9, len(rows) * 17)
    wanted = scaled(path, 21 * 9, 6 * 17).crop((0, rows.start * 17, 21 * 9, rows.stop * 17))
    assert difference(image, wanted) < 4


def test_sixel_of_many_colours(tmp_path: Path) -> None:
    noise = [Image.effect_noise((60, 40), 80).resize((300, 200), Image.Resampling.BICUBIC) for _ in range(3)]
    Image.merge("RGB", noise).save(tmp_path / "noise.png")
    image = painted(as_sixel(tmp_path / "noise.png", Frame("", 30, 10), range(10), (10, 20)))
    # dithering is right on the whole, not for each pixel
    assert difference(image.reduce(5), scaled(tmp_path / "noise.png", 300, 200).reduce(5)) < 8


# --- what is kept --------------------------------------------------------------------------------


def test_the_gallery_keeps_few_and_tells_the_terminal() -> None:
    written: list[str] = []
    gallery = Gallery(written.append)
    frames = [Frame(f"https://example.com/{n}", 4, 1) for n in range(MOST + 2)]
    row = (Cells(4, "", whole=Segment("    ")),)
    for n, frame in enumerate(frames):
        gallery.put(frame, Ready(row, f"<{n}>", f"</{n}>"))
        assert gallery.rows(frames[0]) is not None, "one that is looked at stays"
    assert gallery.rows(frames[1]) is None and gallery.rows(frames[2]) is None and gallery.rows(frames[3]) is not None
    assert "".join(written).count("</") == 2
    gallery.clear()
    assert sorted(re.findall(r"</(\d+)>", "".join(written))) == sorted(map(str, range(MOST + 2)))
    assert gallery.rows(frames[-1]) is None
    numbers = {gallery.next_number() for _ in range(300)}
    assert len(numbers) == 300 and min(numbers) == 1


def test_a_picture_is_made_ready_in_the_way_that_is_wanted(path: Path) -> None:
    frame = Frame("", 30, 8)
    blocks = make_ready(path, frame, Look("blocks", 24), 5)
    kitty = make_ready(path, frame, Look("kitty", 24), 5)
    assert (blocks.before, blocks.after) == ("", "") and HALF in blocks.rows[0].ansi
    assert "i=5,c=30,r=8" in kitty.before and "i=5" in kitty.after and PLACEHOLDER in kitty.rows[7].ansi
