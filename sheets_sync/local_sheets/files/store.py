"""The state file: SQLite, one transaction for each write, only the changed pieces, durable before the answer.

A spreadsheet is kept as one record, each tab as one record, and a tab's rows in blocks of 64. Rows are frozen objects,
so a block without another row has not changed; nor has one in which formulas only came to other results: those are
worked out again from what is kept, so that they may stand there as of an earlier change. Every record carries a
checksum (zlib's), so a damaged file is noticed and refused, not read in part. The WAL with `synchronous=FULL` is synced
at each commit: after SIGKILL or a power cut a write is there whole or not at all.
"""

from __future__ import annotations

import contextlib
import dataclasses
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sheets_sync.local_sheets.files.file import File
from sheets_sync.local_sheets.files.history import Revision, Step
from sheets_sync.local_sheets.files.past import (
    Past,
    current_records,
    first_revision,
    keep_revision,
    records_at,
    revisions,
)
from sheets_sync.local_sheets.files.records import (
    BLOCK,
    block_record,
    book_of,
    holds_the_same,
    pack,
    sheet_record,
    unpack,
)
from sheets_sync.local_sheets.grid.cells import EMPTY_ROW
from sheets_sync.local_sheets.grid.models import Sheet, Spreadsheet
from sheets_sync.local_sheets.wire.exceptions import LocalSheetsError

APPLICATION_ID = 0x5348_5953  # "SHYS"
VERSION = 2

_SCHEMA = """
CREATE TABLE spreadsheet (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    file BLOB NOT NULL, record BLOB NOT NULL);
CREATE TABLE sheet (number INTEGER NOT NULL, sheet INTEGER NOT NULL, record BLOB NOT NULL,
    PRIMARY KEY (number, sheet)) WITHOUT ROWID;
CREATE TABLE block (number INTEGER NOT NULL, sheet INTEGER NOT NULL, block INTEGER NOT NULL, record BLOB NOT NULL,
    PRIMARY KEY (number, sheet, block)) WITHOUT ROWID;
"""
_HISTORY = """
CREATE TABLE revision (number INTEGER NOT NULL, revision INTEGER NOT NULL, modified TEXT NOT NULL, user TEXT NOT NULL,
    PRIMARY KEY (number, revision)) WITHOUT ROWID;
CREATE TABLE past (number INTEGER NOT NULL, sheet INTEGER NOT NULL, block INTEGER NOT NULL, until INTEGER NOT NULL,
    record BLOB, PRIMARY KEY (number, sheet, block, until)) WITHOUT ROWID;
"""

# version -> the statements that lead from it to the next one
UPGRADES: dict[int, str] = {1: _HISTORY}

_BOOK_FIELDS = ("title", "locale", "timezone", "more", "named_ranges", "metadata", "counter")


