"""The texts of a language: one access for everyone who says something to people. Pure.

A language is a folder (`words/vi`, `words/en`, or a package of an office's own): a module for each section, each with
its `TEXTS`. What a language lacks is said in English, and `lacking` counts it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

FALLBACK = "en"
SECTIONS = (
    "alarms",
    "annexes",
    "board",
    "chain",
    "changes",
    "checks",
    "commands",
    "config",
    "cron",
    "daily",
    "editions",
    "figures",
    "files",
    "final",
    "formats",
    "frame",
    "google",
    "help",
    "inbox",
    "ledger",
    "letters",
    "local",
    "logs",
    "mail",
    "messages",
    "papers",
    "problems",
    "problems_tab",
    "proof",
    "provision",
    "refusals",
    "rendering",
    "reporting",
    "rhythm",
    "sources",
    "statuses",
    "tabs",
    "terminal",
    "totals_tab",
    "training",
    "usage",
    "why",
    "wordings",
)
"""Every module of a language's folder."""

Section = Mapping[str, Any]
"""Key -> text with fields in braces; a `Plural`; or several texts that belong together, as a tuple."""


@dataclass(frozen=True, slots=True)
class Plural:
    """A text whose form depends on the number in the fact `by`: `forms` by the categories of CLDR ("one", "other")."""

    by: str
    forms: Mapping[str, str]

    def form(self, tag: str, facts: Mapping[str, object]) -> str:
        """The form for the number among the facts."""
        said = facts.get(self.by)
        if isinstance(said, str) and said.isdecimal():
            said = int(said)
        number = said if isinstance(said, int | float) else None
        return self.forms.get("other" if number is None else _category(tag, number), self.forms["other"])


def plural(by: str, **forms: str) -> Plural:
    """`plural("n", one="{n} cell", other="{n} cells")`."""
    return Plural(by, forms)


class Texts:
    """All texts of one language."""

    def __init__(self, tag: str) -> None:
        self.language = tag.partition("-")[0]
        self._sections: dict[str, Section] = {}

    def section(self, name: str) -> Section:
        """The texts of a section, those that the language lacks in English. KeyError for no section."""
        found = self._sections.get(name)
        if found is None:
            own = _own_section(self.language, name)
            found = self._sections[name] = (
                own if self.language == FALLBACK else {**texts(FALLBACK).section(name), **own}
            )
        return found

    def get(self, key: str) -> Any:
        """The text of "section.key" as it stands."""
        section, _, name = key.partition(".")
        return self.section(section)[name]

    def say(self, key: str, /, **facts: object) -> str:
        """The text of "section.key" with its facts filled in, in the plural form that its number asks for."""
        return self.form(key, facts).format(**facts)

    def form(self, key: str, facts: Mapping[str, object]) -> str:
        """The text of "section.key" in the plural form that the number among its facts asks for, not yet filled."""
        found = self.get(key)
        return found.form(self.language, facts) if isinstance(found, Plural) else str(found)

    def lacking(self) -> list[str]:
        """The keys that English has and this language has not."""
        return [
            f"{name}.{key}"
            for name in SECTIONS
            for key in texts(FALLBACK).section(name)
            if key not in _own_section(self.language, name)
        ]


def texts(tag: str) -> Texts:
    """The texts of a language tag ("vi", "en", "en-GB"). A language that nobody registered speaks English."""
    return _texts_of(tag.partition("-")[0])


@cache
def _texts_of(language: str) -> Texts:
    return Texts(language)


# ── what a language is made of ────────────────────────────────────────────────────────────────────────────────────

BUILT_IN = ("en", "vi")


@dataclass(frozen=True, slots=True)
class Language:
    """A language that an office brings. `texts`: a package with a module for each section, or the sections
    themselves; `cells` makes the readers of its cells (None: as English is read)."""

    tag: str
    texts: str | Mapping[str, Section]
    cells: Any = None


_REGISTERED: dict[str, Language] = {}


def language(tag: str, *, texts: str | Mapping[str, Section], cells: Any = None) -> Language:
    """Registers a language: `locale = "fr"` of a campaign file then means it.

    `texts` is the name of a package with a module for each section of `sheets_sync/words/en` (each with `TEXTS`), or a
    mapping section -> key -> text. What it lacks is said in English, and `check` says how much that is. `cells`, where
    given, is a function (campaign) -> {type of column: rules}, for the types that this language reads in its own way;
    the others are read as English ones are. Returns what was registered. ValueError for a tag that is none, or one of
    a language that is built in.

    >>> import sheets_sync as ss
    >>> ss.language("eo", texts={"tabs": {"yes": "Jes", "no": "Ne"}}).tag
    'eo'
    """
    if not (tag.isascii() and tag.isalpha() and tag.islower() and 2 <= len(tag) <= 8):
        raise ValueError(f"{tag!r} is no tag of a language: two to eight small letters, such as 'fr'.")
    if tag in BUILT_IN:
        raise ValueError(f"The language {tag!r} is built in.")
    _REGISTERED[tag] = found = Language(tag, texts, cells)
    _texts_of.cache_clear()
    return found


def languages() -> tuple[str, ...]:
    """Every language that can be asked for, the registered ones among them."""
    return (*BUILT_IN, *_REGISTERED)


def registered(tag: str) -> Language | None:
    """The language that an office brought under this tag."""
    return _REGISTERED.get(tag.partition("-")[0])


def _own_section(language: str, name: str) -> Section:
    if name not in SECTIONS:
        raise KeyError(name)
    brought = _REGISTERED.get(language)
    if brought is not None and not isinstance(brought.texts, str):
        return brought.texts.get(name, {})
    if brought is None and language not in BUILT_IN:
        return {}
    package = brought.texts if brought is not None else f"{__package__}.{language}"
    try:
        module = import_module(f"{package}.{name}")
    except ModuleNotFoundError:
        return {}
    found: Section = module.TEXTS
    return found


@cache
def _category(language: str, number: int | float) -> str:
    from babel.core import Locale, UnknownLocaleError

    try:
        return str(Locale(language).plural_form(number))
    except UnknownLocaleError:
        return "other"
