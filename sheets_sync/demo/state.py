"""What the panel of the training shows, as JSON. Pure but for the names of the documents on disk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sheets_sync.board import Board, words
from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.campaign.named import report_sign
from sheets_sync.compliance.judging import Status
from sheets_sync.compliance.standings import Standing
from sheets_sync.compliance.words import standing_word, status_words
from sheets_sync.config import Settings
from sheets_sync.demo.training import Training, jumps
from sheets_sync.words.formats import formats

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
SUFFIXES = (".docx", ".html", ".md", ".pdf")


def training_json(training: Training) -> dict[str, Any]:
    """The clock, where it can go, and how today stands."""
    campaign, now = training.campaign, training.clock.now.astimezone(training.campaign.timezone)

    def at(moment: datetime, day: date | None = None) -> str:
        return words.clock_time(moment, campaign.timezone, campaign.locale, day)

    return {
        "spreadsheet": training.settings.spreadsheet,
        "now": _plain(now),
        "end": _plain(training.end),
        "clock": f"{WEEKDAYS[now.weekday()]} {formats(campaign.locale).short(now)}, {at(now)}",
        "day": formats(campaign.locale).short(now),
        "looked": at(training.looked_at, campaign.local_day(now)),
        "jumps": [
            {"name": f"{name} · {at(moment, now.date())}", "to": _plain(moment)}
            for name, moment in jumps(now, training.settings.polls, campaign)
        ],
        "unit": training.choice.unit,
        "others": training.choice.others,
        "units": [{"key": unit.key, "name": unit.name, "tab": unit.tab} for unit in campaign.units],
        "today": today_json(training.board, campaign.unit_by_key[training.choice.unit]),
    }


def _plain(moment: datetime) -> str:
    """A moment as a time field of a form writes it: local, without an offset."""
    return moment.replace(tzinfo=None).isoformat()


def today_json(board: Board, mine: Unit) -> dict[str, Any]:
    """The day of the board as the board counts it: each standing that occurs with its units, and the trainee's own."""
    campaign, tally = board.campaign, board.tally_on(board.today)
    judgement = board.of(mine, board.today)
    return {
        "day": report_sign(board.today, campaign).replace("\n", " "),
        "reported": tally.reported,
        "owed": tally.owed,
        "counts": [
            {
                **_standing(standing, found[0].status, campaign),
                "count": len(found),
                "names": [campaign.unit_by_key[one.unit].tab for one in found],
            }
            for standing, found in tally.groups.items()
        ],
        "mine": {
            **_standing(board.standing(judgement), judgement.status, campaign),
            "name": mine.name,
            "seen": words.seen_words(judgement, board.campaign.timezone, board.campaign.locale),
            "problems": judgement.problems,
        },
    }


def _standing(standing: Standing, status: Status, campaign: Campaign) -> dict[str, Any]:
    sign, (fill, ink) = status_words(status, campaign.locale).sign, words.COLOURS[status]
    word = standing_word(standing, campaign.locale)
    return {"status": standing.value, "sign": sign, "word": word, "ink": ink, "fill": fill}


def documents_json(settings: Settings, prefix: str) -> list[dict[str, Any]]:
    """The documents of a campaign by their names without suffix, the newest moment first."""
    found: dict[str, list[dict[str, str]]] = {}
    for path in documents(settings):
        entry = {"suffix": path.suffix[1:], "address": f"{prefix}{path.name}"}
        found.setdefault(path.stem, []).append(entry)
    return [{"name": stem, "files": files} for stem, files in sorted(found.items(), reverse=True)]


def documents(settings: Settings) -> Iterator[Path]:
    """The documents that stand in a campaign's folders, by name; links to them, and what Office puts beside those that
    are open, don't count."""
    found = (path for suffix in SUFFIXES for path in settings.documents.out.rglob(f"[!.~]*{suffix}"))
    yield from sorted((p for p in found if p.is_file() and not p.is_symlink()), key=lambda path: path.name)
