"""The head and the foot of a paper, from the office's settings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sheets_sync.rollup.model import Closing, Heading
from sheets_sync.rollup.settings import DocumentSettings
from sheets_sync.words import vietnamese


def heading(settings: DocumentSettings, as_of: datetime, subject: Sequence[str], addressees: Sequence[str]) -> Heading:
    """The head, dated the day of `as_of` (an aware moment in the campaign's timezone)."""
    return Heading(
        title=vietnamese.one_line(settings.title),
        above=tuple(vietnamese.one_line(line) for line in settings.above),
        issuer=vietnamese.one_line(settings.issuer),
        stars=vietnamese.one_line(settings.stars),
        number=vietnamese.clean(settings.number),
        place_date=_place_date(settings, as_of),
        draft=vietnamese.one_line(settings.draft_mark) if settings.draft else "",
        subject=tuple(subject),
        annex=_annex(settings, as_of),
        addressees=tuple(vietnamese.one_line(addressee).rstrip(".;") for addressee in addressees),
    )


def closing(settings: DocumentSettings, recipients: Sequence[str]) -> Closing:
    """The foot: a dash before each recipient, ";" after each, "." after the last."""
    names = [vietnamese.one_line(recipient).rstrip(".;") for recipient in recipients]
    marks = [";"] * (len(names) - 1) + ["."]
    return Closing(
        recipients=tuple(f"- {name}{mark}" for name, mark in zip(names, marks, strict=bool(names))),
        authority=vietnamese.one_line(settings.authority),
        office=vietnamese.one_line(settings.office),
        signer=vietnamese.one_line(settings.signer),
        end_mark="./." if settings.end_mark else ".",
    )


def as_of_words(as_of: datetime, *, within: bool) -> str:
    """As in "10 giờ 00", with the day unless the text around it names that day already (`within`)."""
    return vietnamese.hour(as_of) if within else f"{vietnamese.hour(as_of)} ngày {vietnamese.day_short(as_of.date())}"


def _annex(settings: DocumentSettings, as_of: datetime) -> str:
    number = vietnamese.clean(settings.number).partition(":")[2].rstrip()
    return f"(Kèm theo Báo cáo số{number} {_day(settings, as_of)})"


def _place_date(settings: DocumentSettings, as_of: datetime) -> str:
    return f"{vietnamese.one_line(settings.place)}, {_day(settings, as_of)}"


def _day(settings: DocumentSettings, as_of: datetime) -> str:
    said = vietnamese.day_long(as_of.date())
    return f"ngày        tháng{said.partition('tháng')[2]}" if settings.date_open else said
