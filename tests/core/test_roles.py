"""What a column stands for is said by its role, how its figures add up by the campaign: never by a key in the code."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sheets_sync.board.model import Board
from sheets_sync.board.totals_tab import totals_tab
from sheets_sync.campaign.model import Activity, Campaign, Choice, Column, Conversion, Unit
from sheets_sync.compliance.judging import Judgement, Status
from sheets_sync.rollup.adding import combined_by, figures_by
from sheets_sync.rollup.lines import resources_line
from sheets_sync.rollup.settings import DocumentSettings
from sheets_sync.rollup.shown import Shown
from sheets_sync.rollup.totals import totals
from sheets_sync.spreadsheet.snapshot import Tab
from sheets_sync.tabs.rows import Row
from sheets_sync.tabs.unit_tab import read_tab

DAYS = tuple(date(2027, 3, day) for day in range(1, 4))


def clinic(**beds: str) -> Campaign:
    """Two clinics that count beds and cases; no activities, no people, no money."""
    columns = (
        Column("when", "Ngày", "date", role="day", required="always"),
        Column("beds", "Giường trống", "integer", total=beds.get("total", "latest"), unit="giường"),
        Column("cases", "Ca mắc", "integer", total="sum", unit="ca"),
        Column("fever", "Sốt cao nhất", "decimal", total="max", unit="độ"),
        Column("wards", "Số khoa", "integer"),
    )
    units = (Unit("north", "Trạm Bắc", "Bắc"), Unit("south", "Trạm Nam", "Nam"))
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    return Campaign("tram", "Trực tram", zone, DAYS, time(10), timedelta(minutes=1), units, columns)


def rows_of(campaign: Campaign, typed: dict[str, list[tuple[Any, ...]]]) -> list[Row]:
    """What the job reads where units typed these rows under the headings."""
    heading = tuple(column.header for column in campaign.columns)
    found: list[Row] = []
    for unit in campaign.units:
        tab = Tab(1, unit.tab, (heading, *typed.get(unit.key, ())))
        found += read_tab(tab, unit, campaign, campaign.last_day).rows
    return found


TYPED = {
    "north": [("01/03/2027", "4", "2", "38,5", "3"), ("02/03/2027", "6 giường", "1", "37,9", "3")],
    "south": [("01/03/2027", "9", "0", "39,1 độ", "2"), ("02/03/2027", "7", "5", "36", "2")],
}
# rule of the beds, figures of the campaign, of the first day, of the north
TOTALS = [
    ("latest", {"beds": 13, "cases": 8, "fever": 39.1}, {"beds": 13}, {"beds": 6, "fever": 38.5}),
    ("sum", {"beds": 26, "cases": 8, "fever": 39.1}, {"beds": 13}, {"beds": 10, "fever": 38.5}),
    ("max", {"beds": 9, "cases": 8, "fever": 39.1}, {"beds": 9}, {"beds": 6, "fever": 38.5}),
    ("none", {"cases": 8, "fever": 39.1}, {"cases": 2}, {"fever": 38.5}),
]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        (("12 giường", "3 ca", "38,5 độ"), ["", "", ""]),
        (("12 ca", "3 giường", "38,5 ca"), ["C6", "C6", "C6"]),
        (("12 người", "3 người", "38,5 độ C"), ["", "", "Q1"]),
    ],
)
def test_what_a_column_counts_may_stand_behind_its_figure(typed: tuple[str, ...], codes: list[str]) -> None:
    """The column's own unit goes; that of another column is another measure."""
    (row,) = rows_of(clinic(), {"north": [("16/12", *typed)]})
    assert [row.cells[key].reading.code for key in ("beds", "cases", "fever")] == codes


@pytest.mark.parametrize(("rule", "whole", "first", "north"), TOTALS, ids=[rule for rule, *_ in TOTALS])
def test_an_own_column_is_totalled_by_its_rule(
    rule: str, whole: dict[str, float], first: dict[str, float], north: dict[str, float]
) -> None:
    """Any column of numbers is added up as the campaign says: for the campaign, for each day, for each unit."""
    campaign = clinic(total=rule)
    rows = rows_of(campaign, TYPED)
    assert all(row.valid for row in rows)
    every, days, units = figures_by(rows, campaign, [(), ("day",), ("unit",)])

    def values(figures: Any) -> dict[str, float]:
        return {key: figure.value for (key, _), figure in figures.items()}

    assert values(every[()]) == whole
    assert values(days["2027-03-01",]).items() >= first.items()
    assert values(units["north",]).items() >= north.items()
    assert totals(rows, campaign).to_json()["columns"] == whole


