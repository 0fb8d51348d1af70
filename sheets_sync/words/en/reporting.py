"""Who reported and who did not, in the sentences of papers."""

from __future__ import annotations

from sheets_sync.words.texts import Section, plural

TEXTS: Section = {
    "none_owed_day": "No unit owed a report on this day.",
    "none_owed_period": "No unit owed a report for this period.",
    "none_due_day": "No report has been due yet.",
    "none_due_period": "No report has been due yet.",
    "received": plural(
        "of", one="Reports received from {n} of {n} unit", other="Reports received from {n} of {n} units"
    ),
    "received_whole": plural(
        "of", one="{n} of {n} report due has been received", other="{n} of {n} reports due have been received"
    ),
    "counted": "{standing} {n}",
    "counted_whole": "{standing} {n}",
    "undetermined": "Not known whether on time or late",
    "nil": "Nothing to report",
    "rate_reported": "reporting rate {n}",
    "rate_reported_range": "reporting rate from {n} to {n}",
    "rate_on_time": "on-time rate {n}",
    "rate_on_time_range": "on-time rate from {n} to {n}",
    "many_day": ", in {units} units (names and days in Annex III)",
    "many_period": ", in {units} units (names and periods in Annex III)",
    "times_day": plural("n", one="{n} day", other="{n} days"),
    "times_period": plural("n", one="{n} period", other="{n} periods"),
    "on_days": "{days}",
    "override_reason": "override: {reason}",
    "override": "override",
    "withdrawn": "figures withdrawn",
    "edited": "edited after the deadline",
    "to_mend": plural("n", one="{n} cell to fix", other="{n} cells to fix"),
    "left_out": plural(
        "n",
        one="{n} entry is in no total, since it can't be read or is not valid.",
        other="{n} entries are in no total, since they can't be read or are not valid.",
    ),
    "of_due": "{n}/{n}",
    "all_quiet": "Nothing was raised.",
    "reporters_quiet": "The units that reported raised nothing.",
    "unread": "Can't be read: {reason}.",
    "of_tab": "Tab “{tab}”",
    "cell": "{tab}, cell {cell}",
    "no_figure": "no figure yet",
    "reason": "{reason} ({code})",
    "reasons.C": "the number can't be read",
    "reasons.D": "the day of the report is not clear",
    "reasons.M": "the amount of money can't be read",
    "reasons.Q": "the quantity can't be read",
    "reasons.A": "the activity is not in the list",
    "reasons.X": "something is missing",
    "reasons.U": "the unit is not clear",
    "reasons.other": "not valid",
}
