"""Every sentence of the papers, with nothing, zero, one and many, in campaigns of days, of weeks and of two slots."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from rollup_samples import ACTIVITIES, LETTERHEAD, campaign, campaign_model, day_model, row, statuses

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.period import Slot, last_days, reports_of
from sheets_sync.documents import NOT_FOR_TEMPLATES
from sheets_sync.rollup import DocumentSettings, revised, unnumbered
from sheets_sync.rollup.model import CampaignReport, DayReport
from sheets_sync.tabs.rows import Row

pytestmark = pytest.mark.once

SLOTS = (Slot("sang", "Buổi sáng", time(7)), Slot("toi", "Buổi tối", time(20)))
MEASURES = [(activity, measure) for activity in ACTIVITIES for measure in activity.measures]


def of_rhythm(name: str, locale: str) -> Campaign:
    """A campaign of four weeks: of days, of weeks that end on Friday, or of two slots a day."""
    first, last = date(2022, 12, 3), date(2022, 12, 30)
    period, slots = ("week" if name == "weekly" else "day"), (SLOTS if name == "slots" else ())
    days = reports_of(last_days(period, "friday", first, last), slots, 0)
    found = replace(campaign(), days=days, period=period, ends_on="friday", slots=slots, locale=locale)
    if locale == "vi":
        return found
    named = [replace(a, label=f"Activity {a.code}", measures=tuple(f"m{n}" for n, _ in enumerate(a.measures)))
             for a in ACTIVITIES]  # fmt: skip
    units = [replace(unit, name=f"School {n}", tab=f"School {n}") for n, unit in enumerate(found.units, 1)]
    heads = {"people": "People", "beneficiaries": "Reached", "money": "Spent"}
    columns = tuple(replace(column, header=heads.get(column.key, column.key)) for column in found.columns)
    return replace(found, name="Visits", activities=tuple(named), units=tuple(units), columns=columns)


def rows_of(of: Campaign, amount: str) -> list[Row]:
    """What the units typed: nothing at all, nil and zero, one of each thing, or much of it."""
    if amount == "none":
        return []
    if amount == "zero":
        return [replace(row(activity="NIL"), day=of.days[0]),
                replace(row("tay-ninh", quantity=0, people=0, money=0), day=of.days[0])]  # fmt: skip
    found = []
    for n, (unit, activity) in enumerate(itertools.product(of.units, of.activities)):
        for m, measure in enumerate(activity.measures):
            if amount == "one" and (m or unit is not of.units[0]):
                continue
            quantity = 1 if amount == "one" else 1000 + n
            facts: dict[str, Any] = {
                "place": f"P{n}",
                "people": quantity,
                "beneficiaries": quantity,
                "money": 1_500_000,
            }
            facts |= {"link": [f"https://a.example/{n}"] if activity.once_per_link else None}
            facts |= {"issues": "Mưa to" if activity.code == "KH1" and of.locale == "vi" else None}
            estimates = ["quantity"] if n % 5 == 0 and amount == "many" else []
            made = row(unit.key, 16, activity.code, quantity, number=n * 9 + m, measure=measure, details="D",
                       estimates=estimates, **facts)  # fmt: skip
            found.append(replace(made, day=of.days[n % 2]))
    return found


def papers(of: Campaign, rows: list[Row], status: str) -> Iterator[DayReport | CampaignReport]:
    """Both papers: a first edition, a later one with and without changes, a preview."""
    settings = LETTERHEAD if of.locale == "vi" else DocumentSettings(compiler="The office", basis="")
    seen = {**statuses(of, status), (of.units[0].key, of.days[0]): "late", (of.units[1].key, of.days[0]): "invalid"}
    as_of = datetime(2022, 12, 31, 12, tzinfo=of.timezone)
    facts: Mapping[str, Any] = {"as_of": as_of, "settings": settings, "evidence_code": "0" * 16}
    before = {**facts, "as_of": as_of - timedelta(hours=2)}
    for make in (lambda some, f: day_model(of, of.days[0], some, seen, **f),
                 lambda some, f: campaign_model(of, some, seen, **f)):  # fmt: skip
        model = make(rows, facts)
        yield model
        yield unnumbered(model, "preview")
        for earlier in (make(rows, before), make(rows[1:], before)):
            yield revised(model, earlier, campaign=of, number=2, name="paper-1")
            yield revised(model, earlier, campaign=of, number=None, name="paper-1")


def said(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a paper with its place; a line as a whole."""
    if isinstance(value, str):
        yield path, value
    elif hasattr(value, "pieces"):
        yield path, str(value)
    elif isinstance(value, tuple):
        for part in value:
            yield from said(part, path)
    elif path == "words":
        for key, text in value.items():
            yield f"words.{key}", text
    elif is_dataclass(value):
        for field in fields(value):
            if path or field.name not in NOT_FOR_TEMPLATES:
                yield from said(getattr(value, field.name), f"{path}.{field.name}".strip("."))


ODD = re.compile(r"[{}]|None|\b0 (?!lượt|/)|\(\)|\( | \)| [,.;:]|;;|,,|\.\.|; \.|: \.|[,;]\.|  ")
"""What no sentence has: a field that is not filled in, nothing in brackets, two marks or blanks after each other."""
SENTENCES = (
    "reporting", "results", "cumulative", "resources", "forces", "propaganda", "works", "opening", "edition.told",
    "edition.unchanged", "left_out_note", "opinion.none", "opinion.lines", "cumulative_resources",
)  # fmt: skip
OF_DAYS = re.compile(r"hằng ngày|trong ngày(?! \d)|theo ngày|\bdaily\b|\bby day\b", re.IGNORECASE)


@pytest.mark.parametrize("amount", ["none", "zero", "one", "many"])
@pytest.mark.parametrize("rhythm", ["daily", "weekly", "slots"])
@pytest.mark.parametrize("locale", ["vi", "en"])
def test_every_sentence_is_one(locale: str, rhythm: str, amount: str) -> None:
    """Whatever there is to say, each sentence is whole: filled in, ended once, and true of the campaign's rhythm."""
    of = of_rhythm(rhythm, locale)
    rows = rows_of(of, amount)
    every = ("on_time", "missed", "undetermined", "excused", "pending")
    for status in every[:2] if amount == "many" else every:
        for paper in papers(of, rows, status):
            for path, text in said(paper):
                assert not ODD.search(text.replace("\u00a0", " ")) or path.startswith("heading"), (path, text)
                if path.startswith(SENTENCES) and not path.endswith(("heading", "letter")) and text:
                    assert text.endswith((".", ":")), (path, text)
                    assert text[:1] == text[:1].upper(), (path, text)
                if rhythm != "daily" and not re.search("_(day|week|month|quarter|slots)$", path):
                    assert not OF_DAYS.search(text), (path, text)


def test_one_is_one_and_many_are_many_in_english() -> None:
    """A sentence with a number has the form that the number asks for."""
    of = of_rhythm("daily", "en")
    settings = DocumentSettings(compiler="The office")
    as_of = datetime(2022, 12, 31, 12, tzinfo=of.timezone)
    one, many = (
        [str(line) for line in campaign_model(of, rows, statuses(of), as_of=as_of, settings=settings).forces]
        for rows in ([row(people=1)], [row(people=1), row(number=2, people=3)])
    )
    assert "1 activity was reported." in one[-1]
    assert "2 activities were reported." in many[-1]
