"""The chain of evidence of a session: proving it, copying it, adding the records of another server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from sheets_sync.errors import ConfigError, DisagreementError
from sheets_sync.job import opening
from sheets_sync.words.worded import worded

if TYPE_CHECKING:
    from sheets_sync.ledger import Fault, Ledger, Merged, Record
    from sheets_sync.ledger.backup import Salvaged
    from sheets_sync.session.opened import Opened


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found when all records were read: the first that is not sound, how many there are, the head.

    `held`: the record after which the head was the one that was asked for. `where` names the ledger. `versions`: how
    many versions of the campaign were proved. `unproved`: what these records can't prove.
    """

    broken: Fault | None
    records: int
    head: str
    where: str
    asked: str = ""
    held: Record | None = None
    versions: int = 0
    unproved: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return self.broken is None and (not self.asked or self.held is not None)

    def require_sound(self) -> None:
        """Raises DisagreementError where something is not sound, or a head that was asked for is not in the chain."""
        if self.broken is not None:
            from sheets_sync.ledger.ledger import unsound

            raise unsound(self.broken, self.where)
        if not self.ok:
            raise DisagreementError(
                worded("ledger.head_lacking", asked=self.asked),
                where=self.where,
                remedy=worded("ledger.head_lacking.remedy"),
            )


class EvidenceChain:
    """All records of a campaign's evidence, each with the digest of the one before. A run may go on meanwhile.

    Raises ConfigError where nothing was recorded yet, unless it says otherwise; LedgerError where the ledger can't be
    used.
    """

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    @contextmanager
    def _recorded(self, *, to_read: bool = False) -> Iterator[Ledger]:
        with opening.recorded_ledger(self._opened.settings, to_read=to_read) as ledger:
            yield ledger

    def verify(self, head: str = "") -> Proof:
        """Reads every record. `head`: digits that a document prints at its foot, to be found in the chain."""
        from sheets_sync.job.proving import proved

        asked = _head_digits(head) if head else ""
        with self._recorded(to_read=True) as ledger:
            found = proved(self._opened.settings, ledger, head_known=bool(asked))
            held = ledger.holds(asked) if asked else None
            said = (found.versions, found.unproved)
            return Proof(found.broken, found.records, found.head, ledger.where, head if asked else "", held, *said)

    def records(self) -> list[dict[str, Any]]:
        """All records, JSON-ready."""
        from sheets_sync.ledger.export import record_json

        with self._recorded(to_read=True) as ledger:
            return [record_json(record) for record in ledger.records()]

    def export(self, out: Path | TextIO, form: str | None = None) -> None:
        """Writes all records to a file or a stream, as "jsonl" or "csv"; by default as the file's name ends."""
        from sheets_sync.ledger.export import EXPORTS, format_of

        with self._recorded(to_read=True) as ledger:
            if not isinstance(out, Path):
                EXPORTS[form or "jsonl"](ledger.records(), out)
                return
            try:
                with out.open("w", encoding="utf-8", newline="") as stream:
                    EXPORTS[form or format_of(out)](ledger.records(), stream)
            except OSError as error:
                raise ConfigError(worded("commands.not_written", reason=error.strerror), where=str(out)) from None

    def back_up(self, file: Path) -> tuple[int, str]:
        """Writes a consistent copy; gives the number of its records, and the head."""
        from sheets_sync.ledger.backup import back_up

        with self._recorded() as ledger:
            return back_up(ledger, file), ledger.head()

    def restore(self, source: str) -> tuple[int, str]:
        """Puts a copy (a file or a database URL) in place of a ledger that was lost; nothing is ever replaced.

        Gives the number of records, and the head. Raises ConfigError where this ledger holds records, LockedError.
        """
        from sheets_sync.ledger.backup import restore

        settings = self._opened.settings
        with opening.locked(settings.state), opening.opened_ledger(settings) as ledger:
            return restore(ledger, source).added, ledger.head()

    def salvage(self, file: Path) -> Salvaged:
        """Saves the sound beginning of a damaged ledger to a file, to be imported, and beside it what else can be
        read."""
        from sheets_sync.ledger.backup import salvage

        with self._recorded() as ledger:
            return salvage(ledger, file)

    def add(self, other: str) -> tuple[Merged, str]:
        """Adds the records of another ledger (a file, an export, a database URL) that are not here yet. Gives what was
        added, and the head; also where nothing was recorded here yet."""
        from sheets_sync.ledger.export import opened_other

        with opened_other(other) as chain, opening.opened_ledger(self._opened.settings) as ledger:
            return ledger.merge(chain), ledger.head()


def _head_digits(text: str) -> str:
    digits = "".join(text.split()).lower()
    if len(digits) < 8 or set(digits) - set("0123456789abcdef"):
        raise ConfigError(worded("ledger.no_head", text=text), where="--head", remedy=worded("ledger.no_head.remedy"))
    return digits
