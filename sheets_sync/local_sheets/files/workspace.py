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
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from sheets_sync.local_sheets.files import access
from sheets_sync.local_sheets.files.file import File
from sheets_sync.local_sheets.formulas.results import is_volatile, recalculate
from sheets_sync.local_sheets.grid.models import Sheet, Spreadsheet
from sheets_sync.local_sheets.wire.exceptions import not_found

T = TypeVar("T")
_ID_LETTERS = string.ascii_letters + string.digits + "_"


class Store(Protocol):
    """Where state is kept. `save` returns only when it is durable."""

    def load(self) -> list[tuple[File, Spreadsheet]]: ...
    def save(self, file: File, new: Spreadsheet, old: Spreadsheet | None) -> None: ...
    def remove(self, file_id: str) -> None: ...
    def close(self) -> None: ...


class Memory:
    """No file: the state lives as long as the server."""

    def load(self) -> list[tuple[File, Spreadsheet]]:
        return []

    def save(self, file: File, new: Spreadsheet, old: Spreadsheet | None) -> None:
        pass

    def remove(self, file_id: str) -> None:
        pass

    def close(self) -> None:
        pass


def system_clock() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


class Workspace:
    """The files of one server."""

    def __init__(self, store: Store | None = None, clock: Callable[[], datetime.datetime] | None = None) -> None:
        self.store = store or Memory()
        self.clock = clock or system_clock
        self.lock = threading.RLock()
        self.enforce_permissions = False
        self.files: dict[str, File] = {}
        self.books: dict[str, Spreadsheet] = {}
        self._calculated: dict[str, datetime.date] = {}
        for file, book in self.store.load():
            self.files[file.id], self.books[file.id] = file, book

    def now(self) -> str:
        """The time as Drive writes it."""
        return self.clock().astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"

    def book(self, file_id: str) -> Spreadsheet:
        try:
            return self.books[file_id]
        except KeyError:
            raise not_found() from None

    def current(self, file_id: str) -> Spreadsheet:
        """The spreadsheet with its volatile formulas as of now."""
        book = self.book(file_id)
        if self._calculated.get(file_id) != self.local_now(book).date() and is_volatile(book):
            with self.lock:
                self._recalculate(file_id)
        return self.book(file_id)

    def _recalculate(self, file_id: str) -> None:
        """A new day has come for TODAY and NOW; that is no change of the file (K)."""
        old = self.book(file_id)
        draft = old.draft()
        now = self.local_now(draft)
        recalculate(draft, now)
        self._calculated[file_id] = now.date()
        self._publish(self.files[file_id], draft, old)

    def local_now(self, book: Spreadsheet) -> datetime.datetime:
        """The wall-clock time in the spreadsheet's own time zone."""
        return self.clock().astimezone(zoneinfo.ZoneInfo(book.timezone)).replace(tzinfo=None)

    def refuse(self, file_id: str, user: str, *, write: bool, drive: bool = False) -> None:
        """Refuses a user whose role in the file is too weak, if permissions are looked at."""
        file = self.files.get(file_id)
        if self.enforce_permissions and file is not None:
            refusal = access.refusal(file, user, write=write, drive=drive)
            if refusal is not None:
                raise refusal

    def shows(self, file_id: str, user: str) -> bool:
        return not self.enforce_permissions or access.may_read(self.files[file_id], user)

    def change(self, file_id: str, work: Callable[[Spreadsheet], T]) -> T:
        """Runs `work` on a draft; publishes it whole, or not at all when `work` raises."""
        with self.lock:
            old = self.book(file_id)
            draft = old.draft()
            answer = work(draft)
            now = self.local_now(draft)
            recalculate(draft, now)
            self._calculated[file_id] = now.date()
            file = self.files[file_id]
            file = dataclasses.replace(file, modified=self.now(), version=file.version + 1)
            self._publish(file, draft, old)
            return answer

    def change_file(self, file_id: str, work: Callable[[File], File]) -> File:
        """A change of what Drive knows, not of the cells."""
        with self.lock:
            book = self.book(file_id)
            file = work(self.files[file_id])
            self._publish(file, book, book)
            return file

    def add(self, book: Spreadsheet, **known: Any) -> File:
        """Makes a file of a spreadsheet that is not published yet."""
        with self.lock:
            now = self.now()
            recalculate(book, self.local_now(book))
            file = File(book.id, now, now, **known)
            self._publish(file, book, None)
            return file

    def remove(self, file_id: str) -> None:
        with self.lock:
            self.book(file_id)
            self.store.remove(file_id)
            del self.files[file_id], self.books[file_id]

    def _publish(self, file: File, new: Spreadsheet, old: Spreadsheet | None) -> None:
        new.touched = set()
        self.store.save(file, new, old)
        self.files[file.id], self.books[file.id] = file, new


def new_file_id() -> str:
    """44 characters that begin with 1, like Google's."""
    return "1" + "".join(secrets.choice(_ID_LETTERS) for _ in range(43))


def new_spreadsheet(title: str, locale: str = "en_US", timezone: str = "Etc/GMT") -> Spreadsheet:
    """As Drive makes it: one tab `Sheet1` of 1000 rows and 26 columns, sheetId 0 (C)."""
    book = Spreadsheet(new_file_id(), title, locale, timezone)
    book.sheets.append(Sheet(0, "Sheet1"))
    return book
