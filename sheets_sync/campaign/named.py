"""What the reports of a campaign are called, and when they are due, in the campaign's language. Pure."""

from __future__ import annotations

from datetime import date

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.period import WEEKDAYS, plain_day, slot_of
from sheets_sync.words.rhythm import Due, due_words, period_sign, period_words


def report_name(report: date, campaign: Campaign, *, year: bool = False, language: str = "") -> str:
    """A report in a sentence: "ngày 16/12", "tuần 02/01–08/01", "tháng 01/2027, Buổi sáng"."""
    period = _period(report, campaign)
    tag = language or campaign.locale
    first = campaign.begin_of(report)
    return period_words(period, first, plain_day(report), tag, slot=_label(report, campaign), year=year)


def report_title(report: date, campaign: Campaign, *, year: bool = False) -> str:
    """The same at the beginning of a line: "Ngày 16/12"."""
    name = report_name(report, campaign, year=year)
    return name[:1].upper() + name[1:]


def report_sign(report: date, campaign: Campaign) -> str:
    """A report over a column: "16/12", with its slot on a line of its own."""
    return period_sign(_period(report, campaign), plain_day(report), campaign.locale, _label(report, campaign))


def counted_key(campaign: Campaign) -> str:
    """The text that counts the reports of a campaign: days, weeks, months, quarters, or reports of slots."""
    return f"rhythm.counted.{'slots' if campaign.slots else campaign.period}"


def due_sentence(campaign: Campaign, language: str = "") -> str:
    """When reports are due: "trước 10 giờ 00 hằng ngày", "by 17:00 every Friday"; where days are left out "trước 10 giờ
    00 mỗi ngày báo cáo"."""
    slots = [(s.label, s.deadline, campaign.due_after if s.due_after is None else s.due_after) for s in campaign.slots]
    reports = slots or [("", campaign.deadline, campaign.due_after)]
    ends, some = WEEKDAYS.index(campaign.ends_on), _leaves_days_out(campaign)
    return due_words(
        tuple(Due(campaign.period, at, after, (ends + after) % 7, label, some) for label, at, after in reports),
        language or campaign.locale,
    )


def _leaves_days_out(campaign: Campaign) -> bool:
    """Whether a campaign of days has days off between its first and its last one."""
    days = {plain_day(day) for day in campaign.days}
    return campaign.period == "day" and len(days) < (campaign.last_day - campaign.first_day).days + 1


def _period(report: date, campaign: Campaign) -> str:
    """The kind of a report's period; one that an earlier version of the campaign had goes by its length."""
    if report not in campaign.begins:
        return campaign.period
    days = (plain_day(report) - campaign.begins[report]).days + 1
    return "day" if days == 1 else "week" if days == 7 else "month" if days <= 31 else "quarter"


def _label(report: date, campaign: Campaign) -> str:
    slot = slot_of(report)
    known = campaign.slot_by_key.get(slot or "")
    return known.label if known else slot or ""
