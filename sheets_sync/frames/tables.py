"""The four frames of a campaign, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from sheets_sync.board.model import Board
from sheets_sync.board.problem import Problem
from sheets_sync.frames.problems import problems_frame
from sheets_sync.frames.rows import rows_frame
from sheets_sync.frames.statuses import statuses_frame
from sheets_sync.frames.totals import totals_frame
from sheets_sync.tabs.rows import Row

if TYPE_CHECKING:
    import pandas as pd

NAMES = ("rows", "statuses", "totals", "problems")


class Frames:
    """A campaign as it stood at one moment, as pandas DataFrames. Each is a new frame that is the caller's own to
    change; asking again gives the same one.

    Days are `datetime64[ns]` at midnight, moments `datetime64[ns]` in the campaign's timezone, figures `Int64` or
    `Float64` in which "no data" is `<NA>`; units, statuses and codes are categories.
    """

    def __init__(self, board: Board, rows: Sequence[Row], problems: Callable[[], Sequence[Problem]]) -> None:
        self._board, self._rows, self._problems = board, rows, problems

    def __repr__(self) -> str:
        """Which campaign, as of when."""
        slug, tables = self._board.campaign.slug, " ".join(f".{name}" for name in NAMES)
        return f"<Frames of {slug!r} as of {self._board.as_of.isoformat()}: {tables}>"

    @cached_property
    def rows(self) -> pd.DataFrame:
        """A row for each row of a unit's tab: unit, day, slot, valid, nil, tab, row (from 1), the columns of the
        campaign as read and as typed, problems (how many)."""
        return rows_frame(self._rows, self._board.campaign)

    @cached_property
    def statuses(self) -> pd.DataFrame:
        """A row for each unit and period: status, the two looks it rests on, override."""
        return statuses_frame(self._board)

    @cached_property
    def totals(self) -> pd.DataFrame:
        """A row for each figure of the documents: scope, day, unit, code, measure, value, estimate, coverage."""
        return totals_frame(self._rows, self._board)

    @cached_property
    def problems(self) -> pd.DataFrame:
        """A row for each open problem: where it stands, what was typed, what to do, since when."""
        return problems_frame(self._problems(), self._board.campaign)
