"""How much of an issue can be read without a network.

What cannot be had at all does not count as missing: a picture that is gone, a text that is for subscribers. The
reader is told in its place.
"""

from datetime import date, datetime, timedelta
from datetime import time as clock

from tui_paper.desk.mediafiles import MediaFiles
from tui_paper.desk.values import ONLY_SUMMARY, Offline, PaperReport
from tui_paper.model.dates import zone
from tui_paper.model.pictures import picture_urls
from tui_paper.store import Store
from tui_paper.store.sources import Wanted

MOST_PAGES = 1000
"""Of one issue that are fetched."""


def state(store: Store, files: MediaFiles, paper: str, day: str) -> Offline:
    """How much of an issue is here: see :meth:`tui_paper.desk.newsroom.Newsroom.offline`."""
    shown = store.media.issue(paper, day)
    pictures = {url for story in shown for url in picture_urls(story.blocks)}
    pdfs = [story.edition_url for story in shown if story.edition]
    known = store.media.find([*pictures, *filter(None, pdfs)])
    here = {url for url, found in known.items() if files.path(found) is not None}
    unread = sum(not page.stored for page in pages_of(store, paper, day))
    return Offline(
        stories=len(shown) + unread,
        texts=sum(story.whole for story in shown),
        pictures=len(pictures) - sum(known[url].lasting for url in pictures & known.keys() - here),
        pictures_here=len(pictures & here),
        editions=len(pdfs),
        editions_here=sum(pdf in here for pdf in pdfs),
        summaries=sum(story.whole and any(w.startswith(ONLY_SUMMARY) for w in story.warnings) for story in shown),
    )


def pages_of(store: Store, paper: str, day: str) -> list[Wanted]:
    """The pages of an issue that are still to be fetched, those that have to wait included."""
    if not day:
        return []
    known = store.paper(paper)
    begin = datetime.combine(date.fromisoformat(day), clock(), zone(known.timezone if known else ""))
    end = begin + timedelta(days=1)  # of the calendar: also where that day has 23 hours
    return store.wanted(paper, limit=MOST_PAGES, now=float("inf"), span=(begin.timestamp(), end.timestamp()))


def lacking(found: Offline) -> list[str]:
    """What an issue lacks, in words."""
    parts = []
    if not found.stories:
        parts.append("all stories")
    for here, all, what in (
        (found.texts, found.stories, "texts"),
        (found.pictures_here, found.pictures, "pictures"),
    ):
        if here < all:
            parts.append(f"{all - here:,} of {all:,} {what}")
    if found.editions_here < found.editions:
        parts.append(
            "the printed edition" if found.editions == 1 else f"{found.editions - found.editions_here} editions"
        )
    return parts


def said(paper: PaperReport) -> str:
    """In words how much of a paper's newest issue is here, ``""`` when that was not asked."""
    issue = paper.issue
    if issue is None:
        return ""
    if not issue.offline.complete:
        return f"{issue.day} is not complete offline: {issue.missing}"
    parts = [f"{issue.offline.stories:,} {'story' if issue.offline.stories == 1 else 'stories'}"]
    if issue.offline.summaries:
        parts[0] += f", {issue.offline.summaries:,} of them only as summaries"
    if count := issue.offline.pictures:
        parts.append(f"{count:,} {'picture' if count == 1 else 'pictures'}")
    if issue.offline.editions:
        parts.append("printed edition")
    return f"{issue.day} complete offline ({', '.join(parts)})"
