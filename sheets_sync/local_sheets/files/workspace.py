"""All files of a server, and the one door through which they change.

A write runs on a draft under one lock, is made durable, and only then published by swapping one reference. Reads take
the reference that stands there and need no lock.
"""

from __future__ import annotations

import dataclasses
import datetime
import secrets
import string
import threading
import zoneinfo
from collections import Counter
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from sheets_sync.local_sheets.files import access
from sheets_sync.local_sheets.files.file import File
from sheets_sync.local_sheets.files.history import MemoryHistory, Revision, Step, step
from sheets_sync.local_sheets.formulas.results import Formulas
from sheets_sync.local_sheets.grid.models import Sheet, Spreadsheet
from sheets_sync.local_sheets.wire.exceptions import NotModelled, no_spreadsheet, not_found

T = TypeVar("T")
_ID_LETTERS = string.ascii_letters + string.digits + "_"


class Store(Protocol):
    """Where state is kept. `save` returns only when it is durable.

    `new` and `old` are None for files that are no spreadsheets; `step` is None for a change that is no revision.
    """

    def load(self) -> list[tuple[File, Spreadsheet | None]]: ...
    def save(self, file: File, new: Spreadsheet | None, old: Spreadsheet | None, step: Step | None) -> None: ...
    def remove(self, file_id: str) -> None: ...
    def revisions(self, file_id: str) -> list[Revision]: ...
    def state(self, file_id: str, number: int) -> Spreadsheet | None: ...
    def close(self) -> None: ...


class Memory:
    """No file: the state lives as long as the server."""

    def __init__(self) -> None:
        self._history = MemoryHistory()

    def load(self) -> list[tuple[File, Spreadsheet | None]]:
        return []

    def save(self, file: File, new: Spreadsheet | None, old: Spreadsheet | None, step: Step | None) -> None:
        if new is None:
            return
        if step is not None:
            self._history.keep(step, new)
        elif new is not old:
            self._history.replace(new)

    def remove(self, file_id: str) -> None:
        self._history.forget(file_id)

    def revisions(self, file_id: str) -> list[Revision]:
        return self._history.revisions(file_id)

    def state(self, file_id: str, number: int) -> Spreadsheet | None:
        return self._history.state(file_id, number)

    def close(self) -> None:
        pass


def system_clock() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


