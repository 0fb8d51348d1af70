"""The rollup goes through rows day by day and keeps a few bytes of each: its figures are those of all rows at once."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from many_rows import CAMPAIGN, Long, long_campaign, most_memory, typed
from rollup_samples import at, campaign_model

from sheets_sync.evidence.rows_by_day import GivenRows
from sheets_sync.rollup.adding import combined_by, figures_by
from sheets_sync.rollup.cell_table import CellTable, Listed
from sheets_sync.rollup.figures import Figure, Source, add
from sheets_sync.rollup.gathering import gathered
from sheets_sync.spreadsheet.a1 import Cell


def said(figures: Mapping[Any, Figure]) -> list[tuple[object, ...]]:
    """Figures in their order, with every source."""
    return [(key, f.value, f.adding, f.measure, f.estimated, tuple(f.sources)) for key, f in figures.items()]


@pytest.mark.parametrize("seed", range(40))
def test_figures_gathered_day_by_day_are_those_of_all_rows(seed: int) -> None:
    """Whatever was typed, every figure of the whole, of each unit and of each day has its value and its cells, in
    order."""
    chance = random.Random(seed)
    rows = [typed(chance, number) for number in range(chance.randint(0, 120))]
    found = gathered(GivenRows(rows), CAMPAIGN, CellTable(), lambda row: bool(row.problems))
    dated = [row for row in rows if row.day]
    whole, by_unit, by_day = figures_by(dated, CAMPAIGN, [(), ("unit",), ("day",)])
    assert said(found.whole.figures) == said(whole.get((), {}))
    assert said(found.whole.combined) == said(combined_by(dated, CAMPAIGN, [()])[0].get((), {}))
    for ours, theirs in ((found.by_unit, by_unit), (found.by_day, by_day)):
        assert ours.keys() == theirs.keys()
        assert [said(ours[group]) for group in theirs] == [said(figures) for figures in theirs.values()]
    assert (found.units, found.days) == ({r.unit for r in dated if r.valid}, {r.day for r in dated if r.valid})
    assert found.active == {r.unit for r in dated if r.valid and not r.nil}
    assert found.whole.rows_without_day == len(rows) - len(dated)


def test_a_table_of_cells_gives_back_each_source() -> None:
    """A source comes back as it was given, with whatever amount; a cell that recurs has one number."""
    table, day = CellTable(), CAMPAIGN.first_day
    sources = [
        Source("go-dau", day, 12, "Gò Dầu", 7, Cell(4, 2), "12 phần", "12"),
        Source("go-dau", day, 12.5, "Gò Dầu", 7, Cell(4, 2), "12 phần", "12"),
        Source("go-dau", day, 12, "Gò Dầu", 7, Cell(4, 3), "khoảng 12", "12", estimated=True),
        Source("go-dau", day, 1, "Gò Dầu", 7, Cell(4, 3), "khoảng 12", "12"),
        Source("go-dau", day, 3, "Gò Dầu", 7, Cell(1, 2), "3", "3"),
        Source("go-dau", None, 10**30, "Gò Dầu", 7, Cell(4, 2), "12 phần", "12"),
        Source("go-dau", day, 1, read="late"),
        Source("tay-ninh", day, 1, read="late"),
    ]
    listed = Listed(table, sources)
    assert list(listed) == sources
    assert [listed[0], listed[-1], *listed[1:3]] == [sources[0], sources[-1], *sources[1:3]]
    assert len(table) == len(sources) - 1
    assert listed.estimated
    assert not Listed(table, sources[:2]).estimated
    figure = listed.figure("sum", "phần")
    assert (figure.value, figure.sources) == (add(sources, "sum", "phần").value, tuple(sources))


def rollup_of(days: int) -> object:
    of = long_campaign(days)
    return campaign_model(of, Long(of), {}, as_of=at(16, 21) + timedelta(days - 1))


def test_the_rollup_keeps_few_bytes_of_each_row() -> None:
    """A row that the rollup does not list costs it few bytes: its cells, by number, in the figures of the whole, of its
    unit and of its day."""
    few, many = (most_memory(partial(rollup_of, days)) for days in (10, 40))
    rows = 30 * len(CAMPAIGN.units) * 40
    assert (many - few) / rows < 800
