"""A WordPress paper from the bare address of its server, by every way that its owner leaves open."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from tui_paper.desk.newsroom import Newsroom

from . import stock
from .reader import article, run, sources, stories
from .site import Site

BLOCKS = {
    "image": "The board at its table.",
    "heading": "What was agreed",
    "list": "Two sailings a night\nA heated waiting room",
    "quote": "We were told twice that it could not be done.",
    "table": "Sailing\tFare\nNight ferry to the islands\t4.50\nEarly ferry back to the quay\t6.00",
}


def test_the_command_line_says_what_was_found_and_chosen(site: Site, home: Path) -> None:
    *explained, said = run(home, "add", "--explain", site.name).splitlines()
    assert [line.strip() for line in explained] == [
        f"{site.url}/ is the home page of The Harbour Courier",
        f"{site.url}/wp-json/: a WordPress interface, 30 entries; chosen: it tells most",
        f"{site.url}/feed/: kept for the case that the interface is closed one day",
        "its sections: Harbour, Council",
        "the paper: The Harbour Courier, language en-US, times of Europe/Oslo",
    ]
    assert said == "The Harbour Courier: 30 stories, newest issue 2025-06-30"
    assert run(home, "sync") == "The Harbour Courier: 0 new\n"
    shown = run(home, "list", "--limit", "1", "--section", "Council")
    assert stock.headline(1) in shown and "2025-06-27" in shown


def test_the_interface(site: Site, room: Newsroom) -> None:
    added = room.add_paper(site.name)
    assert (added.new, added.problem, sources(room)) == (30, "", [("wordpress", "active"), ("feed", "spare")])
    paper = room.paper(added.slug)
    assert paper is not None
    assert (paper.timezone, paper.language, paper.direction) == ("Europe/Oslo", "en-us", "ltr")
    found = stories(room)
    assert list(found) == [stock.headline(n) for n in range(stock.LATEST)]
    newest = found[stock.headline(0)]
    assert (newest.section, newest.byline, newest.day) == ("Harbour", ("Ida Holm",), "2025-06-30")


def test_a_closed_interface_leaves_the_feed(site: Site, room: Newsroom) -> None:
    with site.plugin("closed_interface"):
        added = room.add_paper(site.name)
    assert (added.new, sources(room)) == (stock.OF_A_FEED, [("feed", "active")])
    assert any("closed" in line and "rest_login_required" in line for line in added.explanation)
    assert list(stories(room)) == [stock.headline(n) for n in range(stock.OF_A_FEED)]


def test_without_interface_and_feed_there_is_the_site_map(site: Site, room: Newsroom) -> None:
    with site.plugin("closed_interface"), site.plugin("no_feeds"):
        added = room.add_paper(site.name)
        assert sources(room) == [("sitemap", "active"), ("front", "active")]
        assert any("/wp-sitemap.xml" in line and "chosen" in line for line in added.explanation)
        room.sync()
    found = stories(room)
    assert all(name.startswith(("Report ", "Imported note ")) for name in found)
    assert set(found) >= {stock.headline(n) for n in range(stock.OF_A_FEED)}
    newest = found[stock.headline(0)]
    assert (newest.section, newest.byline, newest.day) == ("Harbour", ("Ida Holm",), "2025-06-30")


@pytest.mark.parametrize("closed", [False, True])
def test_plain_permalinks(site: Site, room: Newsroom, closed: bool) -> None:
    with ExitStack() as stack:
        stack.enter_context(site.options(permalink_structure=""))
        if closed:
            stack.enter_context(site.plugin("closed_interface"))
        added = room.add_paper(site.name)
        assert (added.new, added.problem) == (stock.OF_A_FEED if closed else stock.LATEST, "")
        active = room.sources()[0]
        assert active.url == f"{site.url}/" + ("?feed=rss2" if closed else "index.php?rest_route=/")
        site.publish("One more", stock.body("one more"))
        report = room.sync()
        assert (report.new, report.papers[0].problem) == (1, "")
    assert stories(room)["One more"].url.startswith(f"{site.url}/?p=")


def test_a_story_leads_to_its_paper(site: Site, room: Newsroom) -> None:
    added = room.add_paper(site.publish("On the quay", stock.body("the quay"))["link"])
    story = room.story(added.id)
    assert story is not None and (story.headline, added.title) == ("On the quay", "The Harbour Courier")
    assert added.new == stock.LATEST and len(stories(room)) == stock.LATEST


def test_a_story_is_whole(site: Site, desk: stock.Desk, room: Newsroom, way: str) -> None:
    stock.publish_feature(site, desk)
    room.add_paper(site.name)
    found = article(room, "Night ferry crew")
    assert found.headline == "Night ferry crew wins a winter timetable & a stove"
    assert (found.byline, found.section, found.tags) == (("Ida Holm",), "Night life", ("ferry",))
    assert {block.type: block.plain for block in found.blocks if block.type in BLOCKS} == BLOCKS
    first, *_, last = (block for block in found.blocks if block.type == "paragraph")
    assert first.text.startswith("The night ferry keeps its winter timetable, the harbour board said")
    assert {(span.kind, span.href) for span in first.spans} == {("bold", ""), ("link", f"{site.url}/board/")}
    assert last.text.endswith("back from the south.")
    pictures = [(image.text, image.credit, image.alt) for image in found.images]
    assert ("The board at its table.", "Nils Berg", "The board at its table") in pictures


URDU = "رات کی کشتی کا سرمائی ٹائم ٹیبل"
URDU_TEXT = " ".join(["بندرگاہ کے بورڈ نے جمعہ کو رات کی کشتی کے اوقات پر اتفاق کیا۔"] * 10)


def test_a_story_in_urdu_in_an_english_paper(site: Site, room: Newsroom, way: str) -> None:
    site.publish(URDU, f"<p>{URDU_TEXT}</p><p>{URDU_TEXT}</p>")
    added = room.add_paper(site.name)
    found, paper = article(room, URDU), room.paper(added.slug)
    assert paper is not None and paper.direction == "ltr"
    assert (found.direction, found.language) == ("rtl", "")  # the site names its own language on all that it gives
    assert URDU_TEXT in found.text


def test_a_paper_in_urdu(site: Site, room: Newsroom) -> None:
    site.publish(URDU, f"<p>{URDU_TEXT}</p>")
    with site.plugin("urdu"):
        added = room.add_paper(site.name)
    assert any("language ur, from right to left" in line for line in added.explanation)
    found, paper = article(room, URDU), room.paper(added.slug)
    assert paper is not None and (paper.language, paper.direction) == ("ur", "rtl")
    assert (found.direction, found.language) == ("rtl", "ur")
