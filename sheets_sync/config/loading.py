"""The tables of the campaign file -> Campaign and Settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sheets_sync.campaign.model import NO_LIMIT, Activity, Campaign, Choice, Column, Conversion, Limits, Phrase, Unit
from sheets_sync.campaign.period import Slot, reports_of
from sheets_sync.campaign.schedule import PollPlan
from sheets_sync.config.addresses import spreadsheet_id
from sheets_sync.config.extensions import loaded
from sheets_sync.config.file import parse
from sheets_sync.config.settings import AlertPlan, DocumentsPlan, MailPlan, Settings
from sheets_sync.config.tables import (
    ActivityTable,
    AlertTable,
    ColumnTable,
    File,
    MailTable,
    OfficeTable,
    PollsTable,
    UnitTable,
    conversions,
    measures_of,
    report_days,
    role_of,
    same_tab,
)
from sheets_sync.errors import ConfigError
from sheets_sync.rollup.settings import OF_THE_OFFICE, DocumentSettings
from sheets_sync.words.conventions import tag_of


def declared(path: Path, text: str) -> Settings:
    """What the text of a campaign file says: its paths are relative to the file, and nothing is of the environment.

    Raises ConfigError, naming the file `path`, line and the nearest valid word, for all problems of the file at once.
    """
    file = parse(path, text)
    campaign = _campaign(file)
    _check_phrases(file, campaign, path)
    return Settings(
        campaign=campaign,
        path=Path("campaign.toml"),
        spreadsheet=spreadsheet_id(file.google.spreadsheet),
        state=Path("state"),
        polls=_poll_plan(file.polls),
        order=file.board.order,
        feedback=file.tabs.feedback,
        credentials=Path(file.google.credentials) if file.google.credentials else None,
        impersonate=file.google.impersonate,
        requests_per_minute=file.google.requests_per_minute,
        state_url=file.state.url if file.state else None,
        documents=_documents_plan(file.documents, file.office),
        mail=_mail_plan(file.mail) if file.mail else None,
        alert=_alert_plan(file.alert),
        board=spreadsheet_id(file.google.board) if file.google.board else None,
        coordinators=tuple(file.campaign.coordinators),
    )


def _check_phrases(file: File, campaign: Campaign, path: Path) -> None:
    """A wording that no activity fits is refused here, not when the first document is made."""
    from sheets_sync.rollup.phrases import parse

    try:
        parse(tuple(getattr(file.documents, "phrases", ())), campaign)
    except ConfigError as error:
        raise ConfigError(error.what, where=f"{path}: [documents] phrases", remedy=error.remedy) from None


def _campaign(file: File) -> Campaign:
    table = file.campaign
    slots = tuple(Slot(s.key, s.label, s.deadline, tuple(s.aliases), s.due_after) for s in table.slots)
    return Campaign(
        slug=table.slug,
        name=table.name,
        timezone=ZoneInfo(table.timezone),
        days=reports_of(report_days(table), slots, table.due_after),
        deadline=table.deadline or max(slot.deadline for slot in slots),
        grace=timedelta(seconds=table.grace_seconds),
        units=tuple(_unit(u, _begins(u, file.units)) for u in file.units),
        columns=tuple(_column(c, slots) for c in file.columns),
        activities=tuple(map(_activity, file.activities)),
        locale=tag_of(
            table.locale,
            table.timezone,
            date_order=table.date_order or "",
            currency=table.currency or "",
            region=table.region or "",
        ),
        deadlines={date.fromisoformat(day): at for day, at in table.deadlines.items()},
        limits=_limits(file),
        rules_off=frozenset(name for name, on in file.rules.items() if not on),
        extensions=loaded(file.extensions.modules),
        never_guess=tuple(table.never_guess),
        period=table.period,
        ends_on=table.ends_on or "sunday",
        due_after=table.due_after,
        slots=slots,
    )


def _limits(file: File) -> Limits:
    """What is usual. Sums of money are known for đồng alone: elsewhere none is unusual unless the file says so."""
    table, said = file.limits, file.limits.model_fields_set
    habit = file.campaign.locale.partition("-")[0] == "vi" and file.campaign.currency in (None, "VND")
    return Limits(
        table.people_cap,
        table.money_low if habit or "money_low" in said else 0,
        table.money_high if habit or "money_high" in said else NO_LIMIT,
        table.min_letters,
        tuple(table.divisible_measures),
    )


def _begins(u: UnitTable, units: Sequence[UnitTable]) -> date | None:
    """The first day of a unit: one that takes over the tab of another begins when that one has ended."""
    if u.first_day:
        return u.first_day
    before = [other.last_day for other in units if other is not u and other.last_day and same_tab(other, u)]
    return max(before) + timedelta(days=1) if before and not u.last_day else None


def _unit(u: UnitTable, first_day: date | None) -> Unit:
    own = spreadsheet_id(u.spreadsheet) if u.spreadsheet else None
    contacts = tuple(u.contacts or u.editors)
    return Unit(
        u.key,
        u.name,
        u.tab,
        u.kind,
        tuple(u.aliases),
        tuple(u.editors),
        first_day,
        u.last_day,
        own,
        contacts,
        former_keys=tuple(u.former_keys),
    )


def _column(c: ColumnTable, slots: Sequence[Slot]) -> Column:
    """A column; that of the slots has them as its choices, and every row needs it."""
    required = c.required if isinstance(c.required, str) else "always" if c.required else "no"
    choices = tuple(Choice(x.code, x.label, tuple(x.aliases)) for x in c.choices)
    if slots and role_of(c) == "slot":
        required, choices = "always", tuple(Choice(slot.key, slot.label, slot.aliases) for slot in slots)
    kind = "decimal" if c.type == "number" else c.type
    return Column(
        c.key,
        c.header,
        kind,
        tuple(c.aliases),
        required,
        choices,
        c.help,
        c.required_from,
        c.role or "",
        c.total or "",
        c.unit or "",
    )


def _activity(a: ActivityTable) -> Activity:
    return Activity(
        a.code,
        a.label,
        a.section,
        tuple(a.measures),
        a.adding,
        a.once_per_link,
        tuple(a.aliases),
        tuple(Conversion(measure, *into) for measure, into in conversions(a).items()),
        a.nil,
        a.heading,
        tuple(Phrase(measures_of(key), said) for key, said in a.phrases.items()),
        a.listed,
    )


def _documents_plan(table: Any, office: OfficeTable) -> DocumentsPlan:
    given: dict[str, Any] = {
        f.name: getattr(table, f.name) for f in fields(DocumentSettings) if f.name not in OF_THE_OFFICE
    }
    wording: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in given.items()}
    return DocumentsPlan(
        out=Path(table.out),
        formats=tuple(table.formats),
        daily_at=tuple(table.daily_at),
        templates=Path(table.templates) if table.templates else None,
        mode=int(table.mode, 8) if table.mode else None,
        settings=DocumentSettings(**wording, compiler=office.name, members=office.members),
    )


def _poll_plan(table: PollsTable) -> PollPlan:
    return PollPlan(
        every=timedelta(minutes=table.every_minutes),
        start=table.start,
        until=table.until,
        also=tuple(table.also),
        heartbeat=timedelta(minutes=table.heartbeat_minutes),
    )


def _mail_plan(table: MailTable) -> MailPlan:
    return MailPlan(
        table.server,
        table.sender,
        tuple(table.group),
        None,
        table.allow_plaintext,
        tuple(table.daily_to),
        tuple(table.final_to),
    )


def _alert_plan(table: AlertTable) -> AlertPlan:
    metrics = Path(table.metrics) if table.metrics else None
    return AlertPlan(table.ping, tuple(table.mail), table.after_failures, tuple(table.urgent), metrics)
