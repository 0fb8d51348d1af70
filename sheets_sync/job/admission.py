"""Whether a run may go on: the campaign file against its recorded versions, and the ledger against the spreadsheet.

A refusal stops judging and writing, never looking.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sheets_sync.campaign.refusals import Refusal, refusals
from sheets_sync.campaign.timeline import Adoption
from sheets_sync.config import Settings
from sheets_sync.errors import ConfigError
from sheets_sync.evidence.fold import Evidence
from sheets_sync.job.in_force import in_force, version_in, with_adoption
from sheets_sync.ledger import Ledger
from sheets_sync.spreadsheet.snapshot import Snapshot, Tab
from sheets_sync.tabs.ownership import tagged_tab
from sheets_sync.words.worded import joined, worded

BEGUN = "begun"
"""Kind of the notes that say that a ledger was begun anew on purpose, and in place of which one."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """The campaign file, met with what was recorded. `how` is that of the adoption to record; "" where there is none.

    `settings` are those by which to look.
    """

    settings: Settings
    how: str = ""
    refused: tuple[Refusal, ...] = ()

    def adoption(self, sent: datetime, source: str) -> Adoption:
        """The version of the file, adopted at the poll at `sent`."""
        server = self.settings.server_kind
        return Adoption(sent, version_in(self.settings), self.how, server=server, source=source)


def meet(settings: Settings, evidence: Evidence) -> Meeting:
    """The campaign file against the newest recorded version."""
    if not evidence.adoptions:
        return Meeting(settings, "migrated" if evidence.polls else "first")
    last, version = evidence.adoptions[-1], version_in(settings)
    refused = tuple(
        refusals(
            last.version,
            version,
            recorded_server=recorded_server(evidence),
            server=settings.server_kind,
        )
    )
    if any(refusal.is_foreign for refusal in refused):
        return Meeting(settings, refused=refused)
    if last.version.digest == version.digest:
        return Meeting(settings)
    if refused:
        return Meeting(in_force(settings, evidence, last.sent, to_read=True), refused=refused)
    return Meeting(settings, "file")


def recorded_server(evidence: Evidence) -> str:
    """The kind of server whose answers the ledger holds; "" where no record says so."""
    said = (adoption.server for adoption in evidence.adoptions)
    return next((server for server in said if server), "")


def settled(meeting: Meeting, evidence: Evidence, adoption: Adoption | None) -> Settings:
    """The settings with the campaign in force, once an adoption (None: nothing new) counts."""
    if adoption is not None:
        return with_adoption(meeting.settings, evidence, adoption)
    last = evidence.adoptions[-1].sent if evidence.adoptions else None
    return in_force(meeting.settings, evidence, last) if last else meeting.settings


def refuse(refused: Iterable[Refusal], settings: Settings) -> ConfigError:
    """The refusals as one error."""
    first, *others = refused
    kept = joined([first.remedy, worded("refusals.kept")])
    more = [joined([other.what, other.remedy]) for other in others]
    return ConfigError(first.what, where=str(settings.path), remedy=joined([kept, *more], "\n  "))


# ── whose ledger ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class LedgerMark:
    """What the compliance tab keeps of its last write: the ledger's server, its head, the servers it knows, and when.

    `written` is an aware moment (`written_at` reads it back).
    """

    source: str
    head: str
    knows: tuple[str, ...] = ()
    written: datetime | None = None

    def text(self) -> str:
        said = {"source": self.source, "head": self.head, "knows": list(self.knows)}
        return json.dumps(said | ({"written": self.written.isoformat()} if self.written else {}))

    @classmethod
    def read(cls, text: str) -> LedgerMark | None:
        """None where there is none, or it can't be read."""
        try:
            said: Mapping[str, Any] = json.loads(text)
            return cls(str(said["source"]), str(said["head"]), tuple(map(str, said.get("knows", ()))))
        except (ValueError, KeyError, TypeError, AttributeError):
            return None


def written_at(tab: Tab | None) -> datetime | None:
    """When the tab says that it was written last; None where it does not say."""
    try:
        return datetime.fromisoformat(json.loads(tab.ledger)["written"]) if tab else None
    except (ValueError, KeyError, TypeError):
        return None


def compliance_tab_of(snapshot: Snapshot | None) -> Tab | None:
    return tagged_tab("compliance", (), snapshot.tabs) if snapshot else None


def mark_of(ledger: Ledger, evidence: Evidence) -> LedgerMark:
    """What this ledger writes on the compliance tab."""
    return LedgerMark(ledger.source, ledger.head(), tuple(sorted(evidence.sources - {ledger.source})))


def foreign_mark(snapshot: Snapshot | None, ledger: Ledger, evidence: Evidence) -> LedgerMark | None:
    """The mark on the compliance tab, where it is of a ledger that this one is neither, nor knows as a partner."""
    tab = compliance_tab_of(snapshot)
    mark = LedgerMark.read(tab.ledger) if tab else None
    if mark is None or ledger.source in mark.knows or mark.source in evidence.sources - {ledger.source}:
        return None
    if ledger.holds(mark.head) or mark.head in {note.get("head") for note in ledger.notes(BEGUN)}:
        return None
    return mark


def begin_anew(ledger: Ledger, mark: LedgerMark | None, reason: str, at: datetime) -> None:
    """Notes that this ledger goes on in place of the one that wrote the tab, because a person said so."""
    said = {"at": at.isoformat(), "reason": reason}
    ledger.note(BEGUN, said | ({"source": mark.source, "head": mark.head} if mark else {}))


def not_ours(mark: LedgerMark, ledger: Ledger, evidence: Evidence, settings: Settings) -> ConfigError:
    """Why a ledger that is not the one behind the board may not go on, and what to do."""
    lost = worded("refusals.cut" if evidence.polls else "refusals.empty")
    return ConfigError(
        worded("refusals.not_ours", server=mark.source[:8], head=mark.head[:16], lost=lost),
        where=ledger.where,
        remedy=worded("refusals.not_ours_remedy", kept=worded("refusals.kept")),
    )
