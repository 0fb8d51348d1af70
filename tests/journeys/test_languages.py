"""An office that reports in English, and one in a language that nobody built in: every text is theirs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from office import World, make_world

from sheets_sync.job.checks import examine
from sheets_sync.local_sheets import LocalSheets
from sheets_sync.words import texts as module
from sheets_sync.words.texts import SECTIONS, Plural, language, texts

ENGLISH = """\
[campaign]
slug = "schools"
name = "Visits of schools"
timezone = "Europe/London"
first_day = 2027-01-11
last_day = 2027-01-15
deadline = 17:00:00
locale = "{locale}"
[google]
spreadsheet = "dien-ma-bang-tinh-vao-day"
[documents]
formats = ["html"]
[[units]]
key = "hillside"
name = "Hillside Academy"
tab = "Hillside"
[[units]]
key = "st-mary"
name = "St Mary's School"
tab = "St Mary"
[[columns]]
key = "day"
header = "Date"
type = "date"
required = true
[[columns]]
key = "details"
header = "What was done"
type = "text"
required = true
[[columns]]
key = "people"
header = "Pupils"
type = "integer"
[[columns]]
key = "money"
header = "Spent"
type = "money"
"""
GOOD = {"Date": "Mon 11 Jan", "What was done": "A visit to the museum", "Pupils": "1,250 pupils", "Spent": "£1,250.50"}
BAD = {"Date": "1/13/2027", "What was done": "Another visit to the museum", "Pupils": "1.250", "Spent": "€20"}
VIETNAMESE = re.compile(
    "[ạảãầấẩẫăắằặẳẵẹẻẽềếểễệỉịĩọỏốồổỗộơớờởỡợụủũưứừửữựỳỵỷỹđ]|đồng|Ban Phong|hằng|huyện|báo cáo|đoàn", re.IGNORECASE
)
JOB_TABS = ("compliance", "problems", "totals", "overrides")


@pytest.fixture
def server() -> Iterator[LocalSheets]:
    with LocalSheets(control=True, validate=True) as running:
        yield running
        assert running.failures == []


def strings(value: Any) -> Iterator[str]:
    """Every text in what the server keeps of a spreadsheet: cells, notes, dropdowns, titles."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            if name != "developerMetadata":
                yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def played(server: LocalSheets, folder: Path, locale: str) -> World:
    """A campaign with a good row, a bad one and a unit that is silent, looked at before and after the deadline."""
    world = make_world(server, folder, ENGLISH.format(locale=locale))
    world.clock.now = datetime.fromisoformat("2027-01-11T16:30:00+00:00")
    world.type("hillside", 2, GOOD)
    world.type("hillside", 3, BAD)
    world.step()
    world.clock.now = datetime.fromisoformat("2027-01-11T17:10:00+00:00")
    world.step()
    return world


def test_an_english_office_sees_english(server: LocalSheets, tmp_path: Path) -> None:
    """£1,250.50 and 1,250 pupils are read; the spreadsheet is British; no tab, note or dropdown has Vietnamese."""
    world = played(server, tmp_path, "en-GB")
    structure = world.structure()
    assert structure["properties"]["locale"] == "en_GB"
    found = [text for text in strings(structure["sheets"]) if VIETNAMESE.search(text)]
    assert found == []
    said = texts("en")
    titles = [said.say(f"tabs.title.{name}") for name in JOB_TABS]
    assert set(titles) <= {sheet["properties"]["title"] for sheet in structure["sheets"]}
    board = json.dumps(world.values("Compliance"), ensure_ascii=False)
    assert "On time" in board
    assert "Missed" in board
    totals = json.dumps(world.values("Totals"), ensure_ascii=False)
    assert "1,250.5" in totals
    assert "1,251" not in totals
    problems = json.dumps(world.values("To fix"), ensure_ascii=False)
    assert "is no whole number" in problems
    assert "is no amount of money. Please write the total in £" in problems
    assert "was read as 13/01/2027" in problems or "outside the campaign" in problems


@pytest.fixture
def pseudo() -> Iterator[None]:
    """A language made of English ones: each text in brackets."""

    def marked(value: Any) -> Any:
        if isinstance(value, str):
            return f"⟦{value}⟧" if value else value
        if isinstance(value, Plural):
            return Plural(value.by, {name: marked(form) for name, form in value.forms.items()})
        return tuple(map(marked, value)) if isinstance(value, tuple) else value

    english = {name: texts("en").section(name) for name in SECTIONS if name != "formats"}
    language("qps", texts={name: {k: marked(v) for k, v in found.items()} for name, found in english.items()})
    yield
    module._REGISTERED.clear()
    module._texts_of.cache_clear()


def test_check_tells_how_cells_are_read_and_what_a_language_lacks(server: LocalSheets, tmp_path: Path) -> None:
    """`check` names order of dates, currency and region; a language with few texts is told how many it lacks."""
    world = make_world(server, tmp_path, ENGLISH.format(locale="en-GB"))
    found = {finding.code: finding for finding in examine(world.settings)}
    assert "dmy, GBP, GB, en_GB" in found["language"].what
    assert "texts" not in found
    language("qps", texts={"tabs": {"yes": "ja"}})
    try:
        campaign = replace(world.settings.campaign, locale="qps")
        found = {finding.code: finding for finding in examine(replace(world.settings, campaign=campaign))}
        assert "texts are lacking in this language" in found["texts"].what
    finally:
        module._REGISTERED.clear()
        module._texts_of.cache_clear()


def test_a_language_is_its_texts_and_nothing_else(server: LocalSheets, tmp_path: Path, pseudo: None) -> None:
    """In a campaign of another language every sentence of the job's tabs comes from that language's texts."""
    world = played(server, tmp_path, "qps")
    structure = world.structure()
    ours = {texts("qps").say(f"tabs.title.{name}") for name in ("compliance", "problems", "totals")}
    sheets = [sheet for sheet in structure["sheets"] if sheet["properties"]["title"] in ours]
    assert len(sheets) == len(ours)
    english = {
        text
        for name in ("board", "problems_tab", "totals_tab", "statuses")
        for value in texts("en").section(name).values()
        for text in ([value] if isinstance(value, str) else value if isinstance(value, tuple) else [])
        if isinstance(text, str) and len(text) > 3 and "{" not in text
    }
    shown = [text for sheet in sheets for text in strings(sheet)]
    assert [text for text in shown if text in english] == []
    assert any("⟦" in text for text in shown)
    assert [text for text in shown if VIETNAMESE.search(text)] == []
