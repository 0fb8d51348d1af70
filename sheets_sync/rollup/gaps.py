"""What a paper shows where the office left a word out: a gap in brackets, never somebody else's name."""

from __future__ import annotations

from collections.abc import Sequence

from sheets_sync.words import tidy
from sheets_sync.words.texts import texts

TITLE, ISSUER, NUMBER, PLACE = "title", "issuer", "number", "place"
ADDRESSEE, RECIPIENT, BASIS, REPORTER = "addressee", "recipient", "basis", "reporter"
AUTHORITY, OFFICE = "authority", "office"
NAMES = (TITLE, ISSUER, PLACE, ADDRESSEE, RECIPIENT, BASIS, REPORTER, AUTHORITY, OFFICE, NUMBER)


def gap(name: str, locale: str) -> str:
    """A gap as it is printed, "[cơ quan ban hành]"; "" where papers of this language have no such place."""
    return texts(locale).say(f"frame.gap.{name}")


def gaps(locale: str) -> tuple[str, ...]:
    """Every gap that a paper may show."""
    return tuple(filter(None, (gap(name, locale) for name in NAMES)))


def said(words: str | None, name: str, locale: str) -> str:
    """The office's words on one line; the gap where it has not given any. Empty words say that there are none."""
    return gap(name, locale) if words is None else tidy.one_line(words)


def each(words: Sequence[str] | None, name: str, locale: str) -> tuple[str, ...]:
    """The same of a list."""
    found = (gap(name, locale),) if words is None else map(tidy.one_line, words)
    return tuple(filter(None, found))
