"""Why a run is refused, and what to do."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "server": "this ledger holds what was seen at another kind of server ({before}); this run would ask {after}.",
    "server_remedy": (
        "Set or unset SHEETS_SYNC_ENDPOINT as before, or name another state folder with --state DIR; what two kinds of "
        "servers showed is never mixed."
    ),
    "google": "Google",
    "local": "a local Sheets server",
    "slug": "this ledger belongs to the campaign {before!r}, and this file is of {after!r}.",
    "slug_remedy": (
        "Give each campaign a state folder (--state DIR) or database of its own. If it is the same campaign under a "
        "new slug, say so: {accept}"
    ),
    "moved": "{whose} was {before}, and the campaign file now names {after}.",
    "moved_remedy": (
        "If that is a slip, put the recorded one back. If everything was moved there, adjustments too, say so: {accept}"
    ),
    "spreadsheet": "the campaign's spreadsheet",
    "board": "the spreadsheet of the board",
    "unit_spreadsheet": "the spreadsheet of {unit}",
    "common": "the common one",
    "key": "the unit {before!r} is gone from the campaign file, and {after!r} has its tab “{tab}”.",
    "key_remedy": (
        'If it is the same unit, write former_keys = ["{before}"] at {after!r}. If another one takes over, leave '
        "{before!r} in the file and give it its last_day."
    ),
    "kept": "What was seen now is kept in the state folder and counts once this is settled.",
    "not_ours": "the board was written by a ledger (server {server}, head {head}) that this is not: {lost}.",
    "empty": "it is empty",
    "cut": "it is another one, or its end was cut off",
    "not_ours_remedy": (
        "Name its state folder with --state DIR; or put a copy of it back: sheets-sync evidence restore FILE; or take "
        "over what another server recorded: sheets-sync evidence import FILE; or begin anew on purpose: sheets-sync "
        "run --new-ledger --reason TEXT. {kept}"
    ),
    "earlier": "the ledger holds a poll of {at} already; a run can't record at an earlier moment.",
    "earlier_remedy": "Name a later moment, or look at an earlier one: sheets-sync status --now {now}",
    "look_kept": "What was seen is kept in the state folder; the next run takes it over as of its own moment.",
}
