"""WordPress by its REST interface (https://developer.wordpress.org/rest-api/reference/posts/)."""

import html as entities
import json
import re
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from tui_paper.model.address import normalise_url
from tui_paper.model.article import Teaser, distinct
from tui_paper.model.dates import iso, parse_when
from tui_paper.model.errors import Unreadable
from tui_paper.sources.credits import split_credit
from tui_paper.sources.decode import decode
from tui_paper.sources.feeds.plain import line
from tui_paper.sources.feeds.raw import Category, Picture, RawEntry, Text
from tui_paper.sources.feeds.values import Entry

_RELATION = "https://api.w.org/"
_LINK_TAG = re.compile(rb"<link\b[^<>]{1,2000}>", re.I)
_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.I)
_HEADER_LINK = re.compile(r"<([^<>]{1,2000})>\s*((?:;\s*[\w*-]+\s*(?:=\s*(?:\"[^\"]{0,500}\"|[^\s;,\"]{0,500}))?\s*)*)")
_ROUTE = "wp/v2/"
_SEARCHED = 300_000
"""Bytes at the beginning of a page in which its links are looked for."""
MAX_POSTS = 500
_MOST_TERMS = 100

Values = dict[str, Any]


def api_root(html: bytes, headers: Mapping[str, str], *, url: str) -> str:
    """The address of the REST interface that a page of a WordPress site names, ``""`` when it names none.

    It ends in ``/wp-json/`` or, with plain permalinks, holds ``?rest_route=/``: make the addresses under it
    with :func:`posts_url`. ``headers`` are those that the page came with.
    """
    for name, value in headers.items():
        if name.lower() == "link":
            for address, parameters in _HEADER_LINK.findall(value[:20_000]):
                if _RELATION in parameters and (root := normalise_url(address, url)):
                    return root
    posts = ""
    for tag in _LINK_TAG.findall(html[:_SEARCHED]):
        text = tag.decode("utf-8", "replace")
        named, route = _RELATION in text, _ROUTE in text.replace("%2F", "/")
        found = _HREF.search(text) if named or route else None
        address = normalise_url(entities.unescape(next(filter(None, found.groups()), "")), url) if found else ""
        if address and named:
            return address
        if address and route and "json" in text:
            # The interface's address of this one page: what stands before the route is the root.
            posts = posts or address.replace("%2F", "/").split(_ROUTE)[0]
    return posts


def posts_url(
    root: str, *, page: int = 1, per_page: int = 100, after: str = "", before: str = "", modified_after: str = ""
) -> str:
    """The address that gives posts with author, sections and picture (``_embed``), newest first.

    Those modified since a moment come in the order of their numbers: WordPress's database has no index for them, and
    gives posts of one second in another order with each page, so that some would come twice and others not at all.

    ``root`` comes from :func:`api_root`; ``after``, ``before`` and ``modified_after`` are ISO 8601 in UTC, and
    leave out their own moment. ``per_page`` is 1 to 100. Pages count from 1; past the last the answer is a problem
    ``rest_post_invalid_page_number``.
    """
    parts = urlsplit(root)
    query = parse_qsl(parts.query, keep_blank_values=True)
    path = parts.path
    if any(name == "rest_route" for name, _ in query):
        query = [(n, f"{v.rstrip('/')}/{_ROUTE}posts" if n == "rest_route" else v) for n, v in query]
    else:
        path = f"{path.rstrip('/')}/{_ROUTE}posts"
    query += [
        ("per_page", str(max(1, min(100, per_page)))),
        ("page", str(page)),
        ("orderby", "id" if modified_after else "date"),
        ("order", "desc"),
    ]
    query += [(n, v) for n, v in (("after", after), ("before", before), ("modified_after", modified_after)) if v]
    query.append(("_embed", "author,wp:term,wp:featuredmedia"))
    return urlunsplit((parts.scheme, parts.netloc, path, urlencode(query, safe="/,:"), ""))


def parse_posts(data: bytes, *, url: str, home: str) -> tuple[Entry, ...]:
    """Return the posts in an answer to :func:`posts_url`, in its order. Posts behind a password are left out.

    ``url`` is the address of the answer, ``home`` the paper's. Raises :class:`Unreadable` when it is no list of
    posts.
    """
    from tui_paper.sources.feeds.entries import Around, entry_of

    posts = _loaded(data)
    if isinstance(posts, dict) and _string(posts.get("code")):
        why = line(Text(_string(posts.get("message"))), 300) or _string(posts.get("code"))
        raise Unreadable("WordPress does not give its posts", why, target=url)
    if not isinstance(posts, list):
        raise Unreadable("This is no answer of WordPress", "it is no list of posts", target=url)
    around = Around(base=home or url)
    entries = (entry_of(_post(post), around, related=_related(post)) for post in posts[:MAX_POSTS] if _is_public(post))
    return tuple(entry for entry in entries if entry is not None)


