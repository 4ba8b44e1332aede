"""From when You Missed counts."""

from tui_paper.desk import visits
from tui_paper.desk.newsroom import Newsroom

HOUR = 3600.0
START = 1_800_000_000.0


def test_the_first_visit_misses_everything(room: Newsroom) -> None:
    visits.begin(room.store, START)
    assert visits.missed_since(room.store) is None


def test_the_second_visit_counts_from_the_start_of_the_first(room: Newsroom) -> None:
    visits.begin(room.store, START)
    visits.touch(room.store, START + HOUR, leaving=True)
    visits.begin(room.store, START + 24 * HOUR)
    assert visits.missed_since(room.store) == START
    visits.begin(room.store, START + 48 * HOUR)
    assert visits.missed_since(room.store) == START + 24 * HOUR


def test_coming_back_within_half_an_hour_is_the_same_visit(room: Newsroom) -> None:
    visits.begin(room.store, START)
    visits.begin(room.store, START + 24 * HOUR)
    visits.touch(room.store, START + 26 * HOUR, leaving=True)
    visits.begin(room.store, START + 26 * HOUR + 1799)
    assert visits.missed_since(room.store) == START
    visits.begin(room.store, START + 26 * HOUR + 1799 + 1800)
    assert visits.missed_since(room.store) == START + 24 * HOUR


def test_reading_on_keeps_the_visit_alive_without_a_goodbye(room: Newsroom) -> None:
    visits.begin(room.store, START)
    for minutes in range(0, 120, 10):
        visits.touch(room.store, START + minutes * 60)
    visits.begin(room.store, START + 125 * 60)
    assert visits.missed_since(room.store) is None


def test_a_clock_set_back_begins_a_new_visit(room: Newsroom) -> None:
    visits.begin(room.store, START)
    visits.begin(room.store, START - 24 * HOUR)
    assert visits.missed_since(room.store) == START


def test_a_setting_that_is_no_moment_does_no_harm(room: Newsroom) -> None:
    for key in ("visit.start", "visit.seen", "visit.before"):
        room.keep_setting(key, "yesterday")
    visits.begin(room.store, START)
    assert visits.missed_since(room.store) is None


def test_leaving_without_having_begun_writes_nothing(room: Newsroom) -> None:
    visits.touch(room.store, START, leaving=True)
    assert room.setting("visit.seen") == ""
