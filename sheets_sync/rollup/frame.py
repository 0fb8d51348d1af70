"""The head and the foot of a paper, from the office's settings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sheets_sync.rollup import words
from sheets_sync.rollup.model import Closing, Heading
from sheets_sync.rollup.settings import DocumentSettings


def heading(settings: DocumentSettings, as_of: datetime, subject: Sequence[str], addressees: Sequence[str]) -> Heading:
    """The head, dated the day of `as_of` (an aware moment in the campaign's timezone)."""
    return Heading(
        title=words.one_line(settings.title),
        above=tuple(words.one_line(line) for line in settings.above),
        issuer=words.one_line(settings.issuer),
        stars=words.one_line(settings.stars),
        number=words.clean(settings.number),
        place_date=_place_date(settings, as_of),
        draft=words.one_line(settings.draft_mark) if settings.draft else "",
        subject=tuple(subject),
        annex=_annex(settings, as_of),
        addressees=tuple(words.one_line(addressee).rstrip(".;") for addressee in addressees),
    )


def closing(settings: DocumentSettings, recipients: Sequence[str]) -> Closing:
    """The foot: a dash before each recipient, ";" after each, "." after the last."""
    names = [words.one_line(recipient).rstrip(".;") for recipient in recipients]
    marks = [";"] * (len(names) - 1) + ["."]
    return Closing(
        recipients=tuple(f"- {name}{mark}" for name, mark in zip(names, marks, strict=bool(names))),
        authority=words.one_line(settings.authority),
        office=words.one_line(settings.office),
        signer=words.one_line(settings.signer),
        end_mark="./." if settings.end_mark else ".",
    )


def as_of_words(as_of: datetime, *, within: bool) -> str:
    """As in "10 giờ 00", with the day unless the text around it names that day already (`within`)."""
    return words.hour(as_of) if within else f"{words.hour(as_of)} ngày {words.day_short(as_of.date())}"


def _annex(settings: DocumentSettings, as_of: datetime) -> str:
    number = words.clean(settings.number).partition(":")[2].rstrip()
    return f"(Kèm theo Báo cáo số{number} {_day(settings, as_of)})"


def _place_date(settings: DocumentSettings, as_of: datetime) -> str:
    return f"{words.one_line(settings.place)}, {_day(settings, as_of)}"


def _day(settings: DocumentSettings, as_of: datetime) -> str:
    said = words.day_long(as_of.date())
    return f"ngày        tháng{said.partition('tháng')[2]}" if settings.date_open else said
