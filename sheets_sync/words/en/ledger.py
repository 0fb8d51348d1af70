"""What is wrong with the evidence ledger, and what to do."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "file_there": "this file is there already.",
    "file_there.remedy": "Name another one; none is replaced.",
    "holds_records": "this ledger holds records; a copy is only put in place of a lost one.",
    "holds_records.remedy": (
        "To add what the copy has besides: sheets-sync evidence import FILE. To put it in place all the "
        "same, move this ledger away first."
    ),
    "copy_not_written": "the copy can't be written ({reason}).",
    "record_unreadable": "record {seq} ({kind}, {sent}) of the ledger can't be read.",
    "verify_and_restore": "See what is wrong: sheets-sync evidence verify. Then restore the ledger from a backup.",
    "other_unreadable": "this ledger can't be read ({problem}).",
    "file_unreadable": "this file can't be read ({reason}).",
    "no_ledger": "this is neither a ledger nor an exported one.",
    "no_ledger.remedy": "Name a ledger.sqlite, a file of `sheets-sync evidence export`, or a database URL.",
    "unsound": "record {seq} ({kind}, {sent}) is not sound: {what}.",
    "unsound.remedy": (
        "Somebody changed the ledger. Move it away and put a copy back: sheets-sync evidence restore FILE. "
        "What can be saved of it: sheets-sync evidence salvage FILE."
    ),
    "no_server_name": "this file does not hold the name of a server.",
    "no_server_name.remedy": "Delete it; this server then goes on under a new name, and nothing is lost.",
    "same_server": "another run recorded evidence as this server meanwhile.",
    "same_server.remedy": (
        "The next run goes on. If it happens again, two servers share one state folder's “{file}” file: "
        "delete it on one of them."
    ),
    "server_unreadable": "the name of this server can't be read ({error}).",
    "other_unsound.remedy": "Nothing was imported. Restore that ledger from a backup.",
    "not_migrated": (
        "record {seq} ({kind}, {sent}) does not follow from the one before it, or would not be the same in "
        "the new form; the ledger was left as it is."
    ),
    "newer": "the ledger has version {version}; this program knows versions up to {known}.",
    "newer.remedy": "Update sheets-sync on this machine.",
    "no_url": "this is no URL of a database that can hold the evidence.",
    "no_url.remedy": "Write it as postgresql+psycopg://user@host/database, and keep the password in ~/.pgpass.",
    "no_driver": "the driver for this database is not installed.",
    "no_driver.remedy": "Install it: pip install 'sheets-sync[postgres]'",
    "typed_unreadable": "what {unit} typed for {day} can't be read in the ledger any more.",
    "look_unsound": "line {number} of the looks that were kept is not sound ({error}).",
    "look_unsound.remedy": "Move the file away to go on without these looks.",
    "look_not_kept": "{reason}: the look can't be kept.",
    "look_not_kept.remedy": "Free some space on this disk. The next run goes on; what was seen now is lost.",
    "disk_full": "disk full",
    "no_room": "disk full: the evidence ledger can't be written.",
    "disk_full.remedy": "Make room. What is recorded is safe, nobody is counted as absent, and the next run goes on.",
    "unusable": "the evidence ledger can't be used ({cause}).",
    "unusable.remedy": "Keep the file as it is, restore it from a backup, or name another state folder with --state.",
    "database_unusable": "the ledger's database can't be used ({cause}).",
    "database_unusable.remedy": (
        "Check that the database server runs and that [state] url names it rightly. The next run goes on."
    ),
    "fault.order": "it does not follow from the record before it: one was taken out, put in or changed there",
    "fault.changed": "its content does not match its digest: it was changed",
    "fault.imported": "it is not the record that was imported: its digest in the other ledger was another",
    "fault.version_unreadable": "its version of the campaign can't be read",
    "fault.version_other": "its version of the campaign is not the one that it names",
    "no_head": "{text!r} is no head.",
    "no_head.remedy": "Copy the digits from the document's foot.",
    "head_lacking": (
        "no record has the head {asked}: what that document rests on is not in this ledger, or was cut off."
    ),
    "head_lacking.remedy": "Restore the ledger from a backup, or import the one that wrote the document.",
}
