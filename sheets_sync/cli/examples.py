"""What can be typed: the examples of every command's help, after `sheets-sync`. In braces: words of a language."""

from __future__ import annotations

EXAMPLES: dict[str, tuple[str, ...]] = {
    "sheets-sync": ("demo",),
    "campaign": ("campaign show --campaign campaign.toml",),
    "campaign.show": ("campaign show --campaign campaign.toml",),
    "campaign.accept": (
        'campaign accept --reason "{moved}" --by "{office}"',
        'campaign accept --since 2022-12-19 --reason "{nine}" --by "{office}"',
    ),
    "evidence.verify": (
        "evidence verify --campaign campaign.toml",
        "evidence verify --head 3f9a0c1d2e4b5a69",
    ),
    "evidence.export": ("evidence export --out evidence.jsonl",),
    "evidence.backup": ("evidence backup /mnt/usb/ledger-2022-12-20.sqlite",),
    "evidence.restore": ("evidence restore /mnt/usb/ledger-2022-12-20.sqlite",),
    "evidence.salvage": ("evidence salvage saved.jsonl",),
    "evidence.import": ("evidence import /mnt/second-server/state/ledger.sqlite",),
    "rollup": (
        "rollup --day 2022-12-16 --format docx,html --out reports",
        "rollup --verify reports/report-2022-12-16-21h00.docx",
    ),
    "import-mail": (
        "import-mail reports.mbox --day 16/12",
        "import-mail --imap imaps://office@mail.example.com/INBOX",
    ),
    "demo": (
        "demo --out demo-out",
        "demo --like school-weekly-en",
    ),
    "serve": ("serve --port 8085 --data sheets.sqlite --key key.json",),
    "init": (
        "init my-campaign",
        "init our-schools --like school-weekly-en",
    ),
    "status": (
        "status --now 2022-12-16T10:05:00+07:00",
        "status --png board.png --phone",
        "status --fail-if-stale --json",
        "status --all /srv/reports",
    ),
    "why": (
        "why {unit} 2022-12-16",
        "why {unit} 16/12 --html {unit}-16-12.html",
        "why {unit} 16/12 --slot {slot}",
    ),
    "remind": (
        "remind --campaign campaign.toml",
        "remind --send",
    ),
    "check": ("check --campaign campaign.toml",),
    "provision": (
        "provision --campaign campaign.toml",
        "provision --dry-run",
    ),
    "run": ("run --campaign campaign.toml",),
    "watch": (
        "watch --campaign campaign.toml",
        "watch summer/campaign.toml autumn/campaign.toml",
    ),
    "crontab": (
        "crontab --campaign campaign.toml",
        "crontab --only cron | crontab -",
    ),
    "rows": (
        "rows --out rows.xlsx",
        "rows --format csv > rows.csv",
    ),
    "statuses": (
        "statuses --out statuses.xlsx",
        "statuses --format csv > statuses.csv",
    ),
    "totals": (
        "totals --out totals.xlsx",
        "totals --format csv > totals.csv",
    ),
    "problems": (
        "problems --out problems.xlsx",
        "problems --format csv > problems.csv",
    ),
    "cells": (
        "cells < cells.jsonl",
        "cells --type money '{money}'",
        "cells --type date 25/12 --today 2022-12-20",
        "cells --type integer --format DATE 44905",
        "cells --language {tag} --type money '{money}'",
    ),
}
