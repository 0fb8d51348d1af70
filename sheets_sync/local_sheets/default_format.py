"""The format and the theme of a new spreadsheet, as recorded (C), and the format that a cell ends up with."""

from __future__ import annotations

from typing import Any

from .schema import THEME_COLOURS

WHITE = THEME_COLOURS["BACKGROUND"]

DEFAULT_FORMAT: dict[str, Any] = {
    "backgroundColor": WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": WHITE},
}

THEME: dict[str, Any] = {
    "primaryFontFamily": "Arial",
    "themeColors": [{"colorType": name, "color": {"rgbColor": colour}} for name, colour in THEME_COLOURS.items()],
}


def effective(entered: dict[str, Any]) -> dict[str, Any]:
    """A cell's format over the default one. Conditional formats and banding are not mixed in: not modelled."""
    return _over(DEFAULT_FORMAT, entered)


def _over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    result = dict(below)
    for name, value in above.items():
        inner = below.get(name)
        mix = isinstance(inner, dict) and isinstance(value, dict) and name in ("textFormat", "padding")
        result[name] = _over(inner, value) if mix and inner is not None else value
    return result
