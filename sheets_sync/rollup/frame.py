"""The head and the foot of a paper, from the office's settings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sheets_sync.rollup import gaps
from sheets_sync.rollup.model import Closing, Heading
from sheets_sync.rollup.settings import DocumentSettings
from sheets_sync.words import vietnamese


def heading(
    settings: DocumentSettings, as_of: datetime, subject: Sequence[str], addressees: Sequence[str] | None
) -> Heading:
    """The head, dated the day of `as_of` (an aware moment in the campaign's timezone)."""
    return Heading(
        title=gaps.said(settings.title, gaps.TITLE),
        above=tuple(vietnamese.one_line(line) for line in settings.above),
        issuer=gaps.said(settings.issuer, gaps.ISSUER),
        stars=vietnamese.one_line(settings.stars),
        number=gaps.NUMBER if settings.number is None else vietnamese.clean(settings.number),
        place_date=_place_date(settings, as_of),
        draft=vietnamese.one_line(settings.draft_mark) if settings.draft else "",
        subject=tuple(subject),
        annex=_annex(settings, as_of),
        addressees=tuple(name.rstrip(".;") for name in gaps.each(addressees, gaps.ADDRESSEE)),
    )


def closing(settings: DocumentSettings, recipients: Sequence[str] | None) -> Closing:
    """The foot: a dash before each recipient, ";" after each, "." after the last."""
    names = [name.rstrip(".;") for name in gaps.each(recipients, gaps.RECIPIENT)]
    marks = [";"] * (len(names) - 1) + ["."]
    return Closing(
        recipients=tuple(f"- {name}{mark}" for name, mark in zip(names, marks, strict=bool(names))),
        authority=gaps.said(settings.authority, gaps.AUTHORITY),
        office=gaps.said(settings.office, gaps.OFFICE),
        signer=vietnamese.one_line(settings.signer),
        end_mark="./." if settings.end_mark else ".",
    )


def as_of_words(as_of: datetime, *, within: bool) -> str:
    """As in "10 giờ 00", with the day unless the text around it names that day already (`within`)."""
    return vietnamese.hour(as_of) if within else f"{vietnamese.hour(as_of)} ngày {vietnamese.day_short(as_of.date())}"


def _annex(settings: DocumentSettings, as_of: datetime) -> str:
    number = vietnamese.clean(settings.number or "").partition(":")[2].rstrip()
    return f"(Kèm theo Báo cáo số{number} {_day(settings, as_of)})"


def _place_date(settings: DocumentSettings, as_of: datetime) -> str:
    return f"{gaps.said(settings.place, gaps.PLACE)}, {_day(settings, as_of)}"


def _day(settings: DocumentSettings, as_of: datetime) -> str:
    said = vietnamese.day_long(as_of.date())
    return f"ngày        tháng{said.partition('tháng')[2]}" if settings.date_open else said
