"""The database, readable from top to bottom, and the numbered steps that lead to it.

A step is one transaction. A store remembers the number of its last step in ``user_version``; opening
it takes the steps it lacks. Steps that were released are never edited: changes come as new ones.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

APPLICATION_ID = 0x74756970
"""``tuip`` in the file's header (``PRAGMA application_id``): says whose database it is."""
PAGE_SIZE = 8192
"""Bytes. A compressed body fits one page; measured against 4 KiB in ``docs/store.md``."""

SCHEMA_1 = """
-- PAPERS ---------------------------------------------------------------------------------------

-- One publication. Row 0 is the shelf of stories that belong to no paper.
-- stories and unread are counters, kept by the triggers at the end.
CREATE TABLE paper (
    id        INTEGER PRIMARY KEY,
    slug      TEXT NOT NULL UNIQUE,
    title     TEXT NOT NULL,
    home_url  TEXT NOT NULL,
    language  TEXT NOT NULL,
    direction TEXT NOT NULL,
    timezone  TEXT NOT NULL,
    accent    TEXT NOT NULL,
    source    TEXT NOT NULL,
    stories   INTEGER NOT NULL DEFAULT 0,
    unread    INTEGER NOT NULL DEFAULT 0
);
INSERT INTO paper (id, slug, title, home_url, language, direction, timezone, accent, source)
    VALUES (0, '', '', '', '', 'ltr', '', '', '');

-- A paper's own divisions, numbered in the order in which they first appeared. key is the name
-- without case; '' is "no section given".
CREATE TABLE section (
    id    INTEGER PRIMARY KEY,
    paper INTEGER NOT NULL,
    key   TEXT NOT NULL,
    name  TEXT NOT NULL,
    UNIQUE (paper, key)
);
CREATE INDEX section_key ON section (key);

-- STORIES --------------------------------------------------------------------------------------

-- What lists show of a story. AUTOINCREMENT, because a number outlives its story in `trace`.
CREATE TABLE story (
    num         INTEGER PRIMARY KEY AUTOINCREMENT,
    id          TEXT NOT NULL UNIQUE,     -- the name given to the outside, 16 hexadecimal digits
    doc         INTEGER NOT NULL UNIQUE,  -- row in `fulltext`, larger for a later day: see days.py
    day         INTEGER NOT NULL,         -- its newest issue, YYYYMMDD, 0 for undated
    headline    TEXT NOT NULL,
    deck        TEXT NOT NULL,
    summary     TEXT NOT NULL,            -- the beginning of the text, '' where the deck serves
    byline      TEXT NOT NULL,            -- a name a line
    published   TEXT NOT NULL,            -- ISO 8601
    section     TEXT NOT NULL,
    url         TEXT NOT NULL,
    language    TEXT NOT NULL,
    direction   TEXT NOT NULL,
    publication TEXT NOT NULL,            -- the paper's title as the page gives it
    words       INTEGER NOT NULL,
    edition     INTEGER NOT NULL,         -- 1 for a printed edition
    title_key   INTEGER,                  -- hash of the headline without case, accents and punctuation
    text_key    INTEGER NOT NULL          -- hash of headline and body, likewise
);
CREATE INDEX story_title ON story (title_key, day);
CREATE INDEX story_text ON story (text_key);

-- The rest of an article: zlib over JSON, see body.py.
CREATE TABLE body (
    story INTEGER PRIMARY KEY REFERENCES story (num) ON DELETE CASCADE,
    data  BLOB NOT NULL
);

-- Where a story stands. It can be in several issues and papers, once in each. arrived is in seconds
-- since 1970. state, starred and later are copies out of `mark`, kept by trigger, so that a filtered
-- list is one walk along one index.
CREATE TABLE placement (
    story   INTEGER NOT NULL REFERENCES story (num) ON DELETE CASCADE,
    paper   INTEGER NOT NULL,
    day     INTEGER NOT NULL,  -- YYYYMMDD, 0 for undated
    section INTEGER NOT NULL,
    rank    INTEGER NOT NULL,  -- the issue's own order
    moment  INTEGER NOT NULL,  -- when published, seconds since 1970
    arrived REAL NOT NULL,
    edition INTEGER NOT NULL,
    state   INTEGER NOT NULL,
    starred INTEGER NOT NULL,
    later   INTEGER NOT NULL,
    PRIMARY KEY (story, paper, day)
) WITHOUT ROWID;
CREATE INDEX placement_newest ON placement (day, moment, story);
CREATE INDEX placement_paper ON placement (paper, day, moment, story);
CREATE INDEX placement_issue ON placement (paper, day, rank, story);
CREATE INDEX unread_newest ON placement (day, moment, story, arrived) WHERE state = 0;
CREATE INDEX unread_paper ON placement (paper, day, moment, story) WHERE state = 0;
CREATE INDEX unread_issue ON placement (paper, day, rank, story) WHERE state = 0;
CREATE INDEX opened_newest ON placement (day, moment, story) WHERE state = 1;
CREATE INDEX starred_newest ON placement (day, moment, story) WHERE starred = 1;
CREATE INDEX later_newest ON placement (day, moment, story) WHERE later = 1;
CREATE INDEX edition_issue ON placement (paper, day) WHERE edition = 1;

-- FINDING A STORY AGAIN ------------------------------------------------------------------------

-- Every address a story ever had, in the form of model.address.url_key. story is a number out of
-- `story` or `trace`.
CREATE TABLE address (
    key   TEXT PRIMARY KEY,
    story INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX address_story ON address (story);

CREATE TABLE guid (
    paper INTEGER NOT NULL,
    guid  TEXT NOT NULL,
    story INTEGER NOT NULL REFERENCES story (num) ON DELETE CASCADE,
    PRIMARY KEY (paper, guid)
) WITHOUT ROWID;
CREATE INDEX guid_story ON guid (story);

-- What stays of a marked story that was removed with its paper: enough to know it when it returns.
CREATE TABLE trace (
    num       INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    day       INTEGER NOT NULL,
    title_key INTEGER,
    text_key  INTEGER NOT NULL,
    sketch    BLOB NOT NULL  -- the least of its body's shingle hashes, see identity.py
);
CREATE INDEX trace_title ON trace (title_key, day);
CREATE INDEX trace_text ON trace (text_key);

-- MARKS ----------------------------------------------------------------------------------------

-- What the reader did. Hangs on the story's name, not on its row: storing, updating and removing
-- stories never touches it, and no row is ever deleted.
CREATE TABLE mark (
    id         TEXT PRIMARY KEY,
    state      INTEGER NOT NULL DEFAULT 0,  -- 0 unread, 1 opened, 2 read
    starred    INTEGER NOT NULL DEFAULT 0,
    later      INTEGER NOT NULL DEFAULT 0,
    block      INTEGER NOT NULL DEFAULT -1,
    offset     INTEGER NOT NULL DEFAULT 0,
    opened_at  REAL,                        -- seconds since 1970
    read_at    REAL
) WITHOUT ROWID;

-- The last marks that can be undone, what they set (1 or 0), and what stood there before.
CREATE TABLE undo_step (
    step     INTEGER PRIMARY KEY,
    headline TEXT NOT NULL,
    state    INTEGER NOT NULL,
    starred  INTEGER NOT NULL,
    later    INTEGER NOT NULL
);
CREATE TABLE undo_mark (
    step      INTEGER NOT NULL,
    id        TEXT NOT NULL,
    state     INTEGER NOT NULL,
    starred   INTEGER NOT NULL,
    later     INTEGER NOT NULL,
    opened_at REAL,
    read_at   REAL,
    PRIMARY KEY (step, id)
) WITHOUT ROWID;

-- SEARCH ---------------------------------------------------------------------------------------

-- The full-text index holds no text (content=''): a deletion hands it the old words. What goes in is
-- already folded and divided into terms by words.py.
CREATE VIRTUAL TABLE fulltext USING fts5 (
    headline, about, body, content = '', tokenize = 'unicode61 remove_diacritics 2'
);

-- In how many stories a term stands: for weights, and for the words a prefix begins.
CREATE TABLE term (
    term TEXT PRIMARY KEY,
    df   INTEGER NOT NULL
) WITHOUT ROWID;

-- SETTINGS -------------------------------------------------------------------------------------

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- COUNTERS -------------------------------------------------------------------------------------

-- Stories and unread stories of an issue's section; a row without stories goes.
CREATE TABLE issue (
    paper   INTEGER NOT NULL,
    day     INTEGER NOT NULL,
    section INTEGER NOT NULL,
    stories INTEGER NOT NULL,
    unread  INTEGER NOT NULL,
    PRIMARY KEY (paper, day, section)
) WITHOUT ROWID;

-- One row: every story once, in however many issues it stands.
CREATE TABLE total (
    stories INTEGER NOT NULL,
    unread  INTEGER NOT NULL,
    starred INTEGER NOT NULL,
    later   INTEGER NOT NULL
);
INSERT INTO total VALUES (0, 0, 0, 0);

CREATE TRIGGER story_added AFTER INSERT ON story BEGIN
    UPDATE total SET
        stories = stories + 1,
        unread  = unread + (coalesce((SELECT state FROM mark WHERE id = NEW.id), 0) = 0),
        starred = starred + coalesce((SELECT starred FROM mark WHERE id = NEW.id), 0),
        later   = later + coalesce((SELECT later FROM mark WHERE id = NEW.id), 0);
END;

CREATE TRIGGER story_removed AFTER DELETE ON story BEGIN
    UPDATE total SET
        stories = stories - 1,
        unread  = unread - (coalesce((SELECT state FROM mark WHERE id = OLD.id), 0) = 0),
        starred = starred - coalesce((SELECT starred FROM mark WHERE id = OLD.id), 0),
        later   = later - coalesce((SELECT later FROM mark WHERE id = OLD.id), 0);
END;

CREATE TRIGGER placement_added AFTER INSERT ON placement BEGIN
    INSERT INTO issue VALUES (NEW.paper, NEW.day, NEW.section, 1, NEW.state = 0)
        ON CONFLICT DO UPDATE SET stories = stories + 1, unread = unread + excluded.unread;
    UPDATE paper SET stories = stories + 1, unread = unread + (NEW.state = 0)
        WHERE id = NEW.paper AND NOT EXISTS (
            SELECT 1 FROM placement WHERE story = NEW.story AND paper = NEW.paper AND day <> NEW.day);
END;

CREATE TRIGGER placement_removed AFTER DELETE ON placement BEGIN
    UPDATE issue SET stories = stories - 1, unread = unread - (OLD.state = 0)
        WHERE paper = OLD.paper AND day = OLD.day AND section = OLD.section;
    DELETE FROM issue
        WHERE paper = OLD.paper AND day = OLD.day AND section = OLD.section AND stories = 0;
    UPDATE paper SET stories = stories - 1, unread = unread - (OLD.state = 0)
        WHERE id = OLD.paper AND NOT EXISTS (
            SELECT 1 FROM placement WHERE story = OLD.story AND paper = OLD.paper);
END;

-- Its key, section and rank change by deletion and insertion only.
CREATE TRIGGER placement_marked AFTER UPDATE OF state ON placement
    WHEN (OLD.state = 0) <> (NEW.state = 0)
BEGIN
    UPDATE issue SET unread = unread + (NEW.state = 0) - (OLD.state = 0)
        WHERE paper = NEW.paper AND day = NEW.day AND section = NEW.section;
END;

CREATE TRIGGER mark_added AFTER INSERT ON mark
    WHEN NEW.state OR NEW.starred OR NEW.later
BEGIN
    UPDATE placement SET state = NEW.state, starred = NEW.starred, later = NEW.later
        WHERE story = (SELECT num FROM story WHERE id = NEW.id);
    UPDATE paper SET unread = unread - 1
        WHERE NEW.state <> 0 AND id IN (
            SELECT paper FROM placement WHERE story = (SELECT num FROM story WHERE id = NEW.id));
    UPDATE total SET unread = unread - (NEW.state <> 0), starred = starred + NEW.starred, later = later + NEW.later
        WHERE EXISTS (SELECT 1 FROM story WHERE id = NEW.id);
END;

CREATE TRIGGER mark_changed AFTER UPDATE OF state, starred, later ON mark
    WHEN OLD.state <> NEW.state OR OLD.starred <> NEW.starred OR OLD.later <> NEW.later
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

SCHEMA_2 = """
-- SOURCES --------------------------------------------------------------------------------------