def parse_problem(data: bytes) -> str:
    """The code of the error in an answer (``rest_login_required``), ``""`` when it holds none."""
    answer = _loaded(data)
    code = _string(answer.get("code")) if isinstance(answer, dict) else ""
    return line(Text(code, "text"), 100)


def _loaded(data: bytes) -> Any:
    """The JSON in an answer, None for anything else. Warnings that PHP printed before it are passed over."""
    try:
        text = decode(data, declared="utf-8").lstrip("\ufeff \t\r\n")
    except Unreadable:
        return None
    found = re.search(r"\[\s*\{\s*\"|\{\s*\"|\[\s*\]", text) if text[:1] not in ("[", "{") else None
    try:
        return json.loads(text[found.start() :] if found else text, strict=False)
    except (ValueError, RecursionError):
        return None


def _is_public(post: Any) -> bool:
    if not isinstance(post, dict) or not isinstance(post.get("id"), int):
        return False
    return post.get("status", "publish") == "publish" and not _part(post, "content").get("protected")


def _post(post: Values) -> RawEntry:
    embedded = _part(post, "_embedded")
    terms = _terms(embedded)
    link = _string(post.get("link"))
    return RawEntry(
        guid=f"wp:{post['id']}",
        link=link,
        title=Text(_rendered(post, "title"), "html"),
        authors=_authors(post, embedded),
        published=_moment(post, "date"),
        updated=_moment(post, "modified"),
        categories=_section_first(terms, link),
        content=Text(_rendered(post, "content").strip(), "html"),
        summary=Text(_rendered(post, "excerpt").strip(), "html"),
        pictures=_pictures(embedded),
        complete=True,
    )


def _part(values: Values, name: str) -> Values:
    part = values.get(name)
    return part if isinstance(part, dict) else {}


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _rendered(post: Values, name: str) -> str:
    """A field's HTML, which is given as an object or, by older plug-ins, as a string."""
    value = post.get(name)
    return _string(value.get("rendered")) if isinstance(value, dict) else _string(value)


def _moment(post: Values, name: str) -> str:
    """A date with its zone; the local one, without a zone, where the other is missing or zero."""
    universal = parse_when(_string(post.get(f"{name}_gmt")))
    if isinstance(universal, datetime):
        return iso(universal.replace(tzinfo=universal.tzinfo or timezone.utc))
    return iso(parse_when(_string(post.get(name))))


def _entries(values: Values, name: str) -> list[Values]:
    """The objects of a list; an embedded one that may not be seen is an error object with a code."""
    found = values.get(name)
    entries = found if isinstance(found, list) else []
    return [e for e in entries[:_MOST_TERMS] if isinstance(e, dict) and "code" not in e]


def _authors(post: Values, embedded: Values) -> tuple[str, ...]:
    """The authors' names. Where users are hidden, the one that Yoast's plug-in tells."""
    names = tuple(name for author in _entries(embedded, "author") if (name := _string(author.get("name"))))
    told = _string(_part(post, "yoast_head_json").get("author"))
    return names or ((told,) if told else ())


def _terms(embedded: Values) -> list[Values]:
    groups = embedded.get("wp:term")
    found: list[Values] = []
    for group in groups[:20] if isinstance(groups, list) else []:
        if isinstance(group, list):
            found += [term for term in group if isinstance(term, dict) and _string(term.get("name"))]
    return found[:_MOST_TERMS]


def _section_first(terms: list[Values], link: str) -> tuple[Category, ...]:
    """Categories before other terms, and the one that is part of the post's address before all."""
    path = urlsplit(link).path.split("/")

    def place(term: Values) -> tuple[bool, bool]:
        return term.get("taxonomy") != "category", _string(term.get("slug")) not in path

    return tuple(
        Category(_string(term.get("name")), "tag" if term.get("taxonomy") == "post_tag" else "")
        for term in sorted(terms, key=place)
    )


def _pictures(embedded: Values) -> tuple[Picture, ...]:
    found: list[Picture] = []
    for media in _entries(embedded, "wp:featuredmedia"):
        if _string(media.get("mime_type") or "image/").startswith("image/") and _string(media.get("source_url")):
            caption, credit = split_credit(line(Text(_rendered(media, "caption"), "html"), 2000))
            found.append(Picture(_string(media["source_url"]), caption, credit, _string(media.get("alt_text"))))
    return tuple(found)


def _related(post: Values) -> tuple[Teaser, ...]:
    """The related posts that Jetpack adds to a post."""
    found = (
        Teaser(
            line(Text(_string(entry.get("title")))),
            _string(entry.get("url")),
            line(Text(_string(entry.get("excerpt"))), 4000),
        )
        for entry in _entries(post, "jetpack-related-posts")
    )
    return distinct(tuple(found))