def test_a_figure_names_the_cells_that_make_it() -> None:
    """A highest figure rests on the one cell that has it, a latest one on each unit's last."""
    campaign = clinic()
    found = figures_by(rows_of(campaign, TYPED), campaign, [()])[0][()]
    assert [(s.unit, s.a1) for s in found["fever", "độ"].sources] == [("south", "D2")]
    assert [(s.unit, s.a1) for s in found["beds", "giường"].sources] == [("north", "B3"), ("south", "B3")]


def board_of(campaign: Campaign) -> Board:
    at = datetime(2027, 3, 2, 12, tzinfo=campaign.timezone)
    judgements = {
        unit.key: tuple(Judgement(unit.key, day, Status.ON_TIME, Status.ON_TIME) for day in campaign.days)
        for unit in campaign.units
    }
    return Board(campaign, at, judgements)


def test_no_trace_of_what_a_campaign_has_not() -> None:
    """A campaign without activities, people and money has no rows and no headings about them in its totals."""
    campaign = clinic()
    said = [str(cell.value) for cell in totals_tab(board_of(campaign), rows_of(campaign, TYPED)).cells.values()]
    assert {"Giường trống (giường)", "Ca mắc (ca)", "Sốt cao nhất (độ)", "Chỉ tiêu"} <= set(said)
    strange = ("Hoạt động", "ĐVTN", "lượt)", "hụ hưởng", "Kinh phí", "đồng", "Số khoa")
    assert [text for text in said if any(word in text for word in strange)] == []


def test_own_columns_are_said_in_papers() -> None:
    """A paper says the totals of own columns under their headings, a counted 0 too, and nothing of people or money."""
    campaign = clinic()
    whole = totals(rows_of(campaign, {"south": TYPED["south"][:1]}), campaign)
    assert str(resources_line(Shown("vi"), "day", whole, campaign, DocumentSettings())) == (
        "Giường trống: 9 giường; ca mắc: 0 ca; sốt cao nhất: 39,1 độ."
    )


# ── conversions ───────────────────────────────────────────────────────────────────────────────────────────────────


def roads(adding: str = "sum") -> Campaign:
    columns = (
        Column("d", "Ngày", "date", role="day", required="always"),
        Column("w", "Việc", "choice", role="activity", required="always"),
        Column("q", "Bao nhiêu", "decimal", role="quantity", required="always"),
        Column("u", "ĐVT", "choice", role="measure"),
    )
    work = Activity(
        "R", "Làm đường", measures=("m", "km", "tuyến"), adding=adding, convert=(Conversion("km", "m", 1000),)
    )
    return replace(clinic(), columns=columns, activities=(work,))


def test_joined_measures_are_one_figure_and_stay_traceable() -> None:
    """What was typed in m and in km is printed as one sum in m; what was typed in which measure is still there."""
    campaign = roads()
    typed = {"north": [("1/3", "Làm đường", "19.800", "m"), ("2/3", "Làm đường", "8,5", "km")]}
    typed["south"] = [("1/3", "Làm đường", "2", "tuyến")]
    found = totals(rows_of(campaign, typed), campaign)
    said = found.to_json()
    assert said["activities"] == {"R": {"m": 19_800, "km": 8.5, "tuyến": 2}}
    assert said["combined"] == {"R": {"m": 28_300}}
    printed = found.printed(campaign)["R"]
    assert {measure: figure.value for measure, figure in printed.items()} == {"m": 28_300, "tuyến": 2}
    assert [(s.typed, s.read, s.amount) for s in printed["m"].sources] == [
        ("19.800", "19800", 19_800),
        ("8,5", "8.5", 8_500),
    ]
    labels = [str(cell.value) for cell in totals_tab(board_of(campaign), rows_of(campaign, typed)).cells.values()]
    assert "28300" in labels
    assert "km" not in labels


def test_a_latest_figure_is_the_last_one_in_whichever_measure() -> None:
    """Where only each unit's last figure counts, a later one in km replaces an earlier one in m."""
    campaign = roads("latest")
    typed = {"north": [("1/3", "Làm đường", "500", "m"), ("2/3", "Làm đường", "2", "km")]}
    found = combined_by(rows_of(campaign, typed), campaign, [()])[0][()]
    assert found["R", "m"].value == 2_000


def test_rows_that_differ_in_an_own_figure_are_not_the_same() -> None:
    """Two rows of a day with other figures are no duplicates; two that say the same are."""
    campaign = clinic()
    typed = [("1/3", "4", "2", "38", "1"), ("1/3", "4", "3", "38", "1"), ("1/3", "4", "3", "38", "1")]
    codes = [[p.code for p in row.problems] for row in rows_of(campaign, {"north": typed})]
    assert codes == [[], [], ["R4"]]


# ── nothing hangs on names ────────────────────────────────────────────────────────────────────────────────────────


