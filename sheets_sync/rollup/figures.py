"""A figure and the cells that it came from."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import TYPE_CHECKING

from sheets_sync.spreadsheet.a1 import Cell

if TYPE_CHECKING:
    from collections.abc import Iterable

Number = int | float

ESTIMATE_CODE = "C2"
"""The typed-cell code of an estimate ("khoảng 50")."""


@dataclass(frozen=True, slots=True)
class Source:
    """One cell's part in a figure. `typed` is what stands in the cell, `read` how it was read, `amount` what it adds.

    `amount` differs from `read` where the adding rule says so: a place counts 1, a link counts once. For a count of
    reports there is no cell: `cell` is None and `read` the status of the unit on that day.
    """

    unit: str
    day: date | None
    amount: Number
    tab: str = ""
    sheet_id: int = 0
    cell: Cell | None = None
    typed: str = ""
    read: str = ""
    estimated: bool = False

    @property
    def a1(self) -> str:
        return self.cell.a1 if self.cell else ""


class Sources(Sequence[Source]):
    """Sources that are made where somebody looks at them."""

    __slots__ = ()

    @property
    @abstractmethod
    def estimated(self) -> bool:
        """Whether one of them is an estimate."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a document. `adding` says how it was made: "sum", "latest", "distinct_place", "once_per_link" or
    "count". `estimated`: a part of it is an estimate. An empty `measure` is a plain number."""

    value: Number
    adding: str = "sum"
    measure: str = ""
    sources: Sequence[Source] = ()

    @property
    def estimated(self) -> bool:
        if isinstance(self.sources, Sources):
            return self.sources.estimated
        return any(source.estimated for source in self.sources)


SumKey = tuple[str, str, bool]
"""Key of a sum: code and measure, and whether it joins measures."""


@dataclass(frozen=True, slots=True)
class Accounted(Figure):
    """A figure of many days whose cells are accounted for elsewhere, in the papers of those days: it has no `sources`.

    `span` has the first and the last day from which a cell adds to it, by their keys; `of` the sums that it is made of,
    `exact` what adds up to the value before it was rounded.
    """

    span: tuple[str, str] | None = None
    with_estimates: bool = False
    of: tuple[SumKey, ...] = ()
    exact: tuple[float, ...] = ()

    @property
    def estimated(self) -> bool:
        return self.with_estimates


NOTHING = Figure(0)
"""The figure of no cells at all."""


def add(sources: Iterable[Source], adding: str, measure: str = "") -> Figure:
    """The figure of these parts. The sum is exactly rounded, so the order of the parts makes no difference."""
    parts = tuple(sources)
    return Figure(plain(fsum(part.amount for part in parts)), adding, measure, parts)


def together(figures: Iterable[Figure]) -> Figure:
    """Several figures of the same measure as one; a figure of nothing where there are none."""
    parts = list(figures)
    measures = {figure.measure for figure in parts}
    rules = {figure.adding for figure in parts}
    adding = rules.pop() if len(rules) == 1 else "sum"
    measure = measures.pop() if len(measures) == 1 else ""
    accounted = [figure for figure in parts if isinstance(figure, Accounted)]
    if accounted:
        return _accounted(accounted, adding, measure)
    return add((source for figure in parts for source in figure.sources), adding, measure)


def _accounted(parts: Sequence[Accounted], adding: str, measure: str) -> Accounted:
    exact = tuple(amount for figure in parts for amount in figure.exact)
    spans = [figure.span for figure in parts if figure.span]
    return Accounted(
        plain(fsum(exact)),
        adding,
        measure,
        span=(min(first for first, _ in spans), max(last for _, last in spans)) if spans else None,
        with_estimates=any(figure.estimated for figure in parts),
        of=tuple(key for figure in parts for key in figure.of),
        exact=exact,
    )


def plain(value: Number) -> Number:
    """7.0 -> 7; a fraction is rounded to six decimals, far below what anybody types."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded
