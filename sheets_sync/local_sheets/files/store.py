"""The state file: SQLite, one transaction for each write, only the changed pieces, durable before the answer.

A spreadsheet is kept as one record, each tab as one record, and a tab's rows in blocks of 64. Rows are frozen objects,
so a block has changed exactly when one of its rows is another object. Every record carries a checksum (zlib's), so
a damaged file is noticed and refused, not read in part. The WAL with `synchronous=FULL` is synced at each commit:
after SIGKILL or a power cut a write is there whole or not at all.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sheets_sync.local_sheets.files.file import File
from sheets_sync.local_sheets.grid.models import (
    EMPTY_ROW,
    Box,
    Cell,
    CellError,
    Format,
    Formula,
    MaybeCell,
    Row,
    Sheet,
    Spreadsheet,
)
from sheets_sync.local_sheets.wire.exceptions import LocalSheetsError

APPLICATION_ID = 0x5348_5953  # "SHYS"
VERSION = 1
BLOCK = 64  # rows

_SCHEMA = """
CREATE TABLE spreadsheet (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    file BLOB NOT NULL, record BLOB NOT NULL);
CREATE TABLE sheet (number INTEGER NOT NULL, sheet INTEGER NOT NULL, record BLOB NOT NULL,
    PRIMARY KEY (number, sheet)) WITHOUT ROWID;
CREATE TABLE block (number INTEGER NOT NULL, sheet INTEGER NOT NULL, block INTEGER NOT NULL, record BLOB NOT NULL,
    PRIMARY KEY (number, sheet, block)) WITHOUT ROWID;
