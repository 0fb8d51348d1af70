"""The documents of a campaign as models: out of the evidence up to a moment, edition by edition.

A document shows what the last look saw, so its moment is that of the last poll: the same evidence gives the same
text, however often and whenever one asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.period import day_key, plain_day
from sheets_sync.config import Settings
from sheets_sync.evidence.fold import Evidence
from sheets_sync.job.in_force import in_force
from sheets_sync.job.publishing.known_at import KnownAt
from sheets_sync.ledger import Ledger
from sheets_sync.words.texts import texts

if TYPE_CHECKING:
    from sheets_sync.rollup import CampaignReport, DayReport
    from sheets_sync.rollup.running import KnownSums


@dataclass(frozen=True, slots=True)
class Issued:
    """An edition that was written: its number (1, 2, …), the moment of its data, the name of its files."""

    number: int
    moment: datetime
    name: str


@dataclass(frozen=True, slots=True)
class EditionDraft:
    """A document to write. `number` is None where it shows a moment between editions, `issued` tells that this very
    edition was written before."""

    model: DayReport | CampaignReport
    name: str
    number: int | None
    issued: bool


class Archive:
    """What was issued, and what could be."""

    def __init__(self, settings: Settings, evidence: Evidence, ledger: Ledger) -> None:
        newest = evidence.adoptions[-1].sent if evidence.adoptions else None
        self.settings = in_force(settings, evidence, newest) if newest else settings
        self.evidence, self.ledger = evidence, ledger
        self.notes: list[dict[str, Any]] = ledger.documents()
        self._models: dict[tuple[date | None, datetime, int], DayReport | CampaignReport] = {}
        self._moments: dict[datetime, KnownAt] = {}
        self._sums: KnownSums | None = None

    @property
    def digests(self) -> dict[str, set[str]]:
        """Of each file that was written, by name: the SHA-256 of what it held then."""
        found: dict[str, set[str]] = {}
        for entry in self.notes:
            for name, digest in entry.get("sha256", {}).items():
                found.setdefault(name, set()).add(digest)
        return found

    def forget_models(self) -> None:
        """Lets go of the models made so far, so that a catch-up over many days holds those of one at a time. What all
        documents of the newest moment rest on stays."""
        self._models.clear()
        for moment in sorted(self._moments)[:-1]:
            del self._moments[moment]

    def moment(self, as_of: datetime) -> datetime:
        """When the last look up to `as_of` was sent; `as_of` itself where nobody looked yet."""
        last = self.evidence.last_poll(as_of)
        return last.sent if last else as_of

    def issued(self, day: date | None) -> list[Issued]:
        """The editions of the daily report of `day`, or of the rollup (None), in order of their moments."""
        written = [entry for entry in self.notes if entry["document"] == document_key(day) and entry["files"]]
        moments = {self.moment(datetime.fromisoformat(entry["at"])): entry for entry in reversed(written)}
        return [
            Issued(number, moment, Path(moments[moment]["files"][0]).stem)
            for number, moment in enumerate(sorted(moments), 1)
        ]

    def draft(self, day: date | None, as_of: datetime) -> EditionDraft:
        """The edition in force at `as_of` where nothing changed since; else the next one."""
        from sheets_sync.rollup import changes

        moment = self.moment(as_of)
        earlier = [edition for edition in self.issued(day) if edition.moment <= moment]
        if earlier:
            before, now = self._model(day, earlier[-1].moment), self._model(day, moment)
            if not changes(now, before, self.settings.campaign):  # type: ignore[type-var]
                return self.at(day, earlier[-1].moment)
        return self.at(day, moment)

    def at(self, day: date | None, as_of: datetime) -> EditionDraft:
        """The document as of a moment, with its number and what changed since the edition before it.

        It has no number before it is due, or where an edition of a later moment was issued already.
        """
        moment = self.moment(as_of)
        issued = self.issued(day)
        own = next((edition for edition in issued if edition.moment == moment), None)
        earlier = sum(edition.moment < moment for edition in issued)
        late = len(issued) > earlier and own is None
        number = None if late or (not issued and moment < self._due(day)) else earlier + 1
        name = own.name if own else document_name(self.settings.campaign, day, moment)
        return EditionDraft(self.edition(day, moment, number), name, number, own is not None)

    def edition(
        self, day: date | None, as_of: datetime, number: int | None, layout: int | None = None
    ) -> DayReport | CampaignReport:
        """The model of an edition; of a number that can't be, it is that of a first one. `layout`: that in which it was
        issued, where it is not today's."""
        from sheets_sync.rollup import PREVIEW, REBUILT, revised, unnumbered

        moment = self.moment(as_of)
        made: Any = self._model(day, moment, layout)
        before = next((edition for edition in reversed(self.issued(day)) if edition.moment < moment), None)
        if before and number != 1:
            previous: Any = self._model(day, before.moment, layout)
            made = revised(made, previous, campaign=self.settings.campaign, number=number, name=before.name)
        elif number is None:
            made = unnumbered(made, PREVIEW if moment < self._due(day) else REBUILT)
        model: DayReport | CampaignReport = made
        return model

    def _due(self, day: date | None) -> datetime:
        """The earliest moment of a first edition."""
        campaign = self.settings.campaign
        return campaign.deadline_of(day or campaign.last_day)

    def note(self, document: EditionDraft, day: date | None, due: datetime | None, files: list[Path]) -> None:
        """Notes in the ledger what was written; `due` is the moment at which it was due, if it was. An edition has its
        files once: of one that was issued before they are not named again."""
        from sheets_sync.documents import trace
        from sheets_sync.documents.filing import digest
        from sheets_sync.ledger import to_iso

        written = {*files, *(path.with_name(f"{path.stem}{trace.SUFFIX}") for path in files)}
        entry = {
            "document": document_key(day),
            "moment": to_iso(due) if due else "",
            "at": to_iso(document.model.moment),
            "files": [] if document.issued else [path.name for path in files],
            "sha256": {path.name: digest(path) for path in sorted(written) if path.is_file()},
            "head": self.ledger.digest_at(document.model.moment),  # the evidence that it rests on
        }
        self.ledger.note("document", entry)
        self.notes.append(entry)

    def _model(self, day: date | None, moment: datetime, layout: int | None = None) -> DayReport | CampaignReport:
        from sheets_sync.rollup.model import LAYOUT

        key = day, moment, layout or LAYOUT
        if key not in self._models:
            self._models[key] = self._known_at(moment).model(day, key[-1])
        return self._models[key]

    def _known_at(self, moment: datetime) -> KnownAt:
        from sheets_sync.rollup.running import KnownSums

        if moment not in self._moments:
            self._sums = self._sums or KnownSums()
            self._moments[moment] = KnownAt(self.settings, self.evidence, moment, ledger=self.ledger, sums=self._sums)
        return self._moments[moment]


def document_key(day: date | None) -> str:
    """What the ledger calls a document."""
    return day_key(day) if day else "campaign"


def document_name(campaign: Campaign, day: date | None, moment: datetime) -> str:
    """File name without ending. It holds the moment of the data, so that a later report never replaces an earlier."""
    local = moment.astimezone(campaign.timezone)
    said = texts(campaign.locale)
    if day is None:
        return f"{said.say('files.final')}-{campaign.slug}-{local:%Y-%m-%d-%Hh%M}"
    at = f"{local:%Hh%M}" if local.date() == plain_day(day) else f"{local:%Y-%m-%d-%Hh%M}"
    return f"{said.say('files.daily')}-{day_key(day).replace('/', '-')}-{at}"
