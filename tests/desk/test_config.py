"""config.toml: what it says counts, what it gets wrong is named with its line, and nothing stops the program."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_paper.desk.config import Config, load, parse


def test_no_file_is_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "config.toml") == Config()
    assert (Config().measure, Config().bidi, Config().search_url) == (68, "ours", "https://duckduckgo.com/?q={}")
    assert (Config().pdf_viewer, Config().media_limit, Config().offline_ready) == ((), 1024, False)


def test_everything_that_can_be_set(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(
        'theme = "dusk"\nmeasure = 72\nbidi = "terminal"\nsearch_url = "https://search.example/find?q={}"\n'
        'browser = ["firefox", "--new-tab", "{}"]\npdf_viewer = "evince"\nmedia_limit = 0\noffline_ready = true\n'
        '[keys]\nnext_unread = "n"\nsearch = ["ctrl+f", "f3"]\n'
    )
    config = load(path)
    assert config.problems == ()
    assert (config.theme, config.measure, config.bidi) == ("dusk", 72, "terminal")
    assert config.search_url == "https://search.example/find?q={}"
    assert config.browser == ("firefox", "--new-tab", "{}")
    assert (config.pdf_viewer, config.media_limit, config.offline_ready) == (("evince",), 0, True)
    assert config.keys == {"next_unread": ("n",), "search": ("ctrl+f", "f3")}
    assert config.problem("keys.search", "is unknown") == "config.toml, line 11: keys.search is unknown"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("measure = 39", 1, "measure must be a whole number from 40 to 120"),
        ("\nmeasure = 121", 2, "measure must be"),
        ("measure = true", 1, "measure must be"),
        ("measure = '68'", 1, "measure must be"),
        ("\n\nbidi = 'left'", 3, "bidi must be"),
        ("theme = 3", 1, "theme must be"),
        ("search_url = 'https://x.example/'", 1, "search_url must be"),
        ("search_url = 'file:///{}'", 1, "search_url must be"),
        ("browser = []", 1, "browser must be"),
        ("browser = [1]", 1, "browser must be"),
        ("pdf_viewer = ['']", 1, "pdf_viewer must be"),
        ("media_limit = -1", 1, "media_limit must be a whole number of megabytes from 0"),
        ("media_limit = 1.5", 1, "media_limit must be"),
        ("offline_ready = 1", 1, "offline_ready must be true or false"),
        ("# a remark\nmesure = 68", 2, "mesure is not a setting; did you mean measure?"),
        ("[keys]\nnext_unread = 3", 2, "keys.next_unread must be"),
        ("[keys]\n\nnext_unread = ['n', ' ']", 3, "keys.next_unread must be"),
        ("keys = 'n'", 1, "keys must be a table"),
        ("a = = 3", 1, "the defaults are used"),
        ("measure = 70\na = 'unended", 2, "the defaults are used"),
    ],
)
def test_each_mistake_is_named_with_its_line(text: str, line: int, words: str) -> None:
    (problem,) = parse(text.encode()).problems
    assert problem.startswith(f"config.toml, line {line}: ") and words in problem


def test_one_mistake_does_not_touch_the_rest() -> None:
    config = parse(b'measure = 9\ntheme = "dusk"\n[keys]\na = 1\nb = "x"\n')
    assert (config.measure, config.theme, config.keys) == (68, "dusk", {"b": ("x",)})
    assert len(config.problems) == 2


def test_what_is_no_text(tmp_path: Path) -> None:
    assert "line 2: not UTF-8" in parse(b"theme = 'x'\n\xff\xfe").problems[0]
    assert "not a file" in load(tmp_path).problems[0]
    large = tmp_path / "config.toml"
    large.write_bytes(b"#" * 1_000_001)
    assert "larger than 1 MB" in load(large).problems[0]


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda s: s.encode("utf-8", "surrogatepass")))
def test_nothing_raises(data: bytes) -> None:
    config = parse(data)
    assert 40 <= config.measure <= 120
    assert all("\n" not in problem and "\x1b" not in problem for problem in config.problems)
