"""What keeps the local Sheets server from starting."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "not_started": "the local server can't start: {why}",
    "unopened": "{path}: cannot be opened as a state file ({why}).",
    "in_use": "{path}: another server is using this state file. Stop it first.",
    "unusable": "{path}: cannot be used as a state file ({why}).",
    "damaged": (
        "{path}: the state file is damaged ({why}). Nothing was changed in it. Put a backup in its place, or "
        "move it away to begin with an empty state."
    ),
    "not_state": "{path}: is not a state file of the local Sheets server. Choose another path.",
    "newer": (
        "{path}: was written by a newer version (format {version}, this one knows {known}). Use that "
        "version, or another file."
    ),
    "refuses_host": (
        "Refusing to listen on {host}: anyone who reaches it could read and write every spreadsheet. Use "
        "127.0.0.1, or say so: --allow-remote."
    ),
    "cannot_listen": "Cannot listen on {host}:{port}: {why}.",
    "in_a_browser": "The spreadsheets in a browser: {url}",
    "to_train": "Open it in a browser to look and to train: {url}",
    "stop": "Ctrl-C: stop",
    "lacking": "Refused here: {what}.",
}
