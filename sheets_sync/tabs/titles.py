"""The titles of the job's own tabs, by language."""

from __future__ import annotations

from sheets_sync.words.texts import languages, texts

NAMES = ("compliance", "problems", "totals", "overrides", "guide")


def tab_titles(locale: str) -> dict[str, str]:
    """The titles of all tabs of the job in one language, by name."""
    return {name: tab_title(name, locale) for name in NAMES}


def every_title() -> set[str]:
    """The titles of the job's tabs in every language."""
    return {title for language in languages() for title in tab_titles(language).values()}


def tab_title(name: str, locale: str) -> str:
    """The title under which a tab of the job is made; `name` is the one that the tab's mark carries."""
    return texts(locale).say(f"tabs.title.{name}")