def renamed(campaign: Campaign) -> tuple[Campaign, Callable[[str], str]]:
    """The same campaign with every key, code, label, heading, alias, measure and name replaced, and the new name of an
    old one. Names of columns are given away to others: what was "money" is called what "people" was called."""
    known: dict[str, str] = {}

    def new(name: str) -> str:
        return known.setdefault(name, f"ten moi {len(known):03d}") if name else ""

    def key(name: str) -> str:
        return new(name).replace(" ", "-")

    keys = [column.key for column in campaign.columns if column.plays]
    moved = dict(zip(keys, (*keys[1:], keys[0]), strict=True)) | {"note": "remark"}
    columns = tuple(
        replace(
            column,
            key=moved[column.key],
            role=column.plays,
            header=new(column.header),
            aliases=tuple(map(new, column.aliases)),
            choices=tuple(Choice(new(c.code), new(c.label), tuple(map(new, c.aliases))) for c in column.choices),
        )
        for column in campaign.columns
    )
    activities = tuple(
        replace(
            a,
            code=new(a.code),
            label=new(a.label),
            aliases=tuple(map(new, a.aliases)),
            measures=tuple(map(new, a.measures)),
            convert=tuple(Conversion(new(c.measure), new(c.into), c.factor) for c in a.convert),
            nil=a.is_nil,
        )
        for a in campaign.activities
    )
    units = tuple(
        replace(u, key=key(u.key), name=new(u.name), tab=new(u.tab), aliases=tuple(map(new, u.aliases)))
        for u in campaign.units
    )
    divisible = tuple(new(measure) for measure in campaign.limits.divisible_measures)
    limits = replace(campaign.limits, divisible_measures=divisible)
    made = replace(
        campaign, slug="khac", name="Khác", units=units, columns=columns, activities=activities, limits=limits
    )
    return made, new


def test_a_renamed_campaign_reads_and_adds_up_the_same(campaign: Campaign) -> None:
    """Validity, days and figures hang on roles alone: with all names replaced they stay as they are."""
    other, new = renamed(campaign)
    twin_of = dict(zip(campaign.column_by_key, other.column_by_key, strict=True))
    choices: set[str] = {a.label for a in campaign.activities} | set(campaign.measures)

    def retyped(row: Iterable[str]) -> tuple[str, ...]:
        return tuple(new(text) if text in choices else text for text in row)

    rows: list[Row] = []
    others: list[Row] = []
    for unit, twin in zip(campaign.units, other.units, strict=True):
        typed = sample_rows(campaign, unit)
        rows += read_tab(tab_of(unit, campaign, typed), unit, campaign, campaign.last_day).rows
        others += read_tab(tab_of(twin, other, map(retyped, typed)), twin, other, other.last_day).rows
    assert len(rows) > 100
    assert [(r.day, r.nil, r.valid, [p.code for p in r.problems]) for r in rows] == [
        (r.day, r.nil, r.valid, [p.code for p in r.problems]) for r in others
    ]
    assert [p.column for r in others for p in r.problems] == [twin_of[p.column] for r in rows for p in r.problems]
    ours, theirs = totals(rows, campaign), totals(others, other)
    numbers = {(new(k) if k in campaign.activity_by_code else k, m): f.value for (k, m), f in ours.figures.items()}
    found = {k: f.value for k, f in theirs.figures.items()}
    assert sorted(numbers.values()) == sorted(found.values())
    for (name, measure), value in numbers.items():
        assert found[name, new(measure) if name.startswith("ten moi") else measure] == value
    assert {new(k): f.value for (k, _), f in ours.combined.items()} == {
        k: f.value for (k, _), f in theirs.combined.items()
    }


def tab_of(unit: Unit, campaign: Campaign, typed: Iterable[tuple[str, ...]]) -> Tab:
    return Tab(1, unit.tab, (tuple(column.header for column in campaign.columns), *typed))


def sample_rows(campaign: Campaign, unit: Unit) -> list[tuple[str, ...]]:
    """Rows of every activity and measure on two days, good ones and bad ones."""
    made = []
    number = campaign.units.index(unit)
    for day in campaign.days[:2]:
        for n, activity in enumerate(campaign.activities):
            for measure in activity.measures or ("",):
                given = {
                    "day": f"{day:%d/%m/%Y}",
                    "activity": activity.label,
                    "description": "" if (n + number) % 7 == 0 else f"Việc số {n}, {measure}",
                    "place": f"xã {n % 3}",
                    "quantity": "" if activity.is_nil else "vài" if (n + number) % 5 == 4 else str(n + number + 1),
                    "measure": measure,
                    "people": str(10 + n),
                    "beneficiaries": str(n),
                    "money": f"{n + 1}.000.000",
                    "link": f"https://vi-du.example/{number}/{n % 4}",
                }
                made.append(tuple(given.get(column.plays, "") for column in campaign.columns))
    return made
