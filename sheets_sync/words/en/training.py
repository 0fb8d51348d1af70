"""The panel of the training. What begins with `panel.` is sent to the page and filled there: plain texts alone."""

from __future__ import annotations

from sheets_sync.words.texts import Section, plural

TEXTS: Section = {
    "title": "TRAINING – {name}",
    "backwards": "The clock only goes forward: evidence that is recorded stays. To train again, choose “Begin again”.",
    "too_far": "That is after the end of the campaign.",
    "busy": "The tabs are being read, please wait a moment.",
    "failed": "Something unexpected went wrong; the window in which the demo runs says more.",
    "clock": "{weekday} {day}, {time}",
    "jump.next": "Next look",
    "jump.before": "5 minutes before the deadline",
    "jump.deadline": "Deadline",
    "jump.evening": "End of the day",
    "jump.morning": "Next morning",
    "to_fix": plural("n", one="{n} cell to fix", other="{n} cells to fix"),
    "looked": "Last look {time}",
    "start": "Begin again at {time} on the first day",
    "panel.training": "Training",
    "panel.finished": "Finished example",
    "panel.badge.training": "TRAINING",
    "panel.badge.finished": "FINISHED EXAMPLE",
    "panel.badge.other": "ANOTHER SPREADSHEET",
    "panel.look": "Look now",
    "panel.looking": "Working…",
    "panel.looking.of": "Looking {done}/{of}…",
    "panel.stop": "Stop",
    "panel.across": "Go to the training",
    "panel.clock": "Move the clock",
    "panel.papers": "Documents",
    "panel.own": "Open the unit's tab",
    "panel.other_time": "To another time ",
    "panel.go": "Go there",
    "panel.again": "Begin again",
    "panel.again.about": (
        "The clock only goes forward. This training and its evidence are thrown away; a new one begins empty."
    ),
    "panel.unit": "I type for ",
    "panel.others": " The other units type by themselves, as in the sample log",
    "panel.about": "Only to look at: this spreadsheet is not read. To try typing a report, go to the training.",
    "panel.no_papers": "None yet: documents are written at the deadline.",
}
