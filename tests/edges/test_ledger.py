"""The ledger: append-only, durable, tamper-evident, giving back exactly what was put in; the same on every store."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import sqlite3
import sys
import threading
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect
from stores import PASSWORD, Place, Server

from sheets_sync.cells.reading import accept
from sheets_sync.errors import ConfigError, LedgerError, LockedError, StorageError
from sheets_sync.evidence.fold import Change, Fact, Observed, OverridesSeen, Poll
from sheets_sync.ledger import SCHEMA_VERSION, Ledger, Record, migrations, sqlite, store
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.tabs.override import Override
from sheets_sync.tabs.rows import Row, TypedCell

SENT = datetime(2022, 12, 16, 3, 0, tzinfo=UTC)
DAY = date(2022, 12, 16)
OLD = {version: Path(__file__).parent / f"ledger-version-{version}.sql" for version in (1, 2)}
"""Ledgers as earlier versions wrote them: `facts_at` of two moments, and a note."""


def row_of(unit: str, typed: str = "16/12", number: int = 1, day: date | None = DAY) -> Row:
    cells = {"day": TypedCell(Cell(number, 0), typed, accept(typed))}
    return Row(unit, unit.upper(), 7, number, cells, day, nil=False, valid=True)


def facts_at(sent: datetime) -> list[Fact]:
    return [
        Poll(sent, sent + timedelta(seconds=1), "id", ("a", "b"), {"c": "no_tab"}, digest="d", correction=2.5),
        Change(sent, "a", DAY, Observed.VALID, (row_of("a"),), ("x",), 1, 2),
        Change(sent, "b", None, Observed.ATTEMPTED, (row_of("b", day=None),)),
        OverridesSeen(sent, (Override("a", DAY, "excused", "mất điện", "Ban", "C2"),)),
    ]


def stripped(facts: list[Fact]) -> list[Fact]:
    return [replace(fact, source="") for fact in facts]


def test_what_is_put_in_comes_out(place: Place) -> None:
    """Facts come back as they were, in order, from a ledger opened anew."""
    with place.open() as ledger:
        ledger.append(facts_at(SENT))
    with place.open() as ledger:
        ledger.append(facts_at(SENT + timedelta(minutes=5)))
        found = ledger.new_facts()
        assert ledger.new_facts() == []
    assert stripped(found) == facts_at(SENT) + facts_at(SENT + timedelta(minutes=5))
    assert {fact.source for fact in found} == {ledger.source}


@pytest.mark.parametrize("text", ["Huyện Đoàn Gò Dầu", "a\x00b", "half a pair \ud83d", "\u202e🌱", "' -- \\ \n"])
def test_any_text_survives(place: Place, text: str) -> None:
    """Whatever people can type comes back to the character, also what a database would refuse."""
    change = Change(SENT, "a", DAY, Observed.VALID, (row_of("a", text),))
    with place.open() as ledger:
        ledger.append([change])
        assert stripped(ledger.new_facts()) == [change]
        assert ledger.first_broken() is None


def test_an_unchanged_poll_costs_one_small_record(place: Place) -> None:
    """The list of units is written once, not with every poll."""
    units = tuple(f"unit-{n}" for n in range(200))
    with place.open() as ledger:
        ledger.append([Poll(SENT, SENT, "id", units)])
        assert ledger.append([Poll(SENT + timedelta(minutes=5), SENT, "id", units)]) == 1
        assert len(list(ledger.records())[-1].body) < 200


TAMPERED = [
    "UPDATE records SET body = '{}' WHERE seq = 3",
    "UPDATE records SET body = replace(body, '7', '8') WHERE seq = 3",
    "UPDATE records SET body = substr(body, 2) WHERE seq = 3",
    "UPDATE records SET sent = '2022-12-16T03:00:01+00:00' WHERE seq = 3",
    "UPDATE records SET kind = 1 WHERE seq = 3",
    "UPDATE records SET source = 77 WHERE seq = 3",
    "UPDATE records SET origin = 'x' WHERE seq = 3",
    "UPDATE records SET digest = (SELECT digest FROM records WHERE seq = 2) WHERE seq = 3",
    "UPDATE row_texts SET body = replace(body, '16/12', '17/12')",
    "UPDATE layouts SET body = replace(body, 'A', 'B')",
    "DELETE FROM row_texts",
]


@pytest.mark.parametrize("statement", TAMPERED)
def test_a_changed_record_is_named(place: Place, statement: str) -> None:
    """Changing anything in a record, or in what it names, breaks the chain at that record."""
    with place.open() as ledger:
        ledger.append(facts_at(SENT))
        assert ledger.first_broken() is None
    place.tamper(statement)
    with place.open() as ledger:
        broken = ledger.first_broken()
        assert broken is not None
        assert broken.seq == 3
        assert broken.what


def test_a_record_taken_out_is_noticed(place: Place) -> None:
    """Deleting a record from the middle breaks the chain at the next one, and it says so."""
    with place.open() as ledger:
        ledger.append(facts_at(SENT))
    place.tamper("DELETE FROM records WHERE seq = 2")
    with place.open() as ledger:
        broken = ledger.first_broken()
        assert broken is not None
        assert (broken.seq, broken.kind, broken.sent) == (3, "change", SENT.isoformat())
        assert "taken out" in broken.what


def test_the_head_tells_whether_the_end_was_cut_off(place: Place) -> None:
    """Records cut off at the end leave a whole chain; a head that was printed elsewhere is then no longer in it."""
    with place.open() as ledger:
        ledger.append(facts_at(SENT))
        head = ledger.head()
        found = ledger.holds(head[:16])
        assert found is not None
        assert found.digest == head
    place.tamper("DELETE FROM records WHERE seq >= 4")
    with place.open() as ledger:
        assert ledger.first_broken() is None
        assert ledger.holds(head[:16]) is None


def test_all_facts_of_a_poll_or_none(place: Place) -> None:
    """A poll whose facts can't all be written leaves no trace, and spoils nothing that is written after it."""
    with place.open() as ledger:
        bad = Change(SENT, "a", DAY, Observed.VALID, (row_of("a", object()),))  # type: ignore[arg-type]
        with pytest.raises(TypeError):
            ledger.append([*facts_at(SENT), bad])
        assert list(ledger.records()) == []
        ledger.append(facts_at(SENT))
        assert stripped(ledger.new_facts()) == facts_at(SENT)


