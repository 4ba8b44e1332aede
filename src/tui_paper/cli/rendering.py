"""One story as text, Markdown, HTML or JSON."""

import json
import shutil

from tui_paper.cli.streams import for_people
from tui_paper.model.article import Article

FORMATS = ("text", "markdown", "html", "json")
WIDTH = 80


def render(article: Article, form: str, *, id: str = "", width: int = 0) -> str:
    """The story in one of :data:`FORMATS`, without a newline at its end; ``id`` is its name in the store."""
    if form == "markdown":
        from tui_paper.export.markdown import to_markdown

        text = to_markdown(article)
    elif form == "html":
        from tui_paper.export.html import to_html

        text = to_html(article)
    elif form == "json":
        from tui_paper.export.json import to_dict

        values = to_dict(article)
        text = json.dumps(values | {"id": id or values["id"]}, ensure_ascii=False, indent=2)
    else:
        from tui_paper.export.plain import to_text

        text = to_text(article, width=width or _width())
    return text.rstrip("\n")


def _width() -> int:
    """Columns of plain text: 80, or those of a narrower terminal."""
    return min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns) if for_people() else WIDTH
