"""Papers: adding, finding, counting and removing them."""

import sqlite3
from collections.abc import Callable
from typing import Any

from tui_paper.model.errors import NotFound
from tui_paper.model.paper import DEFAULT_ACCENT, Paper, PaperCount
from tui_paper.model.text import clean_line, plain_key
from tui_paper.store import days
from tui_paper.store.rows import one

_COLUMNS = "title, home_url, language, direction, timezone, accent, source"


def put_paper(connection: sqlite3.Connection, paper: Paper) -> str:
    """Add a paper, or bring what is known of it up to date, and return its slug.

    A paper is known by its slug. Empty values do not overwrite what is known, and neither does the
    colour that every paper begins with.
    """
    known = _paper(connection, paper.slug)
    if known:
        paper = Paper(
            title=paper.title,
            home_url=paper.home_url or known.home_url,
            language=paper.language or known.language,
            direction=paper.direction if paper.language or paper.direction == "rtl" else known.direction,
            timezone=paper.timezone or known.timezone,
            accent=known.accent if paper.accent == DEFAULT_ACCENT else paper.accent,
            source=paper.source or known.source,
        )
    if paper != known:
        connection.execute(
            f"""INSERT INTO paper (slug, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (slug) DO UPDATE SET title = excluded.title, home_url = excluded.home_url,
                language = excluded.language, direction = excluded.direction, timezone = excluded.timezone,
                accent = excluded.accent, source = excluded.source""",
            (paper.slug, *_values(paper)),
        )
    return paper.slug


def paper(connection: sqlite3.Connection, slug: str) -> Paper | None:
    """The paper of that slug, None when there is none."""
    return _paper(connection, clean_line(slug, 1000)) if slug else None


def papers(connection: sqlite3.Connection) -> list[PaperCount]:
    """All papers by title, with their counts."""
    rows = connection.execute(
        f"""SELECT {_COLUMNS}, stories, unread, (SELECT max(day) FROM issue WHERE paper = paper.id)
        FROM paper WHERE id <> 0"""
    ).fetchall()
    counts = [PaperCount(Paper(*row[:7]), row[7], row[8], days.text(row[9] or 0)) for row in rows]
    return sorted(counts, key=lambda count: (count.paper.title.casefold(), count.paper.slug))


def section_names(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """The names of the sections that papers have or had, by the papers' slugs, in order of first appearance."""
    found: dict[str, list[str]] = {}
    for slug, name in connection.execute(
        "SELECT b.slug, s.name FROM section s JOIN paper b ON b.id = s.paper WHERE s.name <> '' ORDER BY s.id"
    ):
        found.setdefault(slug, []).append(name)
    return {slug: tuple(names) for slug, names in found.items()}


def find_paper(connection: sqlite3.Connection, name: str) -> str:
    """The slug of the paper that ``name`` means: a slug, a title, or an unambiguous beginning of one.

    Raises :class:`NotFound`, naming the candidates when there are several.
    """
    known: dict[str, tuple[str, str]] = {
        slug: (slug, title) for slug, title in connection.execute("SELECT slug, title FROM paper WHERE id <> 0")
    }
    if name in known:
        return name
    wanted = plain_key(clean_line(name, 1000))
    keys = {slug: [plain_key(text) for text in texts] for slug, texts in known.items()}
    exact = [slug for slug in keys if wanted and wanted in keys[slug]]
    found = exact or [slug for slug in keys if wanted and any(key.startswith(wanted) for key in keys[slug])]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(f"“{name}” is the beginning of several papers", ", ".join(sorted(found)), target=name)
    why = f"there are: {', '.join(sorted(known))}" if known else "there are no papers yet"
    raise NotFound(f"No paper is called “{name}”", why, target=name)


def meant(connection: sqlite3.Connection, name: str, *, prefix: bool = False) -> list[int]:
    """The rows of the papers that ``paper:`` means: that slug or title, else all that begin so, else all with a word
    that begins so. ``prefix`` passes over the first.
    """
    from tui_paper.store.words import terms

    wanted = f" {' '.join(terms(clean_line(name, 1000)))}"
    known = {
        id: [f" {' '.join(terms(text))} " for text in (slug, title)]
        for id, slug, title in connection.execute("SELECT id, slug, title FROM paper WHERE id <> 0").fetchall()
    }
    ways: list[Callable[[str], bool]] = [
        lambda text: text == f"{wanted} " and not prefix,
        lambda text: text.startswith(wanted),
        lambda text: wanted in text,
    ]
    for way in ways if wanted.strip() else []:
        found = [id for id, texts in known.items() if any(map(way, texts))]
        if found:
            return found
    return []


def number_of(connection: sqlite3.Connection, slug: str) -> int:
    """A paper's row, 0 for the stories of no paper (slug ``""``). Raises :class:`NotFound`."""
    found: int | None = one(connection, "SELECT id FROM paper WHERE slug = ?", clean_line(slug, 1000))
    if found is None:
        raise NotFound(f"No paper is called “{slug}”", target=slug)
    return found


def _paper(connection: sqlite3.Connection, slug: str) -> Paper | None:
    row = connection.execute(f"SELECT {_COLUMNS} FROM paper WHERE slug = ?", (slug,)).fetchone()
    return Paper(*row) if row else None


def _values(paper: Paper) -> tuple[Any, ...]:
    return (
        paper.title,
        paper.home_url,
        paper.language,
        paper.direction,
        paper.timezone,
        paper.accent,
        paper.source,
    )
