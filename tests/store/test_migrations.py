"""Every version of the schema there ever was is brought to the newest, its stories and marks with it."""

import gzip
import hashlib
import sqlite3
from pathlib import Path

import pytest

from tests.store.conftest import healthy, story
from tui_paper.model.article import Article, Block
from tui_paper.model.errors import StoreTrouble
from tui_paper.model.filter import Filter
from tui_paper.model.marks import Place
from tui_paper.model.paper import Paper
from tui_paper.store import Arrival, Change, Store
from tui_paper.store.database import Database, migrate
from tui_paper.store.schema import MIGRATIONS, SCHEMA_1, Migration, script, statements
from tui_paper.store.sources import Delivery, Source

ARTICLE = Article(
    "The crane came home",
    (Block("paragraph", "It stood at the quay again on Monday."),),
    byline=("Ida Holm",),
    published="2026-01-31",
    section="Harbour",
    language="en",
    url="https://courier.example/crane",
)

# Stores as earlier programs left them: what each version adds to the one before, written in that
# version's own SQL, so that later code cannot change what the past looked like.
PAST = {
    1: """
    INSERT INTO paper (id, slug, title, home_url, language, direction, timezone, accent, source)
        VALUES (1, 'the-courier', 'The Courier', '', 'en', 'ltr', '', '#3f7f93', '');
    INSERT INTO section VALUES (1, 1, 'harbour', 'Harbour');
    INSERT INTO mark (id, state, starred, block, offset, read_at) VALUES ('790a338e4812335b', 2, 1, 0, 7, 1770000000.0);
    INSERT INTO story VALUES (1, '790a338e4812335b', 12118376448, 20260131, 'The crane came home', '',
        'It stood at the quay again on Monday.', 'Ida Holm', '2026-01-31', 'Harbour', 'https://courier.example/crane',
        'en', 'ltr', '', 8, 0, -3051582498193378924, 1);
    INSERT INTO body VALUES (1, x'BODY');
    INSERT INTO placement VALUES (1, 1, 20260131, 1, 0, 1769860800, 1770000000.0, 0, 2, 1, 0);
    INSERT INTO address VALUES ('courier.example/crane', 1);
    INSERT INTO fulltext (rowid, headline, about, body) VALUES (12118376448, 'the crane came home',
        'ida holm harbour', 'it stood at the quay again on monday');
    INSERT INTO undo_step VALUES (1, 'The crane came home', 0, 1, 0);
    INSERT INTO undo_mark VALUES (1, '790a338e4812335b', 2, 0, 0, NULL, 1770000000.0);
    INSERT INTO setting VALUES ('last', '790a338e4812335b');
    INSERT INTO term VALUES ('again', 1), ('at', 1), ('came', 1), ('crane', 1), ('harbour', 1), ('holm', 1),
        ('home', 1), ('ida', 1), ('it', 1), ('monday', 1), ('on', 1), ('quay', 1), ('stood', 1), ('the', 1);
    """,
    2: """
    INSERT INTO source (id, paper, kind, url, etag, last_modified, checked_at, next_check, newest)
        VALUES (1, 1, 'feed', 'https://courier.example/feed', '"v1"', 'Sat, 31 Jan 2026 10:00:00 GMT', 1770000000.0,
        1770000900.0, '');
    INSERT INTO entry VALUES (1, 11, 12, 13, 14, 15, 1770000000.0);
    INSERT INTO wanted VALUES (1, 'courier.example/wall', 1, 'https://courier.example/wall', '1 g', 'The wall', '',
        'Harbour', 1, 1, 1769860800.0, 0, 0);
    """,
    3: """
    INSERT INTO media (id, key, url, file, type, width, height, bytes, fetched_at)
        VALUES (1, 'courier.example/crane.jpg', 'https://courier.example/crane.jpg', 'ab12.jpg',
        'image/jpeg', 1280, 720, 90210, 1770000000.0);
    INSERT INTO media_use VALUES (1, 1);
    """,
    4: """
    UPDATE source SET failures = 2, failing_since = 1770000000.0, problem = 'no answer';
    """,
    5: """
    INSERT INTO saved (key, name, query, position) VALUES ('the quay', 'The quay', 'quay is:unread', 1);
    INSERT INTO rule (id, query, effect, paper, made) VALUES (7, 'by:holm', 'mute', 'the-courier', 1770000000.0);
    INSERT INTO ruled (id, rule, day, effect) VALUES ('790a338e4812335b', 7, 20260131, 'mute');
    INSERT INTO imported (line, story) VALUES (-5, 1);
    """,
}
# What zlib made of {"blocks":["It stood at the quay again on Monday."]}.
BODY = (
    "789cab564acac94fce2e56b28a56f22c51282ec9cf4f51482c5128c94855282c4dac54484c4fcccc53c8cf53f0cdcf4b49acd4"
    "538aad0500db861200"
)


def test_every_version_has_a_past() -> None:
    assert sorted(PAST) == list(range(1, len(MIGRATIONS) + 1))


