"""Counting and summing where criteria hold: COUNTIF, SUMIFS and their like."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sheets_sync.local_sheets.formulas.criteria import criterion
from sheets_sync.local_sheets.formulas.evaluation import compiled, single
from sheets_sync.local_sheets.formulas.functions.sums import exact, key
from sheets_sync.local_sheets.formulas.operands import Failed, Operand, area_of, checked, flat, is_number
from sheets_sync.local_sheets.formulas.places import place_of
from sheets_sync.local_sheets.formulas.registry import function, on_tree
from sheets_sync.local_sheets.formulas.scope import Place, Scope
from sheets_sync.local_sheets.formulas.spreading import spread
from sheets_sync.local_sheets.formulas.text import Node
from sheets_sync.local_sheets.grid.cells import Result
from sheets_sync.local_sheets.wire.exceptions import NotModelled

Fold = Callable[[list[Result]], Result]


def _all_fit(scope: Scope, name: str, pairs: list[tuple[Operand, Result]]) -> Iterator[int]:
    """The places, row by row, where every range fits its criterion."""
    areas = [area_of(one) for one, _ in pairs]
    shapes = {(len(one), len(one[0]) if one else 0) for one in areas}
    if len(shapes) > 1:
        raise Failed("VALUE", f"Array arguments to {name} are of different size.")
    places: Iterator[int] | None = None
    for area, (_, wanted) in zip(areas, pairs, strict=True):
        fits = criterion(wanted, scope.world.typed)
        values = list(flat(area))
        places = iter([n for n in (range(len(values)) if places is None else places) if fits(values[n])])
    return places or iter(())


@function("COUNTIF", takes="a v")
def _countif(scope: Scope, values: Operand, wanted: Result) -> Result:
    fits = criterion(wanted, scope.world.typed)
    return sum(1 for value in flat(values) if fits(value))


@function("COUNTIFS", takes="a v (a v)")
def _countifs(scope: Scope, *given: Any) -> Result:
    return sum(1 for _ in _all_fit(scope, "COUNTIFS", list(zip(given[::2], given[1::2], strict=True))))


@function("COUNTUNIQUEIFS", takes="a a v (a v)")
def _countuniqueifs(scope: Scope, values: Operand, *given: Any) -> Result:
    found = list(flat(values))
    pairs = list(zip(given[::2], given[1::2], strict=True))
    return len({key(found[n]) for n in _all_fit(scope, "COUNTUNIQUEIFS", pairs) if found[n] is not None})


def _numbers(found: list[Result]) -> list[float]:
    return [one for one in found if is_number(checked(one))]  # type: ignore[misc]


def _mean(name: str) -> Fold:
    def mean(found: list[Result]) -> Result:
        numbers = _numbers(found)
        if not numbers:
            raise Failed("DIVIDE_BY_ZERO", f"Evaluation of function {name} caused a divide by zero error.")
        return exact(iter(numbers)) / len(numbers)

    return mean


def _total(found: list[Result]) -> Result:
    return exact(iter(_numbers(found)))


def _plural(name: str, fold: Fold) -> None:
    @function(name, takes="a a x (a x)")
    def work(scope: Scope, values: Operand, *given: Any) -> Result:
        if any(isinstance(wanted, list) for wanted in given[1::2]):
            raise NotModelled(f"{name} with a range of criteria inside an array formula")
        found = list(flat(values))
        pairs = [(area, checked(wanted)) for area, wanted in zip(given[::2], given[1::2], strict=True)]
        places = list(_all_fit(scope, name, pairs))
        if len(found) != sum(len(row) for row in area_of(given[0])):
            raise Failed("VALUE", f"Array arguments to {name} are of different size.")
        return fold([found[n] for n in places])


_plural("SUMIFS", _total)
_plural("AVERAGEIFS", _mean("AVERAGEIFS"))
_plural("MAXIFS", lambda found: max(_numbers(found), default=0))
_plural("MINIFS", lambda found: min(_numbers(found), default=0))


def _single(name: str, fold: Fold) -> None:
    """SUMIF and AVERAGEIF: the summed range begins where the third argument begins, as large as the first one."""

    @on_tree(name, 2, 3)
    def work(scope: Scope, node: Node, array: bool) -> Any:
        first, wanted, *rest = node[2]
        values = list(flat(compiled(first, array)(scope)))
        summed = list(flat(_stretched(scope, first, rest[0], array))) if rest else values

        def one(inner: Scope, what: Result) -> Result:
            fits = criterion(checked(what), scope.world.typed)
            return fold([amount for value, amount in zip(values, summed, strict=False) if fits(value)])

        found = single(wanted, array)(scope)
        return spread(scope, [found], one) if isinstance(found, list) else one(scope, found)


def _stretched(scope: Scope, first: Node, summed: Node, array: bool) -> Operand:
    try:
        place, like = place_of(scope, summed), place_of(scope, first)
    except Failed:
        found: Operand = compiled(summed, array)(scope)
        return found
    height, width = like.bottom - like.top, like.right - like.left
    box = Place(place.sheet, place.top, place.left, place.top + height, place.left + width)
    return scope.world.values.area(box)


_single("SUMIF", _total)
_single("AVERAGEIF", _mean("AVERAGEIF"))
