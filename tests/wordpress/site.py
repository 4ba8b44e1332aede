"""A WordPress site with a stock of posts, steered by its own interface as an editor's program would.

https://developer.wordpress.org/rest-api/reference/
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from .server import Server

PLUGINS = Path(__file__).parent / "plugins"
EDITOR, PASSWORD = "editor", "not much of a secret"
MOST_IN_BATCH = 25
"""Requests that WordPress takes in one."""
ZONE = "Europe/Oslo"
TITLE = "The Harbour Courier"

Values = dict[str, Any]


class Site:
    """A WordPress site, and the key to it."""

    def __init__(self, server: Server) -> None:
        self.url = server.url
        self._server = server
        self._plain = httpx.Client(base_url=server.url, timeout=60, trust_env=False)
        self._plain.post("/wp-admin/install.php?step=2", data=_INSTALLATION).raise_for_status()
        self._api = httpx.Client(
            base_url=server.url, timeout=60, trust_env=False, auth=(EDITOR, self._application_password())
        )
        self.ask("POST", "settings", title=TITLE, timezone=ZONE)
        self.delete(*(post["id"] for post in self.all_of("posts")), kind="posts")

    @property
    def name(self) -> str:
        """Host and port."""
        return urlsplit(self.url).netloc

    def __enter__(self) -> "Site":
        return self

    def __exit__(self, *_: object) -> None:
        self._plain.close()
        self._api.close()

    def _application_password(self) -> str:
        """A password for programs, got as a person gets it: log in, then ask for one."""
        form = {"log": EDITOR, "pwd": PASSWORD, "testcookie": "1"}
        self._plain.cookies.set("wordpress_test_cookie", "WP%20Cookie%20check")
        self._plain.post("/wp-login.php", data=form)
        nonce = self._plain.get("/wp-admin/admin-ajax.php?action=rest-nonce").text
        answer = self._plain.post(
            "/wp-json/wp/v2/users/me/application-passwords", json={"name": "tests"}, headers={"X-WP-Nonce": nonce}
        )
        password: str = answer.raise_for_status().json()["password"]
        return password

    # --- its interface ---

    def ask(self, method: str, route: str, **values: Any) -> Any:
        """One request to ``/wp/v2/``, as editor."""
        answer = self._api.request(method, "/index.php", params={"rest_route": f"/wp/v2/{route}"}, json=values)
        assert answer.is_success, answer.text
        return answer.json()

    def all_of(self, route: str) -> list[Values]:
        """At most 100 values of a kind, published."""
        query = {"rest_route": f"/wp/v2/{route}", "per_page": "100"}
        found: list[Values] = self._api.get("/index.php", params=query).raise_for_status().json()
        return found

    def batch(self, requests: Iterable[tuple[str, str, Values]]) -> list[Values]:
        """Many requests (method, route, body) in few (https://make.wordpress.org/core/2020/11/20/rest-api-batch-framework-in-wordpress-5-6/)."""
        waiting = [{"method": m, "path": f"/wp/v2/{route}", "body": body} for m, route, body in requests]
        done: list[Values] = []
        for start in range(0, len(waiting), MOST_IN_BATCH):
            some = waiting[start : start + MOST_IN_BATCH]
            answer = self._api.post("/index.php", params={"rest_route": "/batch/v1"}, json={"requests": some})
            answers = answer.raise_for_status().json()["responses"]
            assert all(each["status"] < 300 for each in answers), answers
            done += [each["body"] for each in answers]
        return done

    # --- what is in it ---

    def publish(self, title: str, content: str = "", **fields: Any) -> Values:
        """A post; ``fields`` as the interface names them (status, date, categories, …)."""
        post: Values = self.ask("POST", "posts", **post_of(title, content, **fields))
        return post

    def publish_all(self, posts: Iterable[Values]) -> list[Values]:
        """Many posts."""
        return self.batch(("POST", "posts", post) for post in posts)

    def edit(self, id: int, **fields: Any) -> None:
        self.ask("POST", f"posts/{id}", **fields)

    def trash(self, id: int) -> None:
        self.ask("DELETE", f"posts/{id}")

    def delete(self, *ids: int, kind: str = "posts") -> None:
        """Delete for good."""
        self.batch(("DELETE", f"{kind}/{id}", {"force": True}) for id in ids)

    def come_out(self, id: int) -> None:
        """Let the time of a scheduled post come; WordPress publishes it in its own way, from its timer."""
        self.php(
            f"global $wpdb; $time = gmdate('Y-m-d H:i:s', time() - 5);"
            f"$wpdb->update($wpdb->posts, ['post_date' => get_date_from_gmt($time), 'post_date_gmt' => $time],"
            f" ['ID' => {id}]); clean_post_cache({id}); check_and_publish_future_post({id});"
            f"if (get_post_status({id}) !== 'publish') exit(1);"
        )

    def wait_for_another_second(self) -> None:
        """Its dates have seconds, and no more."""
        before = self.php("echo time();")
        while self.php("echo time();") == before:
            pass

    def term(self, name: str, taxonomy: str = "categories", **fields: Any) -> int:
        id: int = self.ask("POST", taxonomy, name=name, **fields)["id"]
        return id

    def author(self, name: str) -> int:
        login = name.split()[0].lower()
        user = self.ask(
            "POST", "users", username=login, name=name, email=f"{login}@courier.example", password=PASSWORD,
            roles=["author"],
        )  # fmt: skip
        id: int = user["id"]
        return id

    def picture(self, png: bytes, name: str = "ferry.png", **fields: Any) -> Values:
        """A picture in its media library."""
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Type": "image/png"}
        answer = self._api.post("/index.php?rest_route=/wp/v2/media", content=png, headers=headers)
        media: Values = answer.raise_for_status().json()
        return {**media, **self.ask("POST", f"media/{media['id']}", **fields)} if fields else media

    # --- how it is set up ---

    @contextmanager
    def plugin(self, name: str) -> Iterator[None]:
        """With a plug-in from ``plugins/`` switched on."""
        path = self._server.plugins / f"{name}.php"
        shutil.copyfile(PLUGINS / path.name, path)
        try:
            yield
        finally:
            path.unlink()

    @contextmanager
    def options(self, **values: str) -> Iterator[None]:
        """With settings that its interface does not offer, such as ``permalink_structure``."""
        before = {name: self.php(f"echo get_option('{name}');") for name in values}
        self._set(values)
        try:
            yield
        finally:
            self._set(before)

    def _set(self, values: Mapping[str, str]) -> None:
        changes = "".join(f"update_option('{name}', '{value}');" for name, value in values.items())
        self.php(f"global $wp_rewrite; {changes} $wp_rewrite->init(); flush_rewrite_rules(false);")

    @contextmanager
    def restored(self) -> Iterator[None]:
        """Delete what the block has added, whatever it is."""
        newest = self.php('global $wpdb; echo $wpdb->get_var("SELECT MAX(ID) FROM $wpdb->posts");')
        try:
            yield
        finally:
            self.php(
                f'global $wpdb; foreach ($wpdb->get_col("SELECT ID FROM $wpdb->posts WHERE ID > {int(newest)}") as $id)'
                " wp_delete_post($id, true);"
            )

    def php(self, code: str) -> str:
        """Run PHP inside WordPress; what it printed."""
        return self._server.php(code)


def post_of(title: str, content: str = "", *, date: datetime | None = None, **fields: Any) -> Values:
    """A post as the interface takes it; published, and now, unless it says otherwise."""
    when = {"date_gmt": f"{date.astimezone(timezone.utc):%Y-%m-%dT%H:%M:%S}"} if date else {}
    return {"title": title, "content": content, "status": "publish", **when, **fields}


_INSTALLATION = {
    "weblog_title": TITLE,
    "user_name": EDITOR,
    "admin_password": PASSWORD,
    "admin_password2": PASSWORD,
    "pw_weak": "1",
    "admin_email": "editor@courier.example",
    "blog_public": "1",
    "language": "",
}