def test_a_list_of_units_counts_as_known_only_once_it_is_written(place: Place) -> None:
    """A list of units whose transaction failed is written with the next poll."""
    with place.open() as ledger:
        ledger.append([])
        place.tamper("ALTER TABLE records RENAME TO elsewhere")
        with pytest.raises(LedgerError):
            ledger.append(facts_at(SENT))
        place.tamper("ALTER TABLE elsewhere RENAME TO records")
        ledger.append(facts_at(SENT))
    with place.open() as ledger:
        assert stripped(ledger.new_facts()) == facts_at(SENT)


def test_a_record_that_can_t_be_read_is_named(place: Place) -> None:
    """A body that is no JSON, or lacks its list of units, is an error in words that names the record."""
    with place.open() as ledger:
        ledger.append(facts_at(SENT))
    place.tamper("UPDATE records SET body = 'x' WHERE seq = 3")
    with place.open() as ledger, pytest.raises(LedgerError, match=r"record 3 .*evidence verify"):
        ledger.new_facts()


# ── one writer at a time ──────────────────────────────────────────────────────────────────────────────────────────


def polls_of(server: str, number: int) -> list[Fact]:
    sent = SENT + timedelta(seconds=number)
    return [
        Poll(sent, sent, server, (server, str(number))),
        Change(sent, server, DAY, Observed.VALID, (row_of(server, number=number),)),
    ]


def write_many(folder: Path, url: str | None, server: str, count: int, ready: Any) -> None:
    ready.wait()
    with Ledger.at(folder / server, url) as ledger:
        for number in range(count):
            ledger.append(polls_of(server, number))


def test_two_processes_never_build_on_the_same_head(place: Place) -> None:
    """Two servers that write at once, from the making of the tables on, leave one whole chain with all records."""
    shared, count = place.shared(), 30
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(2)
    workers = [
        context.Process(target=write_many, args=(shared.folder, shared.url, server, count, ready)) for server in "ab"
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=120)
    assert [worker.exitcode for worker in workers] == [0, 0]
    with shared.open("c") as ledger:
        assert ledger.first_broken() is None
        facts = ledger.new_facts()
        assert [record.seq for record in ledger.records()] == list(range(1, 6 * count + 1))
    for server in "ab":
        assert [f for f in stripped(facts) if server in (getattr(f, "unit", ""), getattr(f, "spreadsheet", ""))] == [
            fact for number in range(count) for fact in polls_of(server, number)
        ]
    assert len({fact.source for fact in facts}) == 2