"""

# version -> the statements that lead from it to the next one
UPGRADES: dict[int, str] = {}

_SHEET_FIELDS = (
    "title", "row_count", "column_count", "grid", "dress", "metadata", "conditional_formats", "protected",
    "bandings", "basic_filter", "filter_views", "row_groups", "column_groups", "tables",
)  # fmt: skip
_BOOK_FIELDS = ("title", "locale", "timezone", "more", "named_ranges", "metadata", "counter")


class FileStore:
    """One state file, held by one process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        fresh = not path.exists() or path.stat().st_size == 0
        try:
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=1.0)
        except sqlite3.Error as error:
            raise LocalSheetsError(f"{path}: cannot be opened as a state file ({error}).") from None
        try:
            self._open(fresh)
        except sqlite3.OperationalError as error:
            self._db.close()
            if "locked" in str(error):
                raise LocalSheetsError(f"{path}: another server is using this state file. Stop it first.") from None
            raise LocalSheetsError(f"{path}: cannot be used as a state file ({error}).") from None
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
                f"{_SCHEMA} COMMIT;"
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
            raise LocalSheetsError(f"{self.path}: is not a state file of the local Sheets server. Choose another path.")
        if version > VERSION:
            raise LocalSheetsError(
                f"{self.path}: was written by a newer version (format {version}, this one knows {VERSION}). "
                "Use that version, or another file."
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

    def save(self, file: File, new: Spreadsheet, old: Spreadsheet | None) -> None:
        """Writes what differs between two states of a spreadsheet. Returns when it is on the disk."""
        db = self._db
        with self._transaction():
            number = self._save_book(file, new)
            before = {sheet.id: sheet for sheet in old.sheets} if old is not None else {}
            for sheet in new.sheets:
                known = before.pop(sheet.id, None)
                if known is not sheet:
                    self._save_sheet(number, sheet, known)
            for sheet_id in before:
                db.execute("DELETE FROM sheet WHERE number=? AND sheet=?", (number, sheet_id))
                db.execute("DELETE FROM block WHERE number=? AND sheet=?", (number, sheet_id))

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

    def _save_book(self, file: File, book: Spreadsheet) -> int:
        record = {name: getattr(book, name) for name in _BOOK_FIELDS}
        record["order"] = [sheet.id for sheet in book.sheets]
        packed = _pack(dataclasses.asdict(file)), _pack(record)
        number = self._numbers.get(book.id)
        if number is None:
            cursor = self._db.execute("INSERT INTO spreadsheet (id, file, record) VALUES (?, ?, ?)", (book.id, *packed))
            number = self._numbers[book.id] = int(cursor.lastrowid or 0)
        else:
            self._db.execute("UPDATE spreadsheet SET file=?, record=? WHERE number=?", (*packed, number))
        return number

    def _save_sheet(self, number: int, sheet: Sheet, known: Sheet | None) -> None:
        record = sheet_record(sheet)
        if known is None or record != sheet_record(known):
            values = (number, sheet.id, _pack(record))
            self._db.execute("INSERT OR REPLACE INTO sheet (number, sheet, record) VALUES (?, ?, ?)", values)
        old_rows = known.rows if known is not None else []
        count = max(len(sheet.rows), len(old_rows))
        for start in range(0, count, BLOCK):
            rows = sheet.rows[start : start + BLOCK]
            if rows == old_rows[start : start + BLOCK]:  # rows compare by identity
                continue
            key = (number, sheet.id, start // BLOCK)
            if any(row is not EMPTY_ROW for row in rows):
                packed = _pack(block_record(rows))
                self._db.execute("INSERT OR REPLACE INTO block VALUES (?, ?, ?, ?)", (*key, packed))
            else:
                self._db.execute("DELETE FROM block WHERE number=? AND sheet=? AND block=?", key)

    def remove(self, file_id: str) -> None:
        number = self._numbers[file_id]
        with self._transaction():
            for table in ("spreadsheet", "sheet", "block"):
                self._db.execute(f"DELETE FROM {table} WHERE number=?", (number,))  # noqa: S608 - constant names
        del self._numbers[file_id]

    # -- reading ----------------------------------------------------------------------------------------------------

    def load(self) -> list[tuple[File, Spreadsheet]]:
        try:
            return self._load()
        except (sqlite3.DatabaseError, zlib.error, ValueError, KeyError, TypeError, IndexError) as error:
            self._db.close()
            raise _damaged(self.path, str(error) or type(error).__name__) from None

    def _load(self) -> list[tuple[File, Spreadsheet]]:
        found = []
        query = "SELECT number, id, file, record FROM spreadsheet ORDER BY number"
        for number, file_id, file, record in self._db.execute(query).fetchall():
            self._numbers[file_id] = number
            known = _unpack(file)
            for name in ("parents", "permissions", "comments"):
                known[name] = tuple(known[name])
            found.append((File(**known), self._load_book(number, file_id, _unpack(record))))
        return found

    def _load_book(self, number: int, file_id: str, record: dict[str, Any]) -> Spreadsheet:
        order = record.pop("order")
        book = Spreadsheet(file_id, record.pop("title"), **record)
        sheets = {}
        for sheet_id, packed in self._db.execute("SELECT sheet, record FROM sheet WHERE number=?", (number,)):
            sheets[sheet_id] = sheet_from_record(sheet_id, _unpack(packed))
        query = "SELECT sheet, block, record FROM block WHERE number=? ORDER BY sheet, block"
        for sheet_id, block, packed in self._db.execute(query, (number,)):
            for offset, row in enumerate(rows_from_record(_unpack(packed))):
                sheets[sheet_id].set_row(block * BLOCK + offset, row)
        book.sheets = [sheets[sheet_id] for sheet_id in order]
        return book


def _damaged(path: Path, why: str) -> LocalSheetsError:
    return LocalSheetsError(
        f"{path}: the state file is damaged ({why}). Nothing was changed in it. "
        "Put a backup in its place, or move it away to begin with an empty state."
    )


def _pack(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def _unpack(packed: bytes) -> Any:
    return json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))


def sheet_record(sheet: Sheet) -> dict[str, Any]:
    record = {name: getattr(sheet, name) for name in _SHEET_FIELDS}
    record["merges"] = [list(box) for box in sheet.merges]
    for name in ("row_sizes", "column_sizes"):
        record[name] = list(getattr(sheet, name).items())
    return record


def sheet_from_record(sheet_id: int, record: dict[str, Any]) -> Sheet:
    record["merges"] = [Box(*box) for box in record["merges"]]
    for name in ("row_sizes", "column_sizes"):
        record[name] = dict(record[name])
    return Sheet(sheet_id, record.pop("title"), **record)


def block_record(rows: list[Row]) -> dict[str, Any]:
    """A block as JSON: its formats and rules once each, its rows once each, and their order.

    A cell is `0` (nothing), its number among the cells of the block that have no value, or a list
    [value, dress] with more behind; equal rows and equal bare cells are written once.
    """
    packer = _BlockPacker()
    order = [packer.row(row) for row in rows]
    return {"dress": packer.dresses, "rows": packer.rows, "order": order}


class _BlockPacker:
    def __init__(self) -> None:
        self.dresses: list[list[Any]] = []
        self.rows: list[list[Any]] = []
        self._dress_places: dict[tuple[int, int, str | None], int] = {}
        self._row_places: dict[int, int] = {}

    def row(self, row: Row) -> int:
        place = self._row_places.get(id(row))
        if place is None:
            place = self._row_places[id(row)] = len(self.rows)
            self.rows.append([self._cell(cell) for cell in row.cells])
        return place

    def _cell(self, cell: MaybeCell) -> Any:
        """-1: no cell; a number: a bare dress; else [dress, value kind, value, ...]."""
        if cell is None:
            return -1
        dress = self._dress(cell)
        if cell.value is None and cell.runs is None:
            return dress
        value = cell.value
        if type(value) is Formula:
            return [dress, value.text, _packed_result(cell.result), cell.runs, cell.shows]
        return [dress, value] if cell.runs is None else [dress, value, cell.runs]

    def _dress(self, cell: Cell) -> int:
        key = (id(cell.format), id(cell.rule), cell.note)
        place = self._dress_places.get(key)
        if place is None:
            place = self._dress_places[key] = len(self.dresses)
            self.dresses.append([cell.format.json if cell.format else None, cell.rule, cell.note])
        return place


def _packed_result(result: Any) -> Any:
    return {"error": [result.kind, result.message]} if isinstance(result, CellError) else result


def rows_from_record(record: dict[str, Any]) -> list[Row]:
    dresses = [(Format.of(dress), rule, note) for dress, rule, note in record["dress"]]
    bare = [Cell(None, dress, note, rule) for dress, rule, note in dresses]
    rows = [Row(_unpacked_cell(item, dresses, bare) for item in items) for items in record["rows"]]
    return [rows[place] if rows[place].cells else EMPTY_ROW for place in record["order"]]


def _unpacked_cell(item: Any, dresses: list[tuple[Any, Any, Any]], bare: list[Cell]) -> MaybeCell:
    if item == -1:
        return None
    if type(item) is int:
        return bare[item]
    dress, rule, note = dresses[item[0]]
    if len(item) > 3:
        result = item[2]
        if type(result) is dict:
            result = CellError(*result["error"])
        shows = (item[4][0], item[4][1]) if len(item) > 4 and item[4] else None
        return Cell(Formula(item[1]), dress, note, rule, item[3], result, shows)
    return Cell(item[1], dress, note, rule, item[2] if len(item) == 3 else None)
