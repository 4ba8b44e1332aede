"""Add papers by their address in the app: how long until the first story stands on the screen.

    python bench/add_paper.py [--runs 5]

Three papers on loopback: one with a feed, one with the interface of WordPress, one with nothing but pages. The clock
starts when the address is sent, and what the server takes to answer counts too.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from terminal import Terminal

KINDS = ("feed", "wordpress", "pages")
STORIES = 30
NEWEST = datetime(2026, 11, 23, 12, tzinfo=timezone.utc)
TEXT = "".join(
    f"<p>{n}. The night ferry went out at twenty to eleven with a kettle on and four people aboard, and nobody on the "
    "quay said anything about the weather, which had been turning since the morning.</p>\n"
    for n in range(20)
)


def headline(number: int) -> str:
    return f"The night ferry came home {number} times"


def page(title: str, body: str, head: str = "") -> str:
    return f'<!doctype html><html lang="en"><head><title>{title}</title>{head}</head><body>{body}</body></html>'


def site(kind: str, home: str) -> dict[str, tuple[str, str]]:
    """Content type and body of the site's pages, by path."""
    found: dict[str, tuple[str, str]] = {}
    links, items, posts = "", "", []
    for number in range(STORIES):
        path, when = f"/2026/11/23/the-night-ferry-came-home-{number}-times/", NEWEST - timedelta(hours=number)
        title = headline(number)
        article = f'<article><h1>{title}</h1><time datetime="{when.isoformat()}">{when:%d %B %Y}</time>{TEXT}</article>'
        found[path] = ("text/html", page(f"{title} - The Harbour Courier", article))
        links += f'<article><h2><a href="{path}">{title}</a></h2><p>A summary of it.</p></article>'
        items += (
            f"<item><title>{title}</title><link>{home}{path}</link><pubDate>{format_datetime(when)}</pubDate>"
            f"<content:encoded><![CDATA[{TEXT}]]></content:encoded></item>"
        )
        moment = f"{when:%Y-%m-%dT%H:%M:%S}"
        posts.append(
            {
                "id": number,
                "link": f"{home}{path}",
                "title": {"rendered": title},
                "content": {"rendered": TEXT},
                **dict.fromkeys(("date", "date_gmt", "modified", "modified_gmt"), moment),
            }
        )
    head = ""
    if kind == "feed":
        head = '<link rel="alternate" type="application/rss+xml" title="The Harbour Courier" href="/feed/">'
        feed = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        feed += f"<title>The Harbour Courier</title><link>{home}/</link>{items}</channel></rss>"
        found["/feed/"] = ("application/rss+xml", feed)
    if kind == "wordpress":
        head = f'<link rel="https://api.w.org/" href="{home}/wp-json/">'
        found["/wp-json/"] = ("application/json", json.dumps({"name": "The Harbour Courier", "gmt_offset": 1}))
        found["/wp-json/wp/v2/posts"] = ("application/json", json.dumps(posts))
    found["/"] = ("text/html", page("The Harbour Courier", f"<h1>The Harbour Courier</h1>{links}", head))
    return found


def serve(kind: str) -> None:
    """Serve a site until the parent closes our standard input."""
    pages: dict[str, tuple[str, str]] = {}

    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found = pages.get(self.path.split("?")[0])
            body = found[1].encode() if found else b"Not here"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", found[0] if found else "text/plain")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Nothing: the reader was ended."""

    server = Server(("127.0.0.1", 0), Answers)
    home = f"http://127.0.0.1:{server.server_port}"
    pages.update(site(kind, home))
    print(home, flush=True)
    server.serve_forever()


def first_story(address: str) -> float:
    """Seconds from the address to a story's headline on the screen."""
    with tempfile.TemporaryDirectory() as home:
        terminal = Terminal([sys.executable, "-m", "tui_paper", "--home", home])
        try:
            terminal.settle(1.0)
            terminal.press(b"a")
            terminal.press(address.encode())
            terminal.settle()
            began = terminal.wait_for(address[-8:])
            terminal.press(b"\r")
            return (terminal.wait_for("The night ferry came home") - began) / 1000
        finally:
            terminal.close()


def main() -> None:
    """Measure, or serve."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--serve", choices=KINDS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve)
        return
    print("| paper added | first story on the screen, median | slowest | bar |\n|---|---|---|---|")
    for kind in KINDS:
        command = [sys.executable, str(Path(__file__)), "--serve", kind]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout
            address = server.stdout.readline().strip()
            took = [first_story(address) for _ in range(options.runs)]
            server.kill()
        print(f"| {kind} | {statistics.median(took):.2f} s | {max(took):.2f} s | ≤ 2 s |", flush=True)


if __name__ == "__main__":
    main()
