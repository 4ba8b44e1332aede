"""A WordPress site as its REST interface and feeds answer (https://developer.wordpress.org/rest-api/)."""

import json
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from typing import Any, NamedTuple

from werkzeug import Request, Response

from .newspaper import Newspaper, home, item, rss

FIRST = datetime(2026, 11, 23, 12, 0, tzinfo=timezone.utc)


class Post(NamedTuple):
    id: int
    title: str
    text: str
    date: datetime
    modified: datetime
    section: str = "Harbour"


class WordPress:
    """Its interface at ``/wp-json/``, its feed at ``/feed/`` with ``?paged=``."""

    def __init__(self, site: Newspaper, posts: int = 0, *, hours: int = 24) -> None:
        self.site = site
        self.posts: list[Post] = []
        self.closed = 0
        """The status that visitors get, 0 when it is open."""
        self.pages_its_feed = True
        self.feed_size = 10
        for number in range(posts):
            self.publish(number + 1, date=FIRST - timedelta(hours=hours * number))
        link = f'<link rel="https://api.w.org/" href="{site.at("/wp-json/")}">'
        feed = '<link rel="alternate" type="application/rss+xml" title="The Harbour Courier" href="/feed/">'
        site.put("/", home(link, feed))
        site.pages["/wp-json/"] = self._root
        site.pages["/wp-json/wp/v2/posts"] = self._posts
        site.pages["/feed/"] = self._feed

    def publish(self, id: int, title: str = "", *, date: datetime = FIRST, text: str = "") -> None:
        text = text or f"Number {id} was on the table when the board met. " * 20
        self.posts.append(Post(id, title or f"Post {id}", text, date, date))

    def edit(self, id: int, when: datetime, **changes: Any) -> None:
        self.posts = [p._replace(modified=when, **changes) if p.id == id else p for p in self.posts]

    # --- answers ---

    def _refused(self) -> Response | None:
        if not self.closed:
            return None
        told = {"code": "rest_login_required", "message": "REST API restricted.", "data": {"status": self.closed}}
        return Response(json.dumps(told), self.closed, content_type="application/json")

    def _root(self, request: Request) -> Response:
        told = {"name": "The Harbour &amp; Quay Courier", "timezone_string": "Europe/Oslo", "gmt_offset": 1}
        return self._refused() or Response(json.dumps(told), content_type="application/json")

    def _posts(self, request: Request) -> Response:
        if refused := self._refused():
            return refused
        args = request.args
        found = sorted(self.posts, key=lambda post: (post.date, post.id), reverse=True)
        if after := args.get("after"):
            found = [post for post in found if post.date > _moment(after)]
        if before := args.get("before"):
            found = [post for post in found if post.date < _moment(before)]
        if since := args.get("modified_after"):
            found = [post for post in found if post.modified > _moment(since)]
        size, page = int(args.get("per_page", 10)), int(args.get("page", 1))
        pages = -(-len(found) // size)
        if page > 1 and page > pages:
            told = {"code": "rest_post_invalid_page_number", "message": "x", "data": {"status": 400}}
            return Response(json.dumps(told), 400, content_type="application/json")
        some = found[(page - 1) * size : page * size]
        headers = {"X-WP-Total": str(len(found)), "X-WP-TotalPages": str(pages)}
        return Response(json.dumps([self._post(p) for p in some]), 200, headers, content_type="application/json")

    def _post(self, post: Post) -> dict[str, Any]:
        return {
            "id": post.id,
            "date": f"{post.date + timedelta(hours=1):%Y-%m-%dT%H:%M:%S}",
            "date_gmt": f"{post.date:%Y-%m-%dT%H:%M:%S}",
            "modified": f"{post.modified + timedelta(hours=1):%Y-%m-%dT%H:%M:%S}",
            "modified_gmt": f"{post.modified:%Y-%m-%dT%H:%M:%S}",
            "status": "publish",
            "type": "post",
            "link": self.site.at(f"/post-{post.id}/"),
            "title": {"rendered": post.title},
            "content": {"rendered": f"<p>{post.text}</p>", "protected": False},
            "excerpt": {"rendered": f"<p>{post.text[:60]}</p>", "protected": False},
            "_embedded": {
                "author": [{"name": "Ida Holm"}],
                "wp:term": [[{"name": post.section, "taxonomy": "category"}]],
            },
        }

    def _feed(self, request: Request) -> Response:
        page = int(request.args.get("paged", 1)) if self.pages_its_feed else 1
        found = sorted(self.posts, key=lambda post: post.date, reverse=True)
        some = found[(page - 1) * self.feed_size : page * self.feed_size]
        if not some:
            return Response("Not found", 404)
        entries = [
            item(p.title, self.site.at(f"/post-{p.id}/"), p.text, guid=f"?p={p.id}", date=format_datetime(p.date))
            for p in some
        ]
        return Response(rss(*entries, home=self.site.url), content_type="application/rss+xml")


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=timezone.utc)
