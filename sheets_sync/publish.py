"""Which documents are due, and writing them: the daily report at each deadline and at the end of its day, the rollup
of the campaign at its end. What was written is noted in the ledger, so that nothing is written twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sheets_sync import resources
from sheets_sync.board import Board
from sheets_sync.campaign import Campaign
from sheets_sync.config import DocumentsPlan, Settings
from sheets_sync.errors import ConfigError
from sheets_sync.evidence import Evidence
from sheets_sync.ledger import Ledger, to_iso
from sheets_sync.tick import make_board


@dataclass(frozen=True, slots=True)
class Due:
    """A document that is due: the daily report of `day` (None: the campaign's rollup), with data up to `moment`."""

    day: date | None
    moment: datetime

    @property
    def key(self) -> str:
        return self.day.isoformat() if self.day else "campaign"


def due_documents(
    campaign: Campaign, plan: DocumentsPlan, written: Sequence[Mapping[str, Any]], now: datetime
) -> list[Due]:
    """The latest moment of each document up to `now` that is not written yet."""
    done = {(entry["document"], entry["moment"]) for entry in written}
    latest: dict[str, Due] = {}
    for due in _moments(campaign, plan):
        if due.moment <= now:
            latest[due.key] = due
    return [due for due in latest.values() if (due.key, to_iso(due.moment)) not in done]


def _moments(campaign: Campaign, plan: DocumentsPlan) -> Iterator[Due]:
    for day in campaign.days:
        evenings = [datetime.combine(day, at, campaign.timezone) for at in plan.daily_at]
        for moment in sorted({campaign.deadline_of(day), *evenings}):
            yield Due(day, moment)
    last = campaign.last_day
    ends = [datetime.combine(last, at, campaign.timezone) for at in plan.daily_at] or [campaign.deadline_of(last)]
    yield Due(None, max(ends))


def publish_due(settings: Settings, evidence: Evidence, ledger: Ledger, now: datetime) -> list[Path]:
    """Writes every document that is due and notes it in the ledger. Raises TemplateError, keeping what was there.

    A document of which nothing changed since its last edition is noted as settled, and not written again.
    """
    written = ledger.documents()
    paths: list[Path] = []
    for due in due_documents(settings.campaign, settings.documents, written, now):
        model = edition_model(settings, evidence, now, due.day, editions_of(due.key, written))
        made: list[Path] = []
        if not model.edition.label or model.edition.changes:
            made = _render(settings, model, document_name(settings.campaign, due.day, now))
        note = {"document": due.key, "moment": to_iso(due.moment), "at": to_iso(now), "files": [p.name for p in made]}
        ledger.note("document", note)
        paths += made
    return paths


def editions_of(key: str, written: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The editions of a document that were really written, in order."""
    return [entry for entry in written if entry["document"] == key and entry["files"]]


def edition_model(
    settings: Settings,
    evidence: Evidence,
    as_of: datetime,
    day: date | None,
    earlier: Sequence[Mapping[str, Any]],
) -> Any:
    """The model of a document as of a moment; where it has earlier editions, as the next one with what changed."""
    from sheets_sync.rollup.editions import revised

    model = document_model(settings, evidence, make_board(settings, evidence, as_of), day)
    if not earlier:
        return model
    last = earlier[-1]
    before = datetime.fromisoformat(last["at"])
    previous = document_model(settings, evidence, make_board(settings, evidence, before), day)
    name = Path(last["files"][0]).stem
    return revised(model, previous, settings.campaign, number=len(earlier) + 1, name=name)


def write_document(
    settings: Settings,
    evidence: Evidence,
    as_of: datetime,
    day: date | None,
    *,
    formats: Sequence[str] | None = None,
    out: Path | None = None,
) -> list[Path]:
    """Writes the daily report of `day`, or the rollup where it is None, from evidence as of a moment."""
    board = make_board(settings, evidence, as_of)
    name = document_name(settings.campaign, day, as_of)
    return _render(settings, document_model(settings, evidence, board, day), name, formats=formats, out=out)


def _render(
    settings: Settings, model: Any, name: str, *, formats: Sequence[str] | None = None, out: Path | None = None
) -> list[Path]:
    from sheets_sync.documents import render

    plan = settings.documents
    return render(model, templates=_templates(plan), formats=formats or plan.formats, out=out or plan.out, name=name)


def _templates(plan: DocumentsPlan) -> Path:
    return plan.templates or resources.templates_dir()


def verify_document(
    settings: Settings, evidence: Evidence, written: Sequence[Mapping[str, Any]], path: Path
) -> tuple[Any, ...]:
    """Recomputes every figure of a document from the evidence; gives the places that don't match."""
    from sheets_sync.documents import check_form, described, verify

    if not path.is_file():
        raise ConfigError("there is no such document.", where=str(path))
    check_form(path)
    day, as_of = described(path)
    key = day.isoformat() if day else "campaign"
    editions = editions_of(key, written)
    at = next((n for n, entry in enumerate(editions) if path.name in entry["files"]), 0)
    return verify(
        path, edition_model(settings, evidence, as_of, day, editions[:at]), templates=_templates(settings.documents)
    )


def document_model(settings: Settings, evidence: Evidence, board: Board, day: date | None) -> Any:
    """The finished model that the templates read."""
    from sheets_sync.messages import problem_text
    from sheets_sync.rollup import campaign_model, day_model

    campaign = settings.campaign
    facts: dict[str, Any] = {
        "as_of": board.as_of,
        "settings": settings.documents.settings,
        "say": lambda problem: problem_text(problem, campaign),
    }
    rows = evidence.rows(board.as_of)
    if day is None:
        return campaign_model(campaign, rows, unit_days(board), **facts)
    return day_model(campaign, day, rows, unit_days(board), **facts)


def unit_days(board: Board) -> dict[tuple[str, date], Any]:
    """(unit, day) -> what the documents say of it."""
    from sheets_sync.rollup import UnitDay

    return {
        (j.unit, j.day): UnitDay(
            j.unit,
            j.day,
            j.status.value,
            reason=j.override.reason if j.override else "",
            overridden=j.override is not None,
            edited_after_deadline=j.edited_after_deadline,
            withdrawn=j.withdrawn,
        )
        for judgements in board.judgements.values()
        for j in judgements
    }


def document_name(campaign: Campaign, day: date | None, as_of: datetime) -> str:
    """File name without ending. It holds the moment of the data, so that a later report never replaces an earlier."""
    local = as_of.astimezone(campaign.timezone)
    if day is None:
        return f"bao-cao-ket-qua-{campaign.slug}-{local:%Y-%m-%d-%Hh%M}"
    moment = f"{local:%Hh%M}" if local.date() == day else f"{local:%Y-%m-%d-%Hh%M}"
    return f"bao-cao-nhanh-{day.isoformat()}-{moment}"