class Workspace:
    """The files of one server."""

    def __init__(self, store: Store | None = None, clock: Callable[[], datetime.datetime] | None = None) -> None:
        self.store: Store = store or Memory()
        self.clock = clock or system_clock
        self.lock = threading.RLock()
        self.enforce_permissions = False
        self.merge_seconds = 0.0  # changes of one user within this time are one revision; 0: each is one
        self.files: dict[str, File] = {}
        self.books: dict[str, Spreadsheet] = {}
        self._calculated: dict[str, datetime.date] = {}
        self.uploads: dict[str, object] = {}  # resumable uploads under way, by their keys
        self.removed: list[tuple[int, str, str]] = []  # place among the changes, file, time
        self.formulas = Formulas(self.books.get)
        self.strict = False
        self.not_modelled: Counter[str] = Counter()
        for file, book in self.store.load():
            self.files[file.id] = file
            if book is not None:
                self.books[file.id] = book
        self.changes = max((file.change for file in self.files.values()), default=0)

    def now(self) -> str:
        """The time as Drive writes it."""
        return self.clock().astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"

    def book(self, file_id: str) -> Spreadsheet:
        try:
            return self.books[file_id]
        except KeyError:
            raise (no_spreadsheet() if file_id in self.files else not_found()) from None

    def current(self, file_id: str) -> Spreadsheet:
        """The spreadsheet with its volatile formulas as of now."""
        book = self.book(file_id)
        if self._calculated.get(file_id) != self.local_now(book).date() and _has_formulas(book):
            with self.lock:
                self._recalculate(file_id)
        return self.book(file_id)

    def _recalculate(self, file_id: str) -> None:
        """A new day has come for TODAY and NOW, or another file's values came; that is no change of the file (K)."""
        old = self.book(file_id)
        now = self.local_now(old)
        self._calculated[file_id] = now.date()
        if not self.formulas.is_volatile(old):
            return
        draft = old.draft()
        self.formulas.recalculate(draft, now, strict=False)
        self._publish(self.files[file_id], draft, old)

    def local_now(self, book: Spreadsheet) -> datetime.datetime:
        """The wall-clock time in the spreadsheet's own time zone."""
        return _wall_clock(self.clock(), book)

    def refuse(self, file_id: str, user: str, *, write: bool, drive: bool = False, by_key: bool = False) -> None:
        """Refuses a user whose role in the file is too weak, or an API key that is not enough, if permissions are
        looked at."""
        file = self.files.get(file_id)
        if self.enforce_permissions and file is not None:
            refusal = access.refusal(file, user, write=write, drive=drive, by_key=by_key)
            if refusal is not None:
                raise refusal

    def lacks(self, what: str) -> None:
        """An answer is about to lack something that is stored: counted, and refused when strict."""
        if self.strict:
            raise NotModelled(what)
        self.not_modelled[what] += 1

    def shows(self, file_id: str, user: str) -> bool:
        return not self.enforce_permissions or access.may_read(self.files[file_id], user)

    def change(self, file_id: str, work: Callable[[Spreadsheet], T], user: str = "") -> T:
        """Runs `work` on a draft; publishes it whole, or not at all when `work` raises."""
        with self.lock:
            old = self.book(file_id)
            draft = old.draft()
            answer = work(draft)
            now = self.local_now(draft)
            self.formulas.recalculate(draft, now)
            self._calculated[file_id] = now.date()
            file = self.files[file_id]
            file = dataclasses.replace(
                file, modified=self.now(), version=file.version + 1, modified_by=user or file.owner
            )
            self._publish(file, draft, old, revision=True)
            for importer in self.formulas.importers(file_id):
                self._recalculate(importer)
            return answer

    def change_file(self, file_id: str, work: Callable[[File], File], *, touch: bool = False) -> File:
        """A change of what Drive knows, not of the cells; `touch` where it counts as a modification."""
        with self.lock:
            book = self.books.get(file_id)
            file = work(self.files[file_id])
            if touch:
                file = dataclasses.replace(file, modified=self.now(), version=file.version + 1)
            self._publish(file, book, book)
            return self.files[file_id]

    def add(self, book: Spreadsheet, **known: Any) -> File:
        """Makes a file of a spreadsheet that is not published yet."""
        with self.lock:
            now = self.now()
            self.formulas.recalculate(book, self.local_now(book))
            return self._publish(File(book.id, now, now, **known), book, None, revision=True)

    def add_file(self, **known: Any) -> File:
        """Makes a folder, or a file that is no spreadsheet."""
        with self.lock:
            now = self.now()
            return self._publish(File(new_file_id(), now, now, **known), None, None)

    def remove(self, file_id: str) -> None:
        with self.lock:
            if file_id not in self.files:
                raise not_found()
            self.store.remove(file_id)
            del self.files[file_id]
            self.books.pop(file_id, None)
            self.changes += 1
            self.removed.append((self.changes, file_id, self.now()))
            self.formulas.forget(file_id)

    def state(self, file_id: str, number: int) -> Spreadsheet | None:
        """The spreadsheet as it was at a revision, its formulas worked out as of then; None where there is none."""
        with self.lock:
            if number == self.files[file_id].version:
                return self.current(file_id)
            book = self.store.state(file_id, number)
            if book is not None and _has_formulas(book):
                (then,) = (one.modified for one in self.store.revisions(file_id) if one.number == number)
                book = book.draft()
                self.formulas.apart(book, _wall_clock(datetime.datetime.fromisoformat(then), book))
            return book

    def revisions(self, file_id: str) -> list[Revision]:
        """The revisions of a file, oldest first."""
        with self.lock:
            return self.store.revisions(file_id)

    def _publish(self, file: File, new: Spreadsheet | None, old: Spreadsheet | None, *, revision: bool = False) -> File:
        file = dataclasses.replace(file, change=self.changes + 1)
        taken = step(file, self.store.revisions(file.id) if self.merge_seconds else [], self.merge_seconds)
        if new is not None:
            new.touched = set()
        self.store.save(file, new, old, taken if revision else None)
        self.changes = file.change
        self.files[file.id] = file
        if new is not None:
            self.books[file.id] = new
        return file


def _wall_clock(moment: datetime.datetime, book: Spreadsheet) -> datetime.datetime:
    return moment.astimezone(zoneinfo.ZoneInfo(book.timezone)).replace(tzinfo=None)


def _has_formulas(book: Spreadsheet) -> bool:
    return any(sheet.formulas() for sheet in book.sheets)


def new_file_id() -> str:
    """44 characters that begin with 1, like Google's."""
    return "1" + "".join(secrets.choice(_ID_LETTERS) for _ in range(43))


def new_spreadsheet(title: str, locale: str = "en_US", timezone: str = "Etc/GMT") -> Spreadsheet:
    """As Drive makes it: one tab `Sheet1` of 1000 rows and 26 columns, sheetId 0 (C)."""
    book = Spreadsheet(new_file_id(), title, locale, timezone)
    book.sheets.append(Sheet(0, "Sheet1"))
    return book
