"""What a run knew when it ended, for the next one, which then need not read and plan again what stands as it did.

It is never a second truth. Tabs are known only while the ledger's last look at their spreadsheet, by this server, saw
the very same; that the job's tabs stand as planned, only by the same evidence; and all of it only for the same program
and the same versions of the campaign. Where anything differs, it is as if nothing had been kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sheets_sync.config import Settings
from sheets_sync.config.kept_file import KeptFile
from sheets_sync.evidence.facts import Poll
from sheets_sync.evidence.fold import Evidence
from sheets_sync.evidence.known_tabs import KnownTab, KnownTabs, Place
from sheets_sync.ledger import Ledger
from sheets_sync.ledger.row_json import tab_problem_from_json, tab_problem_to_json
from sheets_sync.spreadsheet.a1 import Cell

REMEMBERED = "run.kept"
"""File of a state folder."""
_ROOMS = (
    "board", "campaign", "cells", "compliance", "config", "evidence", "gateway", "job", "ledger", "rollup",
    "spreadsheet", "tabs", "words",
)  # fmt: skip


class Remembered:
    """What runs of one state folder tell each other."""

    def __init__(self, settings: Settings, ledger: Ledger, evidence: Evidence) -> None:
        """`settings` with the campaign in force."""
        self.settings, self._ledger, self._evidence = settings, ledger, evidence
        self._file = KeptFile(settings.state / REMEMBERED, _ROOMS)
        said = self._file.read(self._key()) if self._is_possible else None
        self._said: Mapping[str, Any] = said if isinstance(said, dict) else {}

    @property
    def _is_possible(self) -> bool:
        """Not with an office's own rules, which may have changed, nor where several servers look."""
        return not self.settings.campaign.extensions and len(self._evidence.sources) <= 1

    def tabs(self) -> KnownTabs:
        """The tabs as the last run read them, where nothing was recorded of their spreadsheet since."""
        polls = _last_polls(self._evidence, self._ledger.source, self.settings.spreadsheets)
        looked = self._said.get("polls", {})
        same = {name for name, poll in polls.items() if poll.digest and looked.get(name) == poll.digest}
        try:
            found = dict(_known_tab(said) for said in self._said.get("tabs", ()))
        except (ValueError, KeyError, TypeError, IndexError):
            return {}
        return {place: known for place, known in found.items() if place[0] in same}

    def planned(self) -> tuple[str, Sequence[Any] | None]:
        """The state in which the job's tabs stood as planned by this very evidence ("" where none is known), and what
        was added up of it (None)."""
        if self._said.get("telling") != self._ledger.last_telling():
            return "", None
        return str(self._said.get("quiet", "")), self._said.get("totals")

    def keep(self, tabs: KnownTabs, quiet: str, totals: Sequence[Any] | None) -> None:
        """Keeps what is known after a tick, where it is something else than before."""
        if not self._is_possible:
            return
        polls = _last_polls(self._evidence, self._ledger.source, self.settings.spreadsheets)
        said = {
            "polls": {name: poll.digest for name, poll in polls.items()},
            "tabs": [_tab_said(place, tab) for place, tab in tabs.items()],
            "telling": self._ledger.last_telling(),
            "quiet": quiet,
            "totals": totals,
        }
        if said != self._said:
            self._file.write(self._key(), said)
            self._said = said

    def _key(self) -> str:
        versions = [(a.sent, a.since, a.how, a.version.digest) for a in self._evidence.adoptions]
        return repr((self._ledger.source, self.settings, versions))


def _last_polls(evidence: Evidence, source: str, spreadsheets: Iterable[str]) -> dict[str, Poll]:
    """The last poll of each spreadsheet that read it, by one source."""
    wanted, found = set(spreadsheets), dict[str, Poll]()
    for poll in reversed(evidence.polls):
        if not wanted:
            break
        if poll.spreadsheet in wanted and not poll.error and poll.source == source:
            wanted.remove(poll.spreadsheet)
            found[poll.spreadsheet] = poll
    return found


def _tab_said(place: Place, tab: KnownTab) -> list[Any]:
    problems = [tab_problem_to_json(problem) for problem in tab.problems]
    wanted = [cell.a1 for cell in tab.wanted]
    return [*place, tab.title, tab.day.isoformat(), tab.digest, tab.readable, problems, tab.values, wanted]


def _known_tab(said: Sequence[Any]) -> tuple[Place, KnownTab]:
    spreadsheet, sheet_id, unit, title, day, digest, readable, problems, values, wanted = said
    return (spreadsheet, sheet_id, unit), KnownTab(
        title=title,
        day=date.fromisoformat(day),
        digest=digest,
        readable=readable,
        problems=tuple(map(tab_problem_from_json, problems)),
        values=values,
        wanted=tuple(map(Cell.parse, wanted)),
    )
