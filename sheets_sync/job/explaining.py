"""The evidence behind one cell of the board, as a value that shows itself as text, page or JSON."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sheets_sync.board.why_json import explanation_json
from sheets_sync.board.why_page import page_lines, why_page
from sheets_sync.campaign.model import Unit
from sheets_sync.compliance import why
from sheets_sync.config import Settings
from sheets_sync.evidence.fold import Evidence
from sheets_sync.job.in_force import declared_for, in_force, version_at
from sheets_sync.job.judging import unread_tabs


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation(why.Explanation):
    """Why a report has its status: what was seen when, what decided, later edits, and when the job itself could not
    look. Words are in the campaign's language, moments in its timezone."""

    settings: Settings = field(repr=False)

    def __repr__(self) -> str:
        """Short, for a notebook; `text()` tells it whole."""
        found = self.judgement
        return f"<Explanation of {found.unit} {found.day}: {found.status.value}>"

    def text(self) -> str:
        """As lines for a terminal."""
        return "\n".join(page_lines(why_page(self, self.settings.campaign)))

    def html(self) -> str:
        """As a page of its own. Raises TemplateError where the office's own template of it is broken."""
        from sheets_sync.job.pages import why_html

        return why_html(why_page(self, self.settings.campaign), self.settings)

    def write(self, path: Path) -> Path:
        """Writes the page to a file. Raises TemplateError, ConfigError; then what was there stays."""
        from sheets_sync.job.pages import write_why

        return write_why(why_page(self, self.settings.campaign), self.settings, path)

    def to_json(self) -> dict[str, Any]:
        """The document of `sheets-sync why --json`; moments are ISO."""
        from sheets_sync.ledger.row_json import row_to_json

        return explanation_json(self, self.settings.campaign, row_to_json)


def explained(settings: Settings, unit: Unit, day: date, evidence: Evidence, as_of: datetime, head: str) -> Explanation:
    """`head` is the digest of the last record of the evidence that this rests on."""
    version, declared = version_at(evidence, day, as_of), declared_for(evidence, day, as_of)
    settings = in_force(settings, evidence, as_of)
    unit = settings.campaign.unit_by_key.get(unit.key, unit)
    unread = unread_tabs(settings, evidence, as_of).get(unit.key, "")
    found = why.explain(unit, day, evidence, settings.campaign, settings.polls, as_of, head, version, declared, unread)
    known = {entry.name: getattr(found, entry.name) for entry in fields(found)}
    return Explanation(**known, settings=settings)
