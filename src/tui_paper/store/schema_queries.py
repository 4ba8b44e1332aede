"""The step of the schema that queries ask for: bylines and tags, saved searches, rules, and bulk marks.

Like every step that was released it is never edited. It reads bodies by itself, so that later code cannot change
what it does.
"""

import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable, Iterator

TABLES = """
-- BYLINES AND TAGS -----------------------------------------------------------------------------

-- A name that stories bear: kind 1 is a byline's, 2 a tag. key are its terms (words.py), so without case,
-- accents and punctuation. stories is a counter, kept by the triggers below; a name without stories goes.
CREATE TABLE name (
    id      INTEGER PRIMARY KEY,
    kind    INTEGER NOT NULL,
    key     TEXT NOT NULL,
    name    TEXT NOT NULL,
    stories INTEGER NOT NULL DEFAULT 0,
    UNIQUE (kind, key)
);
CREATE INDEX name_frequent ON name (kind, stories DESC, key);

-- Which story bears which.
CREATE TABLE naming (
    story INTEGER NOT NULL,
    name  INTEGER NOT NULL,
    PRIMARY KEY (story, name)
) WITHOUT ROWID;

-- Where the stories of a name stand: a copy out of `placement`, kept by trigger, so that the list of a name
-- is one walk along one index.
CREATE TABLE named (
    name   INTEGER NOT NULL,
    day    INTEGER NOT NULL,
    moment INTEGER NOT NULL,
    story  INTEGER NOT NULL,
    PRIMARY KEY (name, day, moment, story)
) WITHOUT ROWID;

-- 1 when it has a picture.
ALTER TABLE story ADD COLUMN picture INTEGER NOT NULL DEFAULT 0;

CREATE INDEX placement_section ON placement (section, day, moment, story);
CREATE INDEX unread_arrived ON placement (arrived) WHERE state = 0;

-- SEARCHES AND RULES ---------------------------------------------------------------------------

-- Searches that the reader keeps. key is the name without case.
CREATE TABLE saved (
    id       INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    name     TEXT NOT NULL,
    query    TEXT NOT NULL,
    position INTEGER NOT NULL
);

-- What is done with stories as they arrive. paper is a slug, '' for all: a rule outlives its paper.
CREATE TABLE rule (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    query  TEXT NOT NULL,
    effect TEXT NOT NULL,  -- mute, read, star, later
    paper  TEXT NOT NULL,
    made   REAL NOT NULL   -- seconds since 1970
);

-- What a rule did to which story, by the story's name, and on which day (YYYYMMDD, the reader's).
CREATE TABLE ruled (
    id     TEXT NOT NULL,
    rule   INTEGER NOT NULL REFERENCES rule (id) ON DELETE CASCADE,
    day    INTEGER NOT NULL,
    effect TEXT NOT NULL,
    PRIMARY KEY (id, rule)
) WITHOUT ROWID;
CREATE INDEX ruled_day ON ruled (rule, day);

-- Lines of JSON that were imported, as hashes of 64 bits, and what story each became.
CREATE TABLE imported (
    line  INTEGER PRIMARY KEY,
    story INTEGER NOT NULL
);
"""