class FileStore:
    """One state file, held by one process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        fresh = not path.exists() or path.stat().st_size == 0
        try:
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=1.0)
        except sqlite3.Error as error:
            raise LocalSheetsError(
                f"{path}: cannot be opened as a state file ({error}).", "unopened", path=path, why=error
            ) from None
        try:
            self._open(fresh)
        except sqlite3.OperationalError as error:
            self._db.close()
            if "locked" in str(error):
                raise LocalSheetsError(
                    f"{path}: another server is using this state file. Stop it first.", "in_use", path=path
                ) from None
            raise LocalSheetsError(
                f"{path}: cannot be used as a state file ({error}).", "unusable", path=path, why=error
            ) from None
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise _damaged(path, str(error)) from None
        except LocalSheetsError:
            self._db.close()
            raise
        self._numbers: dict[str, int] = {}

    def _open(self, fresh: bool) -> None:
        db = self._db
        if not fresh:
            self._check_kind()
        db.execute("PRAGMA locking_mode=EXCLUSIVE")
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=FULL")
        db.execute("PRAGMA cache_size=-65536")
        if fresh:
            db.executescript(
                f"BEGIN EXCLUSIVE; PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={VERSION}; "
                f"{_SCHEMA}{_HISTORY} COMMIT;"
            )
            return
        db.execute("BEGIN EXCLUSIVE")
        self._upgrade()
        db.execute("COMMIT")
        (found,) = db.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise _damaged(self.path, found)

    def _check_kind(self) -> None:
        (kind,) = self._db.execute("PRAGMA application_id").fetchone()
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if kind != APPLICATION_ID:
            raise LocalSheetsError(
                f"{self.path}: is not a state file of the local Sheets server. Choose another path.",
                "not_state",
                path=self.path,
            )
        if version > VERSION:
            raise LocalSheetsError(
                f"{self.path}: was written by a newer version (format {version}, this one knows {VERSION}). "
                "Use that version, or another file.",
                "newer",
                path=self.path,
                version=version,
                known=VERSION,
            )

    def _upgrade(self) -> None:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        while version < VERSION:
            for statement in UPGRADES[version].split(";"):
                self._db.execute(statement)
            version += 1
            self._db.execute(f"PRAGMA user_version={version}")

    def close(self) -> None:
        self._db.close()

    # -- writing ----------------------------------------------------------------------------------------------------

    def save(self, file: File, new: Spreadsheet | None, old: Spreadsheet | None, step: Step | None) -> None:
        """Writes what differs between two states of a file. Returns when it is on the disk."""
        with self._transaction():
            number = self._numbers.get(file.id)
            past = Past(self._db, number or 0, file.version, step) if old is not None and new is not old else None
            number = self._save_book(file, new, past)
            before = {sheet.id: sheet for sheet in old.sheets} if old is not None else {}
            for sheet in new.sheets if new is not None else []:
                known = before.pop(sheet.id, None)
                if known is not sheet:
                    self._save_sheet(number, sheet, known, past)
            for sheet_id in before if new is not None else {}:
                self._drop_sheet(number, sheet_id, past)
            if step is not None:
                keep_revision(self._db, number, step)

    def _drop_sheet(self, number: int, sheet_id: int, past: Past | None) -> None:
        if past:
            past.sheet(sheet_id)
        self._db.execute("DELETE FROM sheet WHERE number=? AND sheet=?", (number, sheet_id))
        self._db.execute("DELETE FROM block WHERE number=? AND sheet=?", (number, sheet_id))

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        """All of it or nothing; on the disk when it ends."""
        self._db.execute("BEGIN")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            raise

    def _save_book(self, file: File, book: Spreadsheet | None, past: Past | None) -> int:
        number = self._numbers.get(file.id)
        packed = pack(dataclasses.asdict(file)), pack(_book_record(book))
        if number is None:
            cursor = self._db.execute("INSERT INTO spreadsheet (id, file, record) VALUES (?, ?, ?)", (file.id, *packed))
            number = self._numbers[file.id] = int(cursor.lastrowid or 0)
        else:
            if past:
                past.book()
            self._db.execute("UPDATE spreadsheet SET file=?, record=? WHERE number=?", (*packed, number))
        return number

    def _save_sheet(self, number: int, sheet: Sheet, known: Sheet | None, past: Past | None) -> None:
        record = sheet_record(sheet)
        if known is None or record != sheet_record(known):
            if past:
                past.tab(sheet.id)
            values = (number, sheet.id, pack(record))
            self._db.execute("INSERT OR REPLACE INTO sheet (number, sheet, record) VALUES (?, ?, ?)", values)
        old_rows = known.rows if known is not None else []
        count = max(len(sheet.rows), len(old_rows))
        for start in range(0, count, BLOCK):
            rows = sheet.rows[start : start + BLOCK]
            if holds_the_same(rows, old_rows[start : start + BLOCK]):
                continue
            key = (number, sheet.id, start // BLOCK)
            if past:
                past.block(sheet.id, start // BLOCK)
            if any(row is not EMPTY_ROW for row in rows):
                packed = pack(block_record(rows))
                self._db.execute("INSERT OR REPLACE INTO block VALUES (?, ?, ?, ?)", (*key, packed))
            else:
                self._db.execute("DELETE FROM block WHERE number=? AND sheet=? AND block=?", key)

    def remove(self, file_id: str) -> None:
        number = self._numbers[file_id]
        with self._transaction():
            for table in ("spreadsheet", "sheet", "block", "revision", "past"):
                self._db.execute(f"DELETE FROM {table} WHERE number=?", (number,))  # noqa: S608 - constant names
        del self._numbers[file_id]

    # -- reading ----------------------------------------------------------------------------------------------------

    def load(self) -> list[tuple[File, Spreadsheet | None]]:
        try:
            return self._load()
        except (sqlite3.DatabaseError, zlib.error, ValueError, KeyError, TypeError, IndexError) as error:
            self._db.close()
            raise _damaged(self.path, str(error) or type(error).__name__) from None

    def _load(self) -> list[tuple[File, Spreadsheet | None]]:
        found = []
        query = "SELECT number, id, file, record FROM spreadsheet ORDER BY number"
        for number, file_id, packed, record in self._db.execute(query).fetchall():
            self._numbers[file_id] = number
            known = unpack(packed)
            for name in ("parents", "permissions", "comments"):
                known[name] = tuple(known[name])
            file, book = File(**known), None
            if unpack(record) is not None:
                book = book_of(file_id, current_records(self._db, number))
                first_revision(self._db, number, file)
            found.append((file, book))
        return found

    def revisions(self, file_id: str) -> list[Revision]:
        return revisions(self._db, self._numbers[file_id]) if file_id in self._numbers else []

    def state(self, file_id: str, number: int) -> Spreadsheet | None:
        """A past state, read from what was put aside of it."""
        if all(one.number != number for one in self.revisions(file_id)):
            return None
        return book_of(file_id, records_at(self._db, self._numbers[file_id], number))


def _book_record(book: Spreadsheet | None) -> dict[str, Any] | None:
    if book is None:
        return None
    record = {name: getattr(book, name) for name in _BOOK_FIELDS}
    return record | {"order": [sheet.id for sheet in book.sheets]}


def _damaged(path: Path, why: str) -> LocalSheetsError:
    return LocalSheetsError(
        f"{path}: the state file is damaged ({why}). Nothing was changed in it. "
        "Put a backup in its place, or move it away to begin with an empty state.",
        "damaged",
        path=path,
        why=why,
    )
