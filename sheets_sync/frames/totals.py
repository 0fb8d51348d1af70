"""The frame `totals`: one row for each figure that the documents show, made by the function that makes them there.

`scope` says what was added up as one: within a day ("day", as in the daily report), or the whole campaign ("campaign",
as in the rollup). The two differ where a thing counts once: a link or a place that comes again on another day counts on
both days, but once in the campaign. `unit` is a key, or "all", which is no unit's key. In the scope of the campaign
`day` is `NaT`, or the day whose part of the campaign's figure it is.

`code` is an activity's, the key of a column that is added up, or "people", "beneficiaries", "money", "rows" (valid rows
that report work). Measures that an activity joins are one figure, as documents print it. `coverage` is the share of the
reports due by then that have come, from 0 to 1; `<NA>` where none was due. In a campaign with slots `slot`, its key,
stands behind `day`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sheets_sync.board.model import Board
from sheets_sync.board.totals_tab import covered
from sheets_sync.campaign.model import ALL_UNITS, Campaign
from sheets_sync.campaign.period import day_key, day_of_key, slot_of
from sheets_sync.compliance.judging import Judgement
from sheets_sync.frames import columns
from sheets_sync.rollup.additions import Added, Adding
from sheets_sync.rollup.keys import Key
from sheets_sync.tabs.rows import Row

if TYPE_CHECKING:
    import pandas as pd


class _Total(NamedTuple):
    scope: str
    day: date | None
    unit: str
    code: str
    measure: str
    figure: Added
    coverage: float | None


def totals_frame(rows: Iterable[Row], board: Board) -> pd.DataFrame:
    """The scope of each day first, then that of the campaign."""
    import pandas as pd

    found = list(_totals(list(rows), board))
    campaign = board.campaign
    return pd.DataFrame(
        {
            "scope": columns.categories([t.scope for t in found], ("day", "campaign")),
            "day": columns.days([t.day for t in found]),
            **({"slot": columns.texts([slot_of(t.day) if t.day else None for t in found])} if campaign.slots else {}),
            "unit": columns.categories([t.unit for t in found], (ALL_UNITS, *campaign.unit_by_key)),
            "code": columns.categories([t.code for t in found], campaign.activity_by_code),
            "measure": columns.categories([t.measure for t in found], ("", *campaign.measures)),
            "value": columns.numbers([t.figure.value for t in found]),
            "estimate": columns.truths([t.figure.estimated for t in found]),
            "coverage": columns.numbers([t.coverage for t in found]),
        }
    )


def _totals(rows: Sequence[Row], board: Board) -> Iterator[_Total]:
    campaign, share = board.campaign, _Coverage(board)
    adding = Adding(rows, campaign)
    of_days, of_units = adding.by(("day",), ("day", "unit"), each_day=True)
    units: dict[str, dict[str, Mapping[Key, Added]]] = defaultdict(dict)
    for (iso, unit), found in of_units.items():
        units[iso][unit] = found
    for day in campaign.days:
        iso = day_key(day)
        yield from _of({ALL_UNITS: of_days.get((iso,), {})}, campaign, share, "day", day)
        yield from _of(units[iso], campaign, share, "day", day)
    every, by_unit, by_day = adding.by((), ("unit",), ("day",))
    yield from _of({ALL_UNITS: every.get((), {})}, campaign, share, "campaign", None)
    yield from _of({unit: found for (unit,), found in by_unit.items()}, campaign, share, "campaign", None)
    for (iso,), found in sorted(by_day.items()):
        yield from _of({ALL_UNITS: found}, campaign, share, "campaign", day_of_key(iso))


def _of(
    groups: Mapping[str, Mapping[Key, Added]], campaign: Campaign, share: _Coverage, scope: str, day: date | None
) -> Iterator[_Total]:
    """The figures of units (or of all together), units in the campaign's order, figures in that of its activities."""
    units = {unit.key: n for n, unit in enumerate(campaign.units)}
    activities = {activity.code: n for n, activity in enumerate(campaign.activities)}
    for unit in sorted(groups, key=lambda key: units.get(key, len(units))):
        coverage = share.of(unit, day) if groups[unit] else None
        for (code, measure), figure in sorted(
            groups[unit].items(), key=lambda entry: (activities.get(entry[0][0], len(activities)), entry[0])
        ):
            yield _Total(scope, day, unit, code, measure, figure, coverage)


class _Coverage:
    """How complete a total is, by the board's own count."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._known: dict[tuple[str, date | None], float | None] = {}

    def of(self, unit: str, day: date | None) -> float | None:
        key = (unit, day)
        if key not in self._known:
            reported, owed = covered(self._judgements(unit, day))
            self._known[key] = reported / owed if owed else None
        return self._known[key]

    def _judgements(self, unit: str, day: date | None) -> Iterator[Judgement]:
        board = self._board
        for key, judgements in board.judgements.items():
            if unit in (ALL_UNITS, key):
                yield from (j for j in judgements if j.day == day or (day is None and j.day <= board.today))
