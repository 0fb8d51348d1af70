"""Revisions: the states that a file went through."""

from __future__ import annotations

import dataclasses
import datetime

from sheets_sync.local_sheets.files.file import File
from sheets_sync.local_sheets.grid.models import Spreadsheet

KEEP = 1000  # revisions of a file; the oldest are forgotten first


@dataclasses.dataclass(frozen=True, slots=True)
class Revision:
    """One state of a file: the version that it had, when and by whom it was made."""

    number: int
    modified: str
    user: str


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """A change about to be kept: the revision that it makes, and whether it takes the last one's place."""

    revision: Revision
    merges: bool = False


def step(file: File, revisions: list[Revision], merge_seconds: float) -> Step:
    """The step to a file's new version. Changes of one user within `merge_seconds` are one revision."""
    new = Revision(file.version, file.modified, file.modified_by or file.owner)
    last = revisions[-1] if len(revisions) > 1 else None  # the first state of a file always stays
    merges = merge_seconds > 0 and last is not None and last.user == new.user and _near(last, new, merge_seconds)
    return Step(new, merges)


def _near(last: Revision, new: Revision, seconds: float) -> bool:
    between = datetime.datetime.fromisoformat(new.modified) - datetime.datetime.fromisoformat(last.modified)
    return between.total_seconds() <= seconds


class MemoryHistory:
    """The revisions of all files of a server without a state file; states share what did not change."""

    def __init__(self) -> None:
        self._kept: dict[str, list[tuple[Revision, Spreadsheet]]] = {}

    def revisions(self, file_id: str) -> list[Revision]:
        return [revision for revision, _ in self._kept.get(file_id, [])]

    def state(self, file_id: str, number: int) -> Spreadsheet | None:
        found = (book for revision, book in self._kept.get(file_id, []) if revision.number == number)
        return next(found, None)

    def keep(self, step: Step, book: Spreadsheet) -> None:
        kept = self._kept.setdefault(book.id, [])
        if kept:
            _forget_renderings(kept[-1][1], book)
        if step.merges:
            kept.pop()
        kept.append((step.revision, book))
        del kept[:-KEEP]

    def replace(self, book: Spreadsheet) -> None:
        """The last state again, with formulas as of another day."""
        kept = self._kept.get(book.id)
        if kept:
            kept[-1] = (kept[-1][0], book)

    def forget(self, file_id: str) -> None:
        self._kept.pop(file_id, None)


def _forget_renderings(old: Spreadsheet, new: Spreadsheet) -> None:
    """An old state is rarely read again; what was rendered of it need not be kept."""
    old.rendered = {}
    current = {id(sheet) for sheet in new.sheets}
    for sheet in old.sheets:
        if id(sheet) not in current:
            sheet.rendered = {}
