"""Messages to units: who has not reported yet, what to correct, thanks."""

from __future__ import annotations

from sheets_sync.words.texts import Section, plural

TEXTS: Section = {
    "early.subject": "[{name}] Reports begin on {long_period} (due {deadline})",
    "early.lead": "Reports for {campaign} begin on {day}, due {rule}.",
    "early.close": "Link: {url}.",
    "before.subject": "[{name}] Reminder: report of {long_period} (due {deadline})",
    "before.lead": "Dear units, reports of {period} for {campaign} are due before {deadline}.",
    "before.lead_daily": "Dear units, reports of {period} for {campaign} are due before {deadline}.",
    "before.silent": plural(
        "n",
        one="{n} unit has no figures yet: {names}.",
        other="{n} units have no figures yet: {names}.",
    ),
    "before.near": "Typed, but not counted yet, please correct before {deadline}: {near}.",
    "before.close": "If there is nothing to report, please choose the nil report. Link: {url}. Thank you.",
    "after.subject": plural(
        "owed",
        one="[{name}] Report of {long_period}: {reported} of {owed} unit",
        other="[{name}] Report of {long_period}: {reported} of {owed} units",
    ),
    "after.lead": plural(
        "owed",
        one="At {deadline} ({period}), {reported} of {owed} unit has reported.",
        other="At {deadline} ({period}), {reported} of {owed} units have reported.",
    ),
    "after.lead_daily": plural(
        "owed",
        one="At {deadline} on {period}, {reported} of {owed} unit has reported.",
        other="At {deadline} on {period}, {reported} of {owed} units have reported.",
    ),
    "after.open": plural(
        "owed",
        one=(
            "At {deadline} ({period}), {reported} of {owed} unit has reported; {open}. Please add or "
            "correct your reports soon."
        ),
        other=(
            "At {deadline} ({period}), {reported} of {owed} units have reported; {open}. Please add or "
            "correct your reports soon."
        ),
    ),
    "after.open_daily": plural(
        "owed",
        one=(
            "At {deadline} on {period}, {reported} of {owed} unit has reported; {open}. Please add or "
            "correct your reports soon."
        ),
        other=(
            "At {deadline} on {period}, {reported} of {owed} units have reported; {open}. Please add or "
            "correct your reports soon."
        ),
    ),
    "after.close": "If anything stands in the way, please tell us. Thank you.",
    "done.subject": plural(
        "owed",
        one="[{name}] Report of {long_period}: {reported} of {owed} unit",
        other="[{name}] Report of {long_period}: {reported} of {owed} units",
    ),
    "done.lead": plural(
        "owed",
        one="{reported} of {owed} unit has reported for {period}, {on_time} on time.",
        other="{reported} of {owed} units have reported for {period}, {on_time} on time.",
    ),
    "done.close": "Thank you.",
    "blind.subject": "[{name}] System: the spreadsheet could not be read, {long_period}",
    "blind.lead": (
        "The spreadsheet could not be read since the deadline {deadline} ({period}), so it is not known who "
        "has reported."
    ),
    "blind.lead_daily": (
        "The spreadsheet could not be read since the deadline {deadline} on {period}, so it is not known who "
        "has reported."
    ),
    "fix.subject": plural(
        "n",
        one="[{name}] {unit}: {n} cell to correct, report of {long_period}",
        other="[{name}] {unit}: {n} cells to correct, report of {long_period}",
    ),
    "fix.lead": plural(
        "n",
        one=(
            "Dear {unit}, the report of {period} has {n} cell to correct{places}. Please correct it in the "
            "spreadsheet{before}; nothing needs to be sent again. Thank you."
        ),
        other=(
            "Dear {unit}, the report of {period} has {n} cells to correct{places}. Please correct them in "
            "the spreadsheet{before}; nothing needs to be sent again. Thank you."
        ),
    ),
    "fix.places": ": {cells}",
    "fix.before": " before {until}",
}
