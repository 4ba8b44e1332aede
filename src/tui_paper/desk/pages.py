"""Stories of which the source had a summary or an address alone: their pages are fetched and read."""

import random
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING, Any

from tui_paper.desk.arriving import Place, at_home, bounded, rank_of
from tui_paper.desk.editions import edition_of
from tui_paper.desk.harvest import home_of, unexpected
from tui_paper.desk.joining import Get, whole_story
from tui_paper.desk.opening import article_of
from tui_paper.desk.politeness import Disallowed, Held, Polite, Refused
from tui_paper.desk.turns import THINKING
from tui_paper.desk.values import ONLY_SUMMARY
from tui_paper.model.address import normalise_url, url_key
from tui_paper.model.article import Article, Teaser
from tui_paper.model.errors import Cancelled, PaperError, Unreadable
from tui_paper.model.text import plain_key
from tui_paper.store import Arrival, Store
from tui_paper.store.sources import Delivery, Wanted
from tui_paper.web.guard import Inside

if TYPE_CHECKING:
    from tui_paper.web.client import Response

MOST_TRIES = 3
RETRY = 3600.0
"""Seconds until a page that did not come is tried again; doubled each time."""
LEAST_WORDS = 40
"""Words of a story whose source told its address alone: what has fewer is a list, a video or a form."""
_PASSWORD_FORM = b'class="post-password-form'
"""In the page of a WordPress post behind a password, in place of its text."""
_PASSING = (408, 425, 429, 500, 502, 503, 504)


def fetch(
    store: Store, polite: Polite, wanted: Wanted, place: Place, *, private: bool, cancel: Event | None
) -> Delivery:
    """Fetch a page: what to store of it, or when to try again, or that it is not to be had.

    Raises:
        Cancelled: ``cancel`` was set.
        Held: the host asks us to stay away; the page is still wanted.
    """
    try:
        article = _edition_of(wanted, place)
        if article is None:
            answer = polite.get_page(wanted.url, cancel=cancel, private=private)
            article = _story_of(answer, wanted, place, lambda url: polite.get_page(url, cancel=cancel, private=private))
    except (Cancelled, Held):
        raise
    except Disallowed as error:
        return _without(store, wanted, place, f"{ONLY_SUMMARY}: {error.why}.")
    except Unreadable as error:
        return _without(store, wanted, place, f"{ONLY_SUMMARY}: {error.why or error.what}.")
    except Refused as error:
        if error.wait:
            raise Held(wanted.url, place.now + error.wait) from error
        if error.status not in _PASSING:
            return _without(store, wanted, place, f"{ONLY_SUMMARY}: {error.why}.")
        return _later(store, wanted, place, error)
    except Inside as error:
        return _without(store, wanted, place, f"{ONLY_SUMMARY}: {error.why}.")
    except PaperError as error:
        return _later(store, wanted, place, error)
    except Exception as error:  # one page that we cannot cope with must not keep the others away
        return _later(store, wanted, place, unexpected(wanted.url, error))
    rank = rank_of(article.published, max(0, wanted.rank - 1), place)
    day = "" if article.published or article.edition_date or wanted.stored else place.today
    arrival = Arrival(article, place.paper, day, rank, wanted.guid)
    return Delivery(arrivals=(arrival,), done=(wanted.url,), paper=place.paper)


def _later(store: Store, wanted: Wanted, place: Place, error: PaperError) -> Delivery:
    """Try again in a while; not for ever."""
    tries = wanted.tries + 1
    if tries >= MOST_TRIES:
        return _without(store, wanted, place, f"{ONLY_SUMMARY}: {error.why or error.what}.")
    pause = RETRY * 2**wanted.tries * random.uniform(0.75, 1.25)
    return Delivery(wanted=(wanted._replace(tries=tries, next_try=place.now + pause),), paper=place.paper)


def _without(store: Store, wanted: Wanted, place: Place, warning: str) -> Delivery:
    """Give the page up; the summary, when there is one, says why there is no more."""
    arrivals: tuple[Arrival, ...] = ()
    id = store.find_teaser(Teaser(wanted.headline, wanted.url)) if wanted.stored else None
    article = store.article(id) if id else None
    if article is not None and not article.warnings:
        said = replace(article, warnings=(warning,))
        arrivals = (Arrival(said, place.paper, rank=wanted.rank, guid=wanted.guid),)
    return Delivery(arrivals=arrivals, done=(wanted.url,), paper=place.paper)


def _story_of(answer: "Response", wanted: Wanted, place: Place, get: Get) -> Article:
    """The story of a page and of those that continue it, with what its source told.

    Raises:
        Unreadable: the page holds none, or it is the front page that a story's address leads to when it is gone.
    """
    if url_key(answer.url) == url_key(home_of(answer.url)):
        raise Unreadable(f"cannot read {wanted.url}", "its address leads to the front page now")
    if _PASSWORD_FORM in answer.body:
        raise Unreadable(f"cannot read {wanted.url}", "its page asks for a password")
    with THINKING:
        article = article_of(answer, normalise_url(wanted.url))
    article = whole_story(article, answer, lambda page: article_of(page, page.url), get)
    # A short piece is one when its summary says that there is something, and the page does not say otherwise.
    if (
        article.words < LEAST_WORDS
        and not article.edition_date
        and (article.warnings or not article.words or not wanted.stored)
    ):
        why = next(iter(article.warnings), "there is no story on the page")
        raise Unreadable(f"cannot read {wanted.url}", why.rstrip("."))
    return at_home(bounded(_with_told(article, wanted, place), place), place)


def _edition_of(wanted: Wanted, place: Place) -> Article | None:
    """The post of a printed edition, when the address is that of its PDF; None when it is that of a page."""
    article = edition_of(Teaser(wanted.headline, wanted.url))
    return at_home(bounded(_with_told(article, wanted, place), place), place) if article else None


def _with_told(article: Article, wanted: Wanted, place: Place) -> Article:
    """The page's article with the facts that its source knows better."""
    changes: dict[str, Any] = {}
    told, found = plain_key(wanted.headline), plain_key(article.headline)
    names = {plain_key(article.paper), plain_key(place.paper)} - {""}
    if told and (not found or found in {told + name for name in names} | {name + told for name in names}):
        changes["headline"] = wanted.headline  # the page's own has the paper's name beside it
    if wanted.published and (not article.published or _says_more(wanted.published, article.published)):
        changes["published"] = wanted.published
    if wanted.section:
        changes["section"] = wanted.section
    return replace(article, **changes) if changes else article


def _says_more(told: str, found: str) -> bool:
    """Whether the source tells the time where the page tells the day alone, or a time without a zone."""

    def detail(moment: str) -> int:
        return (len(moment) > len("2026-01-31")) + (moment[19:].lstrip(".0123456789") != "")

    return detail(told) > detail(found)
