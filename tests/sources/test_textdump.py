"""The grammar of text dumps, by examples."""

from pathlib import Path

import pytest

from tui_paper.model.article import Teaser
from tui_paper.model.errors import Unreadable
from tui_paper.sources.discover import parse
from tui_paper.sources.textdump import parse_dump

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed" / "spokesman.txt"


def dump(*lines: str) -> str:
    return "\n\n".join(lines) + "\n"


def test_the_seed_is_read_in_full():
    if not SEED.exists():
        pytest.skip("the seed is not beside this repository")
    article = parse(SEED.read_bytes(), name=SEED.name)
    assert article.headline == "Azerbaijan liberates Jabrayil town from Armenian occupation"
    assert [block.type for block in article.blocks] == ["paragraph"] * 10
    assert article.blocks[1].text.startswith("“Today, the Azerbaijani army")
    assert article.blocks[-1].text.endswith("right of self-defence.")
    assert [teaser.title for teaser in article.related] == [
        "PC Hospitality Participates to the “World Economic Forum”",
        "Japan Funded for the Installation of Seven Water Filtration Plants",
    ]
    assert "meeting\u00a0 as Global" in article.related[0].excerpt
    assert all(teaser.excerpt.endswith("…") for teaser in article.related)
    assert len(article.missed) == 6
    assert [teaser.edition_date for teaser in article.missed] == ["2026-01-31", "", "", "", "", ""]
    assert article.missed[4].id == article.related[0].id
    assert article.missed[-1].title == "A Skills Pivot"


def test_an_entry_without_an_excerpt_keeps_the_next_title():
    article = parse_dump(
        dump("Head", "Text.", "• Related Posts", "  One", "  Two", "  The second begins so…", "  Three", "  Four [...]")
    )
    assert article.related == (
        Teaser("One"),
        Teaser("Two", excerpt="The second begins so…"),
        Teaser("Three", excerpt="Four [...]"),
    )


def test_a_title_that_is_cut_short_but_stands_twice_is_a_title():
    article = parse_dump(
        dump("Head", "    You Missed", "    One", "    One", "    A long title that…", "    A long title that…")
    )
    assert [teaser.title for teaser in article.missed] == ["One", "A long title that…"]


def test_titles_that_differ_in_quotes_and_blanks_only_are_one():
    article = parse_dump(dump("Head", "    You Missed", "    The “Grand” tour", '    The\u00a0"Grand"  tour'))
    assert [teaser.title for teaser in article.missed] == ["The “Grand” tour"]


@pytest.mark.parametrize(
    "heading", ["• Related Posts", "* RELATED", "  · Mehr zum Thema:", "- متعلقہ خبریں", "•\u00a0関連記事"]
)
def test_a_bulleted_heading_opens_the_related_part(heading):
    assert parse_dump(dump("Head", "Text.", heading, "  One")).related == (Teaser("One"),)


@pytest.mark.parametrize(
    "line",
    [
        "- Related posts are a plague, he said.",
        "The Related Posts were taken down.",
        "Related: the new berth",
        "- “You missed,” said the keeper.",
    ],
)
def test_a_line_that_says_more_than_a_heading_opens_nothing(line):
    article = parse_dump(dump("Head", "First.", line, "Last."))
    assert [block.text for block in article.blocks] == ["First.", line, "Last."]
    assert not article.related and not article.missed


def test_a_heading_among_the_items_of_a_list_is_an_item():
    article = parse_dump(dump("Head", "• Weather\n• Related\n• Sport"))
    assert [item.text for item in article.blocks[0].items] == ["Weather", "Related", "Sport"]


def test_a_flush_heading_opens_a_part_only_when_a_list_follows():
    assert parse_dump(dump("Head", "Text.", "You Missed", "One", "Two")).missed == (Teaser("One"), Teaser("Two"))
    story = parse_dump(dump("Head", "Text.", "You missed", "The boat was gone. Nobody had told her."))
    assert [block.text for block in story.blocks] == ["Text.", "You missed", "The boat was gone. Nobody had told her."]


def test_running_text_after_an_indented_list_belongs_to_the_body():
    article = parse_dump(
        dump("Head", "First.", "  • Related Posts", "    One", "Back in the story.", "    You Missed", "    Two")
    )
    assert [block.text for block in article.blocks] == ["First.", "Back in the story."]
    assert (article.related, article.missed) == ((Teaser("One"),), (Teaser("Two"),))


def test_without_blank_lines_every_line_of_a_list_is_an_entry():
    lists = "  • Related Posts\n    One\n    It begins so…\n    Two\n    You Missed\n    Three\n    Three\n"
    article = parse_dump("Head\n\nText.\n\n" + lists)
    assert article.related == (Teaser("One", excerpt="It begins so…"), Teaser("Two"))
    assert article.missed == (Teaser("Three"),)