-- Where a paper's stories come from on the web. AUTOINCREMENT, because guids hang on the number. The
-- validators are what the server sent, letter by letter, and are written in the transaction that stores the
-- stories of that answer. Moments are in seconds since 1970, 0 for never.
CREATE TABLE source (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    paper          INTEGER NOT NULL REFERENCES paper (id) ON DELETE CASCADE,
    kind           TEXT NOT NULL,               -- feed, wordpress, sitemap, front
    url            TEXT NOT NULL,
    section        TEXT NOT NULL DEFAULT '',    -- of all its stories, '' when they tell their own
    private        INTEGER NOT NULL DEFAULT 0,  -- 1 when the reader gave an address in her own network
    state          TEXT NOT NULL DEFAULT 'active',  -- active; spare, for when the others fail; gone
    etag           TEXT NOT NULL DEFAULT '',
    last_modified  TEXT NOT NULL DEFAULT '',
    body           TEXT NOT NULL DEFAULT '',    -- hash of the last answer, for servers without validators
    reader         INTEGER NOT NULL DEFAULT 0,  -- which version of our reading made stories of it
    checked_at     REAL NOT NULL DEFAULT 0,
    next_check     REAL NOT NULL DEFAULT 0,
    held_until     REAL NOT NULL DEFAULT 0,     -- the server asked us to stay away until then
    failures       INTEGER NOT NULL DEFAULT 0,  -- in a row
    problem        TEXT NOT NULL DEFAULT '',
    remedy         TEXT NOT NULL DEFAULT '',
    redirect_to    TEXT NOT NULL DEFAULT '',    -- where it moved for good, as the last answers said
    redirect_count INTEGER NOT NULL DEFAULT 0,  -- how many in a row
    newest         TEXT NOT NULL DEFAULT '',    -- last modification that was seen, ISO 8601
    position       TEXT NOT NULL DEFAULT '',    -- how far back its archive was fetched, see desk/backfill
    UNIQUE (paper, url)
);

