"""Sentences and lines of the report on a whole campaign: gifts, resources, lists of works and news, notes to tables."""

from __future__ import annotations

from sheets_sync.words.texts import Section, plural

TEXTS: Section = {
    "span": "({first} to {last}; figures up to {moment})",
    "annex": "Annex {number}",
    "gifts": "in all: {n} {measure}",
    "gifts_so_far": "{n} {measure}",
    "worth": ", worth {n}",
    "worth_some": " (by {n} of the {n} rows, which name an amount)",
    "in_tab": "details in the tab “{tab}”",
    "active_units": ", in {active} of {units} units",
    "works_reported": plural("n", one="{n} activity was reported", other="{n} activities were reported"),
    "money": "money: {n}",
    "beneficiaries": "people reached: {n}",
    "days_of_work": "days of work: {n}",
    "days_of_work_measure": "days of work",
    "late": "{standing} {n}",
    "rest": plural(
        "n", one="and {n} more row in the spreadsheet: {tabs}", other="and {n} more rows in the spreadsheet: {tabs}"
    ),
    "rest_tab": "{tab} ({n})",
    "rest_tabs": plural("n", one="and {n} more tab", other="and {n} more tabs"),
    "rest_again": plural(
        "n",
        one=" ({n} row names a place or link counted before)",
        other=" ({n} rows name places or links counted before)",
    ),
    "more_links": plural("n", one="and {n} more link", other="and {n} more links"),
    "note_no_quantity": "no quantity given",
    "note_no_place": "no place given",
    "note_place": "place counted on {day} ({unit})",
    "note_latest": "the unit has a later figure",
    "note_typed": "typed as {typed}",
    "note_links": plural("n", one="{n} link counted on {days}", other="{n} links counted on {days}"),
    "rule_latest": "Column {columns}: the last line is each unit's latest figure, not the sum of the lines.",
    "rule_max": "Column {columns}: the last line is the highest figure, not the sum of the lines.",
}
