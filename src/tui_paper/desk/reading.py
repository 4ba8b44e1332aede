"""Reading a story: the issue around it, what stands beside it, and where to go on."""

from collections.abc import Collection, Iterable, Sequence

from tui_paper.desk import visits
from tui_paper.desk.values import Reading, Sidebar
from tui_paper.model.address import url_key
from tui_paper.model.article import Article, Origin, Teaser
from tui_paper.model.errors import NotFound
from tui_paper.model.marks import Place
from tui_paper.model.paper import Lead, Story
from tui_paper.model.text import plain_key
from tui_paper.store import Store

OURS = 12
"""Entries of our own under each heading, beyond the page's."""
SIMILAR = 5
_LAST = "reading.last"


def reading(store: Store, id: str) -> Reading:
    """The story with the issue around it."""
    article, story = store.article(id), store.story(id)
    if article is None or story is None:
        raise NotFound("that story is not in your archive any more", target=id)
    return Reading(article, story, tuple(store.issue(story.paper_slug, story.day)))


def resume(store: Store) -> str:
    """The id of the story that was read last, ``""`` when there is none any more."""
    id = store.get(_LAST)
    return id if id and store.story(id) is not None else ""


def remember(store: Store, id: str, place: Place) -> None:
    """Keep the place in a story, and that it is the one being read."""
    store.set_place(id, place)
    if store.get(_LAST) != id:
        store.put_setting(_LAST, id)
    visits.touch(store)


def next_unread(store: Store, near: str, exclude: Collection[str]) -> Story | None:
    """The next story never opened: the rest of the issue of ``near``, its beginning, then what the store says."""
    passed_over = {*exclude, near}
    story = store.story(near) if near else None
    if story is None:
        return store.next_unread(exclude=passed_over)
    issue = store.issue(story.paper_slug, story.day)
    at = next((i for i, s in enumerate(issue) if s.id == near), -1)
    for candidate in (*issue[at + 1 :], *issue[: max(0, at)]):
        if candidate.unread and candidate.id not in passed_over:
            return candidate
    return store.next_unread(paper=story.paper_slug, day=story.day, exclude=passed_over)


# --- beside the story ----------------------------------------------------------------------------


def sidebar(store: Store, id: str) -> Sidebar:
    """Related Posts and You Missed of a story, empty when the store does not have it."""
    article, story = store.article(id), store.story(id)
    if article is None or story is None:
        return Sidebar()
    listed = (*article.related, *article.missed)
    found = store.find_teasers(list(listed), near=id)
    leads = [Lead(teaser, hit) for teaser, hit in zip(listed, found, strict=True)]
    related, missed = leads[: len(article.related)], leads[len(article.related) :]

    seen = _Seen(article, id)
    related = seen.fresh(related)
    related += seen.fresh(_lead(s, "archive") for s in store.similar(id, SIMILAR))[:OURS]

    seen = _Seen(article, id)
    missed = seen.fresh(lead for lead in missed if not _is_read(lead))
    unread = store.unread_arrived_since(visits.missed_since(store))
    papers = seen.fresh(_lead(s, "papers") for s in unread if s.unread)
    return Sidebar(tuple(related), tuple(missed + _rather_not_beside(related, papers)))


def _rather_not_beside(related: Sequence[Lead], papers: Sequence[Lead]) -> list[Lead]:
    """The first entries of ours, of those that stand under Related Posts only as many as room is left for."""
    beside = {lead.story.id for lead in related if lead.story}
    repeated = [lead for lead in papers if lead.story and lead.story.id in beside]
    room = max(0, OURS - (len(papers) - len(repeated)))
    left_out = {lead.story.id for lead in repeated[room:] if lead.story}
    return [lead for lead in papers if not (lead.story and lead.story.id in left_out)][:OURS]


def missed(store: Store, exclude: Collection[str]) -> list[Lead]:
    """Unread stories of all papers since the visit before this one, newest first."""
    since = visits.missed_since(store)
    found = store.unread_arrived_since(since, OURS + len(exclude))
    return [_lead(story, "papers") for story in found if story.id not in exclude][:OURS]


def _lead(story: Story, origin: Origin) -> Lead:
    return Lead(Teaser(story.headline, story.url, story.summary, origin), story)


def _is_read(lead: Lead) -> bool:
    return lead.story is not None and lead.story.mark.state == "read"


class _Seen:
    """The stories that a list holds already, by id, address and title; the story itself from the start."""

    def __init__(self, article: Article, id: str) -> None:
        addresses = (article.url, article.canonical_url)
        self._keys = {f"i{id}", f"t{plain_key(article.headline)}", *(f"u{url_key(a)}" for a in addresses if a)}

    def fresh(self, leads: Iterable[Lead]) -> list[Lead]:
        """Those of ``leads`` that are new, which they then are no more."""
        return [lead for lead in leads if self._note(lead)]

    def _note(self, lead: Lead) -> bool:
        """Count a lead as seen; whether it was new."""
        keys = _keys_of(lead)
        new = not (keys & self._keys)
        self._keys |= keys
        return new


def _keys_of(lead: Lead) -> set[str]:
    keys = {f"t{plain_key(lead.teaser.title)}", f"i{lead.story.id if lead.story else lead.teaser.id}"}
    urls = (lead.teaser.url, lead.story.url if lead.story else "")
    return keys | {f"u{url_key(url)}" for url in urls if url} - {"u"}
