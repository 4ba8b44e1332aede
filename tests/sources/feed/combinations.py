"""Small feeds in every version, each with one thing said in another of the ways in which feeds say it.

In the spirit of feedparser's own tests: version, element, escaping, CDATA, xml:base, encoding, and what is not
well-formed. Everything is invented.
"""

from collections.abc import Callable, Iterator
from html import escape
from typing import NamedTuple

WORDS = "The night ferry went out at twenty to eleven with a kettle on and four people aboard."
HTML = f"<p>{WORDS}</p><p>Nobody on the <em>quay</em> said a word &amp; the lamp went out.</p>"
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:atom="http://www.w3.org/2005/Atom"'
)
PROLOGUE = '<?xml version="1.0" encoding="utf-8"?>\n'


class Parts(NamedTuple):
    """The elements of the first entry."""

    title: str = "<title>The night ferry</title>"
    link: str = "<link>https://courier.example/ferry</link>"
    guid: str = ""
    author: str = ""
    date: str = ""
    category: str = ""
    body: str = f"<description>{escape(HTML)}</description>"
    enclosure: str = ""
    base: str = ""
    """Attributes of the feed's outermost element."""

    def inside(self) -> str:
        return "".join(self[:-1])


class Case(NamedTuple):
    """A feed, and what is odd about it."""

    name: str
    data: bytes


Version = Callable[[Parts], str]


def rss(version: str) -> Version:
    def build(parts: Parts) -> str:
        return (
            f'{PROLOGUE}<rss version="{version}" {NAMESPACES} {parts.base}><channel><title>The Courier</title>'
            f"<link>https://courier.example/</link><description>News</description><item>{parts.inside()}</item>"
            "<item><title>The flood wall</title><link>https://courier.example/wall</link></item></channel></rss>"
        )

    return build


def rdf(namespace: str) -> Version:
    def build(parts: Parts) -> str:
        return (
            f'{PROLOGUE}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{namespace}" '
            f'{NAMESPACES} {parts.base}><channel rdf:about="https://courier.example/feed"><title>The Courier</title>'
            f'<link>https://courier.example/</link></channel><item rdf:about="https://courier.example/ferry">'
            f'{parts.inside()}</item><item rdf:about="https://courier.example/wall"><title>The flood wall</title>'
            "<link>https://courier.example/wall</link></item></rdf:RDF>"
        )

    return build


def atom(namespace: str) -> Version:
    def build(parts: Parts) -> str:
        return (
            f'{PROLOGUE}<feed xmlns="{namespace}" {NAMESPACES} {parts.base}><title>The Courier</title>'
            f'<link rel="alternate" type="text/html" href="https://courier.example/"/><id>urn:x:courier</id>'
            f"<entry>{parts.inside()}</entry><entry><title>The flood wall</title><id>urn:x:wall</id>"
            '<link href="https://courier.example/wall"/></entry></feed>'
        )

    return build


ATOM = Parts(
    link='<link rel="alternate" type="text/html" href="https://courier.example/ferry"/>',
    guid="<id>urn:x:ferry</id>",
    body=f'<content type="html">{escape(HTML)}</content>',
)
RSS_VERSIONS = {
    "RSS 0.91": (rss("0.91"), Parts()),
    "RSS 0.92": (rss("0.92"), Parts()),
    "RSS 2.0": (rss("2.0"), Parts(guid='<guid isPermaLink="false">ferry-1</guid>')),
    "RSS 0.90": (rdf("http://my.netscape.com/rdf/simple/0.9/"), Parts()),
    "RSS 1.0": (rdf("http://purl.org/rss/1.0/"), Parts()),
}
ATOM_VERSIONS = {
    "Atom 0.3": (
        atom("http://purl.org/atom/ns#"),
        ATOM._replace(body=f'<content type="text/html" mode="escaped">{escape(HTML)}</content>'),
    ),
    "Atom 1.0": (atom("http://www.w3.org/2005/Atom"), ATOM),
}

