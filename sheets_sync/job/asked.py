"""What somebody asked for, as units, days and moments of a campaign; ConfigError where it is none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sheets_sync.campaign.model import Campaign, Choice, Unit
from sheets_sync.campaign.period import Period, plain_day, slot_of
from sheets_sync.errors import ConfigError
from sheets_sync.words.worded import joined, worded


def unit_asked(asked: str | Unit, campaign: Campaign) -> Unit:
    """A unit by key, name, tab or alias."""
    if isinstance(asked, Unit):
        asked = asked.key
    if asked in campaign.unit_by_key:
        return campaign.unit_by_key[asked]
    from sheets_sync.cells import CellReader

    reading = CellReader(campaign).read("unit", asked, today=campaign.last_day)
    if reading.usable:
        return campaign.unit_by_key[reading.value]
    import difflib

    close = difflib.get_close_matches(asked, campaign.unit_by_key, n=1, cutoff=0.4)
    hint = worded("config.did_you_mean", nearest=close[0]) if close else ""
    raise ConfigError(
        joined([worded("commands.no_unit", asked=asked), hint]),
        where="UNIT",
        remedy=worded("commands.no_unit.remedy", names=", ".join(campaign.unit_by_key)),
    )


def day_asked(asked: str | date | Period, campaign: Campaign, slot: str | None = None) -> date:
    """A report by its period, or by any day of it: a date, or one typed as 2022-12-16 or as people write it (16/12).
    Where there are slots, `slot` is one by key, label or alias; a `SlotDay` and a period name it themselves."""
    if isinstance(asked, Period):
        slot, asked = slot or asked.slot, asked.day
    day = _day(asked, campaign) if isinstance(asked, str) else asked
    if isinstance(day, datetime):
        day = campaign.local_day(moment_asked(day, campaign))
    reports = campaign.reports_on(plain_day(day))
    if not reports:
        raise ConfigError(
            worded("commands.no_report_day", asked=str(asked)),
            where="DAY",
            remedy=worded("commands.no_report_day.remedy", first_day=campaign.first_day, last_day=campaign.last_day),
        )
    return _of_slot(reports, slot or slot_of(day), campaign)


def _of_slot(reports: Sequence[date], slot: str | None, campaign: Campaign) -> date:
    offered = [found for report in reports if (found := slot_of(report))]
    if not offered:
        if slot is not None:
            said, remedy = worded("commands.no_slot", slot=slot), worded("commands.no_slots.remedy")
            raise ConfigError(said, where="SLOT", remedy=remedy)
        return reports[0]
    choices = tuple(Choice(s.key, s.label, s.aliases) for s in campaign.slots if s.key in offered)
    names = ", ".join(f"{choice.code} ({choice.label})" for choice in choices) or ", ".join(offered)
    if slot is None:
        raise ConfigError(
            worded("commands.several_reports"),
            where="SLOT",
            remedy=worded("commands.several_reports.remedy", names=names),
        )
    from sheets_sync.cells import CellReader

    reading = CellReader(campaign).read("choice", slot, today=campaign.last_day, choices=choices)
    named = next((report for report in reports if slot_of(report) in (slot, reading.value)), None)
    if named is None:
        raise ConfigError(
            worded("commands.no_slot", slot=slot), where="SLOT", remedy=worded("commands.no_slot.remedy", names=names)
        )
    return named


def _day(text: str, campaign: Campaign) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        from sheets_sync.cells import CellReader

        reading = CellReader(campaign).read("date", text, today=campaign.last_day)
        return date.fromisoformat(reading.value) if reading.usable else date.min


def moment_asked(asked: str | datetime, campaign: Campaign) -> datetime:
    """An ISO moment; without an offset it is in the campaign's timezone."""
    try:
        moment = datetime.fromisoformat(asked) if isinstance(asked, str) else asked
    except ValueError:
        raise ConfigError(
            worded("commands.no_moment", asked=asked), where="--now", remedy=worded("commands.no_moment.remedy")
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=campaign.timezone)
