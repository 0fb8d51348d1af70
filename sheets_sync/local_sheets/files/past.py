"""The past in a state file: what a change replaces is put aside, so that every kept revision can be read again.

The table `past` holds replaced records: `until` is the version that replaced them, NULL a record that did not exist.
A spreadsheet's own record has sheet and block -1, a tab's record block -1. The state at a revision is, for each key,
the record with the smallest `until` above it, or the one that stands now.
"""

from __future__ import annotations

import sqlite3

from sheets_sync.local_sheets.files.file import File
from sheets_sync.local_sheets.files.history import KEEP, Revision, Step

NONE = -1
Key = tuple[int, int]
Records = dict[Key, bytes]
_PRUNE_EVERY = 64

_SELECTS = {
    "book": "SELECT record FROM spreadsheet WHERE number=?",
    "tab": "SELECT record FROM sheet WHERE number=? AND sheet=?",
    "block": "SELECT record FROM block WHERE number=? AND sheet=? AND block=?",
}


class Past:
    """Puts aside what one change of one file replaces, unless a kept revision has it already."""

    def __init__(self, db: sqlite3.Connection, number: int, version: int, step: Step | None) -> None:
        self._db, self._number, self._until = db, number, version
        query = "SELECT revision FROM revision WHERE number=? ORDER BY revision DESC LIMIT 2"
        kept = [revision for (revision,) in db.execute(query, (number,))]
        if step is None or step.merges:  # the last revision changes, those before it must not
            kept = kept[1:]
        self._after = kept[0] if kept else None

    def book(self) -> None:
        self._aside((NONE, NONE), _SELECTS["book"], ())

    def tab(self, sheet: int) -> None:
        self._aside((sheet, NONE), _SELECTS["tab"], (sheet,))

    def block(self, sheet: int, block: int) -> None:
        self._aside((sheet, block), _SELECTS["block"], (sheet, block))

    def sheet(self, sheet: int) -> None:
        """A tab that goes, with all its blocks."""
        self.tab(sheet)
        query = "SELECT block FROM block WHERE number=? AND sheet=?"
        for (block,) in self._db.execute(query, (self._number, sheet)).fetchall():
            self.block(sheet, block)

    def _aside(self, key: Key, select: str, where: tuple[int, ...]) -> None:
        if self._after is None:
            return
        query = "SELECT 1 FROM past WHERE number=? AND sheet=? AND block=? AND until>? LIMIT 1"
        if self._db.execute(query, (self._number, *key, self._after)).fetchone():
            return
        found = self._db.execute(select, (self._number, *where)).fetchone()
        values = (self._number, *key, self._until, found[0] if found else None)
        self._db.execute("INSERT INTO past VALUES (?, ?, ?, ?, ?)", values)


def revisions(db: sqlite3.Connection, number: int) -> list[Revision]:
    query = "SELECT revision, modified, user FROM revision WHERE number=? ORDER BY revision"
    return [Revision(*row) for row in db.execute(query, (number,))]


def keep_revision(db: sqlite3.Connection, number: int, step: Step) -> None:
    if step.merges:
        last = "(SELECT MAX(revision) FROM revision WHERE number=?)"
        db.execute(f"DELETE FROM revision WHERE number=? AND revision={last}", (number, number))  # noqa: S608 - constant
    new = step.revision
    db.execute("INSERT INTO revision VALUES (?, ?, ?, ?)", (number, new.number, new.modified, new.user))
    if new.number % _PRUNE_EVERY == 0:
        _prune(db, number)


def _prune(db: sqlite3.Connection, number: int) -> None:
    """Forgets the oldest revisions, and what only they needed."""
    kept = [one.number for one in revisions(db, number)][-KEEP:]
    db.execute("DELETE FROM revision WHERE number=? AND revision<?", (number, kept[0]))
    db.execute("DELETE FROM past WHERE number=? AND until<=?", (number, kept[0]))


def first_revision(db: sqlite3.Connection, number: int, file: File) -> None:
    """A spreadsheet of a state file that knew no revisions begins its history as it stands."""
    if db.execute("SELECT 1 FROM revision WHERE number=? LIMIT 1", (number,)).fetchone() is None:
        values = (number, file.version, file.modified, file.modified_by or file.owner)
        db.execute("INSERT INTO revision VALUES (?, ?, ?, ?)", values)


def current_records(db: sqlite3.Connection, number: int) -> Records:
    """Everything that stands now."""
    found: Records = {}
    for (record,) in db.execute("SELECT record FROM spreadsheet WHERE number=?", (number,)):
        found[NONE, NONE] = record
    for sheet, record in db.execute("SELECT sheet, record FROM sheet WHERE number=?", (number,)):
        found[sheet, NONE] = record
    for sheet, block, record in db.execute("SELECT sheet, block, record FROM block WHERE number=?", (number,)):
        found[sheet, block] = record
    return found


def records_at(db: sqlite3.Connection, number: int, revision: int) -> Records:
    """Everything that stood at a revision."""
    past: dict[Key, bytes | None] = {}
    query = "SELECT sheet, block, record FROM past WHERE number=? AND until>? ORDER BY until"
    for sheet, block, record in db.execute(query, (number, revision)):
        past.setdefault((sheet, block), record)
    found = current_records(db, number) | past
    return {key: record for key, record in found.items() if record is not None}
