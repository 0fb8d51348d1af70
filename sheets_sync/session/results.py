"""What the methods of a session return: lists and tuples with a few methods of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sheets_sync.job.checks import Finding
    from sheets_sync.tabs.headings import Provisioning


@dataclass(frozen=True, slots=True)
class SetupDifference:
    """Something that a spreadsheet lacked (or, dry, lacks): `what` says it in words."""

    spreadsheet: str
    what: str


class Setup(tuple[SetupDifference, ...]):
    """What was missing. `changes`: the same by spreadsheet, also those that lacked nothing. `left`: what only a person
    can mend, by spreadsheet. `requests`: how many changes were sent."""

    changes: Mapping[str, Sequence[str]]
    left: Mapping[str, Sequence[str]]
    requests: int

    def __new__(cls, done: Mapping[str, Provisioning]) -> Setup:
        found = super().__new__(cls, (SetupDifference(name, what) for name, of in done.items() for what in of.actions))
        found.changes = {name: of.actions for name, of in done.items()}
        found.left = {name: of.left for name, of in done.items()}
        found.requests = sum(len(of.requests) for of in done.values())
        return found


class Findings(list["Finding"]):
    """What a check found: each says what, where, and what to do, and whether it is `ok`."""

    @property
    def exit_code(self) -> int:
        """6 where something must be mended; 2, 3 or 4 where the spreadsheets could not be looked at; else 0."""
        from sheets_sync.job.checks import exit_code

        return exit_code(self)


class Documents(list[Path]):
    """The files of a document that was written. `day` is the one it reports on (None: the campaign), `edition` its
    number (None: a preview, or between editions), `as_of` the aware moment of its data."""

    def __init__(self, paths: Sequence[Path], *, day: date | None, edition: int | None, as_of: datetime) -> None:
        super().__init__(paths)
        self.day, self.edition, self.as_of = day, edition, as_of
