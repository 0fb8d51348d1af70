"""The head and the foot of a paper, from the office's settings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from sheets_sync.rollup import gaps
from sheets_sync.rollup.model import Closing, Heading
from sheets_sync.rollup.settings import DocumentSettings
from sheets_sync.words import tidy
from sheets_sync.words.formats import formats
from sheets_sync.words.texts import texts

_OPEN_DAY = " " * 6
"""Stands for the number of the day that a clerk fills in."""


def heading(
    settings: DocumentSettings, as_of: datetime, subject: Sequence[str], addressees: Sequence[str] | None, locale: str
) -> Heading:
    """The head, dated the day of `as_of` (an aware moment in the campaign's timezone)."""
    return Heading(
        title=gaps.said(settings.title, gaps.TITLE, locale),
        above=tuple(tidy.one_line(line) for line in settings.above),
        issuer=gaps.said(settings.issuer, gaps.ISSUER, locale),
        stars=tidy.one_line(settings.stars),
        number=_number(settings, locale),
        place_date=_place_date(settings, as_of, locale),
        draft=tidy.one_line(settings.draft_mark or "") if settings.draft else "",
        subject=tuple(subject),
        annex=_annex(settings, as_of, locale),
        addressees=tuple(name.rstrip(".;") for name in gaps.each(addressees, gaps.ADDRESSEE, locale)),
    )


def closing(settings: DocumentSettings, recipients: Sequence[str] | None, locale: str) -> Closing:
    """The foot: a dash before each recipient, ";" after each, "." after the last."""
    names = [name.rstrip(".;") for name in gaps.each(recipients, gaps.RECIPIENT, locale)]
    marks = [";"] * (len(names) - 1) + ["."]
    return Closing(
        recipients=tuple(f"- {name}{mark}" for name, mark in zip(names, marks, strict=bool(names))),
        authority=gaps.said(settings.authority, gaps.AUTHORITY, locale),
        office=gaps.said(settings.office, gaps.OFFICE, locale),
        signer=tidy.one_line(settings.signer),
        end_mark="./." if settings.end_mark else ".",
    )


def as_of_words(as_of: datetime, locale: str, *, within: bool) -> str:
    """As in "10 giờ 00", with the day unless the text around it names that day already (`within`)."""
    said = formats(locale)
    hour = said.at(as_of)
    return hour if within else texts(locale).say("frame.moment", hour=hour, day=said.short(as_of.date()))


def _number(settings: DocumentSettings, locale: str) -> str:
    gap = gaps.gap(gaps.NUMBER, locale)
    if settings.number is not None:
        return tidy.clean(settings.number)
    return texts(locale).say("frame.number", gap=gap) if gap else ""


def _annex(settings: DocumentSettings, as_of: datetime, locale: str) -> str:
    number = tidy.clean(settings.number or "").partition(":")[2].rstrip()
    return texts(locale).say("frame.annex", number=number, day=_day(settings, as_of, locale))


def _place_date(settings: DocumentSettings, as_of: datetime, locale: str) -> str:
    place, day = gaps.said(settings.place, gaps.PLACE, locale), _day(settings, as_of, locale)
    return f"{place}, {day}" if place else tidy.capital(day)


def _day(settings: DocumentSettings, as_of: datetime, locale: str) -> str:
    said = formats(locale).long(as_of.date())
    return re.sub(r"\d+", _OPEN_DAY, said, count=1) if settings.date_open else said