def test_the_first_schema_is_as_it_was_released() -> None:
    # A released step is never edited; the next step changes what it made.
    assert hashlib.sha256(SCHEMA_1.encode()).hexdigest()[:16] == "ed41cef3e2b192b7"


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_a_store_of_that_version_is_read(path: Path, version: int) -> None:
    path.parent.mkdir()
    connection = sqlite3.connect(path, isolation_level=None)
    for step in range(1, version + 1):
        migrate(connection, MIGRATIONS[:step])
        for statement in statements(PAST[step].replace("BODY", BODY)):
            connection.execute(statement)
    connection.close()

    with Store.open(path) as store:
        id = store.get("last")
        assert store.article(id) == ARTICLE
        found = store.story(id)
        assert found is not None
        assert (found.paper, found.section, found.day) == ("The Courier", "Harbour", "2026-01-31")
        assert (found.mark.state, found.mark.starred, found.mark.place) == ("read", True, Place(0, 7))
        assert [hit.story.id for hit in store.search("quay").hits] == [id]
        assert store.put(ARTICLE).id == id
        assert [hit.story.id for hit in store.search("by:holm -has:picture section:harbour").hits] == [id]
        assert store.bylines() == [("Ida Holm", 1)]
        assert [saved.name for saved in store.saved()] == (["The quay"] if version >= 5 else [])
        assert [(rule.id, rule.stories) for rule in store.rules()] == ([(7, 1)] if version >= 5 else [])
        assert store.imported([-5]) == ({-5: id} if version >= 5 else {})
        assert store.undo() == (1, "The crane came home")
        assert store.counts() == {"stories": 1, "unread": 0, "starred": 0, "later": 0}
        assert [source.etag for source in store.sources()] == (['"v1"'] if version >= 2 else [])
        assert len(store.wanted("the-courier", limit=9, now=2e9)) == (version >= 2)
        assert [media.file for media in store.media.files()] == (["ab12.jpg"] if version >= 3 else [])
        assert store.media.unused() == []
        assert healthy(store)


def test_a_store_that_the_first_edition_made(path: Path) -> None:
    # Written by the code of version 1, through its own interface: 12 stories in two papers, with marks.
    path.parent.mkdir()
    path.write_bytes(gzip.decompress(Path(__file__).with_name("first-edition.db.gz").read_bytes()))
    with Store.open(path) as store:
        assert [(c.paper.slug, c.stories, c.unread) for c in store.papers()] == [
            ("hill-gazette", 3, 3),
            ("the-harbour-courier", 9, 5),
        ]
        assert store.counts() == {"stories": 12, "unread": 8, "starred": 3, "later": 1}
        last = store.story(store.get("reading.last"))
        assert last is not None and (last.mark.state, last.mark.place) == ("opened", Place(1, 12))
        assert healthy(store)
        # and goes on as a store of today: the feed's own name for a story still finds it
        courier = store.put_source(Source(0, "the-harbour-courier", "feed", "https://courier.example/feed"))
        known = next(s for s in store.stories(Filter()).stories if s.headline == "Story 4")
        again = Arrival(story("Story 4, corrected"), "the-harbour-courier", guid="guid-4")
        (stored,) = store.take(Delivery(courier.id, courier._replace(etag='"v1"'), (again,)))
        assert (stored.id, stored.new) == (known.id, False)
        assert store.undo() is not None
        store.remove_paper("the-harbour-courier")
        assert store.sources() == [] and healthy(store)


def test_old_and_new_stores_have_the_same_schema(tmp_path: Path) -> None:
    def schema(path: Path) -> list[tuple[str, str]]:
        connection = sqlite3.connect(path)
        return connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name").fetchall()

    new = tmp_path / "new.db"
    Store.open(new).close()
    for version in range(1, len(MIGRATIONS)):
        old = tmp_path / f"{version}.db"
        Database.open(old, MIGRATIONS[:version]).close()
        Store.open(old).close()
        assert schema(old) == schema(new)


# ---- the machinery, with steps that are not there yet ----

ADDS = Migration(
    "adds a column", script("ALTER TABLE setting ADD COLUMN changed REAL;\nUPDATE setting SET changed = 1;")
)
FAILS = Migration(
    "fails half-way", script("ALTER TABLE setting ADD COLUMN lost REAL;\nINSERT INTO nowhere VALUES (1);")
)


def filled(path: Path) -> str:
    with Store.open(path) as store:
        slug = store.put_paper(Paper("The Courier"))
        id = store.put(story(), paper=slug).id
        store.mark([id], Change(state="read"))
        store.put_setting("a", "b")
        return id


def facts(path: Path) -> tuple[int, list[str]]:
    connection = sqlite3.connect(path)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(setting)")]
    return connection.execute("PRAGMA user_version").fetchone()[0], columns


def test_a_later_step_keeps_everything(path: Path) -> None:
    id = filled(path)
    newer = (*MIGRATIONS, ADDS)
    store = Store(Database.open(path, newer))
    assert store.story(id).mark.state == "read"  # type: ignore[union-attr]
    assert len(store.stories(Filter()).stories) == 1
    store.close()
    assert facts(path) == (len(newer), ["key", "value", "changed"])
    with pytest.raises(StoreTrouble, match="newer"):
        Store.open(path)


def test_a_step_that_fails_leaves_the_store_as_it_was(path: Path) -> None:
    id = filled(path)
    with pytest.raises(StoreTrouble):
        Database.open(path, (*MIGRATIONS, FAILS))
    assert facts(path) == (len(MIGRATIONS), ["key", "value"])
    with pytest.raises(StoreTrouble):
        Database.open(path, (*MIGRATIONS, ADDS, FAILS))
    assert facts(path) == (len(MIGRATIONS) + 1, ["key", "value", "changed"])
    store = Store(Database.open(path, (*MIGRATIONS, ADDS)))
    assert store.story(id) is not None
    store.close()


def test_statements_are_divided_outside_of_triggers() -> None:
    found = list(statements(SCHEMA_1))
    assert all(sqlite3.complete_statement(statement) for statement in found)
    assert sum("CREATE TRIGGER" in statement for statement in found) == SCHEMA_1.count("CREATE TRIGGER") > 5
