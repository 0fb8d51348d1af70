"""Lines of the log."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "again": "{spreadsheet}: {why} ({kind}); trying again in {seconds:.0f} s",
    "quota": "refused for quota",
    "unsent": "not reached",
    "doubt": "no usable answer",
    "refused": "refused",
    "quota_full": "{spreadsheet}: this minute's quota is full; waiting {seconds:.0f} s",
    "alert_not_mailed": "the alert could not be mailed: {error}",
    "letters_not_mailed": "letters could not be mailed: {error}",
    "metrics_not_written": "the metrics could not be written: {error}",
    "not_pinged": "the monitor could not be pinged ({ping})",
    "deadline_look": "the look at the deadline of {at:%Y-%m-%d %H:%M} was made",
    "folder_unordered": "the folder of the documents can't be put in order: {error}",
    "stopped": "stopped",
    "over": "the campaigns are over",
    "nothing_to_watch": "{campaign}: the campaign is over; nothing to watch",
    "watching": "watching {campaign}; first look at {at}",
    "read_anew": "{campaign}: the campaign file was read anew",
    "goes_on": "{campaign}: the campaign goes on as it was: {error}",
    "fault": "an unexpected failure; the next look goes on",
    "done": "read {read}; new evidence {evidence}; wrote {wrote}; problems {problems}; documents {documents}",
}
