"""Messages of problems, by code."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "X1": ("Cell {cell} shows a formula or its error. Please clear it and type again, not beginning with = or +."),
    "C1": ("Cell {cell} ({column}) is blank or unclear. If there is nothing, please write 0 (or choose No)."),
    "M1": ("Cell {cell} ({column}) is blank or unclear. If there is nothing, please write 0 (or choose No)."),
    "B1": ("Cell {cell} ({column}) is blank or unclear. If there is nothing, please write 0 (or choose No)."),
    "D1": 'Cell {cell}: "{typed}" is no valid date. Please write it as {example}.',
    "D5": ("Cell {cell} has several days or several activities. Please use one row for each activity."),
    "X2": ("Cell {cell} has several days or several activities. Please use one row for each activity."),
    "D6": 'Cell {cell}: "{typed}" names no calendar day. Please write one, such as {example}.',
    "D8": 'Cell {cell}: "{typed}" names no calendar day. Please write one, such as {example}.',
    "D7": ("Cell {cell}: {day} is outside the campaign ({from}–{to}) or later than today. Please check."),
    "T1": 'Cell {cell}: "{typed}" is no clear time of day. Please write it as 9:30 am or 14:00.',
    "D2": 'Cell {cell}: "{typed}" was read as {reading}. Please correct it if that is wrong.',
    "D3": 'Cell {cell}: "{typed}" was read as {reading}. Please correct it if that is wrong.',
    "D4": 'Cell {cell}: "{typed}" was read as {reading}. Please correct it if that is wrong.',
    "T2": 'Cell {cell}: "{typed}" was read as {reading}. Please correct it if that is wrong.',
    "C3": 'Cell {cell}: "{typed}" was read as {reading}. Please correct it if that is wrong.',
    "C4": 'Cell {cell}: "{typed}" was read as {reading}. Please correct it if that is wrong.',
    "C5": 'Cell {cell}: "{typed}" was read as {reading}. Please correct it if that is wrong.',
    "M2": 'Cell {cell}: "{typed}" was read as {reading}. Please correct it if that is wrong.',
    "M3": 'Cell {cell}: "{typed}" was read as {reading}. Please correct it if that is wrong.',
    "P2": 'Cell {cell}: "{typed}" was read as {reading}. Please correct it if that is wrong.',
    "B2": 'Cell {cell}: "{typed}" was read as {reading}. Please correct it if that is wrong.',
    "Q2": 'Cell {cell}: "{typed}" was read as {reading}. Please correct it if that is wrong.',
    "U2": 'Cell {cell}: "{typed}" was read as {reading}. Please correct it if that is wrong.',
    "A2": 'Cell {cell}: "{typed}" was read as {reading}. Please correct it if that is wrong.',
    "L2": 'Cell {cell}: "{typed}" was read as {reading}. Please correct it if that is wrong.',
    "E1": 'Cell {cell}: "{typed}" was read as {reading}. Please correct it if that is wrong.',
    "C2": 'Cell {cell}: "{typed}" is an estimate. Please update it once the number is known.',
    "C7": ('Cell {cell}: the mark "{typed}" counts as 0. If there is no figure yet, please write "not yet".'),
    "C8": "Cell {cell} has no figure yet and is not in the total. Please add it.",
    "C9": ("Cell {cell}: {number} is far from what is usual. Please check the number and its unit."),
    "M4": ("Cell {cell}: {number} is far from what is usual. Please check the number and its unit."),
    "C6": (
        'Cell {cell}: "{typed}" has several numbers or another measure than {measure}. Please write one '
        "total; explanations go into the notes column."
    ),
    "C10": (
        'Cell {cell}: "{typed}" has several numbers or another measure than {measure}. Please write one '
        "total; explanations go into the notes column."
    ),
    "C11": ('Cell {cell}: "{typed}" is no whole number. Please write digits only, such as 50 or 1200.'),
    "C12": ('Cell {cell}: "{typed}" is no whole number. Please write digits only, such as 50 or 1200.'),
    "C13": ("Cell {cell}: the spreadsheet turned this into the date {day}. Please type a number again, such as 12."),
    "Q1": ('Cell {cell}: "{typed}" is not a number. Please write a number only, such as 3 or 1.5.'),
    "Q3": 'Cell {cell}: "{typed}" can be read in two ways. Please write 1500, or 1.5.',
    "M5": ('Cell {cell}: "{typed}": it is not clear how much money this is. Please write the whole amount.'),
    "M6": (
        'Cell {cell}: "{typed}" is no amount of money. Please write the total in {currency}; goods go '
        "into the notes column."
    ),
    "M7": (
        'Cell {cell}: "{typed}" is no amount of money. Please write the total in {currency}; goods go '
        "into the notes column."
    ),
    "M8": (
        'Cell {cell}: "{typed}" is no amount of money. Please write the total in {currency}; goods go '
        "into the notes column."
    ),
    "M9": (
        'Cell {cell}: "{typed}" is no amount of money. Please write the total in {currency}; goods go '
        "into the notes column."
    ),
    "P1": ("Cell {cell}: this is no valid phone number. Please write one number, with its area or country code."),
    "U1": 'Cell {cell}: "{typed}" is no known unit{nearest}. Please choose one from the list.',
    "E2": ('Cell {cell}: letters of "{typed}" were lost. Please choose from the list or type it again.'),
    "A1": 'Cell {cell}: "{typed}" is not in the list{nearest}. Please choose an entry.',
    "L1": ("Cell {cell}: please write what was done, or paste a full link (beginning with https://)."),
    "X3": ("Cell {cell}: please write what was done, or paste a full link (beginning with https://)."),
    "L3": ("Cell {cell}: not everyone may be able to open this link. Please paste the article's own address."),
    "X4": ("Cell {cell} has more than 2,000 characters; only its beginning is printed. Please be brief."),
    "X8": (
        "Row {row}: the office's own rule {rule} failed ({error}). The row was read all the same. Please "
        "tell whoever looks after the system."
    ),
    "X9": (
        "Cell {cell}: the office's own column type {rule} failed ({error}). Please tell whoever looks after the system."
    ),
    "R0": "Cell {cell} ({column}) is blank. Please fill it in.",
    "R1": 'Cell {cell}: "{typed}" is too short to tell what was done. Please describe it.',
    "R2": ("Cell {cell}: the quantity must be above 0. If nothing was done, please choose the nil report."),
    "R3": "Cell {cell}: {day} is no report day of this campaign. Please check.",
    "R4": (
        "Row {row} is like row {first} (same day, text and figures). Please check, and delete one if it is doubled."
    ),
    "R5": (
        "Cell {cell}: row {first} has this link already, so it is not counted again. Please check, and "
        "delete it if it is doubled."
    ),
    "R6": ("Cell {cell}: the row says that nothing was done, but has figures. Please choose the work, or clear them."),
    "R8": (
        "Row {row} says that nothing was done, but row {first} of the same day tells of work. Please clear one of them."
    ),
    "H0": ('The tab "{tab}" was not found. Please restore it, or let the coordinators provision again.'),
    "H1": ('The column "{header}" of the tab "{tab}" can\'t be read: its heading is missing. Please restore it.'),
    "H2": ('The tab "{tab}" has several columns headed "{header}" ({cells}). Please keep one and rename the others.'),
    "H3": 'The tab "{tab}" can\'t be read: there is no heading row. Please restore it.',
    "H4": (
        'The tab "{tab}" can\'t be read: row {row} is a second heading that lacks {header}. Please delete '
        "it, or complete its headings."
    ),
    "H5": (
        'The tab "{tab}" has rows of reports ({rows}), and is read for no unit{resembles}. Please move the '
        "rows to the unit's own tab and delete this one."
    ),
    "H6": (
        'The tab "{tab}" can\'t be read: row {row} stands above the headings, and may be a report or not. '
        "Please move it below the headings, or delete it."
    ),
    "H7": 'The tab "{tab}" is read as the unit\'s. Please rename it to "{wanted}".',
    "H8": (
        'The tab "{tab}": rows {rows} hold reports beside the columns of the table'
        " (from cell {cell}), which are not read. Please move them into the columns."
    ),
    "H9": (
        'The tab "{tab}" has {rows} rows of reports (from cell {cell}), but is no unit\'s tab, so they are not read. '
        "Please move the rows to the unit's own tab."
    ),
    "H10": (
        "Cell {cell}: this row stands under the name of another unit ({name}, row {row}), so it does not count. Please "
        "move it to that unit's tab; if it is this unit's own report, please delete row {row}."
    ),
    "H11": (
        'Cell {cell}: "{typed}" names another unit ({name}); the rows count for the unit of this tab. Please look at '
        "this line."
    ),
    "H12": (
        'The tab "{tab}" bears the name of another unit ({name}), but is the tab of {of}: its rows count for {of}. '
        'Please rename it to "{wanted}".'
    ),
    "R7": (
        "Cell {cell}: row {row} is struck through in whole or in part, and counts all the same. Please "
        "clear the row if it shall not count."
    ),
    "O1": 'Cell {cell}: "{typed}" is no unit of this campaign. The override was not applied.',
    "O2": ('Cell {cell}: "{typed}" is no report day of this campaign. The override was not applied.'),
    "O3": ('Cell {cell}: "{typed}" is no status (excused, on time, late). The override was not applied.'),
    "O4": ("Cell {cell}: two overrides contradict each other for the same unit and day. Neither was applied."),
    "O6": (
        'The tab "{tab}" has {rows} rows of overrides, but is not the tab "{wanted}", so none of them was applied. '
        'Please move the rows to the tab "{wanted}".'
    ),
    "O5": 'The tab "{tab}" lacks the heading {header}. The overrides were not applied.',
}
