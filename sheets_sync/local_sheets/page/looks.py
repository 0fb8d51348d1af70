"""A cell's effective format as the page needs it: only what differs from plain black text on white. Pure."""

from __future__ import annotations

from typing import Any

_ALIGN = {"LEFT": "left", "CENTER": "center", "RIGHT": "right"}
_VERTICAL = {"TOP": "top", "MIDDLE": "middle"}
_LINES = {"DOTTED": "dotted", "DASHED": "dashed", "DOUBLE": "double"}
_MARKS = ("bold", "italic", "underline", "strikethrough")


def look(effective: dict[str, Any]) -> dict[str, Any]:
    """`marks` (bold, italic, underline, strikethrough), `size` (points), `ink`, `fill` ("#rrggbb"), `align`,
    `vertical`, `wrap`, `borders` ({side: [width, line, colour]}); absent where plain."""
    text = effective.get("textFormat", {})
    found: dict[str, Any] = {
        "marks": [mark for mark in _MARKS if text.get(mark)],
        "size": text.get("fontSize", 10) if text.get("fontSize", 10) != 10 else None,
        "ink": _unless("#000000", colour(text.get("foregroundColor", {}))),
        "fill": _unless("#ffffff", colour(effective.get("backgroundColor", {"red": 1, "green": 1, "blue": 1}))),
        "align": _unless("left", _ALIGN.get(effective.get("horizontalAlignment", ""))),
        "vertical": _VERTICAL.get(effective.get("verticalAlignment", "")),
        "wrap": effective.get("wrapStrategy") == "WRAP",
        "borders": {side: _border(one) for side, one in effective.get("borders", {}).items()},
    }
    return {name: value for name, value in found.items() if value}


def colour(parts: dict[str, float]) -> str:
    """An API colour, fractions by channel with absent ones 0, as "#rrggbb"."""
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, parts.get(c, 0)))):02x}" for c in ("red", "green", "blue"))


def _unless(plain: str, value: str | None) -> str | None:
    return None if value == plain else value


def _border(one: dict[str, Any]) -> list[Any]:
    return [one.get("width", 1), _LINES.get(one.get("style", ""), "solid"), colour(one.get("color", {}))]
