"""A consistent copy of a ledger, one put back in place of a lost one, and what can be read of a damaged one."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sheets_sync.errors import ConfigError, LedgerError
from sheets_sync.ledger.chain import FIRST, Record
from sheets_sync.ledger.export import export_lines, opened_other
from sheets_sync.ledger.ledger import Ledger, Merged
from sheets_sync.words.worded import worded

_UNFINISHED = ".backup-"
"""How the folder of a copy in the making begins."""
_OLD = 600.0
"""Seconds without a write after which such a folder was left behind by a program that was ended."""


def back_up(ledger: Ledger, file: Path) -> int:
    """Writes a copy of a ledger, word for word, as a SQLite file; ticks may go on. Gives the number of its records.

    Raises ConfigError where the file is there already, LedgerError where the chain is not sound: then none is written.
    """
    if file.exists():
        raise ConfigError(worded("ledger.file_there"), where=str(file), remedy=worded("ledger.file_there.remedy"))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _clear_away(file.parent)
        with tempfile.TemporaryDirectory(prefix=_UNFINISHED, dir=file.parent) as folder:
            with Ledger.at(Path(folder)) as copy:
                added = copy.merge(ledger, as_it_was=True).added
            (Path(folder) / "ledger.sqlite").replace(file)
    except OSError as error:
        raise ConfigError(worded("ledger.copy_not_written", reason=error.strerror), where=str(file)) from None
    return added


def _clear_away(folder: Path) -> None:
    """Removes what copies left behind that were never finished; one that another program is making stays."""
    for left in folder.glob(f"{_UNFINISHED}*"):
        files = [*left.iterdir()] if left.is_dir() and not left.is_symlink() else []
        newest = max((path.stat().st_mtime for path in (left, *files)), default=0.0)
        if left.is_dir() and time.time() - newest > _OLD and all(_is_ours(path) for path in files):
            shutil.rmtree(left, ignore_errors=True)


def _is_ours(path: Path) -> bool:
    return path.name.startswith("ledger.sqlite") and not path.is_dir()


def restore(ledger: Ledger, file: str) -> Merged:
    """Puts a copy in place of a ledger that was lost: word for word, and under the name of the server that it was.

    Raises ConfigError where this ledger holds records: nothing is ever replaced.
    """
    if ledger.head() != FIRST:
        raise ConfigError(
            worded("ledger.holds_records"),
            where=ledger.where,
            remedy=worded("ledger.holds_records.remedy"),
        )
    with opened_other(file) as other:
        return ledger.merge(other, as_it_was=True)


@dataclass(frozen=True, slots=True)
class Salvaged:
    """How many records of a damaged ledger are sound and follow each other, and how many more could be read."""

    sound: int
    others: int


def salvage(ledger: Ledger, file: Path) -> Salvaged:
    """Writes the sound beginning of a damaged ledger as an export that can be imported, and beside it (“.unsound”) what
    else could be read."""
    sound: list[Record] = []
    others: list[Record] = []
    previous = FIRST
    for record in _readable(ledger):
        if not others and not record.fault(previous):
            sound.append(record)
            previous = record.digest
        else:
            others.append(record)
    for path, found in ((file, sound), (file.with_name(f"{file.name}.unsound"), others)):
        if found or path == file:
            with path.open("w", encoding="utf-8", newline="") as out:
                export_lines(found, out)
    return Salvaged(len(sound), len(others))


def _readable(ledger: Ledger) -> Iterator[Record]:
    """Every record that can be read, past those that can't."""
    after, failures = 0, 0
    while failures < 100:  # one after the other that can't be read: nothing more comes
        try:
            for record in ledger.records(after=after):
                after, failures = record.seq, 0
                yield record
            return
        except LedgerError:
            after, failures = after + 1, failures + 1
