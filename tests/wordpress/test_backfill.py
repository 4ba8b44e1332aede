"""The archive of a WordPress paper, newest first, through every interruption."""

import signal
import subprocess
import threading
from datetime import datetime, timezone
from pathlib import Path

import pytest

from tui_paper.desk.newsroom import Newsroom
from tui_paper.desk.values import BackfillProgress
from tui_paper.model.errors import Cancelled
from tui_paper.model.filter import Filter

from . import stock
from .reader import EVER, SLUG, command, environment, run, sources, stories
from .site import Site

REPORTS = [stock.headline(n) for n in range(stock.REPORTS)]


def reports(room: Newsroom) -> list[str]:
    """The reports of the archive that are here; fails unless they are the newest without a gap."""
    found = [headline for headline in stories(room) if headline.startswith("Report ")]
    assert found == REPORTS[: len(found)]
    return found


def test_years_of_it(site: Site, home: Path) -> None:
    run(home, "add", site.name)
    for new in (stock.ALL - stock.LATEST, 0):
        *_, last = run(home, "backfill", SLUG, "--since", EVER).splitlines()
        assert last == f"The Harbour Courier: {new} stories more, back to {EVER}"
    assert run(home, "sync") == "The Harbour Courier: 0 new\n"
    room = Newsroom.open(home)
    assert len(stories(room)) == stock.ALL and len(reports(room)) == stock.REPORTS
    assert room.count(Filter(since="2023-01-02", until="2023-01-02", section="")) == stock.IMPORTED
    assert all(finding.ok for finding in room.check())
    room.close()


def test_days_begin_and_end_in_the_papers_time_zone(site: Site, room: Newsroom) -> None:
    for hour, title in ((22, "Last of the old day"), (23, "First of the new day")):  # in Oslo midnight is between them
        site.publish(title, stock.body(title), date=datetime(2024, 3, 9, hour, 30, tzinfo=timezone.utc))
    room.add_paper(site.name)
    room.backfill(SLUG, since="2024-03-10", until="2024-03-10")
    assert "First of the new day" in stories(room) and "Last of the old day" not in stories(room)
    room.backfill(SLUG, since="2024-03-09", until="2024-03-09")
    assert stories(room)["Last of the old day"].day == "2024-03-09"


@pytest.mark.parametrize("way", ["interface", "feed"], indirect=True)
def test_given_up_and_taken_up_again(site: Site, room: Newsroom, way: str) -> None:
    room.add_paper(site.name)
    cancel = threading.Event()

    def stop(at: BackfillProgress) -> None:
        if at.new >= 5:
            cancel.set()

    with pytest.raises(Cancelled):
        room.backfill(SLUG, since="2024-07-01", cancel=cancel, progress=stop)
    before = len(reports(room))
    report = room.backfill(SLUG, since="2024-07-01")
    assert report.done and report.problem == "" and report.new > 0
    days = [story.day for story in stories(room).values()]
    assert len(reports(room)) == len(days) == before + report.new
    assert days[-1] == "2024-07-02"


def test_killed_and_taken_up_again(site: Site, home: Path, room: Newsroom) -> None:
    with site.plugin("closed_interface"):  # its feed comes in small pages
        room.add_paper(site.name)
        words = command(home, "backfill", SLUG, "--since", EVER)
        with subprocess.Popen(words, env=environment(), stdout=subprocess.DEVNULL) as process:
            version = room.data_version()
            while room.count(Filter()) <= stock.OF_A_FEED or room.data_version() == version:
                assert process.poll() is None
            process.send_signal(signal.SIGKILL)
        before = len(reports(room))
        assert stock.OF_A_FEED < before < stock.REPORTS
        report = room.backfill(SLUG, since="2024-11-01")
    assert report.done and report.problem == ""
    assert len(reports(room)) == len(stories(room)) == before + report.new
    assert all(finding.ok for finding in room.check())


def test_the_interface_closes_on_the_way(site: Site, room: Newsroom) -> None:
    room.add_paper(site.name)
    assert room.backfill(SLUG, since=EVER, limit=20).new == 20
    with site.plugin("closed_interface"), site.options(posts_per_rss="50"):
        report = room.backfill(SLUG, since="2024-06-01")
        assert report.done and report.problem == ""
    assert len(reports(room)) == len(stories(room)) > 100
    assert list(stories(room).values())[-1].day == "2024-06-02"


@pytest.mark.parametrize("way", ["interface", "feed"], indirect=True)
def test_plain_permalinks(site: Site, room: Newsroom, way: str) -> None:
    with site.options(permalink_structure=""):
        room.add_paper(site.name)
        report = room.backfill(SLUG, since="2025-01-01")
    assert report.done and report.problem == ""
    assert len(reports(room)) == len(stories(room)) == 61
    assert list(stories(room).values())[-1].day == "2025-01-01"


def test_without_interface_and_feed(site: Site, room: Newsroom) -> None:
    with site.plugin("closed_interface"), site.plugin("no_feeds"):
        room.add_paper(site.name)
        assert {kind for kind, _ in sources(room)} == {"sitemap", "front"}
        report = room.backfill(SLUG, since=EVER, limit=10)
    assert (report.new, report.problem) == (10, "")
    assert len(reports(room)) == len(stories(room)) == stock.LATEST + 10


@pytest.mark.parametrize("way", ["interface", "feed"], indirect=True)
def test_nothing_hidden_lies_in_the_archive(site: Site, room: Newsroom, way: str) -> None:
    when = datetime(2025, 5, 20, 10, 0, tzinfo=timezone.utc)
    for status in ("private", "draft", "pending"):
        site.publish(f"Hidden {status}", stock.body("a hidden thing"), status=status, date=when)
    site.publish("Hidden password", stock.body("a hidden thing"), password="hush", date=when)
    room.add_paper(site.name)
    room.backfill(SLUG, since="2025-05-01")
    found = [headline for headline in stories(room) if "Report" not in headline]
    assert found == []