def test_a_reader_never_skips_what_others_write(place: Place) -> None:
    """Reading what is new while two others write misses no record and gives none twice."""
    shared, count = place.shared(), 40
    done = threading.Event()
    with shared.open("reader") as reader:
        seen: list[Fact] = []

        def read() -> None:
            while not done.is_set():
                seen.extend(reader.new_facts())

        start = threading.Event()
        writers = [
            threading.Thread(target=write_many, args=(shared.folder, shared.url, server, count, start))
            for server in "ab"
        ]
        watcher = threading.Thread(target=read)
        for thread in (*writers, watcher):
            thread.start()
        start.set()
        for thread in writers:
            thread.join()
        done.set()
        watcher.join()
        seen += reader.new_facts()
        with shared.open("other") as other:
            assert seen == other.new_facts()
    assert len(seen) == 4 * count


def test_a_server_that_was_copied_is_told_apart(place: Place) -> None:
    """Where another run recorded under the same name since we read, what we saw is not recorded as if it hadn't."""
    with place.open("one") as one, place.open("one") as two:
        since = one.position
        two.append(facts_at(SENT), since=two.position)
        two.note("document", {"at": SENT.isoformat()})
        with pytest.raises(LockedError, match="as this server"):
            one.append(facts_at(SENT + timedelta(minutes=5)), since=since)
        one.new_facts()
        one.note("document", {"at": SENT.isoformat()})
        assert one.append(facts_at(SENT + timedelta(minutes=5)), since=one.position) == 4


def test_servers_that_share_a_ledger_keep_their_names(place: Place) -> None:
    """Each state folder is a source of its own in a shared ledger, and stays it."""
    shared = place.shared()
    names = []
    for server in ("a", "b", "a"):
        with shared.open(server) as ledger:
            names.append(ledger.source)
    assert names[0] == names[2] != names[1]
    (shared.folder / "a" / "source").write_text("nonsense", encoding="ascii")
    with shared.open("a") as ledger, pytest.raises(LedgerError, match="new name"):
        ledger.append(facts_at(SENT))


def test_reading_a_shared_ledger_names_no_server(place: Place) -> None:
    """A machine that only looks leaves nothing in its state folder."""
    shared = place.shared()
    with shared.open("looks") as ledger:
        assert ledger.new_facts() == []
    assert not (shared.folder / "looks" / "source").exists()


# ── the stores ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_writes_are_synced_to_disk(tmp_path: Path) -> None:
    """The database runs with a write-ahead log and full synchronisation."""
    opened = store.Store(tmp_path / "ledger.sqlite")
    with opened.writing() as connection:
        assert connection.all("PRAGMA journal_mode") == [("wal",)]
        assert connection.all("PRAGMA synchronous") == [(2,)]
    opened.close()


def test_postgresql_commits_synchronously(postgres: Server) -> None:
    """Whatever a server is set to, a record is on its disk before it counts."""
    opened = store.Store(postgres.fresh())
    with opened.writing() as connection:
        assert connection.all("SHOW synchronous_commit") == [("on",)]
    opened.close()


