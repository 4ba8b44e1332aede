"""A WordPress paper goes on: new posts, edits, deletions, and an owner who changes the site meanwhile."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.article import Article
from tui_paper.model.marks import Change
from tui_paper.model.paper import Story

from . import stock
from .reader import article, run, sources, stories
from .site import Site, post_of

MARKED = Change(state="read", starred=True)


def new_and_updated(room: Newsroom) -> tuple[int, int]:
    report = room.sync()
    assert report.papers[0].problem == ""
    return report.new, report.updated


def marked(room: Newsroom, headline: str) -> Story:
    """A story that was read and starred."""
    story = stories(room)[headline]
    room.mark([story.id], MARKED)
    return story


def test_new_posts_and_edits(site: Site, room: Newsroom, home: Path) -> None:
    post = site.publish("Frist draft", stock.body("the ferry"))
    room.add_paper(site.name)
    before = marked(room, "Frist draft")
    site.publish("Second story", stock.body("the wall"))
    site.edit(post["id"], title="First draft", content=stock.body("the ferry") + "<p>The board has since agreed.</p>")
    assert run(home, "sync") == "The Harbour Courier: 1 new, 1 updated\n"
    after, whole = stories(room)["First draft"], article(room, "First draft")
    assert after.id == before.id and (after.mark.state, after.mark.starred) == ("read", True)
    assert whole.text.endswith("The board has since agreed.")
    assert whole.modified >= whole.published != ""
    assert new_and_updated(room) == (0, 0)


def test_an_edit_reaches_readers_of_the_feed(site: Site, room: Newsroom) -> None:
    post = site.publish("On the ferry", stock.body("the ferry"))
    with site.plugin("closed_interface"):
        room.add_paper(site.name)
        before = marked(room, "On the ferry")
        site.wait_for_another_second()  # its feed is unchanged (304) within one
        site.edit(post["id"], content=stock.body("the ferry") + "<p>The board has since agreed.</p>")
        assert new_and_updated(room) == (0, 1)
    after, whole = stories(room)["On the ferry"], article(room, "On the ferry")
    assert (after.id, after.mark.starred) == (before.id, True)
    assert whole.text.endswith("The board has since agreed.") and whole.modified


def test_what_the_site_takes_away_stays_with_the_reader(site: Site, room: Newsroom, way: str) -> None:
    trashed, deleted, hidden, locked = [
        site.publish(f"Regretted {n}", stock.body(f"regret {n}"))["id"] for n in range(4)
    ]
    room.add_paper(site.name)
    before = {n: (marked(room, f"Regretted {n}").id, article(room, f"Regretted {n}").text) for n in range(4)}
    site.trash(trashed)
    site.delete(deleted)
    site.edit(hidden, status="private")
    site.edit(locked, password="hush")
    assert room.sync().papers[0].problem == ""
    for n, (id, text) in before.items():
        story = stories(room)[f"Regretted {n}"]
        assert (story.id, story.mark.state, story.mark.starred) == (id, "read", True)
        assert article(room, f"Regretted {n}").text == text


def test_a_scheduled_post_comes_when_it_comes_out(site: Site, room: Newsroom) -> None:
    tomorrow = datetime.now(timezone.utc) + timedelta(days=1)
    id = site.publish("Announced", stock.body("the announcement"), status="draft")["id"]
    site.edit(id, status="future", date_gmt=f"{tomorrow:%Y-%m-%dT%H:%M:%S}")
    room.add_paper(site.name)
    # What is published in between has been modified later than the post that waits.
    site.wait_for_another_second()
    site.publish("In between", stock.body("something else"))
    assert new_and_updated(room) == (1, 0)
    site.come_out(id)
    assert new_and_updated(room) == (1, 0)
    assert article(room, "Announced").published
    assert new_and_updated(room) == (0, 0)


def test_many_posts_at_once(site: Site, room: Newsroom) -> None:
    room.add_paper(site.name)
    site.publish_all(post_of(f"Result {n}", stock.body(f"result {n}")) for n in range(130))
    assert new_and_updated(room) == (130, 0)


def test_the_interface_closes(site: Site, room: Newsroom) -> None:
    kept = site.publish("Kept", stock.body("what is kept"))
    room.add_paper(site.name)
    marked(room, "Kept")
    with site.plugin("closed_interface"):
        site.publish("Later", stock.body("what came later"))
        site.edit(kept["id"], content=stock.body("what is kept") + "<p>The board has since agreed.</p>")
        assert new_and_updated(room)[0] == 1
        assert sources(room) == [("wordpress", "spare"), ("feed", "active")]
        found = stories(room)
        assert len(found) == stock.LATEST + 1 and found["Kept"].mark.starred
        assert article(room, "Kept").text.endswith("The board has since agreed.")
        assert new_and_updated(room) == (0, 0)


def test_the_addresses_change(site: Site, room: Newsroom) -> None:
    with site.options(permalink_structure=""):
        room.add_paper(site.name)
        before = list(stories(room))
    site.publish("Under a new address", stock.body("addresses"))
    assert new_and_updated(room) == (1, 0)
    assert list(stories(room)) == ["Under a new address", *before]


def test_the_lists_beside_a_story(site: Site, room: Newsroom) -> None:
    topic = "the winter timetable of the night ferry"
    posts = [site.publish(f"Timetable {n}", stock.body(topic)) for n in range(3)]
    site.publish("Timetable secret", stock.body(topic), status="private")
    room.begin_visit()
    room.add_paper(site.name)
    id = stories(room)["Timetable 0"].id

    def beside() -> tuple[set[str], set[str]]:
        sidebar = room.sidebar(id)
        return {lead.teaser.title for lead in sidebar.related}, {lead.teaser.title for lead in sidebar.missed}

    related, missed = beside()
    assert {"Timetable 1", "Timetable 2"} <= related
    assert not any("secret" in title for title in related | missed) and "Timetable 0" not in related | missed
    site.trash(posts[1]["id"])
    site.edit(posts[2]["id"], content=stock.body(topic) + "<p>The board has since agreed.</p>")
    assert new_and_updated(room) == (0, 1)
    assert beside() == (related, missed)


def texts(articles: list[Article]) -> str:
    return "\n".join(f"{article.headline}\n{article.summary}\n{article.text}" for article in articles)


def test_what_is_not_public_is_never_seen(site: Site, room: Newsroom, way: str) -> None:
    tomorrow = datetime.now(timezone.utc) + timedelta(days=1)

    def write_secrets() -> None:
        for status in ("private", "draft", "pending"):
            site.publish(f"Hidden {status}", stock.body("a hidden thing"), status=status)
        site.publish("Hidden future", stock.body("a hidden thing"), status="future", date=tomorrow)
        site.publish("Hidden password", stock.body("a hidden thing"), password="hush", excerpt="A hidden thing.")
        site.trash(site.publish("Hidden trashed", stock.body("a hidden thing"))["id"])
        site.publish("Seen", stock.body("a thing for all"))

    write_secrets()
    room.add_paper(site.name)
    assert "Seen" in stories(room)
    site.delete(*(post["id"] for post in site.all_of("posts") if post["title"]["rendered"] == "Seen"))
    write_secrets()
    assert room.sync().papers[0].problem == ""
    assert "Seen" in stories(room)
    whole = [found for story in stories(room).values() if (found := room.article(story.id))]
    assert "hidden" not in texts(whole).casefold() and "password" not in texts(whole).casefold()
