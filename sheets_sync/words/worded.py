"""What operators are told, kept as a key and its facts until it is known who reads it. Pure.

An error is raised where nobody knows the reader's language. So its sentences are wordings: as a `str` each is English,
which is what a program sees; whoever shows it to a person asks for it in that person's language with `told`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sheets_sync.errors import SheetsSyncError, paragraph
from sheets_sync.words.texts import FALLBACK, texts


class Wording(str):
    """The text of a "section.key" with its facts filled in: English as a string, in every language by `told`."""

    key: str
    facts: dict[str, object]

    def __new__(cls, key: str, facts: dict[str, object]) -> Wording:
        self = super().__new__(cls, texts(FALLBACK).say(key, **_all_told(facts, FALLBACK)))
        self.key, self.facts = key, {name: _kept(fact) for name, fact in facts.items()}
        return self

    def __getnewargs__(self) -> tuple[Any, ...]:
        return self.key, self.facts

    def told(self, tag: str) -> str:
        """The same in the language of a tag; in English where that language's text asks for what is not there."""
        try:
            return texts(tag).say(self.key, **_all_told(self.facts, tag))
        except (LookupError, ValueError, AttributeError, TypeError):  # a slip in a language of an office
            return str(self)


class Joined(Wording):
    """Wordings after each other: as one, in every language."""

    parts: tuple[str, ...]
    between: str

    def __new__(cls, parts: tuple[str, ...], between: str) -> Joined:
        self = str.__new__(cls, between.join(parts))
        self.key, self.facts, self.parts, self.between = "", {}, parts, between
        return self

    def __getnewargs__(self) -> tuple[Any, ...]:
        return self.parts, self.between

    def told(self, tag: str) -> str:
        return self.between.join(str(told(part, tag)) for part in self.parts)


def worded(key: str, /, **facts: object) -> Wording:
    """A wording: `worded("config.unknown_key", key="nmae")`. Facts may be wordings and errors themselves."""
    return Wording(key, facts)


def joined(parts: Iterable[str], between: str = " ") -> Joined:
    """Several as one, without those that are empty."""
    return Joined(tuple(part for part in parts if part), between)


def sentence(error: SheetsSyncError) -> Joined:
    """An error as one wording, for where it is kept as a text."""
    return joined([f"{told(error.where, FALLBACK)}:" if error.where else "", error.what, error.remedy])


def told(said: object, tag: str) -> Any:
    """A wording or an error in the language of a tag; everything else as it is."""
    if isinstance(said, Wording):
        return said.told(tag)
    if isinstance(said, SheetsSyncError):
        return paragraph(*(str(told(part, tag)) for part in (said.what, said.where, said.remedy)))
    return said


def _kept(fact: object) -> object:
    """A fact to keep: of a foreign error its text, since the error itself may hold on to much."""
    return str(fact) if isinstance(fact, BaseException) and not isinstance(fact, SheetsSyncError) else fact


def _all_told(facts: dict[str, object], tag: str) -> dict[str, object]:
    return {name: told(fact, tag) for name, fact in facts.items()}