def test_a_database_server_that_was_restarted(postgres: Server) -> None:
    """A ledger that was open while the server dropped its connections goes on with the next poll."""
    place = Place(Path(), postgres.fresh())
    with Ledger.at_url(place.url or "") as ledger:
        ledger.append(facts_at(SENT))
        place.tamper(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        ledger.append(facts_at(SENT + timedelta(minutes=5)))
        assert len(ledger.new_facts()) == 8
        assert ledger.first_broken() is None


def test_a_driver_that_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, a PostgreSQL URL says what to install."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(ConfigError, match=r"sheets-sync\[postgres\]"):
        Ledger.at(tmp_path, "postgresql://somebody@127.0.0.1/x")


def test_a_damaged_file_is_refused_in_words(tmp_path: Path) -> None:
    """A file that is no ledger gives a clear error, and is left as it is."""
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(b"this is not a database" * 100)
    with pytest.raises(LedgerError, match=r"backup"):
        Ledger.at(tmp_path)
    assert path.read_bytes().startswith(b"this is not")


SECRET = "hunter2"
WRONG: list[tuple[str, type[Exception], str]] = [
    (f"postgresql+psycopg://u:{SECRET}@127.0.0.1:1/x", StorageError, "database server runs"),
    (f"postgresql://u:{SECRET}@127.0.0.1:1/x?connect_timeout=1", StorageError, r"u:\*\*\*@127"),
    (f"postgresql+psycopg://127.0.0.1:1/x?user=u&password={SECRET}", StorageError, "database server runs"),
    (f"postgresql+psycopg://u:{SECRET}@127.0.0.1:nonsense/x", ConfigError, "postgresql\\+psycopg://user@host"),
    (f"mysql://u:{SECRET}@127.0.0.1/x", ConfigError, "no URL of a database"),
    (f"u:{SECRET}", ConfigError, "no URL of a database"),
]


@pytest.mark.parametrize(("url", "error", "said"), WRONG, ids=range(len(WRONG)))
def test_a_password_is_never_shown(tmp_path: Path, url: str, error: type[Exception], said: str) -> None:
    """A URL that can't be used is told in words, without its password, whatever its form."""
    with pytest.raises(error, match=said) as caught:
        Ledger.at(tmp_path, url)
    shown = f"{caught.value!r} {caught.value} {caught.value.__cause__} {caught.value.__context__ or ''}"
    assert SECRET not in str(caught.value)
    assert SECRET not in shown or caught.value.__suppress_context__


def test_a_wrong_password_is_never_shown(postgres: Server, tmp_path: Path) -> None:
    """A server that refuses the password is told without it."""
    url = postgres.url("postgres").replace(":m", ":khác-m", 1)
    with pytest.raises(StorageError, match="password authentication failed") as caught:
        Ledger.at(tmp_path, url)
    assert PASSWORD not in str(caught.value)
    assert "***" in str(caught.value)


# ── versions ──────────────────────────────────────────────────────────────────────────────────────────────────────


def old_ledger(folder: Path, version: int = 1) -> list[tuple[Any, ...]]:
    """Makes an old ledger; gives its records."""
    raw = sqlite3.connect(folder / "ledger.sqlite")
    raw.executescript(OLD[version].read_text(encoding="utf-8"))
    found = raw.execute("SELECT * FROM records ORDER BY seq").fetchall()
    raw.close()
    return found


def as_rows(records: Iterable[Record], version: int) -> list[tuple[Any, ...]]:
    names = ("seq", "kind", "sent", "body", "previous", "digest", "source", "origin")[: 6 if version == 1 else 8]
    return [tuple(getattr(record, name) for name in names) for record in records]


@pytest.mark.parametrize("version", OLD)
def test_an_old_ledger_goes_on(tmp_path: Path, version: int) -> None:
    """What an older release wrote is read, verified and gone on with; each record says to the letter what it said."""
    before = old_ledger(tmp_path, version)
    with Ledger.at(tmp_path) as ledger:
        assert ledger.first_broken() is None
        found = ledger.new_facts()
        assert stripped(found) == facts_at(SENT) + facts_at(SENT + timedelta(minutes=5))
        assert {fact.source for fact in found} == {ledger.source}
        ledger.append(facts_at(SENT + timedelta(minutes=10)), since=ledger.position)
        assert len(ledger.documents()) == 1
        assert [ledger.holds(row[5][:16]).seq for row in before] == [row[0] for row in before]  # type: ignore[union-attr]
    with Ledger.at(tmp_path) as ledger:
        records = list(ledger.records())
        assert ledger.first_broken() is None
        assert len(stripped(ledger.new_facts())) == 12
    assert as_rows(records[: len(before)], version) == before
    said = json.loads(records[len(before)].body)
    assert (said["from"], said["to"], said["source"]) == (version, SCHEMA_VERSION, ledger.source)
    assert records[len(before)].kind == "schema"


def test_an_old_ledger_on_a_database_server_goes_on(postgres: Server, tmp_path: Path) -> None:
    """The same on PostgreSQL: every record is as it was, and the old table is gone."""
    before = old_ledger(tmp_path, 2)
    url = postgres.fresh()
    engine = create_engine(url)
    with engine.begin() as connection:
        script = OLD[2].read_text(encoding="utf-8").replace('INSERT INTO "', 'INSERT INTO "')
        for statement in script.replace("BEGIN TRANSACTION;", "").replace("COMMIT;", "").split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement.strip().replace("%", "%%"))
    with Ledger.at_url(url) as ledger:
        assert as_rows(list(ledger.records())[: len(before)], 2) == before
        assert ledger.first_broken() is None
        assert stripped(ledger.new_facts())[:4] == facts_at(SENT)
    assert set(inspect(engine).get_table_names()) == {"meta", "records", "names", "row_texts", "layouts"}
    engine.dispose()


