"""What `provision` makes, repairs and leaves."""

from __future__ import annotations

from sheets_sync.words.texts import Section, plural

TEXTS: Section = {
    "stray": plural(
        "rows",
        one="the tab “{title}” has {rows} row and looks like that of {name}, which has no tab.",
        other="the tab “{title}” has {rows} rows and looks like that of {name}, which has no tab.",
    ),
    "stray.remedy": (
        'If it is the unit\'s: sheets-sync provision --adopt "{title}={key}". If not, rename or delete it.'
    ),
    "settings": "locale {locale}, timezone {timezone}",
    "tab": "tab “{title}”",
    "mark": "mark on “{title}”",
    "protection": "protection of “{title}”",
    "frozen": "frozen rows and columns of “{title}”",
    "grid": "grid of “{title}”",
    "frozen_heading": "frozen heading of “{title}”",
    "column_mark": "mark on column “{header}” of “{title}”",
    "heading_protection": "protection of the heading of “{title}”",
    "editors": "editors of “{title}”",
    "heading": "heading “{header}” of “{title}”",
    "heading_replaced": "heading “{header}” of “{title}” in {cell}, instead of “{typed}”",
    "doubled": "several columns headed “{header}” in “{title}” ({cells}): keep one",
    "line": "status line of “{title}”",
    "colours": "colours of cells to fix in “{title}”",
    "note": "note on “{header}” of “{title}”",
    "plain_text": "plain text in “{header}” of “{title}”",
    "dropdown": "dropdown “{header}” of “{title}”",
    "protection_left": "protection of “{title}”: the campaign file names nobody any more; remove it by hand",
    "nothing": "nothing to change",
    "made": plural("n", one="{n} change", other="{n} changes"),
    "to_make": plural("n", one="{n} change to make", other="{n} changes to make"),
    "about_to_replace": "About to write over what a person typed: {change}",
}
