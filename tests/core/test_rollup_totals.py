"""Adding up: each activity by its own rule, and nothing that is not a valid row."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from rollup_samples import campaign as small_campaign
from rollup_samples import many_rows, printed_by, row

from sheets_sync.campaign.model import Campaign, Conversion
from sheets_sync.config import resources
from sheets_sync.rollup.adding import Figures, figures
from sheets_sync.rollup.additions import Added, Adding
from sheets_sync.rollup.keys import Key
from sheets_sync.rollup.totals import totals
from sheets_sync.spreadsheet.snapshot import Tab
from sheets_sync.tabs.rows import Row
from sheets_sync.tabs.unit_tab import read_tab

SMALL = small_campaign()
LINK, OTHER = "https://vi-du.example/1", "https://vi-du.example/2"

# name, rows, figures above 0 of the activities
ADDING: list[tuple[str, list[Row], dict[str, dict[str, float]]]] = [
    ("sum over units and days", [row(quantity=10), row("tay-ninh", 17, quantity=5)], {"QA2": {"phần": 15}}),
    (
        "m and km are never one figure",
        [row(activity="GT1", quantity=600, measure="m"), row(activity="GT1", quantity=1.5, measure="km", number=2)],
        {"GT1": {"m": 600, "km": 1.5}},
    ),
    (
        "tenths add up exactly",
        [row(activity="GT1", quantity=0.1, measure="km", number=n) for n in range(10)],
        {"GT1": {"km": 1}},
    ),
    ("a measure that is not typed is the first one", [row(activity="GT1", quantity=7)], {"GT1": {"m": 7}}),
    (
        "latest: each unit's last figure, by day, then by place in the tab",
        [
            row(activity="TT7", quantity=4, day=18, number=1),
            row(activity="TT7", quantity=9, day=16, number=8),
            row(activity="TT7", quantity=5, day=18, number=3),
            row("tay-ninh", 16, "TT7", 2),
        ],
        {"TT7": {"nhóm": 7}},
    ),
    (
        "distinct place: capitals, blanks at the ends and composition make no other place",
        [
            row(activity="NT1", place="xã Tân Bình"),
            row("tay-ninh", 17, "NT1", place="  XÃ TÂN BÌNH "),
            row(activity="NT1", place="xã Ta\u0302n Bi\u0300nh", number=3),
            row(activity="NT1", place="xã Tân Hà", number=4),
        ],
        {"NT1": {"nơi": 2}},
    ),
    ("a place that is not named is no place", [row(activity="NT1", quantity=3)], {}),
    (
        "same link once: a row counts less by the links that were counted before, of any unit",
        [
            row(activity="TT1", quantity=2, link=[LINK, OTHER]),
            row("tay-ninh", 17, "TT1", 3, link=[LINK]),
            row("khoi-cqdn", 18, "TT1", 1, link=[OTHER]),
        ],
        {"TT1": {"tin/bài": 4}},
    ),
    (
        "same link once: the same link twice in one row is one link, and no row counts below 0",
        [row(activity="TT1", quantity=2, link=[LINK, LINK]), row("tay-ninh", 17, "TT1", 1, link=[LINK, LINK])],
        {"TT1": {"tin/bài": 2}},
    ),
    (
        "rows that are not valid add nothing",
        [row(quantity=10), row(quantity=5, number=2, valid=False)],
        {"QA2": {"phần": 10}},
    ),
    (
        "rows of no day add nothing",
        [row(quantity=10), row(quantity=5, number=2, day=None, valid=False)],
        {"QA2": {"phần": 10}},
    ),
    ("a nil report has no figure", [row(activity="NIL")], {}),
]


@pytest.mark.parametrize(("rows", "expected"), [(r, e) for _, r, e in ADDING], ids=[name for name, *_ in ADDING])
def test_adding_rule(rows: list[Row], expected: dict[str, dict[str, float]]) -> None:
    """Each activity adds up by its own rule, each measure on its own."""
    assert totals(rows, SMALL).to_json()["activities"] == expected


def values(found: Sequence[Figures]) -> list[dict[Any, dict[Key, Added]]]:
    """Figures without their cells."""
    return [
        {
            group: {key: Added(f.value, f.estimated) for key, f in some.items()}
            for group, some in by_group.items()
            if some
        }
        for by_group in found
    ]


@pytest.mark.parametrize("joined", [(), (Conversion("km", "m", 1000),)])
def test_figures_of_many_scopes_at_once_are_those_of_each_scope(joined: tuple[Conversion, ...]) -> None:
    """The quick way over many rows gives what documents print: over the campaign as one scope, and day by day."""
    activities = [replace(a, convert=joined) if a.code == "GT1" else a for a in SMALL.activities]
    of = replace(SMALL, activities=tuple(activities))
    again = [row(activity="TT2", quantity=2, link=[LINK], day=day, number=900 + day) for day in (16, 16, 17)]
    roads = [row(activity="GT1", quantity=1.5, measure="km", estimates=["quantity"], number=950)]
    rows = [*many_rows(of), *again, *roads]
    quick = Adding(rows, of)
    whole = [(), ("unit",), ("day",)]
    assert quick.by(*whole) == values(printed_by(rows, of, whole))
    by_day, by_unit = quick.by(("day",), ("day", "unit"), each_day=True)
    for day in of.days:
        every, units = values(printed_by([r for r in rows if r.day == day], of, [(), ("unit",)]))
        assert by_day.get((day.isoformat(),), {}) == every.get((), {})
        assert {unit: found for (iso, unit), found in by_unit.items() if iso == day.isoformat()} == {
            unit: found for (unit,), found in units.items()
        }


def test_order_of_rows_makes_no_difference() -> None:
    """The same rows in any order give the same totals."""
    rows = many_rows(SMALL)
    shuffled = rows[:]
    random.Random(7).shuffle(shuffled)
    assert totals(shuffled, SMALL) == totals(rows, SMALL)


def test_people_beneficiaries_and_money() -> None:
    """People, beneficiaries and money are sums over the valid rows; what is missing or rejected adds nothing."""
    rows = [
        row(people=10, beneficiaries=20, money=1_500_000),
        row("tay-ninh", people=5, number=2, rejected=[("money", "vài trăm", "M6")]),
        row(people=99, money=9, number=3, valid=False),
        row(activity="NIL", number=4),
        row(day=None, valid=False, number=5),
    ]
    assert totals(rows, SMALL).to_json(rows_without_day=True) == {
        "activities": {"QA2": {"phần": 20}},
        "people": 15,
        "beneficiaries": 20,
        "money": 1_500_000,
        "valid_rows": 3,
        "invalid_rows": 1,
        "nil_reports": 1,
        "rows_without_day": 1,
    }


def test_until() -> None:
    """Cumulative totals hold the report days up to and including the day asked for."""
    rows = [row(quantity=1), row(day=17, quantity=2, number=2), row(day=18, quantity=4, number=3)]
    assert totals(rows, SMALL, until=date(2022, 12, 17)).to_json()["activities"] == {"QA2": {"phần": 3}}


def test_nothing() -> None:
    """No rows are no figures, and no failure."""
    assert totals([], SMALL).to_json()["people"] == 0


def test_every_figure_keeps_its_cells() -> None:
    """A figure is the sum of what its cells add, and each cell says where it stands and what was typed."""
    rows = many_rows(SMALL)
    for figure in totals(rows, SMALL).figures.values():
        assert figure.value == pytest.approx(sum(source.amount for source in figure.sources))
        assert all(source.a1 and source.tab and source.typed for source in figure.sources)


def test_figures_of_units_add_up_to_the_whole() -> None:
    """A link or a place that two units report counts for the first one only, so that a column adds up to its total."""
    rows = [row(activity="NT1", place="A"), row("tay-ninh", 17, "NT1", place="a"), *many_rows(SMALL)]
    by_unit = figures(rows, SMALL, "unit")
    for key, figure in figures(rows, SMALL)[()].items():
        parts = [unit[key].value for unit in by_unit.values() if key in unit]
        assert sum(parts) == pytest.approx(figure.value)


def test_an_estimate_stays_one() -> None:
    """A figure with an estimate among its cells is an estimate; its neighbours are not."""
    rows = [row(quantity=30, estimates=["quantity"], people=5), row(quantity=10, people=5, number=2)]
    found = totals(rows, SMALL)
    assert found.of("QA2", "phần").estimated
    assert not found.of("people").estimated


def test_sample_campaign(sample: Path, campaign: Campaign) -> None:
    """The totals of the sample campaign, day by day and at the end, are those that were worked out by hand."""

    expected = json.loads((sample / "expected-totals.json").read_text(encoding="utf-8"))
    moments = {name: datetime.fromisoformat(entry["at"]) for name, entry in expected["days"].items()}
    sheets = Typed(resources.sample_campaign() / "typing.jsonl", campaign)
    for name, moment in sorted(moments.items()):
        day = date.fromisoformat(name)
        rows = [row for row in sheets.rows(moment) if row.day == day]
        found = totals(rows, campaign).to_json()
        found.pop("combined")
        assert found == {key: value for key, value in expected["days"][name].items() if key != "at"}, name
    end = datetime.fromisoformat(expected["campaign"]["at"])
    whole = totals(sheets.rows(end), campaign).to_json(rows_without_day=True)
    combined = whole.pop("combined")
    assert (combined["GT1"], whole["activities"]["GT1"]) == ({"m": 28_300}, {"m": 19_800, "km": 8.5})
    assert whole == {key: value for key, value in expected["campaign"].items() if key != "at"}


class Typed:
    """The unit tabs while people type: the actions of the log up to a moment, in memory."""

    def __init__(self, log: Path, campaign: Campaign) -> None:
        self.campaign = campaign
        self.header = tuple(column.header for column in campaign.columns)
        self.grids: dict[str, list[list[str]]] = {unit.key: [] for unit in campaign.units}
        self.actions = (json.loads(line) for line in log.read_text(encoding="utf-8").splitlines())
        self.next = next(self.actions, None)

    def rows(self, moment: datetime) -> list[Row]:
        """All rows as they stand at a moment; moments are asked for in order."""
        while self.next is not None and datetime.fromisoformat(self.next["at"]) <= moment:
            self.act(self.next)
            self.next = next(self.actions, None)
        return list(self._read(moment))

    def act(self, action: dict[str, Any]) -> None:
        grid, place = self.grids[action["unit"]], action["row"] - 1
        while len(grid) <= place:
            grid.append([""] * len(self.header))
        match action["do"]:
            case "type":
                for name, text in action["cells"].items():
                    grid[place][self.header.index(name)] = text
            case "clear":
                grid[place] = [""] * len(self.header)
            case "delete":
                del grid[place]
            case "insert":
                grid.insert(place, [""] * len(self.header))

    def _read(self, moment: datetime) -> Iterator[Row]:
        for unit in self.campaign.units:
            tab = Tab(1, unit.tab, (self.header, *(tuple(line) for line in self.grids[unit.key])))
            yield from read_tab(tab, unit, self.campaign, self.campaign.local_day(moment)).rows
