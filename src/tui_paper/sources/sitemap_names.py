"""What the addresses of site maps tell: which hold stories, of which days, and which hold the newest."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from tui_paper.sources.address_dates import days_in
from tui_paper.sources.sitemap import SitemapChild

_STORIES = re.compile(r"news|post|article|stor(?:y|ies)|artikel|noticia|articulo|actualite|beitra", re.I)
_NO_STORIES = re.compile(
    r"categor|(?<![a-z])(?:post_)?tags?(?![a-z])|taxonom|author|users?(?![a-z])|autor|(?<![a-z])pages?(?![a-z])|image|photo|"
    r"video|attachment|product|events?(?![a-z])|local|topics?(?![a-z])|sections?(?![a-z])|static|misc|keyword",
    re.I,
)
_PART = re.compile(r"(?<=[?&])page=\d+|(?<=sitemap)[-_]page[-_]?\d+", re.I)


def holds_stories(url: str) -> bool:
    """Whether a site map may hold stories: not one of categories, authors, pictures and the like."""
    # "wp-sitemap-posts-page-1.xml" is one of pages, "sitemap.xml?page=3" the third part of a whole.
    return _NO_STORIES.search(_PART.sub("", _name(url))) is None


def span_of(child: SitemapChild) -> tuple[str, str]:
    """The first and the last day (``YYYY-MM-DD``) of which a site map may hold stories, each empty when unknown.

    No page was published after it was last modified.
    """
    days = days_in(child.url)
    modified = child.modified[:10]
    if days is None:
        return "", modified
    return days.first, min(days.last, modified) if modified else days.last


def newest_first(children: Iterable[SitemapChild]) -> list[SitemapChild]:
    """The site maps that may hold stories, those with the newest first; all, when none looks like it.

    Where nothing tells their days the last named comes first, for most indexes grow at their end.
    """
    named = list(children)
    chosen = [child for child in named if holds_stories(child.url)] or named
    order = sorted(range(len(chosen)), key=lambda at: _newness(chosen[at], at), reverse=True)
    return [chosen[at] for at in order]


def _newness(child: SitemapChild, at: int) -> tuple[str, bool, int]:
    return span_of(child)[1], bool(_STORIES.search(_name(child.url))), at


def _name(url: str) -> str:
    """What tells one site map of a paper from another."""
    parts = urlsplit(url)
    return f"{parts.path.rpartition('/')[2]}?{parts.query}" if parts.path else parts.query
