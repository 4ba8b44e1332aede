"""An article as one HTML file that needs nothing else: no script, no style sheet, no font from elsewhere."""

from html import escape
from itertools import pairwise

from tui_paper.model.article import Article, Block, Item, Span, Teaser
from tui_paper.model.dates import parse_when

_STYLE = """\
:root { color-scheme: light dark; }
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1.1rem/1.6 Georgia, "Noto Serif", serif; }
header p { margin: .3rem 0; } .kicker, .credit { font: .85rem/1.4 sans-serif; letter-spacing: .04em; }
h1 { line-height: 1.2; margin: .3rem 0; } .deck { font-size: 1.2rem; }
blockquote { margin-inline: 1.5rem; border-inline-start: 3px solid; padding-inline-start: 1rem; }
figure { margin: 1.5rem 0; } img { max-width: 100%; height: auto; } figcaption { font-size: .9rem; }
table { border-collapse: collapse; } td, th { border-bottom: 1px solid; padding: .2rem .8rem; text-align: start; }
pre { overflow-x: auto; padding: 1rem; border: 1px solid; } aside { border-top: 3px double; margin-top: 2rem; }
"""
_TAGS = {"bold": "strong", "italic": "em", "code": "code"}


def to_html(article: Article) -> str:
    """Return the article as a complete HTML document.

    Everything in it is escaped, and links and pictures lead to http and https addresses only.
    """
    language = escape(article.language or "und", quote=True)
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{language}" dir="{article.direction}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(article.headline)}</title>",
        *_head_facts(article),
        f"<style>\n{_STYLE}</style>",
        "</head>",
        "<body>",
        "<article>",
        *_header(article),
        '<div class="entry-content" itemprop="articleBody">',
        *(text for block in article.blocks if (text := _block(block))),
        "</div>",
        "</article>",
        *_teasers("Related Posts", "related-posts", article.related),
        *_teasers("You Missed", "missed", article.missed),
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def _head_facts(article: Article) -> list[str]:
    address = article.canonical_url or article.url
    facts = (
        ("og:site_name", article.paper),
        ("article:published_time", article.published),
        ("article:modified_time", article.modified),
        ("article:section", article.section),
        ("og:description", article.summary),
        *(("article:author", name) for name in article.byline),
        *(("article:tag", tag) for tag in article.tags),
    )
    lines = [f'<meta property="{name}" content="{escape(value, quote=True)}">' for name, value in facts if value]
    return [f'<link rel="canonical" href="{escape(address, quote=True)}">', *lines] if address else lines


def _header(article: Article) -> list[str]:
    when = parse_when(article.published) if article.published else None
    day = f'<time datetime="{escape(article.published, quote=True)}">{when.day} {when:%B %Y}</time>' if when else ""
    byline = f'<span class="byline">{escape(", ".join(article.byline))}</span>' if article.byline else ""
    credit = " · ".join(filter(None, (byline, day, escape(article.paper))))
    return [
        "<header>",
        *([f'<p class="kicker">{escape(article.section)}</p>'] if article.section else ()),
        f"<h1>{escape(article.headline)}</h1>",
        *([f'<p class="deck">{escape(article.deck)}</p>'] if article.deck else ()),
        *([f'<p class="credit">{credit}</p>'] if credit else ()),
        "</header>",
    ]


def _block(block: Block) -> str:
    match block.type:
        case "paragraph":
            return f"<p>{_marked(block.text, block.spans)}</p>"
        case "heading":
            level = max(2, min(6, block.level))
            return f"<h{level}>{_marked(block.text, block.spans)}</h{level}>"
        case "quote":
            return f"<blockquote><p>{_marked(block.text, block.spans)}</p></blockquote>"
        case "list":
            return _list(block.items)
        case "table":
            return _table(block)
        case "code":
            name = f' class="language-{escape(block.language, quote=True)}"' if block.language else ""
            return f"<pre><code{name}>{escape(block.text)}</code></pre>"
        case "rule":
            return "<hr>"
        case "image":
            return _picture(block)
        case "embed":
            text = escape(block.text or block.url)
            return f'<p><a href="{escape(block.url, quote=True)}">{text}</a></p>' if block.url else f"<p>{text}</p>"


def _marked(text: str, spans: tuple[Span, ...]) -> str:
    """The text with its marks; marks that cross are cut where another begins or ends."""
    edges = sorted({0, len(text), *(edge for span in spans for edge in (span.start, span.end))})
    parts: list[str] = []
    for start, end in pairwise(edges):
        piece = escape(text[start:end])
        for span in spans:
            if span.start <= start and end <= span.end:
                piece = _wrapped(piece, span)
        parts.append(piece)
    return "".join(parts)


def _wrapped(piece: str, span: Span) -> str:
    if span.kind == "link":
        return f'<a href="{escape(span.href, quote=True)}">{piece}</a>' if span.href else piece
    tag = _TAGS[span.kind]
    return f"<{tag}>{piece}</{tag}>"


def _list(items: tuple[Item, ...]) -> str:
    parts: list[str] = []
    open_tags: list[str] = []
    for item in items:
        tag = "ul" if item.number is None else "ol"
        depth = min(item.depth, len(open_tags))
        while len(open_tags) > depth + 1 or (len(open_tags) == depth + 1 and open_tags[-1] != tag):
            parts.append(f"</li></{open_tags.pop()}>")
        if len(open_tags) == depth + 1:
            parts.append("</li>")
        else:
            start = f' start="{item.number}"' if item.number not in (None, 1) else ""
            parts.append(f"<{tag}{start}>")
            open_tags.append(tag)
        parts.append(f"<li>{_marked(item.text, item.spans)}")
    parts.extend(f"</li></{tag}>" for tag in reversed(open_tags))
    return "".join(parts)


def _table(block: Block) -> str:
    rows = []
    for at, row in enumerate(block.rows):
        tag = "th" if block.header and at == 0 else "td"
        rows.append("<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row) + "</tr>")
    return "<table>" + "".join(rows) + "</table>"


def _picture(block: Block) -> str:
    caption = escape(block.text)
    credit = f' <span class="credit">{escape(block.credit)}</span>' if block.credit else ""
    under = f"<figcaption>{caption}{credit}</figcaption>" if caption or credit else ""
    image = f'<img src="{escape(block.url, quote=True)}" alt="{escape(block.alt, quote=True)}" loading="lazy">'
    return f"<figure>{image if block.url else escape(block.alt)}{under}</figure>"


def _teasers(heading: str, name: str, teasers: tuple[Teaser, ...]) -> list[str]:
    if not teasers:
        return []
    entries = []
    for teaser in teasers:
        title = escape(teaser.title)
        link = f'<a href="{escape(teaser.url, quote=True)}">{title}</a>' if teaser.url else title
        excerpt = f'<p class="excerpt">{escape(teaser.excerpt)}</p>' if teaser.excerpt else ""
        entries.append(f"<li><h3>{link}</h3>{excerpt}</li>")
    return [f'<aside class="{name}">', f"<h2>{heading}</h2>", "<ul>", *entries, "</ul>", "</aside>"]
