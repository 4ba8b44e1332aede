"""Serve many feeds of invented stories on loopback, quickly, and answer validators with 304.

    python bench/feed_server.py --feeds 100 --stories 30 --words 600

Prints one line when it is ready: the addresses of its feeds, divided by blanks. Every two feeds have a host of
their own (127.0.0.1 to 127.0.0.254, all of them this machine), as papers on the web have. Ends with its parent's
standard input.
"""

import argparse
import asyncio
import itertools
import random
import re
import sys
from datetime import date, datetime, timedelta, timezone
from email.utils import format_datetime

from make_store import COMMON, SECTIONS, Writer

HOSTS = 250
SAID = 200_000
"""Words that the stories' own words are drawn from, as often as they were said."""
HEAD = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Courier {feed}</title><link>http://courier{feed}.example/</link><language>en</language>
<description>News</description>
"""
ITEM = """<item><title>{headline}</title><link>http://courier{feed}.example/2026/11/{number}/</link>
<dc:creator><![CDATA[{author}]]></dc:creator><pubDate>{moment}</pubDate><category><![CDATA[{section}]]></category>
<guid isPermaLink="false">http://courier{feed}.example/?p={number}</guid>
<description><![CDATA[<p>{summary}</p>]]></description>
<content:encoded><![CDATA[{body}]]></content:encoded></item>
"""
_ASKS = re.compile(rb"GET /(\d+)\.xml ")
_KNOWS = re.compile(rb"(?im)^if-none-match:\s*(\S+)\s*$")
_SINCE = re.compile(rb"(?im)^if-modified-since:\s*(.+?)\s*$")
CHANGED = b"Mon, 23 Nov 2026 06:00:00 GMT"


class Press:
    """Makes feeds. Stories are like those of 152 real pages of papers: 50 words a paragraph, half as many different
    words as words, in every second paragraph a link or a stress, and typographic quotation marks."""

    def __init__(self, words: int) -> None:
        self._random = random.Random(7)
        writer = Writer(7, 400)
        stories = (writer.story(n, "", "courier.example", date(2026, 11, 23)) for n in itertools.count())
        self._headlines: list[str] = []
        self._names: list[str] = []
        self._said: list[str] = []
        while len(self._said) < SAID:
            story = next(stories)
            self._headlines.append(story.headline)
            self._names += story.byline
            self._said += (word.strip(".").lower() for word in story.text.split())
        self._words = words

    def feed(self, number: int, stories: int) -> bytes:
        """A feed as WordPress gives it, with whole stories."""
        items = "".join(self._item(number, at) for at in range(stories))
        return f"{HEAD.format(feed=number)}{items}</channel></rss>".encode()

    def _item(self, feed: int, number: int) -> str:
        pick = self._random
        moment = datetime(2026, 11, 23, tzinfo=timezone.utc) - timedelta(hours=number, minutes=pick.randrange(60))
        paragraphs = self._paragraphs()
        return ITEM.format(
            feed=feed,
            number=number,
            headline=f"{pick.choice(self._headlines)} {pick.choice(self._names)}",
            author=pick.choice(self._names),
            moment=format_datetime(moment),
            section=pick.choice(SECTIONS),
            summary=" ".join(paragraphs[0].split()[:30]),
            body=self._body(paragraphs),
        )

    def _paragraphs(self) -> list[str]:
        """Words of a story, as few different ones as a story has."""
        pick = self._random
        own = pick.sample(self._said, 800)
        sentences = [self._sentence(own, size) for size in _sizes(self._words, 17)]
        return [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]

    def _sentence(self, own: list[str], words: int) -> str:
        pick = self._random
        said = [pick.choice(COMMON) if pick.random() < 0.1 else pick.choice(own) for _ in range(words)]
        return " ".join(said).capitalize() + "."

    def _body(self, paragraphs: list[str]) -> str:
        """The paragraphs and a picture, as HTML."""
        found = []
        for at, text in enumerate(paragraphs):
            first, _, rest = text.partition(" ")
            if at % 3 == 0:
                text = f'<a href="http://courier.example/{first.lower()}/">{first}</a> {rest}'
            elif at % 3 == 1:
                text = f"“{text}”"
            elif at % 6 == 2:
                text = f"<strong>{first}</strong> {rest}"
            found.append(f"<p>{text}</p>\n")
        found.insert(1, '<figure><img src="/quay.jpg" alt="The quay"/><figcaption>The quay</figcaption></figure>\n')
        return "".join(found)


def _sizes(total: int, most: int) -> list[int]:
    """A number as parts of at most so much."""
    return [min(most, total - at) for at in range(0, total, most)]


class Answers(asyncio.Protocol):
    """One connection; HTTP/1.1 as far as two feed readers need it."""

    def __init__(self, feeds: list[bytes]) -> None:
        self._feeds = feeds
        self._waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        while b"\r\n\r\n" in self._waiting:
            request, _, self._waiting = self._waiting.partition(b"\r\n\r\n")
            self._transport.write(self._answer(request + b"\r\n"))

    def _answer(self, request: bytes) -> bytes:
        asked = _ASKS.match(request)
        if not asked or int(asked[1]) >= len(self._feeds):
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        etag = b'"feed-%s"' % asked[1]
        knows, since = _KNOWS.search(request), _SINCE.search(request)
        # RFC 9110, section 13.2.2: If-Modified-Since counts only without If-None-Match.
        unchanged = knows[1] == etag if knows else bool(since and since[1] == CHANGED)
        about = b"ETag: %s\r\nLast-Modified: %s\r\n" % (etag, CHANGED)
        if unchanged:
            return b"HTTP/1.1 304 Not Modified\r\n" + about + b"\r\n"
        body = self._feeds[int(asked[1])]
        about += b"Content-Type: application/rss+xml; charset=utf-8\r\nContent-Length: %d\r\n" % len(body)
        return b"HTTP/1.1 200 OK\r\n" + about + b"\r\n" + body


async def serve(feeds: list[bytes]) -> None:
    """Serve until the parent closes our standard input."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Answers(feeds), "0.0.0.0", 0, backlog=512)
    port = server.sockets[0].getsockname()[1]
    print(*(f"http://127.0.0.{1 + n % HOSTS}:{port}/{n}.xml" for n in range(len(feeds))), flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


def main() -> None:
    """Make the feeds and serve them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=100)
    parser.add_argument("--stories", type=int, default=30)
    parser.add_argument("--words", type=int, default=600)
    options = parser.parse_args()
    press = Press(options.words)
    asyncio.run(serve([press.feed(number, options.stories) for number in range(options.feeds)]))


if __name__ == "__main__":
    main()
