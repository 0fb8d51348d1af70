"""What `check` finds, and what to do."""

from __future__ import annotations

from sheets_sync.words.texts import Section, plural

TEXTS: Section = {
    "connection.fine": "endpoint: {server}",
    "tab": "no tab “{tab}”.",
    "readable.fine": plural("count", one="readable, {count} tab", other="readable, {count} tabs"),
    "kind": "this is a file of another kind.",
    "kind.remedy": "Open it, choose File > Save as Google Sheets, and use the new address.",
    "trashed": "the spreadsheet is in the bin.",
    "trashed.remedy": "Restore it in Google Drive.",
    "rights": "the job's account may only view it.",
    "rights.remedy": "Share the spreadsheet with that account as an editor.",
    "rights.fine": "may be written",
    "protection.remedy": "Let the job's account edit it (Data > Protect sheets and ranges), or remove the protection.",
    "override_door": "whoever can type in a unit's tab can also type in “{title}”.",
    "override_door.remedy": (
        "Set coordinators = [...] in [campaign], or board = ... in [google]; then run: sheets-sync provision"
    ),
    "language.fine": "language {said}",
    "texts": plural(
        "n",
        one="{n} text is lacking in this language and comes in English ({first})",
        other="{n} texts are lacking in this language and come in English (such as {first})",
    ),
    "texts.remedy": "Add them to the package of the language.",
    "extension.fine": "extension {said}",
    "days_off": "days off that are no days of the campaign: {days}.",
    "days_off.remedy": "Look at year and month.",
    "nil_activity": "there is no activity for “nothing to report”: a unit that has nothing can only be missed.",
    "nil_activity.remedy": 'Add [[activities]] with code = "NIL".',
    "old_overrides": "“{title}” is not read here any more.",
    "old_overrides.remedy": "Move its rows to the spreadsheet of the board, then delete this tab.",
    "address": "{address!r} is no mail address.",
    "address.remedy": "Write it as somebody@example.com.",
    "job_title": "tab “{tab}” is titled like a job's tab.",
    "job_title.remedy": "Give the unit's tab another title.",
    "key_mode": "other users of this machine can read this key.",
    "key_mode.remedy": "Run: chmod 600 {path}",
    "key_mode.fine": "only its owner can read this key",
    "mode": "every user of this machine can read this folder.",
    "mode.remedy": "Run: chmod -R o-rwx {path}",
    "quota.fine": (
        "quota: at most {reads} reads and {writes} writes in a minute ({limit} of each may leave); the last "
        "look of a deadline leaves {last_look:.0f} s after it"
    ),
    "clock.remedy": "Let the machine set its clock, for example: timedatectl set-ntp true",
    "evidence": "not sound: {broken}.",
    "evidence.remedy": "Restore the ledger from a backup.",
    "shared_state": "the last look recorded here was at another spreadsheet: another campaign uses this folder.",
    "shared_state.remedy": "Give each campaign a folder of its own: --state DIR.",
    "schedule": "no schedule for this campaign is installed here (crontab, systemd).",
    "schedule.remedy": "See: sheets-sync crontab (or watch)",
    "schedule.fine": "schedule: {kind}, by the clock of {zone}",
    "shared_quota": "together with {names} up to {total} reads in a minute; {limit} may leave.",
    "shared_quota.remedy": "Give each its own account, or poll less often.",
    "override_door_open": "“{title}” is not locked for coordinators yet.",
    "schedule.other": "the lines of cron are not those of the campaign file by the clock of {zone}.",
    "schedule.other.remedy": "Put them in anew: sheets-sync crontab --only cron",
    "run_provision": "Run: sheets-sync provision",
    "spreadsheet": "spreadsheet {name}",
    "record": "record {seq} ({kind}, {sent}): {what}",
    "protection": "tab “{title}” is protected against us.",
    "locale.fine": "locale {locale}, timezone {zone}",
    "locale": "locale {locale}, timezone {zone}.",
    "locale.remedy": "Needed: {locale}, {zone}.",
    "tab.fine": plural("n", one="tab “{title}”, {n} row", other="tab “{title}”, {n} rows"),
    "campaign.fine": "units: {units}, columns: {columns}, activities: {activities}, reports: {days}",
    "disk": "{megabytes} MB of the disk are free",
    "disk.remedy": "Make room for the evidence.",
    "template": "{form}: {error}",
    "template.remedy": "Mend the template; the others can be used.",
    "template.fine": "every template renders with sample figures",
    "template.sample": "Something typed to try the template",
    "clock.fine": "clock: agrees with the server's (to within {within:.1f} s)",
    "clock.behind": (
        "clock: this machine is {off:.1f} s (± {give:.1f} s) behind the server. Moments in the evidence are "
        "corrected by that, but looks start at the wrong time."
    ),
    "clock.ahead": (
        "clock: this machine is {off:.1f} s (± {give:.1f} s) ahead of the server. Moments in the evidence "
        "are corrected by that, but looks start at the wrong time."
    ),
    "evidence.fine": "evidence: all records sound",
    "evidence.corrected": "the last look's clock was corrected by {seconds:.1f} s",
    "looks.none": "no look has come through yet.",
    "looks.none.remedy": "Run: sheets-sync run",
    "looks.fine": "last good look {last}; at a deadline {at}",
    "looks": "looks are overdue: {found}.",
    "looks.remedy": "See whether the schedule works (crontab -l, systemctl list-timers).",
    "looks.deadline": "the last deadline has no look: {found}.",
    "looks.deadline.remedy": "See: sheets-sync why",
    "growth.fine": "ledger: {size}, about {a_day} a day",
    "growth": "{found}.",
    "growth.remedy": "See whether a formula changes at every look.",
    "campaign_change": "will change: {change}",
    "sign.ok": "OK    ",
    "sign.notice": "NOTE  ",
    "sign.mend": "FIX   ",
    "sign.blind": "BLIND ",
    "feedback.off": (
        "units don't see their status in their own tabs, since the board is another spreadsheet; to have it, "
        'write [tabs] feedback = "full" and run: sheets-sync provision'
    ),
    "feedback.none": "the units' tabs have no status line yet.",
    "feedback.fine": "units see their status in their own tabs",
    "feedback": plural(
        "n",
        one="{n} tab is not allowed yet to show what stands on the board.",
        other="{n} tabs are not allowed yet to show what stands on the board.",
    ),
    "feedback.remedy": (
        "Open this spreadsheet with an account that may edit it and view the board, choose cell {cell} of "
        "the tab “{title}” (it shows #REF!) and press “Allow access”. Once is enough for the whole "
        "spreadsheet. From then on whoever may edit it can also get at what stands on the board."
    ),
}