@pytest.mark.parametrize("version", OLD)
def test_looking_at_an_old_ledger_leaves_it(tmp_path: Path, version: int) -> None:
    """Whoever only reads migrates nothing: the file is as it was, and says the same."""
    before = old_ledger(tmp_path, version)
    file = (tmp_path / "ledger.sqlite").read_bytes()
    with Ledger.at(tmp_path, to_read=True) as ledger:
        assert as_rows(ledger.records(), version) == before
        assert ledger.head() == before[-1][5]
        assert ledger.first_broken() is None
        found = ledger.new_facts()
    assert stripped(found) == facts_at(SENT) + facts_at(SENT + timedelta(minutes=5))  # also after it was closed
    assert raw_records(tmp_path) == before
    assert len((tmp_path / "ledger.sqlite").read_bytes()) == len(file)


def raw_records(folder: Path) -> list[tuple[Any, ...]]:
    with contextlib.closing(sqlite3.connect(folder / "ledger.sqlite")) as raw:
        return raw.execute("SELECT * FROM records ORDER BY seq").fetchall()


def test_a_ledger_that_can_t_be_written_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a disk that can't be written, what was seen can still be told and proved."""
    with Ledger.at(tmp_path) as ledger:
        ledger.append(facts_at(SENT))
    monkeypatch.setattr(sqlite, "_writable", lambda path: False)
    with Ledger.at(tmp_path, to_read=True) as ledger:
        assert ledger.first_broken() is None
        assert stripped(ledger.new_facts()) == facts_at(SENT)
        with pytest.raises(LedgerError, match="readonly"):
            ledger.append(facts_at(SENT))


@pytest.mark.parametrize("version", OLD)
def test_a_broken_old_ledger_is_left_and_named(tmp_path: Path, version: int) -> None:
    """A ledger that was changed by hand is not migrated; looking at it names the record."""
    old_ledger(tmp_path, version)
    place = Place(tmp_path)
    place.tamper("UPDATE records SET previous = digest WHERE seq = 3")
    before = raw_records(tmp_path)
    with pytest.raises(LedgerError, match=r"record 3 .*evidence verify"):
        Ledger.at(tmp_path)
    assert raw_records(tmp_path) == before


def test_migrations_are_applied_once(tmp_path: Path) -> None:
    """After a migration nothing is pending; an old ledger has everything pending."""
    old_ledger(tmp_path)
    assert migrations.pending({"version": "1"}) == migrations.MIGRATIONS
    for _ in range(2):
        with Ledger.at(tmp_path) as ledger:
            assert sum(record.kind == "schema" for record in ledger.records()) == 1
    assert migrations.pending({"version": str(SCHEMA_VERSION)}) == ()


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A migration that breaks off leaves the ledger as it was, tables included."""

    def broken(connection: Any) -> None:
        for migration in migrations.MIGRATIONS:
            migration(connection)
        connection.run("SELECT nonsense")

    old_ledger(tmp_path)
    before = list(sqlite3.connect(tmp_path / "ledger.sqlite").iterdump())
    with monkeypatch.context() as patch:
        for module in (store, migrations):
            patch.setattr(module, "pending", lambda known: (broken,))
        with pytest.raises(LedgerError):
            Ledger.at(tmp_path)
    assert list(sqlite3.connect(tmp_path / "ledger.sqlite").iterdump()) == before


def test_a_newer_ledger_is_refused(place: Place) -> None:
    """A ledger of a newer version is not touched."""
    with place.open():
        pass
    place.tamper("UPDATE meta SET value = '99' WHERE key = 'version'")
    with pytest.raises(LedgerError, match="Update sheets-sync"):
        place.open()
