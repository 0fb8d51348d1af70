"""The tab `Lỗi cần sửa`: every open problem, grouped by unit, the most urgent first, with a link to its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from sheets_sync.board.open_problem import OpenProblem
from sheets_sync.board.screen import wrapped
from sheets_sync.board.styles import CENTRED_TEXT, HEADING, NAME, PLAIN, SMALL_TEXT, TITLE, status_style
from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.named import report_title
from sheets_sync.compliance.judging import Status
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.plan import PlanCell, Style, TabPlan
from sheets_sync.tabs.messages import problem_text, quoted
from sheets_sync.tabs.rows import READ_FOR_NOBODY, Problem, Severity
from sheets_sync.tabs.titles import tab_title
from sheets_sync.words.formats import formats
from sheets_sync.words.texts import Section, texts

MOST_LISTED = 2_000
"""Problems that the tab lists; one write of more would outgrow what Google recommends for a request (2 MB)."""
TYPED_SHOWN = 200
"""Characters of a typed text that the list shows."""
WIDTHS = (92, 52, 170, 56, 170, 84, 86)
"""Unit, cell and what to do fit a phone in portrait."""
REPORT = 5
"""The column of the report that a problem belongs to."""
SIGNS = {Severity.ERROR: "✗", Severity.REMINDER: "!"}


def problems_tab(problems: Iterable[OpenProblem], campaign: Campaign) -> TabPlan:
    """All problems as a plan: a line of sums, headings, a row each."""
    found, said = by_urgency(problems, campaign), texts(campaign.locale).section("problems_tab")
    cells = {Cell(0, 0): PlanCell(f"{said['title']}\n{wrapped(str(said['hint']), 36)}", TITLE)}
    notes = said["notes"]
    cells |= {
        Cell(1, n): PlanCell(heading, HEADING, note=notes[n]) for n, heading in enumerate(_headings(found, campaign))
    }
    listed = fairly(found, MOST_LISTED)
    for row, entry in enumerate(listed, 2):
        cells |= {Cell(row, n): cell for n, cell in enumerate(_cells(entry, campaign))}
    if not found:
        cells[Cell(2, 0)] = PlanCell(str(said["none"]), PLAIN)
    if (more := len(found) - len(listed)) > 0:
        cells[Cell(len(listed) + 2, 0)] = PlanCell(str(said["more"]).format(n=more), PLAIN)
    return TabPlan(
        name="problems",
        title=tab_title("problems", campaign.locale),
        cells=cells,
        frozen_rows=2,
        frozen_columns=1,
        widths=dict(enumerate(WIDTHS)),
    )


def fairly(found: Sequence[OpenProblem], most: int) -> list[OpenProblem]:
    """At most so many of the problems, in their order, of every unit its most urgent ones: whoever has few loses none,
    and the others share what room is left."""
    of_unit = Counter(entry.problem.unit for entry in found)
    room, share = most, 0
    for left, count in zip(range(len(of_unit), 0, -1), sorted(of_unit.values()), strict=True):
        share = room // left
        if count > share:
            break
        room -= count
    else:
        return list(found)
    taken: Counter[str] = Counter()
    listed = []
    for entry in found:
        unit = entry.problem.unit
        if taken[unit] < max(share, 1):
            taken[unit] += 1
            listed.append(entry)
    return listed[:most]


def _headings(found: Sequence[OpenProblem], campaign: Campaign) -> list[str]:
    """The headings, with the number of errors and reminders; the title stays the same, since a lost mark is found
    again by it."""
    said = texts(campaign.locale).section("problems_tab")
    names = [*said["headings"]] if campaign.is_daily else _of_periods(said)
    errors = sum(entry.problem.severity is Severity.ERROR for entry in found)
    return [str(heading).format(errors=errors, reminders=len(found) - errors) for heading in names]


def _of_periods(said: Section) -> list[str]:
    """The headings where reports are not of days."""
    names = [*said["headings"]]
    names[REPORT] = said["period"]
    return names


def by_urgency(problems: Iterable[OpenProblem], campaign: Campaign) -> list[OpenProblem]:
    """Grouped by unit; units and problems with the most urgent first: blocking, then errors, then reminders."""
    entries = list(problems)
    order = {unit.key: n for n, unit in enumerate(campaign.units)}
    worst: dict[str, int] = {}
    for entry in entries:
        unit = entry.problem.unit
        worst[unit] = min(worst.get(unit, 9), _urgency(entry.problem))
    return sorted(
        entries,
        key=lambda e: (
            worst[e.problem.unit],
            order.get(e.problem.unit, -1),
            _urgency(e.problem),
            e.problem.cell or Cell(0, 0),
            e.problem.code,
        ),
    )


def _urgency(problem: Problem) -> int:
    return 0 if problem.blocking or problem.cell is None else 1 if problem.severity is Severity.ERROR else 2


def _cells(entry: OpenProblem, campaign: Campaign) -> list[PlanCell]:
    problem, said, forms = entry.problem, texts(campaign.locale).section("problems_tab"), formats(campaign.locale)
    unit = campaign.unit_by_key.get(problem.unit)
    cell = problem.cell.a1 if problem.cell else str(said["whole_tab"])
    first = entry.first_seen.astimezone(campaign.timezone) if entry.first_seen else None
    return [
        PlanCell(
            unit.name if unit else str(said["nobody" if problem.code in READ_FOR_NOBODY else "coordinators"]), NAME
        ),
        PlanCell(f"{SIGNS[problem.severity]} {cell}", _level_style(problem), link=entry.link),
        PlanCell(problem_text(problem, campaign), SMALL_TEXT),
        PlanCell(str(said[problem.severity.value]), _level_style(problem)),
        PlanCell(quoted(problem.typed, TYPED_SHOWN), SMALL_TEXT),
        PlanCell(_report(problem.day, campaign), CENTRED_TEXT),
        PlanCell(forms.clock_and_day(first) if first else "", CENTRED_TEXT),
    ]


def _report(day: date | None, campaign: Campaign) -> str:
    """The report that a row is of: its day, or the name of its period; "" for a row of none."""
    if day is None:
        return ""
    return formats(campaign.locale).short(day) if campaign.is_daily else report_title(day, campaign, year=True)


def _level_style(problem: Problem) -> Style:
    status = Status.MISSED if problem.severity is Severity.ERROR else Status.INVALID
    return status_style(status, bold=problem.blocking, wrap=True)
