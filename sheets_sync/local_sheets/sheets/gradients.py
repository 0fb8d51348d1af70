"""Colours of gradient rules: a number's place between the points of a scale (D; the mixture by parts is K)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sheets_sync.local_sheets.wire.schema import THEME_COLOURS

Colour = dict[str, float]
_PARTS = ("red", "green", "blue")


def _colour(point: dict[str, Any]) -> Colour:
    style = point.get("colorStyle", {})
    if "themeColor" in style:
        return THEME_COLOURS.get(style["themeColor"], {})
    found: Colour = style.get("rgbColor") or point.get("color", {})
    return found


def _number(text: str) -> float | None:
    """A point's value; formulas and texts are none."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _place(point: dict[str, Any], ordered: list[float]) -> float | None:
    """Where a point lies among the numbers of the rule's ranges; None where that is not known."""
    kind = point.get("type", "")
    low, high = ordered[0], ordered[-1]
    if kind in ("MIN", "MAX"):
        return low if kind == "MIN" else high
    value = _number(point.get("value", ""))
    if value is None or kind == "NUMBER":
        return value
    if kind == "PERCENT":
        return low + (high - low) * value / 100
    if kind != "PERCENTILE" or not 0 <= value <= 100:
        return None
    rank = (len(ordered) - 1) * value / 100
    under = int(rank)
    over = min(under + 1, len(ordered) - 1)
    return ordered[under] + (ordered[over] - ordered[under]) * (rank - under)


class Scale:
    """The scale of one rule over the numbers of its ranges. `known`: whether all of its points are."""

    def __init__(self, rule: dict[str, Any], numbers: Iterable[float]) -> None:
        ordered = sorted(numbers)
        points = [rule[name] for name in ("minpoint", "midpoint", "maxpoint") if name in rule]
        places = [_place(point, ordered) for point in points] if ordered else []
        self.known = None not in places
        pairs = zip(places, map(_colour, points), strict=True) if ordered and self.known else ()
        self.points = [(place, colour) for place, colour in pairs if place is not None]

    def colour(self, number: float) -> Colour | None:
        """The background of a cell with this number."""
        if not self.points:
            return None
        if number <= self.points[0][0]:
            return self.points[0][1]
        for (low, below), (high, above) in zip(self.points, self.points[1:], strict=False):
            if number <= high:
                return _mixed(below, above, (number - low) / (high - low) if high > low else 1)
        return self.points[-1][1]


def _mixed(below: Colour, above: Colour, share: float) -> Colour:
    parts = {name: below.get(name, 0) + (above.get(name, 0) - below.get(name, 0)) * share for name in _PARTS}
    return {name: round(part, 6) for name, part in parts.items() if part}
