"""The help of every command and option."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "sheets-sync": (
        "Daily reporting on a shared Google spreadsheet: who reported in time, and the documents that follow."
    ),
    "campaign": "The recorded versions of the campaign: what changed, and which days each holds for.",
    "campaign.show": (
        "The recorded versions with what each changed, and what the file changes that no run has met yet."
    ),
    "campaign.accept": (
        "Records a person's word that the campaign file holds as it is now: since a day, or for what lies "
        "ahead.\n"
        "\n"
        "Without --since it consents to what a run refused (another spreadsheet, another slug) and leaves "
        "the past as it is."
    ),
    "campaign.accept.since": "The first day for which the file holds, also where it has passed.",
    "campaign.accept.reason": "Why; it is recorded, and shown with what it changes.",
    "campaign.accept.by": "Who says so.",
    "evidence": "The chain of evidence: prove it, export it, add another one to it.",
    "evidence.verify": (
        "Proves the chain of records and the versions of the campaign in it, or names the first record that "
        "is not sound. Exit code 6 where one is not. It also says what the records by themselves can't prove."
    ),
    "evidence.verify.printed": "Also prove that this head, printed in a document, is in it.",
    "evidence.export": "All records as JSON lines, or CSV.",
    "evidence.export.form": "JSON lines or CSV. Default: CSV for a FILE that ends in .csv, else JSON lines.",
    "evidence.backup": "A consistent copy of the ledger, while ticks go on.",
    "evidence.restore": "Puts a copy in place of a ledger that was lost, word for word; nothing is ever replaced.",
    "evidence.salvage": (
        "Saves what can be read of a damaged ledger: FILE gets its sound beginning, to import; FILE.unsound the rest."
    ),
    "evidence.import": (
        "Adds the records of another ledger: of a second server that polled, or of a disk that was lost and "
        "found.\n"
        "\n"
        "FILE_OR_URL is a ledger.sqlite, an exported file, or a database URL. Both chains are verified "
        "first; what is here already is not added again. Afterwards this ledger judges as one that saw all "
        "the polls."
    ),
    "rollup": (
        "(Re)generates a document from the recorded evidence, or verifies one.\n"
        "\n"
        "Gives the edition in force, byte for byte, or the next one where something changed since. Each day "
        "has a folder, with older editions inside; links to the newest stand in the folder latest. A file "
        "that somebody worked in is never replaced or moved: the new one gets a name of its own. With --out "
        "all goes into that folder as it is."
    ),
    "rollup.day": "The report of the period in which this day lies.",
    "rollup.final": "The rollup of the whole campaign.",
    "rollup.formats": "docx,html,md,pdf. Default: as in the campaign file.",
    "rollup.out": "Default: as in the campaign file.",
    "rollup.verify": "Recompute every figure of this docx or html.",
    "import-mail": (
        "Who reported by mail on a day and when, beside the board: to run both ways for a while and compare. "
        "Mails are matched by the addresses in the campaign file (contacts, editors). It decides nothing and "
        "keeps nothing."
    ),
    "import-mail.imap": "imaps://name@host/FOLDER; the password: SHEETS_SYNC_MAIL_PASSWORD.",
    "import-mail.day": "The day that the mails report on. Default: today.",
    "demo": "The whole main job on the embedded local server: no account, no network.",
    "demo.out": "Where everything is written.",
    "demo.keep_serving": "Leave the local server open at the end: a page with the result, and a copy to train with.",
    "demo.like": "Another campaign than the sample: {starters}.",
    "serve": (
        "The local Sheets server alone. Prints its address as the first line; in a browser it shows the spreadsheets."
    ),
    "serve.host": "Loopback unless --allow-remote is given.",
    "serve.port": "0: any free port.",
    "serve.data": "Keeps the server's state; created if missing.",
    "serve.key": "Writes a service account's key for this server: programs log in with it as they do at Google.",
    "serve.allow_remote": "Bind another address than loopback. There is no access control.",
    "serve.as_json": "The address as a JSON document, instead of the plain line.",
    "init": "A commented starter campaign in DIR: the general one, or one of a kind.",
    "init.like": "Begin from a campaign of this kind: {starters}.",
    "status": "The board, from the recorded evidence, without touching Google.",
    "status.html": "The board as a page of its own.",
    "status.png": "The board as a picture (needs Chromium).",
    "status.phone": "With --html, --png: today's columns alone, to read on a phone.",
    "status.pictures": "All tabs of the job, as a desk and a phone show them.",
    "status.fail_if_stale": "Exit code 3 where looks are overdue: for a monitor.",
    "status.folder": "A line for each campaign in this folder and in the folders in it.",
    "why": (
        "The evidence behind one cell of the board: what was seen when, the rule that decided, later edits, "
        "our own gaps."
    ),
    "why.html": "Also as a page to send or print.",
    "remind": "Who has not reported yet, as text to paste into a chat group; or mailed, each message once.",
    "remind.send": "Mail the messages that were not sent yet (table [mail] of the campaign).",
    "remind.again": "With --send: also those that were sent already.",
    "check": (
        "What a run needs, before the deadline does: the campaign file, rights, protections, tabs, "
        "templates, the disk, the clock, the evidence, the schedule. Each finding says what, where, and what "
        "to do.\n"
        "\n"
        "Exit code 6 where something must be mended; 0 for notes alone; 2, 3 or 4 where it could not look at "
        "all."
    ),
    "provision": (
        "Creates or repairs the spreadsheet: tabs, headings, dropdowns, formats, protections. Safe to "
        "repeat. A heading that a person typed is told before it is written over."
    ),
    "provision.dry_run": "Say what is missing and what would be written over; write nothing.",
    "provision.with_guide": "Also a tab that tells units and coordinators what to do.",
    "provision.adopt": "This tab that people made is that unit's.",
    "run": "One tick: reads, records evidence, judges, writes the job's tabs and the documents that are due.",
    "run.dry_run": "Read and judge, print what would be written, write nothing anywhere.",
    "run.new_ledger": "Go on with this ledger in place of the one behind the board; needs --reason.",
    "run.reason": "With --new-ledger: why; it is recorded.",
    "run.quiet": "Print nothing unless something fails (cron mails what is printed).",
    "watch": (
        "Ticks by itself: every few minutes, and exactly at each deadline, until the campaign is over. Of "
        "several campaign FILEs, each with the state folder beside it.\n"
        "\n"
        "SIGTERM or Ctrl-C ends it after the tick in hand; SIGHUP makes it read the campaign files anew."
    ),
    "watch.as_json": "One JSON document on stdout at the end: what was done.",
    "crontab": (
        "The crontab lines for this server's timezone, and units for systemd: a timer, or a service that "
        "watches.\n"
        "\n"
        "Where no crontab line can make every poll (the server's clock goes back in the middle of one), it "
        "says so and gives the units."
    ),
    "crontab.zone": "The zone by which this server's cron goes. Default: the server's own.",
    "crontab.only": (
        "One of the three, to be put in place as it is: crontab lines, the timer's units, the unit of `watch`."
    ),
    "rows": "Every row of the units' tabs: what was typed, and how each cell was read.",
    "statuses": "Who reported in time: one line for each unit and period.",
    "totals": "Every figure of the documents: by day, unit, activity and measure.",
    "problems": "Everything that units should mend: the cell, what was typed, what to do, since when.",
    "cells": "How the job reads typed cells: JSON lines in, JSON lines out; or one cell.",
    "cells.kind": "Read one cell, given as TYPED, instead of JSON lines.",
    "cells.today": "With --type: the day on which it is read. Default: after the campaign.",
    "cells.number_format": "With --type: TYPED is a number of this format.",
    "cells.language": "Read as a campaign in this language would: vi, en-GB, en-US.",
    "option.campaign_file": "Campaign file. Default: SHEETS_SYNC_CAMPAIGN, else ./campaign.toml.",
    "option.state": "Folder of the evidence ledger and the lock. Default: state/ beside the campaign file.",
    "option.as_json": "One JSON document on stdout.",
    "option.now": "Replay this moment, such as 2022-12-16T10:00:00+07:00.",
    "option.out": "Default: stdout.",
    "option.slot": "Which report of the day, where a period has several: a slot's key or label.",
    "option.log_format": "Lines on stderr.",
    "option.form": "Default: by the ending of FILE, else csv.",
    "option.version": "Show the version and exit.",
    "option.help": "Show this message and exit.",
    "usage": "Usage:",
    "options": "Options",
    "commands": "Commands",
    "default": "default: {value}",
    "required": "required",
    "try": "Try it without an account or network:",
    "example": "Example:",
    "examples": "Examples:",
    "said.moved": "moved to a new spreadsheet",
    "said.nine": "the deadline was 9:00",
    "said.office": "the office",
    "said.unit": "hillside",
    "said.slot": "morning",
    "said.money": "£1,250.50",
    "said.tag": "en-GB",
}
