"""What keeps the job from Google, and what to do."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "incomplete": "the answer was incomplete (no tabs in it).",
    "incomplete.remedy": "The next run goes on.",
    "run_again": "Run it again.",
    "no_key": "no Google credentials were found.",
    "no_key_at": "no Google credentials were found (there is no file {path}).",
    "no_key.remedy": (
        "Set {variable} to a service-account key file (or [google] credentials in the campaign file), and "
        "share the spreadsheet with that account as an editor."
    ),
    "key_unusable": "this is no usable credentials file.",
    "key_unusable.remedy": (
        "Download a new JSON key for the service account, or a new configuration of the workload identity."
    ),
    "key_missing": "this credentials file does not exist.",
    "key_missing.remedy": "Mend [google] credentials in the campaign file.",
    "key_unreadable": "this credentials file can't be read ({reason}).",
    "key_unreadable.remedy": "Let the job's user read it, and nobody else: chmod 600.",
    "own_limit": (
        "this minute's {limit} {kind} requests are used up; the next place is in {wait:.0f} s, and this run "
        "has {patience:.0f} s left."
    ),
    "own_limit.remedy": "Nothing is lost; the next run goes on. If it happens often, poll less often.",
    "read": "read",
    "write": "write",
    "no_spreadsheet": "the answer is no spreadsheet.",
    "no_spreadsheet.remedy": "The next run goes on.",
    "in_doubt": "a write got no usable answer; whether it was applied shows when it is read back.",
    "nothing_lost": "Nothing is lost and nobody is counted as absent; the next run goes on.",
    "refused_key": "Google refused the credentials ({kind}).",
    "refused_key.remedy": "Check the key file and the machine's clock, or make a new key.",
    "invalid": "Google refused the request as invalid: {message}",
    "invalid.remedy": "If people changed tabs just now, the next run goes on. If it comes again, please report it.",
    "quota": "Google's quota for this minute is used up.",
    "quota.remedy": "Nothing is lost; the next run goes on. If it happens often, poll less often.",
    "not_found": "there is no such spreadsheet, or it was deleted.",
    "not_found.remedy": "Check [google] spreadsheet in the campaign file: the id between /d/ and /edit.",
    "refused": "access to the spreadsheet was refused (HTTP {status}).",
    "share": "Share the spreadsheet with the job's account as an editor, and enable the Sheets API for it.",
    "enable_api": "Enable the Google Sheets API in the Cloud project of the job's account.",
    "wrong_scope": "The credentials lack the scope “spreadsheets”: sign in again with it, or use a service account.",
    "storage_full": "The owner's storage is full: make room there, or move the file to another owner.",
    "protected": "the job may not edit one of its own tabs: somebody protected it.",
    "protected.remedy": "Let the job's account edit it (Data > Protect sheets and ranges), or remove the protection.",
    "other_kind": "this is a file of another kind, such as an Excel file, not a spreadsheet of Google's.",
    "other_kind.remedy": "Open it and choose File > Save as Google Sheets; then use the address of the new one.",
    "unreachable": "the spreadsheet service could not be reached ({kind}).",
    "senseless": "the spreadsheet service gave an answer that makes no sense ({kind}).",
    "no_sign_in": "the sign-in service did not answer ({kind}).",
    "in_trouble": "the spreadsheet service is in trouble (HTTP {status}).",
}