TITLES = {
    "references": "<title>Fish &#38; chips &#8211; &#x201C;tonight&#x201D;</title>",
    "escaped markup": "<title>The &lt;em&gt;night&lt;/em&gt; ferry</title>",
    "CDATA": "<title><![CDATA[The night ferry & the day's catch]]></title>",
    "CDATA with markup": "<title><![CDATA[The <b>night</b> ferry]]></title>",
    "escaped twice": "<title>Fish &amp;amp; chips</title>",
    "blanks": "<title>\n\t  The   night\n ferry  </title>",
    "other letters": "<title>Ночной паром — 夜のフェリー — العبّارة</title>",
    "less than": "<title>Less is 3 &lt; 4</title>",
    "empty": "<title/>",
}
RSS_BODIES = {
    "plain description": f"<description>{WORDS}</description>",
    "CDATA description": f"<description><![CDATA[{HTML}]]></description>",
    "content:encoded": f"<description>Short.</description><content:encoded><![CDATA[{HTML * 3}]]></content:encoded>",
    "content alone": f"<content:encoded>{escape(HTML)}</content:encoded>",
    "references in it": "<description>Caf&#233; &#8212; &amp;eacute;t&amp;eacute;, says the board</description>",
    "two CDATA sections": f"<description><![CDATA[{WORDS} ]]><![CDATA[And then it rained.]]></description>",
    "none": "",
}
ATOM_BODIES = {
    "text": f'<content type="text">{WORDS}</content>',
    "html in CDATA": f'<content type="html"><![CDATA[{HTML}]]></content>',
    "xhtml": f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{HTML}</div></content>',
    "summary": f'<summary type="html">{escape(HTML)}</summary>',
    "summary and content": f'<summary>Short.</summary><content type="html">{escape(HTML * 3)}</content>',
    "without a type": f"<content>{WORDS}</content>",
}
RSS_AUTHORS = {
    "author": "<author>ines@courier.example (Ines Okafor)</author>",
    "plain author": "<author>Ines Okafor</author>",
    "dc:creator": "<dc:creator>Ines Okafor</dc:creator>",
    "creator in CDATA": "<dc:creator><![CDATA[Ines Okafor]]></dc:creator>",
    "itunes:author": "<itunes:author>Ines Okafor</itunes:author>",
}
ATOM_AUTHORS = {
    "author": "<author><name>Ines Okafor</name></author>",
    "author with more": "<author><name>Ines Okafor</name><email>i@c.example</email><uri>https://c.example/</uri></author>",
    "two authors": "<author><name>Ines Okafor</name></author><author><name>Tom Reyes</name></author>",
    "dc:creator": "<dc:creator>Ines Okafor</dc:creator>",
}
RSS_DATES = {
    "RFC 822": "<pubDate>Mon, 23 Nov 2026 10:00:00 GMT</pubDate>",
    "offset": "<pubDate>Mon, 23 Nov 2026 10:00:00 +0530</pubDate>",
    "name of a zone": "<pubDate>Mon, 23 Nov 2026 10:00:00 EST</pubDate>",
    "two-digit year": "<pubDate>Mon, 23 Nov 26 10:00:00 GMT</pubDate>",
    "no seconds": "<pubDate>23 Nov 2026 10:00 GMT</pubDate>",
    "no day of the week": "<pubDate>23 Nov 2026 10:00:00 +0000</pubDate>",
    "whole names": "<pubDate>Monday, 23 November 2026 10:00:00 GMT</pubDate>",
    "dc:date": "<dc:date>2026-11-23T10:00:00Z</dc:date>",
    "dc:date with an offset": "<dc:date>2026-11-23T10:00:00+02:00</dc:date>",
    "W3C in pubDate": "<pubDate>2026-11-23T10:00:00Z</pubDate>",
    "blanks": "<pubDate>\n  Mon, 23 Nov 2026 10:00:00 GMT\n</pubDate>",
    "dcterms": "<dcterms:issued>2026-11-23T10:00:00Z</dcterms:issued><dcterms:modified>2026-11-24</dcterms:modified>",
}
ATOM_DATES = {
    "published and updated": "<published>2026-11-23T10:00:00Z</published><updated>2026-11-24T10:00:00Z</updated>",
    "updated": "<updated>2026-11-23T10:00:00-05:00</updated>",
    "fractions": "<published>2026-11-23T10:00:00.25Z</published>",
    "issued and modified": "<issued>2026-11-23T10:00:00Z</issued><modified>2026-11-24T10:00:00Z</modified>",
}
RSS_CATEGORIES = {
    "category": "<category>Harbour</category>",
    "several": "<category>Harbour</category><category>ferries</category><category>weather</category>",
    "domain": '<category domain="https://courier.example/sections">Harbour</category>',
    "dc:subject": "<dc:subject>Harbour</dc:subject>",
    "CDATA": "<category><![CDATA[Ferries & fish]]></category>",
}
ATOM_CATEGORIES = {
    "term": '<category term="Harbour"/>',
    "several": '<category term="Harbour"/><category term="ferries"/>',
    "scheme": '<category term="Harbour" scheme="https://courier.example/sections"/>',
}
RSS_ENCLOSURES = {
    "enclosure": '<enclosure url="https://courier.example/a.mp3" length="123" type="audio/mpeg"/>',
    "two": '<enclosure url="https://c.example/a.mp3"/><enclosure url="https://c.example/b.pdf" length="9"/>',
}
ATOM_ENCLOSURES = {
    "enclosure": '<link rel="enclosure" type="audio/mpeg" length="12" href="https://courier.example/a.mp3"/>',
}
RSS_LINKS = {
    "blanks": "<link>\n https://courier.example/ferry \n</link>",
    "CDATA": "<link><![CDATA[https://courier.example/ferry?a=1&b=2]]></link>",
    "query": "<link>https://courier.example/ferry?a=1&amp;b=2</link>",
    "guid alone": "<guid>https://courier.example/ferry</guid>",
    "guid that is none": '<guid isPermaLink="false">https://courier.example/?p=1</guid><link>https://c.example/x</link>',
    "atom link too": '<link>https://courier.example/ferry</link><atom:link rel="self" href="https://courier.example/feed"/>',
}
ATOM_LINKS = {
    "without rel": '<link href="https://courier.example/ferry"/>',
    "self before": '<link rel="self" href="https://c.example/feed"/><link rel="alternate" href="https://c.example/ferry"/>',
    "related after": '<link rel="alternate" href="https://c.example/a"/><link rel="related" href="https://c.example/b"/>',
}


