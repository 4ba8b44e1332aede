"""``tui-paper show``: one story on standard output, or a stream of them."""

import argparse
import re
from pathlib import Path

from tui_paper.cli.errors import UsageError
from tui_paper.cli.parsing import complete, whole_number
from tui_paper.cli.rendering import FORMATS, render
from tui_paper.cli.session import newsroom
from tui_paper.cli.streams import progress, utf8
from tui_paper.desk.newsroom import Newsroom, Progress, read_unstored
from tui_paper.model.article import Article
from tui_paper.model.errors import NotFound


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = (
        "Print one story: a file, an address, - for standard input, or the id of one you have.\n"
        "Of a feed it is the newest story that the feed has whole."
    )
    parser.epilog = (
        "examples:\n  tui-paper show page.html\n  tui-paper show 4f1c09ab --format markdown\n"
        "  curl -s https://example.com/x | tui-paper show - --url https://example.com/x --format json\n"
        "  tui-paper show --batch < targets.jsonl > articles.jsonl\n\n"
        '--batch reads {"target": …, "url": …} a line and prints the article or {"error": …} a line, in the same\n'
        "order, and keeps nothing."
    )
    target = parser.add_argument("target", metavar="TARGET", nargs="?", help="file, address, - or id")
    complete(target, "file")
    parser.add_argument("--url", metavar="URL", default="", help="the story's address, when TARGET is a file or -")
    parser.add_argument("--format", choices=FORMATS, default="text", help="text (the default), markdown, html or json")
    parser.add_argument("--width", type=whole_number, default=0, metavar="N", help="columns of text (80)")
    parser.add_argument(
        "--related", action="store_true", help="also what your archive has under Related Posts and You Missed"
    )
    parser.add_argument("--no-store", action="store_true", help="do not keep the story")
    parser.add_argument("--batch", action="store_true", help="JSON Lines in, JSON Lines out")


def run(args: argparse.Namespace) -> int:
    """Print the story, or the stream."""
    if args.batch:
        if args.target or args.url:
            raise UsageError("--batch reads its targets from standard input", "tui-paper show --help")
        from tui_paper.cli.batch import run_batch

        return run_batch(args.home)
    if not args.target:
        raise UsageError("show needs a target", "tui-paper show --help")
    if args.no_store and args.related:
        raise UsageError("--related needs the store: leave out --no-store", "tui-paper show --help")
    with progress() as tell:
        article, id = find(
            args.home, args.target, url=args.url, store=not args.no_store, related=args.related, tell=tell
        )
    if args.format in ("json", "html"):
        utf8()
    print(render(article, args.format, id=id, width=args.width))
    return 0


def find(
    home: Path | None,
    target: str,
    *,
    url: str = "",
    store: bool = True,
    related: bool = False,
    tell: Progress | None = None,
) -> tuple[Article, str]:
    """The story that ``target`` is or names, with its id in the store (empty when it is not kept)."""
    if not store and not looks_like_id(target):
        return read_unstored(target, url=url, progress=tell), ""
    with newsroom(home) as room:
        if looks_like_id(target):
            id = room.find_id(target.removeprefix("id:"))
            article = room.article(id)
        else:
            is_folder = Path(target).is_dir()
            opened = None if is_folder else room.open_target(target, url=url, one=True, progress=tell)
            if opened is None:
                return room.read_target(target), ""  # says why a folder cannot be shown
            id, article = opened.id, opened.article
        if article is None:
            raise NotFound(f"there is no story {target}", target=target)
        return (_with_ours(room, article, id) if related else article), id


def looks_like_id(target: str) -> bool:
    """Whether a target is meant as the id of a stored story: no such file, and nothing but its digits."""
    if target.startswith("id:"):
        return True
    return bool(re.fullmatch(r"[0-9a-fA-F]{4,16}", target)) and not Path(target).exists()


def _with_ours(room: Newsroom, article: Article, id: str) -> Article:
    """The article with the lists as the reader shows them."""
    beside = room.sidebar(id)
    return article.with_lists(
        tuple(lead.teaser for lead in beside.related), tuple(lead.teaser for lead in beside.missed)
    )