-- The entries of a source as they were when they were last taken: what is new or changed is told by
-- comparison. All but seen are hashes of 64 bits.
CREATE TABLE entry (
    source INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    key    INTEGER NOT NULL,  -- of its guid
    raw    INTEGER NOT NULL,  -- of everything in it
    text   INTEGER NOT NULL,  -- of what a reader sees of it
    page   INTEGER NOT NULL,  -- of its address
    title  INTEGER NOT NULL,
    seen   REAL NOT NULL,     -- when it was last taken
    PRIMARY KEY (source, key)
) WITHOUT ROWID;

-- Pages still to be fetched, because the source has a summary or an address alone.
CREATE TABLE wanted (
    paper     INTEGER NOT NULL REFERENCES paper (id) ON DELETE CASCADE,
    key       TEXT NOT NULL,     -- the address in the form of model.address.url_key
    source    INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    url       TEXT NOT NULL,
    guid      TEXT NOT NULL,
    headline  TEXT NOT NULL,
    published TEXT NOT NULL,
    section   TEXT NOT NULL,
    rank      INTEGER NOT NULL,
    stored    INTEGER NOT NULL,  -- 1 when its summary is in the store
    moment    REAL NOT NULL,     -- the newest are fetched first
    tries     INTEGER NOT NULL,
    next_try  REAL NOT NULL,
    PRIMARY KEY (paper, key)
) WITHOUT ROWID;
CREATE INDEX wanted_source ON wanted (source);
"""

SCHEMA_3 = """
-- PICTURES AND PRINTED EDITIONS ----------------------------------------------------------------

