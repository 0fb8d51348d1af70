"""Counts of reports as figures: what the papers say of who reported rests on the standings of `compliance`."""

from __future__ import annotations

from collections.abc import Iterable

from sheets_sync.compliance.judging import Judgement
from sheets_sync.compliance.standings import IN, Standing, Standings, Tally
from sheets_sync.rollup.figures import Figure, Source
from sheets_sync.rollup.pieces import Line
from sheets_sync.rollup.shown import Shown


def counted(tally: Tally, *standings: Standing) -> Figure:
    """The number of reports that stand in one of these ways as a figure, with the standings as its sources."""
    found = [entry for entry in tally.entries if entry[0] in standings]
    return Figure(len(found), "count", "", tuple(Source(j.unit, j.day, 1, read=s.value) for s, j in found))


def owed(tally: Tally) -> Figure:
    """The number of reports that are owed."""
    return counted(tally, *(s for s in Standing if s not in (Standing.EXCUSED, Standing.NOT_REQUIRED)))


def received(shown: Shown, scope: str, standings: Standings, judgements: Iterable[Judgement]) -> Line:
    """As in "12/14": reports received of those due; empty where none is due."""
    due = standings.tally(standings.due(judgements))
    if not due.owed:
        return Line()
    return shown.say(
        "reporting.of_due",
        shown.piece(f"{scope}.reported", counted(due, *IN)),
        shown.piece(f"{scope}.expected", owed(due)),
    )
