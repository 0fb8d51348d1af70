"""A board that has every status, every flag and every warning, made by hand from the sample campaign's units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sheets_sync.board import Board, OpenProblem
from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.schedule import PollPlan
from sheets_sync.compliance.judging import Judgement, Status
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.tabs.override import Override
from sheets_sync.tabs.rows import Problem, Severity

TODAY = date(2022, 12, 16)
LINK = "https://docs.google.com/spreadsheets/d/x/edit#gid=1&range=D7"


def moment(campaign: Campaign, clock: str, day: date = TODAY) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=campaign.timezone)


def cast(campaign: Campaign) -> dict[str, Judgement]:
    """What each unit plays today, by the name of its part."""

    def seen(absent: str, present: str) -> dict[str, datetime]:
        return {"seen_absent": moment(campaign, absent), "seen_present": moment(campaign, present)}

    def override(status: str) -> Override:
        return Override("", TODAY, status, reason="mất điện cả huyện", by="Chị Lan")

    def part(status: Status, by_evidence: Status | None = None, **facts: object) -> Judgement:
        cut_off = moment(campaign, "10:00")
        return Judgement("", TODAY, status, by_evidence or status, cut_off=cut_off, **facts)  # type: ignore[arg-type]

    return {
        "on_time": part(Status.ON_TIME, **seen("09:12", "09:15")),
        "first_look": part(Status.ON_TIME, seen_present=moment(campaign, "06:00")),
        "late": part(Status.LATE, **seen("10:00", "10:05")),
        "missed": part(Status.MISSED, seen_absent=moment(campaign, "10:05"), rows_of_no_day=2),
        "invalid": part(Status.INVALID, attempted_at=moment(campaign, "09:30"), problems=3),
        "undetermined": part(Status.UNDETERMINED, **seen("09:30", "10:20")),
        "pending": part(Status.PENDING, seen_absent=moment(campaign, "09:30"), overdue_look=True),
        "not_required": part(Status.NOT_REQUIRED),
        "excused": part(Status.EXCUSED, Status.MISSED, override=override("excused")),
        "made_on_time": part(
            Status.ON_TIME, Status.UNDETERMINED, override=override("on_time"), **seen("09:30", "10:20")
        ),
        "made_late": part(Status.LATE, Status.ON_TIME, override=override("late"), **seen("09:12", "09:15")),
        "edited": part(Status.ON_TIME, edited_after_deadline=True, problems=2, **seen("09:12", "09:15")),
        "withdrawn": part(Status.ON_TIME, withdrawn=True, edited_after_deadline=True, **seen("09:12", "09:15")),
        "unread": part(Status.MISSED, seen_absent=moment(campaign, "10:05")),
    }


def cast_board(campaign: Campaign) -> Board:
    """At 10:30 of the first day: nobody has read since 10:20, one tab is not understood, the rest is still to come."""
    parts = cast(campaign)

    def coming(unit: str) -> list[Judgement]:
        return [Judgement(unit, day, Status.PENDING, Status.PENDING) for day in campaign.days[1:]]

    keys = dict(zip(parts, (unit.key for unit in campaign.units), strict=True))
    return Board(
        campaign=campaign,
        as_of=moment(campaign, "10:30"),
        judgements={keys[name]: (replace(part, unit=keys[name]), *coming(keys[name])) for name, part in parts.items()},
        last_poll=moment(campaign, "10:20"),
        stale=True,
        unread={keys["unread"]: "header"},
        polls=PollPlan(),
        problems=6,
        to_fix={keys["invalid"]: 3, keys["edited"]: 2, keys["late"]: 1},
    )


def empty_board(campaign: Campaign, clock: str = "08:00", day: date = TODAY, plan: PollPlan | None = None) -> Board:
    """Nobody has reported anything."""
    found: dict[str, Sequence[Judgement]] = {
        unit.key: [Judgement(unit.key, day, Status.PENDING, Status.PENDING) for day in campaign.days]
        for unit in campaign.units
    }
    at = moment(campaign, clock, day)
    return Board(campaign, at, found, last_poll=at - timedelta(minutes=5), polls=plan or PollPlan())


def open_problems(campaign: Campaign) -> list[OpenProblem]:
    """A reminder, an error, one that blocks its row, one of a whole tab, one of the coordinators' tab."""
    first, second = campaign.units[:2]
    typed = '=IMPORTXML("http://x")<b>{{7*7}}</b>' + "\u202ex\U0001f600" + "9" * 50_000

    def problem(unit: str, code: str, severity: Severity, cell: str = "", **facts: object) -> OpenProblem:
        at = Cell.parse(cell) if cell else None
        found = Problem(unit, "Trang", 7, code, severity, at, "money", typed, **facts)  # type: ignore[arg-type]
        return OpenProblem(found, moment(campaign, "09:00"), LINK)

    return [
        problem(first.key, "C2", Severity.REMINDER, "G9", day=TODAY),
        problem(second.key, "M6", Severity.ERROR, "I8", day=TODAY),
        problem(second.key, "R0", Severity.ERROR, "C7", day=TODAY, blocking=True),
        problem(campaign.units[2].key, "H0", Severity.ERROR),
        problem("", "O1", Severity.ERROR, "A2"),
    ]