-- What was fetched of the pictures and printed editions that stories show, and what went wrong. The bytes are
-- files in a folder beside the store; file is the name in it, '' when there is none. Moments are in seconds
-- since 1970, 0 for never.
CREATE TABLE media (
    id         INTEGER PRIMARY KEY,
    key        TEXT NOT NULL UNIQUE,        -- the address in the form of model.address.url_key
    url        TEXT NOT NULL,
    file       TEXT NOT NULL DEFAULT '',
    type       TEXT NOT NULL DEFAULT '',    -- media type of the file
    width      INTEGER NOT NULL DEFAULT 0,  -- pixels of the file
    height     INTEGER NOT NULL DEFAULT 0,
    bytes      INTEGER NOT NULL DEFAULT 0,  -- of the file
    fetched_at REAL NOT NULL DEFAULT 0,
    problem    TEXT NOT NULL DEFAULT '',
    lasting    INTEGER NOT NULL DEFAULT 0,  -- 1: it is not to be had, and counts as missing no more
    tries      INTEGER NOT NULL DEFAULT 0,  -- that failed, in a row
    next_try   REAL NOT NULL DEFAULT 0
);

-- The stories that show it.
CREATE TABLE media_use (
    story INTEGER NOT NULL REFERENCES story (num) ON DELETE CASCADE,
    media INTEGER NOT NULL REFERENCES media (id) ON DELETE CASCADE,
    PRIMARY KEY (story, media)
) WITHOUT ROWID;
CREATE INDEX media_use_media ON media_use (media);
"""

SCHEMA_4 = """
-- Since when a source brings nothing, in seconds since 1970; 0 while all is well.
ALTER TABLE source ADD COLUMN failing_since REAL NOT NULL DEFAULT 0;
"""


class Migration(NamedTuple):
    """One step from a version of the schema to the next."""

    why: str
    run: Callable[[sqlite3.Connection], None]


def statements(script: str) -> Iterator[str]:
    """Divide a script into its statements; ``executescript`` would commit the open transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def script(text: str) -> Callable[[sqlite3.Connection], None]:
    """Make a migration of a script in SQL."""

    def run(connection: sqlite3.Connection) -> None:
        for statement in statements(text):
            connection.execute(statement)

    return run


def _queries(connection: sqlite3.Connection) -> None:
    from tui_paper.store import schema_queries  # imported where it is needed: once in a store's life

    schema_queries.run(connection, statements)


MIGRATIONS: Sequence[Migration] = (
    Migration("the first edition", script(SCHEMA_1)),
    Migration("papers from the web", script(SCHEMA_2)),
    Migration("pictures and printed editions", script(SCHEMA_3)),
    Migration("since when a source fails", script(SCHEMA_4)),
    Migration("bylines, tags, searches and rules", _queries),
)
