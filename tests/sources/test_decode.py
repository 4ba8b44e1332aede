"""Which encoding some bytes are in."""

import codecs
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui_paper.model.errors import Unreadable
from tui_paper.sources.decode import decode

GERMAN = "Der Bürgermeister sagte am Dienstag, die Straße werde früher geöffnet. „Über Nacht“ – so hieß es – wie schön."
RUSSIAN = "Мэр города заявил во вторник, что набережная будет открыта раньше срока, и жители остались довольны."
JAPANESE = "市長は火曜日、埠頭が予定より早く開くと述べた。住民は満足している。新しい灯台も建てられる。"
SAMPLES = [
    ("utf-8", "“Curly”, naïve — 灯台 اردو"),
    ("cp1252", GERMAN),
    ("cp1252", "A caf\u00e9."),
    ("latin-1", "Le café près de l'hôtel a été fermé après la tempête, où les élèves étaient réunis."),
    ("cp1251", RUSSIAN),
    ("koi8-r", RUSSIAN),
    ("cp1253", "Ο δήμαρχος δήλωσε την Τρίτη ότι η προβλήτα θα ανοίξει νωρίτερα και όλοι ήταν ευχαριστημένοι."),
    ("cp1256", "قال رئيس البلدية يوم الثلاثاء إن الرصيف سيفتح في وقت أبكر من الموعد وكان السكان راضين."),
    ("cp932", JAPANESE),
    ("euc-jp", JAPANESE),
    ("gb18030", "市长星期二表示，码头将提前开放，居民们感到满意。新的灯塔也将建成，学校将组织参观。"),
    ("euc-kr", "시장은 화요일 부두가 예정보다 일찍 문을 열 것이라고 말했다. 주민들은 만족했다."),
    ("utf-16-le", "No mark, yet two bytes a letter."),
    ("utf-16-be", "No mark, yet two bytes a letter."),
]


@pytest.mark.parametrize(("encoding", "text"), SAMPLES)
def test_undeclared_text_is_recognised(encoding: str, text: str):
    assert decode(text.encode(encoding)) == text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_and_marked_utf16_are_exact(text: str):
    assert decode(codecs.BOM_UTF8 + text.encode()) == text
    assert decode(codecs.BOM_UTF16_LE + text.encode("utf-16-le")) == text
    assert decode(codecs.BOM_UTF16_BE + text.encode("utf-16-be")) == text
    assert decode(text.encode(), declared="utf-8") == text.removeprefix("\ufeff")


def test_the_order_of_belief():
    page = '<meta charset="{}"><p>Bürger</p>'
    assert "Bürger" in decode(page.format("koi8-r").encode("cp1252"), declared="windows-1252")
    assert "Bürger" in decode(page.format("iso-8859-1").encode("cp1252"))
    assert "Bürger" in decode(page.format("iso-8859-15").encode("utf-8")), "a browser saved it as UTF-8"
    assert "Bürger" in decode(page.format("no-such-charset").encode("cp1252"))
    assert decode(codecs.BOM_UTF8 + "Bürger".encode(), declared="koi8-r") == "Bürger"


@pytest.mark.parametrize("name", ["utf-7", "unknown-8bit", "rot13", "idna", "hex", "unicode_escape", "\x00", "x" * 500])
def test_a_declared_name_that_is_none_is_passed_over(name: str):
    assert decode(b"+ADw-script+AD4- caf\xc3\xa9", declared=name) == "+ADw-script+AD4- café"


def test_a_broken_place_does_not_spoil_the_rest():
    assert decode("Ünïcödé ä ö ü ß — überall".encode() + b" \xff here") == "Ünïcödé ä ö ü ß — überall \ufffd here"


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7 x", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04 xl", b"\x7fELF", b"GIF89a", bytes(range(256)) * 8, b"\0" * 4000],
)
def test_what_is_no_text_is_unreadable(data: bytes):
    with pytest.raises(Unreadable):
        decode(data)


@given(st.binary(max_size=400), st.sampled_from(["", "utf-8", "utf-16", "gb2312", "shift_jis", "x-unknown"]))
@example(b"\xff\xfe\x00", "")
@example(b"\xfe\xff\xd8", "")
def test_nothing_but_unreadable_is_ever_raised(data: bytes, declared: str):
    with suppress(Unreadable):
        assert isinstance(decode(data, declared=declared), str)
