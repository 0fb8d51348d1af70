"""What the panel of the training shows, as JSON. Pure but for the names of the documents on disk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sheets_sync.board import Board, words
from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.campaign.named import report_title
from sheets_sync.compliance.judging import Status
from sheets_sync.compliance.standings import Standing
from sheets_sync.compliance.words import standing_word, status_words
from sheets_sync.config import Settings
from sheets_sync.demo.training import Training, jumps
from sheets_sync.words.formats import formats
from sheets_sync.words.texts import texts

OF_PANEL = "panel."
SUFFIXES = (".docx", ".html", ".md", ".pdf")


def panel_words(locale: str) -> dict[str, Any]:
    """The texts that the page itself fills, by key, and in which language they are."""
    said = texts(locale)
    section = said.section("training")
    words = {key.removeprefix(OF_PANEL): text for key, text in section.items() if key.startswith(OF_PANEL)}
    return {"language": said.language, "words": words}


def training_json(training: Training) -> dict[str, Any]:
    """The clock, where it can go, and how today stands."""
    campaign, now = training.campaign, training.clock.now.astimezone(training.campaign.timezone)
    say = texts(campaign.locale).say

    short = formats(campaign.locale).short

    def at(moment: datetime, day: date | None = None) -> str:
        return words.clock_time(moment, campaign.timezone, campaign.locale, day)

    return {
        "spreadsheet": training.settings.spreadsheet,
        "now": _plain(now),
        "end": _plain(training.end),
        "clock": say("training.clock", weekday=_weekday(now, campaign.locale), day=short(now), time=at(now)),
        "day": short(now),
        "looked": say("training.looked", time=at(training.looked_at, campaign.local_day(now))),
        "start": say("training.start", time=at(training.begin)),
        "jumps": [
            {"name": f"{name} · {at(moment, now.date())}", "to": _plain(moment)}
            for name, moment in jumps(now, training.settings.polls, campaign)
        ],
        "unit": training.choice.unit,
        "others": training.choice.others,
        "units": [{"key": unit.key, "name": unit.name, "tab": unit.tab} for unit in campaign.units],
        "today": today_json(training.board, campaign.unit_by_key[training.choice.unit]),
    }


def _weekday(moment: datetime, locale: str) -> str:
    name = str(texts(locale).get("rhythm.weekdays")[moment.weekday()])
    return name[:1].upper() + name[1:]


def _plain(moment: datetime) -> str:
    """A moment as a time field of a form writes it: local, without an offset."""
    return moment.replace(tzinfo=None).isoformat()


def today_json(board: Board, mine: Unit) -> dict[str, Any]:
    """The day of the board as the board counts it: each standing that occurs with its units, and the trainee's own."""
    campaign, tally = board.campaign, board.tally_on(board.today)
    judgement, day = board.of(mine, board.today), report_title(board.today, campaign)
    seen = words.seen_words(judgement, campaign.timezone, campaign.locale)
    to_fix = texts(campaign.locale).say("training.to_fix", n=judgement.problems) if judgement.problems else ""
    return {
        "line": words.text("reported", campaign.locale, day=day, reported=tally.reported, owed=tally.owed),
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
            "seen": seen,
            "problems": judgement.problems,
            "detail": ", ".join(part for part in (seen and f"({seen})", to_fix) if part),
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
