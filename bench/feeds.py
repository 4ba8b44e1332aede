"""Read a full-text RSS feed of 30 items with our reader and with feedparser, in turns in the same run.

python bench/feeds.py [--items 30] [--runs 15]

Bar: at least ten times feedparser's speed. feedparser gives a text as cleaned HTML; ours is turned into blocks when an
entry's article is first asked for, so both are printed: reading the feed, and reading it with every article.
"""

import argparse
import io
import statistics
import time
from collections.abc import Callable

import feedparser

from tui_paper.sources.feed import parse_feed

URL = "https://courier.example/feed/"
BAR = 10.0

PARAGRAPH = (
    '<p>The night ferry went out at <a href="https://courier.example/tides/{n}/">twenty to eleven</a> with a kettle '
    "on and <strong>four people</strong> aboard. “Nobody on the quay,” the harbour master’s log says, “said anything "
    "about the weather” – which had been turning since the morning. Then the lights went on along the wall &amp; the "
    "last bus left for the hills.</p>\n"
)
PICTURE = (
    '<figure class="wp-block-image"><img src="/uploads/quay-{n}.jpg" alt="The quay" width="800" height="600"/>'
    "<figcaption>The quay at dusk. Photo: Tom Reyes</figcaption></figure>\n"
)
LIST = "<h2>What the board decided</h2>\n<ul><li>Fares stay as they are</li><li>A second pier, at Easter</li></ul>\n"
ITEM = """<item><title>Story number {n} &#8211; the night ferry</title>
<link>https://courier.example/2026/02/03/story-{n}/</link><dc:creator><![CDATA[Ines Okafor]]></dc:creator>
<pubDate>Tue, 03 Feb 2026 08:{n:02}:00 +0000</pubDate><category><![CDATA[Harbour]]></category>
<category><![CDATA[ferries]]></category><guid isPermaLink="false">https://courier.example/?p={n}</guid>
<description><![CDATA[<p>The night ferry went out at twenty to eleven with a kettle on. [&#8230;]</p>]]></description>
<content:encoded><![CDATA[{body}]]></content:encoded></item>
"""
HEAD = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Harbour Courier</title><link>https://courier.example/</link><description>News</description>
"""


def make_feed(items: int) -> bytes:
    """A feed as WordPress gives it, with whole stories of about 600 words."""
    bodies = (PARAGRAPH.format(n=n) * 5 + PICTURE.format(n=n) + LIST + PARAGRAPH.format(n=n) * 5 for n in range(items))
    return (HEAD + "".join(ITEM.format(n=n, body=body) for n, body in enumerate(bodies)) + "</channel></rss>").encode()


def milliseconds(read: Callable[[], object]) -> float:
    started = time.perf_counter()
    read()
    return (time.perf_counter() - started) * 1000


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--items", type=int, default=30)
    options.add_argument("--runs", type=int, default=15)
    chosen = options.parse_args()
    feed = make_feed(chosen.items)
    readers: dict[str, Callable[[], object]] = {
        "feedparser": lambda: feedparser.parse(io.BytesIO(feed)),
        "ours": lambda: parse_feed(feed, url=URL),
        "ours, every article": lambda: [entry.article for entry in parse_feed(feed, url=URL).entries],
    }
    took: dict[str, list[float]] = {name: [] for name in readers}
    for run in range(chosen.runs + 1):
        for name, read in readers.items():
            spent = milliseconds(read)
            if run:  # the first also imports and compiles
                took[name].append(spent)
    theirs = statistics.median(took["feedparser"])
    print(f"{chosen.items} items, {len(feed) // 1000} kB, median of {chosen.runs}")
    for name, spent in took.items():
        middle = statistics.median(spent)
        print(f"{name:20} {middle:8.2f} ms   {theirs / middle:5.1f} x feedparser's speed")
    ratio = theirs / statistics.median(took["ours"])
    print(f"bar {BAR:g} x: {'held' if ratio >= BAR else 'MISSED'} ({ratio:.1f} x)")


if __name__ == "__main__":
    main()