def cases() -> Iterator[Case]:
    """All of them."""
    for name, (build, usual) in RSS_VERSIONS.items():
        options = {
            "title": TITLES, "body": RSS_BODIES, "author": RSS_AUTHORS, "date": RSS_DATES, "category": RSS_CATEGORIES,
            "enclosure": RSS_ENCLOSURES, "link": RSS_LINKS,
        }  # fmt: skip
        yield from _varied(name, build, usual, options)
        yield from _encoded(name, build(usual._replace(title="<title>Café “Straße” – naïve</title>")))
        yield from _damaged(name, build(usual), usual.title)
    for name, (build, usual) in ATOM_VERSIONS.items():
        options = {
            "title": TITLES, "body": ATOM_BODIES, "author": ATOM_AUTHORS, "date": ATOM_DATES,
            "category": ATOM_CATEGORIES, "enclosure": ATOM_ENCLOSURES, "link": ATOM_LINKS,
        }  # fmt: skip
        yield from _varied(name, build, usual, options)
        yield from _based(name, build, usual)
        yield from _encoded(name, build(usual._replace(title="<title>Café “Straße” – naïve</title>")))
        yield from _damaged(name, build(usual), usual.title)


def _varied(name: str, build: Version, usual: Parts, options: dict[str, dict[str, str]]) -> Iterator[Case]:
    yield Case(f"{name}: as usual", build(usual).encode())
    for part, ways in options.items():
        for way, text in ways.items():
            yield Case(f"{name}: {part}: {way}", build(usual._replace(**{part: text})).encode())


def _based(name: str, build: Version, usual: Parts) -> Iterator[Case]:
    link = '<link rel="alternate" href="{}"/>'
    for base, href in (
        ("https://courier.example/a/", "ferry"),
        ("https://courier.example/a/b", "/ferry"),
        ("//c.example/", "x"),
    ):
        parts = usual._replace(base=f'xml:base="{base}"', link=link.format(href))
        yield Case(f"{name}: xml:base {base} {href}", build(parts).encode())


def _encoded(name: str, text: str) -> Iterator[Case]:
    for encoding in ("iso-8859-15", "windows-1252", "utf-16", "utf-8-sig"):
        declared = text.replace("utf-8", encoding.removesuffix("-sig"), 1)
        yield Case(f"{name}: {encoding}", declared.encode(encoding, "xmlcharrefreplace"))
    yield Case(f"{name}: nothing declared", text.removeprefix(PROLOGUE).encode())
    yield Case(f"{name}: single quotes", text.replace('"1.0" encoding="utf-8"', "'1.0' encoding='UTF-8'").encode())


def _damaged(name: str, text: str, title: str) -> Iterator[Case]:
    damages = {
        "ampersand": text.replace(title, "<title>Fish & chips</title>"),
        "ampersand in an address": text.replace("/ferry", "/ferry?a=1&b=2"),
        "entities of HTML": text.replace(title, "<title>Caf&eacute; &ndash; now&hellip;</title>"),
        "control character": text.replace(title, "<title>The night\x0b ferry\x01</title>"),
        "blank before the prologue": f"\n  {text}",
        "warning before it": f"<b>Warning</b>: strange thing in line 3<br />\n{text}",
        "junk after it": f"{text}\n<!-- page made in 0.3 s --><script>x()</script>",
        "undeclared prefix": text.replace(title, f"{title}<x:y>z</x:y>"),
        "cut off": text[: text.rindex("The flood wall") - 20],
        "references of windows": text.replace(title, "<title>&#147;Night&#148; ferry&#133;</title>"),
        "comment within": text.replace(title, f"<!-- here it comes -->{title}"),
        "processing instruction": text.replace(PROLOGUE, PROLOGUE + '<?xml-stylesheet type="text/xsl" href="x.xsl"?>'),
        "document type": text.replace(PROLOGUE, PROLOGUE + '<!DOCTYPE x SYSTEM "https://x.example/x.dtd">'),
        "not closed": text.replace("</title>", "", 2).replace("<title>The night", "</title><title>The night", 1),
        "capitals": text.replace("<title>The night ferry</title>", "<TITLE>The night ferry</TITLE>"),
    }
    for way, damaged in damages.items():
        yield Case(f"{name}: {way}", damaged.encode())