TRIGGERS = """
CREATE TRIGGER naming_added AFTER INSERT ON naming BEGIN
    INSERT INTO named SELECT NEW.name, day, moment, story FROM placement WHERE story = NEW.story
        ON CONFLICT DO NOTHING;
    UPDATE name SET stories = stories + 1 WHERE id = NEW.name;
END;

CREATE TRIGGER naming_removed AFTER DELETE ON naming BEGIN
    DELETE FROM named WHERE (name, day, moment, story) IN (
        SELECT OLD.name, day, moment, story FROM placement WHERE story = OLD.story);
    UPDATE name SET stories = stories - 1 WHERE id = OLD.name;
    DELETE FROM name WHERE id = OLD.name AND stories = 0;
END;

CREATE TRIGGER placement_named AFTER INSERT ON placement BEGIN
    INSERT INTO named SELECT name, NEW.day, NEW.moment, story FROM naming WHERE story = NEW.story
        ON CONFLICT DO NOTHING;
END;

-- A story can stand in two papers at one moment.
CREATE TRIGGER placement_unnamed AFTER DELETE ON placement
    WHEN NOT EXISTS (
        SELECT 1 FROM placement WHERE story = OLD.story AND day = OLD.day AND moment = OLD.moment)
BEGIN
    DELETE FROM named WHERE (name, day, moment, story) IN (
        SELECT name, OLD.day, OLD.moment, story FROM naming WHERE story = OLD.story);
END;

CREATE TRIGGER placement_moved AFTER UPDATE OF moment ON placement WHEN OLD.moment <> NEW.moment BEGIN
    DELETE FROM named WHERE (name, day, moment, story) IN (
            SELECT name, OLD.day, OLD.moment, story FROM naming WHERE story = OLD.story)
        AND NOT EXISTS (
            SELECT 1 FROM placement WHERE story = OLD.story AND day = OLD.day AND moment = OLD.moment);
    INSERT INTO named SELECT name, NEW.day, NEW.moment, story FROM naming WHERE story = NEW.story
        ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER story_unnamed AFTER DELETE ON story BEGIN
    DELETE FROM naming WHERE story = OLD.num;
END;

-- BULK MARKS -----------------------------------------------------------------------------------

-- One row: 1 while many marks are written, whose copies and counters are brought up to date together at the
-- end (bulk.py), and 0 otherwise. Never 1 outside of a transaction.
CREATE TABLE bulk (going INTEGER NOT NULL);
INSERT INTO bulk VALUES (0);

-- As they were, but for the last condition.
DROP TRIGGER placement_marked;
CREATE TRIGGER placement_marked AFTER UPDATE OF state ON placement
    WHEN (OLD.state = 0) <> (NEW.state = 0) AND NOT (SELECT going FROM bulk)
BEGIN
    UPDATE issue SET unread = unread + (NEW.state = 0) - (OLD.state = 0)
        WHERE paper = NEW.paper AND day = NEW.day AND section = NEW.section;
END;

DROP TRIGGER mark_added;
CREATE TRIGGER mark_added AFTER INSERT ON mark
    WHEN (NEW.state OR NEW.starred OR NEW.later) AND NOT (SELECT going FROM bulk)
BEGIN
    UPDATE placement SET state = NEW.state, starred = NEW.starred, later = NEW.later
        WHERE story = (SELECT num FROM story WHERE id = NEW.id);
    UPDATE paper SET unread = unread - 1
        WHERE NEW.state <> 0 AND id IN (
            SELECT paper FROM placement WHERE story = (SELECT num FROM story WHERE id = NEW.id));
    UPDATE total SET unread = unread - (NEW.state <> 0), starred = starred + NEW.starred, later = later + NEW.later
        WHERE EXISTS (SELECT 1 FROM story WHERE id = NEW.id);
END;

DROP TRIGGER mark_changed;
CREATE TRIGGER mark_changed AFTER UPDATE OF state, starred, later ON mark
    WHEN (OLD.state <> NEW.state OR OLD.starred <> NEW.starred OR OLD.later <> NEW.later)
        AND NOT (SELECT going FROM bulk)
BEGIN
    UPDATE placement SET state = NEW.state, starred = NEW.starred, later = NEW.later
        WHERE story = (SELECT num FROM story WHERE id = NEW.id);
    UPDATE paper SET unread = unread + (NEW.state = 0) - (OLD.state = 0)
        WHERE (OLD.state = 0) <> (NEW.state = 0) AND id IN (
            SELECT paper FROM placement WHERE story = (SELECT num FROM story WHERE id = NEW.id));
    UPDATE total SET
        unread  = unread + (NEW.state = 0) - (OLD.state = 0),
        starred = starred + NEW.starred - OLD.starred,
        later   = later + NEW.later - OLD.later
        WHERE EXISTS (SELECT 1 FROM story WHERE id = NEW.id);
END;
"""

_BYLINE, _TAG = 1, 2
_PICTURE, _TAGS = b'"type":"image"', b'"tags":['
_LONGEST = 64 * 1024 * 1024


def run(connection: sqlite3.Connection, statements: Callable[[str], Iterator[str]]) -> None:
    """Take the step: make the tables, and fill them from the stories that are there."""
    for statement in statements(TABLES):
        connection.execute(statement)
    _fill(connection)
    for statement in statements(TRIGGERS):
        connection.execute(statement)


def _fill(connection: sqlite3.Connection) -> None:
    """Name the stories, then place the names: at once, and in the order of the tables."""
    names: dict[tuple[int, str], tuple[int, str]] = {}
    counts: Counter[int] = Counter()
    pictured: list[tuple[int]] = []
    rows = connection.execute("SELECT s.num, s.byline, b.data FROM story s LEFT JOIN body b ON b.story = s.num")

    def namings() -> Iterator[tuple[int, int]]:
        for num, byline, data in rows:
            tags, picture = _read(data or b"")
            if picture:
                pictured.append((num,))
            bears = [(_BYLINE, text[:200]) for text in byline.split("\n")] + [(_TAG, text[:200]) for text in tags]
            for (kind, key), text in {(kind, _key(text)): text for kind, text in reversed(bears)}.items():
                if key:
                    id, _ = names.setdefault((kind, key), (len(names) + 1, text))
                    counts[id] += 1
                    yield num, id

    connection.executemany("INSERT INTO naming (story, name) VALUES (?, ?)", namings())
    connection.executemany(
        "INSERT INTO name (id, kind, key, name, stories) VALUES (?, ?, ?, ?, ?)",
        ((id, kind, key, text, counts[id]) for (kind, key), (id, text) in names.items()),
    )
    connection.executemany("UPDATE story SET picture = 1 WHERE num = ?", pictured)
    connection.execute(
        """INSERT INTO named SELECT DISTINCT n.name, p.day, p.moment, p.story
        FROM naming n CROSS JOIN placement p ON p.story = n.story ORDER BY 1, 2, 3, 4"""
    )


def _read(data: bytes) -> tuple[list[str], bool]:
    """The tags of a body and whether it has a picture; nothing of one that is damaged.

    In the text of JSON a quotation mark is written with a backslash, so what is looked for is found as a name only.
    """
    try:
        text = zlib.decompressobj().decompress(data, _LONGEST)
        at = text.rfind(_TAGS)
        tags = json.JSONDecoder().raw_decode(text[at + len(_TAGS) - 1 :].decode())[0] if at >= 0 else []
        return [tag for tag in tags if isinstance(tag, str)], _PICTURE in text
    except (zlib.error, ValueError, RecursionError):
        return [], False


def _key(text: str) -> str:
    from tui_paper.store.words import terms

    return " ".join(terms(text))
