"""The format and the theme of a new spreadsheet, as recorded (C), and the format that a cell ends up with."""

from __future__ import annotations

from typing import Any

from sheets_sync.local_sheets.wire.schema import THEME_COLOURS

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


# the font of a cell is told by its plain name (M), that of the file's default as above (C)
EFFECTIVE = {**DEFAULT_FORMAT, "textFormat": {**DEFAULT_FORMAT["textFormat"], "fontFamily": "Arial"}}


def effective(entered: dict[str, Any]) -> dict[str, Any]:
    """A cell's format over the default one. Conditional formats and banding are not mixed in: not modelled."""
    return _over(EFFECTIVE, entered)


_WIDTHS = {"DOTTED": 1, "DASHED": 1, "SOLID": 1, "SOLID_MEDIUM": 2, "SOLID_THICK": 3, "DOUBLE": 3}


def border(asked: dict[str, Any]) -> dict[str, Any]:
    """A border as it comes back: with the width of its style (D) and black where no colour was given (P)."""
    black: dict[str, Any] = {"color": {}, "colorStyle": {"rgbColor": {}}}
    return {**black, **asked, "width": _WIDTHS.get(asked.get("style", ""), 1)}


def finished(entered: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """A format as it is kept: whole borders, and the look of a link unless the same request gave another (D)."""
    result = dict(entered)
    if "borders" in result:
        sides = {side: border(one) for side, one in result["borders"].items() if one.get("style", "NONE") != "NONE"}
        result["borders"] = sides
        if not sides:
            del result["borders"]
    text = asked.get("textFormat", {})
    if text.get("link") and "textFormat" in result:
        result["textFormat"] = {**result["textFormat"], **link_look(text)}
    return result


def link_look(text: dict[str, Any]) -> dict[str, Any]:
    """What a link brings along unless the same request says otherwise: blue and underlined (D, M)."""
    look: dict[str, Any] = {}
    if "foregroundColor" not in text:
        blue = THEME_COLOURS["LINK"]
        look = {"foregroundColor": blue, "foregroundColorStyle": {"rgbColor": blue}}
    if "underline" not in text:
        look["underline"] = True
    return look


def linked_runs(runs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Runs of text with the look of their links."""
    return [
        {**run, "format": {**run["format"], **link_look(run["format"])}} if run.get("format", {}).get("link") else run
        for run in runs
    ]


def _over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    result = dict(below)
    for name, value in above.items():
        inner = below.get(name)
        mix = isinstance(inner, dict) and isinstance(value, dict) and name in ("textFormat", "padding")
        result[name] = _over(inner, value) if mix and inner is not None else value
    return result
