"""Pictures that lie beside a story's own file.

A page that a browser has saved, and a Markdown file, name their pictures relative to themselves. Such a name became an
address when it was joined to the story's own; here it is taken from that address again. Nothing outside of the folder
in which the story's file lies is ever looked at, wherever names and links point.
"""

from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from tui_paper.model.address import is_web_address
from tui_paper.model.article import Article


def local_picture(url: str, article: Article) -> Path | None:
    """The file of the picture that ``article`` shows as ``url``; None for one that is only on the web."""
    if not article.source or article.source == "-" or is_web_address(article.source):
        return None
    folder = Path(article.source).parent
    for page in (article.url, article.canonical_url):
        start = urljoin(page, ".")
        if page and url.startswith(start) and (path := _inside(folder, unquote(urlsplit(url[len(start) :]).path))):
            return path
    return None


def _inside(folder: Path, name: str) -> Path | None:
    try:
        root = folder.resolve(strict=True)
        path = (root / name).resolve(strict=True)
        return path if path.is_relative_to(root) and path.is_file() else None
    except (OSError, ValueError, RuntimeError):  # no such file, no possible name, links in a circle
        return None