def test_wrapped_lines_are_joined_by_a_blank():
    article = parse_dump("Head\n\nOne line\nand another,  with\u00a0care\n\nNext.\n")
    assert [block.text for block in article.blocks] == ["One line and another,  with\u00a0care", "Next."]


def test_most_read_serves_as_missed():
    assert parse_dump(dump("Head", "Text.", "  • Meistgelesen", "    Eins")).missed == (Teaser("Eins"),)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ines Okafor", ("Ines Okafor",)),
        ("By INES OKAFOR and Tom de la Mare", ("INES OKAFOR", "Tom de la Mare")),
        ("Von Ada Lind, Jo Li", ("Ada Lind", "Jo Li")),
        ("By Coast and Fell News", ("Coast and Fell News",)),
        ("By Monday the water had gone", ()),
        ("By and large, the harbour slept.", ()),
    ],
)
def test_a_byline_under_the_headline(line, names):
    article = parse_dump(dump("Head", line, "Text."))
    assert article.byline == names
    assert [block.text for block in article.blocks] == (["Text."] if names else [line, "Text."])


def test_a_byline_further_down_is_text():
    assert parse_dump(dump("Head", "Text.", "By Ines Okafor")).byline == ()


def test_a_date_under_the_headline():
    article = parse_dump(
        dump("Head", "By Ines Okafor\nPublished: Saturday, 31 January 2026", "On 3 May 2025 it rained.")
    )
    assert (article.byline, article.published) == (("Ines Okafor",), "2026-01-31")
    assert parse_dump(dump("Head", "2026-01-31T06:00:00+05:00", "Text.")).published == "2026-01-31T06:00:00+05:00"


def test_lists_quotes_headings_and_rules():
    article = parse_dump(
        "Head\n\nThey asked for:\n• bread\n• nets\n    · of hemp\n      and tar\n\n1. first\n2. second\n\n"
        "> So he said,\n> and went.\n\n## The vote\n\nText.\n\nThe count\n=========\n\n* * *\n\n"
        "A short line\n\n- one dash\n"
    )
    kinds = [(block.type, block.plain) for block in article.blocks]
    assert kinds == [
        ("paragraph", "They asked for:"),
        ("list", "bread\nnets\nof hemp and tar"),
        ("list", "first\nsecond"),
        ("quote", "So he said, and went."),
        ("heading", "The vote"),
        ("paragraph", "Text."),
        ("heading", "The count"),
        ("rule", ""),
        ("paragraph", "A short line"),
        ("paragraph", "- one dash"),
    ]
    assert [item.depth for item in article.blocks[1].items] == [0, 0, 1]
    assert [item.number for item in article.blocks[2].items] == [1, 2]


def test_dialogue_with_hyphens_is_no_list():
    article = parse_dump(dump("Head", "- Is it gone?", "- It is gone."))
    assert [block.type for block in article.blocks] == ["paragraph", "paragraph"]


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff", "\u00a0\n\t"])
def test_nothing_but_blanks_is_unreadable(text):
    with pytest.raises(Unreadable):
        parse_dump(text)


def test_a_text_without_a_headline_lends_its_beginning():
    article = parse_dump("word " * 400)
    assert len(article.headline) <= 120
    assert len(article.blocks) == 1


def test_what_is_too_long_is_cut_with_a_warning():
    article = parse_dump("Head\n\n" + "word " * 500_000)
    assert article.warnings == ("The text was too long: its end is left out.",)


def test_controls_do_not_survive():
    article = parse_dump(
        "He\x1b]52;c;ZXZpbA==\x07ad\n\nTe\u202ext\x00 \x1b[2Jhere\n\n  • Related\n\n    Ti\x9b31mtle\n"
    )
    assert (article.headline, article.blocks[0].text, article.related[0].title) == ("Head", "Text here", "Title")


def test_the_example_in_the_documentation_says_what_it_says():
    page = (Path(__file__).resolve().parents[2] / "docs" / "textdump.md").read_text("utf-8")
    article = parse_dump(page.split("```text\n", 1)[1].split("```", 1)[0])
    assert article.byline == ("Mirela Aske", "Jonas Thorne")
    assert article.published == "2026-01-21"
    assert [block.type for block in article.blocks] == ["paragraph", "paragraph", "list", "paragraph"]
    assert "bell,”  she" in article.blocks[-1].text
    assert [bool(teaser.excerpt) for teaser in article.related] == [True, False]
    assert [teaser.edition_date for teaser in article.missed] == ["2026-01-20", ""]
