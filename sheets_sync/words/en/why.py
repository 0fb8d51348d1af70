"""Why a report counts as it does: rules, what a look saw, reasons of failed looks, headings."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "rule.not_required": "The unit does not owe this report.",
    "rule.excused": "The coordinators made an override.",
    "rule.on_time": "The first valid row was seen at {present}, not after the cut-off {cut_off}.",
    "rule.late": (
        "The look at {absent} (at or after the cut-off {cut_off}) saw no valid row; the one at {present} did."
    ),
    "rule.undetermined": (
        "Nobody looked from the cut-off {cut_off} until {present}: before or after the deadline is not "
        "known, so it is never counted as late."
    ),
    "rule.pending": "The deadline {deadline} has not come, or nobody has looked since.",
    "rule.invalid": "After the deadline {deadline} the last look saw rows, but none valid.",
    "rule.missed": "After the deadline {deadline} the last look saw no valid row.",
    "saw.valid": "a valid row",
    "saw.attempted": "rows, none valid",
    "saw.absent": "no row",
    "saw.failed": "could not be read",
    "reason.never_ran": "the job did not run",
    "reason.no_tab": "the unit's tab was not found",
    "reason.header": "the headings of the tab were changed",
    "reason.unreachable": "the spreadsheet service could not be reached",
    "reason.quota": "the quota was used up",
    "reason.access": "access was refused",
    "reason.spreadsheet_setup": "locale or timezone of the spreadsheet were changed",
    "reason.": "an error while reading",
    "title": "What the record of this report rests on",
    "as_of": "By the evidence up to {at}.",
    "rule": "Rule",
    "deadline": "Deadline",
    "version": "By version",
    "override": "Override",
    "override_line": "{status}. Reason: {reason}. By: {by}. Seen since {since}.",
    "evidence": "By the evidence alone",
    "arrived": "The report arrived",
    "arrived_between": "after {absent}, not later than {present}",
    "arrived_first": "not later than {present} (nobody had looked before)",
    "attempted": "First row of any kind",
    "attempted_at": "at {at}",
    "edited": "The content was edited after the deadline.",
    "withdrawn": "The valid row was withdrawn after it had been seen.",
    "polls": "Looks around the turning points",
    "time": "When",
    "saw": "What was seen",
    "changes": "What the unit's tab showed",
    "no_changes": "No look has seen a row of this report.",
    "not_counted": "In the spreadsheet, but counted for no report",
    "gaps": "When the job could not read",
    "gap": ("The job could not read from {since} to {until} ({reasons}); this is not held against the unit."),
    "now": "now",
    "edits": "What was edited after it had first been seen",
    "cell": "Cell",
    "column": "Column",
    "before": "Before",
    "after": "After",
    "when": "Edited between",
    "between": "{since} – {until}",
    "first_time": "before {until}",
    "whole_row": "whole row",
    "empty": "(empty)",
    "row": "row {n}",
    "valid": "valid",
    "not_valid": "not valid",
    "none": "not given",
    "gone": "no row any more",
    "late_edit": "after the deadline",
    "note": (
        "A spreadsheet keeps no time of a cell. The job reads the unit's tab on a schedule and states "
        "only what it saw: the report came after the last look without it, and not later than the first "
        "look with it. Times are those of {zone}."
    ),
    "head": "Evidence code: {head}",
}
