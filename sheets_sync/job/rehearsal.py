"""The office's templates, rendered with sample figures: typed by nobody, read by the same rules as what people type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from sheets_sync.campaign.model import Campaign, Column, Unit
from sheets_sync.campaign.period import plain_day
from sheets_sync.config import Settings
from sheets_sync.evidence.fold import Evidence, Fact, Poll
from sheets_sync.evidence.states import observe
from sheets_sync.job.publishing.known_at import KnownAt
from sheets_sync.spreadsheet.snapshot import Tab
from sheets_sync.tabs.unit_tab import read_tab
from sheets_sync.words.formats import formats
from sheets_sync.words.texts import texts

_TYPED = {
    "integer": "10",
    "decimal": "20",
    "number": "20",
    "time": "8:00",
    "phone": "0901234567",
    "url": "https://example.com/bai-viet",
}

_SAID = {"text": "checks.template.sample", "yes_no": "tabs.yes"}
"""The same, where the language has the words."""


def rehearsed(settings: Settings) -> Iterator[tuple[str, Exception]]:
    """(template, error) of every template that does not render, among the formats that the campaign wants."""
    from sheets_sync.documents import rendered

    campaign, plan = settings.campaign, settings.documents
    evidence, moment = sample_evidence(campaign)
    known = KnownAt(settings, evidence, moment)
    for day, kind in ((campaign.days[0], "daily"), (None, "campaign")):
        model = known.model(day)
        for form in plan.formats:
            made = "docx" if form == "pdf" else form
            try:
                rendered(model, plan.templates, made, kind)  # type: ignore[arg-type]  # own templates are there
            except Exception as error:  # whatever a template does is told, and nothing else is held up
                yield f"{kind}.{form}", error


def sample_evidence(campaign: Campaign) -> tuple[Evidence, datetime]:
    """Evidence of a first day on which every unit but the last reported each activity, and the moment after it."""
    day = campaign.days[0]
    deadline = campaign.deadline_of(day)
    before, at, after = (deadline + timedelta(minutes=n) for n in (-60, -30, 1))
    units = [u for u in campaign.units if u.owes(day)]
    keys = tuple(u.key for u in campaign.units)
    facts: list[Fact] = [Poll(before, before, "sample", keys), Poll(at, at, "sample", keys)]
    for unit in units[:-1] or units:
        report = read_tab(_sample_tab(unit, campaign, day), unit, campaign, plain_day(day))
        facts += observe(report, at).values()
    return Evidence([*facts, Poll(after, after, "sample", keys)]), after + timedelta(minutes=1)


def _sample_tab(unit: Unit, campaign: Campaign, day: date) -> Tab:
    heading: tuple[str, ...] = tuple(c.header for c in campaign.columns)
    kinds: Sequence[object] = campaign.activities or (None,)
    rows = [tuple(_typed(c, unit, campaign, day, a) for c in campaign.columns) for a in kinds]
    return Tab(1, unit.tab, (heading, *rows), row_count=len(rows) + 1, column_count=len(heading))


def _typed(column: Column, unit: Unit, campaign: Campaign, day: date, activity: object) -> str:
    if column.type == "date":
        return formats(campaign.locale).short(day)
    if column.plays == "activity" and activity is not None:
        return str(activity.label)  # type: ignore[attr-defined]
    if column.plays == "measure":
        return next(iter(getattr(activity, "measures", ())), "")
    if column.type == "unit":
        return unit.name
    if column.type == "choice":
        return column.choices[0].label if column.choices else ""
    if column.type == "money":
        return formats(campaign.locale).number(5_000_000)
    if column.type in _SAID:
        return str(texts(campaign.locale).get(_SAID[column.type]))
    return _TYPED.get(column.type, "")
