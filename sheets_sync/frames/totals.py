"""The frame `totals`: one row for each figure that the documents show, made by the function that makes them there.

`scope` says what was added up as one: within a day ("day", as in the daily report), or the whole campaign ("campaign",
as in the rollup). The two differ where a thing counts once: a link or a place that comes again on another day counts on
both days, but once in the campaign. `unit` is a key, or "all". In the scope of the campaign `day` is `NaT`, or the day
whose part of the campaign's figure it is.

`code` is an activity's, the key of a column that is added up, or "people", "beneficiaries", "money", "rows" (valid rows
that report work). Measures that an activity joins are one figure, as documents print it. `coverage` is the
share of the reports due by then that have come, from 0 to 1; `<NA>` where none was due.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sheets_sync.board.model import Board
from sheets_sync.board.totals_tab import covered
from sheets_sync.campaign.model import Campaign
from sheets_sync.compliance.judging import Judgement
from sheets_sync.frames import columns
from sheets_sync.rollup.adding import Figures, printed_by
from sheets_sync.rollup.figures import Figure
from sheets_sync.tabs.rows import Row

if TYPE_CHECKING:
    import pandas as pd

ALL = "all"


class _Total(NamedTuple):
    scope: str
    day: date | None
    unit: str
    code: str
    measure: str
    figure: Figure
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
            "unit": columns.categories([t.unit for t in found], (ALL, *campaign.unit_by_key)),
            "code": columns.categories([t.code for t in found], campaign.activity_by_code),
            "measure": columns.categories([t.measure for t in found], ("", *campaign.measures)),
            "value": columns.numbers([t.figure.value for t in found]),
            "estimate": columns.truths([t.figure.estimated for t in found]),
            "coverage": columns.numbers([t.coverage for t in found]),
        }
    )


def _totals(rows: Sequence[Row], board: Board) -> Iterator[_Total]:
    campaign, share = board.campaign, _Coverage(board)
    by_day: dict[date, list[Row]] = defaultdict(list)
    for row in rows:
        if row.day is not None:
            by_day[row.day].append(row)
    for day in campaign.days:
        every, units = printed_by(by_day[day], campaign, [(), ("unit",)])
        yield from _of(every, campaign, share, "day", day)
        yield from _of(units, campaign, share, "day", day)
    every, units, days = printed_by(rows, campaign, [(), ("unit",), ("day",)])
    yield from _of(every, campaign, share, "campaign", None)
    yield from _of(units, campaign, share, "campaign", None)
    for (iso,), of_day in days.items():
        yield from _of({(): of_day}, campaign, share, "campaign", date.fromisoformat(iso))


def _of(groups: Figures, campaign: Campaign, share: _Coverage, scope: str, day: date | None) -> Iterator[_Total]:
    """All groups of one grouping, units in the campaign's order, figures in that of its activities."""
    units = {unit.key: n for n, unit in enumerate(campaign.units)}
    activities = {activity.code: n for n, activity in enumerate(campaign.activities)}
    for names, figures in sorted(groups.items(), key=lambda entry: [units.get(name, len(units)) for name in entry[0]]):
        unit = names[0] if names else ALL
        coverage = share.of(unit, day)
        for (code, measure), figure in sorted(
            figures.items(), key=lambda entry: (activities.get(entry[0][0], len(activities)), entry[0])
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
            if unit in (ALL, key):
                yield from (j for j in judgements if j.day == day or (day is None and j.day <= board.today))
