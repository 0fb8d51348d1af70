"""Languages as data: every text in every language, one access, a language that an office brings."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from string import Formatter

import pytest

import sheets_sync.words.en
import sheets_sync.words.vi
from sheets_sync.words import texts as module
from sheets_sync.words.texts import SECTIONS, Plural, language, languages, plural, texts

VIETNAMESE = re.compile("[ạảãàáâậầấẩẫăắằặẳẵẹẻẽèéêệềếểễịỉĩìíọỏõòóôộồốổỗơợờớởỡụủũùúưựừứửữỵỷỹỳýđ]", re.IGNORECASE)

OF_ITS_OWN = ("formats", "messages", "wordings")
"""Sections in which a language builds its sentences from other facts than another."""


def said_in(value: object) -> Iterator[str]:
    """Every string of a text, however it is kept."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Plural):
        yield from value.forms.values()
    elif isinstance(value, tuple):
        for part in value:
            yield from said_in(part)


def facts_of(value: object) -> set[str]:
    return {field.split(".")[0] for text in said_in(value) for _, field, _, _ in Formatter().parse(text) if field}


@pytest.fixture
def unregistered() -> Iterator[None]:
    """Whatever a test registers is gone after it."""
    yield
    module._REGISTERED.clear()
    module._texts_of.cache_clear()


@pytest.mark.parametrize("section", SECTIONS)
def test_every_key_is_in_both_languages_with_the_same_facts(section: str) -> None:
    """A text of one language is there in the other, and is filled with the same facts."""
    vi, en = texts("vi").section(section), texts("en").section(section)
    assert set(vi) == set(en)
    if section not in OF_ITS_OWN:
        for key in vi:
            if vi[key] and en[key]:
                assert facts_of(vi[key]) == facts_of(en[key]), key


def test_sections_are_the_modules_of_a_language() -> None:
    """No module of a language's folder is forgotten by the list of sections, nor a section without its module."""
    for package in (sheets_sync.words.vi, sheets_sync.words.en):
        assert {found.name for found in pkgutil.iter_modules(package.__path__)} == set(SECTIONS)


@pytest.mark.parametrize("section", SECTIONS)
def test_english_texts_have_no_vietnamese_letter(section: str) -> None:
    """English texts are English: no letter that only Vietnamese has."""
    for key, value in texts("en").section(section).items():
        for text in said_in(value):
            assert not VIETNAMESE.search(text), (key, text)


def test_plural_forms_follow_the_number(unregistered: None) -> None:
    """A text has the plural form that CLDR gives for its number."""
    language("pl", texts={"tabs": {"yes": plural("n", one="{n} plik", few="{n} pliki", many="{n} plików", other="?")}})
    assert [texts("pl").say("tabs.yes", n=n) for n in (1, 3, 5, 22)] == ["1 plik", "3 pliki", "5 plików", "22 pliki"]


def test_one_of_something_is_one() -> None:
    """English says one cell, and two cells; a number that comes as text is a number."""
    said = texts("en").say
    assert [said("board.cells_to_fix", n=n) for n in (1, 2)] == ["1 cell to fix.", "2 cells to fix."]
    assert said("statuses.unclaimed_tab", tab="Copy", rows="1") == "“Copy” (1 row)"
    assert said("board.reported", day="8/1", reported=1, owed=1) == "8/1: 1 of 1 unit has reported"


def test_what_a_language_lacks_is_english_and_counted(unregistered: None) -> None:
    """A registered language falls back to English, text by text, and says which texts it lacks."""
    language("eo", texts={"tabs": {"yes": "Jes", "no": "Ne"}})
    assert texts("eo").say("tabs.yes") == "Jes"
    assert texts("eo").say("tabs.title.totals") == "Totals"
    lacking = texts("eo").lacking()
    assert "tabs.yes" not in lacking
    assert "tabs.title.totals" in lacking
    assert texts("vi").lacking() == texts("en").lacking() == []
    assert languages() == ("en", "vi", "eo")


@pytest.mark.parametrize("tag", ["vi", "en", "EN", "x", "fr-FR", ""])
def test_no_registration_under_a_wrong_tag(tag: str, unregistered: None) -> None:
    """Built-in languages stay as they are, and a tag is one of a language."""
    with pytest.raises(ValueError, match=r"tag|built in"):
        language(tag, texts={})
