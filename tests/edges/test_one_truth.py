"""Board, totals, papers, reminders, `why` and JSON say the same of the same reports: counts, names and words."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from documents_samples import TEMPLATES, words_of
from rollup_samples import row

from sheets_sync.board import Board, board_json, head
from sheets_sync.board.compliance_tab import compliance_tab
from sheets_sync.board.reminders import reminders
from sheets_sync.board.totals_tab import totals_tab
from sheets_sync.board.why_json import explanation_json
from sheets_sync.board.why_page import why_page
from sheets_sync.campaign.model import Campaign
from sheets_sync.compliance.judging import Judgement, Status, rates
from sheets_sync.compliance.standings import IN, OPEN, Standing
from sheets_sync.compliance.why import Explanation
from sheets_sync.compliance.words import (
    FLAGS,
    flag_words,
    flags_of,
    no_day_mark,
    sign_of,
    standing_word,
    unread_sentence,
)
from sheets_sync.documents import render
from sheets_sync.documents.messages import say
from sheets_sync.evidence.fold import Evidence
from sheets_sync.rollup import campaign_model, day_model
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.tabs.override import Override
from sheets_sync.tabs.rows import Row
from sheets_sync.words.formats import formats

FORMS = ("docx", "html", "md")
DAYS = 3  # report days before the moment of a board; one more is to come


def drawn(campaign: Campaign, seed: int) -> Board:
    """A board at half past ten of the third day, its judgements drawn by lot; the first seed has every status and flag,
    a tab that can't be read, an overdue look and an override."""
    rng = random.Random(seed)
    short = replace(campaign, days=campaign.days[: DAYS + 1])
    today = short.days[DAYS - 1]
    as_of = short.deadline_of(today) + timedelta(minutes=30)
    judged: dict[str, list[Judgement]] = {}
    for n, unit in enumerate(short.units):
        judged[unit.key] = [_judgement(rng, unit.key, day, day <= today, n if seed == 0 else -1) for day in short.days]
    unread = {
        unit.key: "header" for n, unit in enumerate(short.units) if (n == 11 if seed == 0 else rng.random() < 0.1)
    }
    return Board(short, as_of, judged, unread=unread, last_poll=as_of - timedelta(minutes=5))


def _judgement(rng: random.Random, unit: str, day: Any, past: bool, part: int) -> Judgement:
    if not past:
        return Judgement(unit, day, Status.PENDING, Status.PENDING)
    every = list(Status)
    status = every[part % len(every)] if part >= 0 else rng.choice(every)
    by_hand = part in (8, 9, 10) or (part < 0 and rng.random() < 0.2)
    if part in (11, 12):  # a tab that can't be read; a look that is overdue
        status, by_hand = Status.PENDING, False
    override = None
    if by_hand:
        status = (
            (Status.EXCUSED, Status.ON_TIME, Status.LATE)[part - 8]
            if part >= 0
            else rng.choice((Status.EXCUSED, Status.ON_TIME, Status.LATE))
        )
        override = Override(unit, day, status.value, reason="mất điện", by="Chị Lan")
    flagged = part == 13 or (part < 0 and rng.random() < 0.2)
    if part == 13:
        status = Status.ON_TIME
    return Judgement(
        unit,
        day,
        status,
        status,
        override=override,
        overdue_look=status is Status.PENDING,
        edited_after_deadline=flagged,
        withdrawn=flagged and status is Status.ON_TIME,
        rows_of_no_day=int(status is Status.MISSED and (part >= 0 or rng.random() < 0.3)),
    )


def counted(board: Board, day: Any) -> dict[Standing, list[str]]:
    """The keys of the units by standing, counted here by hand."""
    found: dict[Standing, list[str]] = {}
    for unit in board.campaign.units:
        judgement = board.of(unit, day)
        standing = Standing(judgement.status.value)
        if judgement.status is Status.PENDING and day <= board.today:
            standing = Standing.UNREAD if unit.key in board.unread else Standing.UNSEEN
        found.setdefault(standing, []).append(unit.key)
    return found


def claims(board: Board) -> Iterator[tuple[Standing, int]]:
    """How many units stand in each way today, of those that people are told of."""
    found = counted(board, board.today)
    yield from ((s, len(found[s])) for s in (*IN, *OPEN) if s in found)


def check(board: Board, papers: dict[str, list[str]]) -> None:
    """Everything said of `board` against what is counted by hand. `papers`: the texts of the daily and the rollup."""
    campaign, locale = board.campaign, board.campaign.locale
    by_hand = counted(board, board.today)
    reported = sum(len(by_hand.get(s, ())) for s in IN)
    owed = sum(n for _, n in claims(board))
    names = {unit.key: unit.name for unit in campaign.units}
    everything = rates(board.all(), campaign, board.as_of)

    line = head.today_line(board).replace("\n", " ")
    message = reminders(board, "s", Evidence(), lambda kind, facts: say([TEMPLATES], locale, kind, facts))[0]
    found = board_json(board)["today"]
    assert f"đã báo cáo {reported}/{owed} đơn vị" in line
    assert (found["reported"], found["owed"]) == (reported, owed)
    if message.kind != "blind":
        assert f"đã nhận {reported}/{owed} đơn vị" in message.text
    for text in papers["daily"] if owed else ():
        assert f"Đã nhận báo cáo của {reported}/{owed} đơn vị" in text
    for text in papers["rollup"] if everything.expected else ():
        assert f"Đã nhận {everything.reported}/{everything.expected} lượt báo cáo đến hạn" in text
        share = formats(locale).percent(everything.reported, everything.expected)
        assert f"Tỷ lệ báo cáo {share}" in text
    for standing, n in claims(board):
        said = f"{standing_word(standing, locale).lower()} {n}"
        assert said in line
        assert found[standing.value] == n
        typed_wrong = {j.unit: no_day_mark(j, locale) for _, j in board.on(board.today)}
        listed = ", ".join(names[key] + typed_wrong[key] for key in by_hand[standing])
        for text in papers["daily"]:
            assert said in text
            if standing in OPEN and standing is not Standing.UNREAD:
                assert f"{said}: {listed}" in text
        if standing in OPEN and standing is not Standing.UNREAD and message.kind == "after":
            assert f"{said}: {listed}" in message.text
    unread = [names[unit.key] for unit, _ in board.on(board.today) if unit.key in board.unread]
    if unread and owed:
        for text in papers["daily"]:
            assert unread_sentence(unread, locale) in text
    assert bool(board.unread) == any("Không tính là vắng" in warning for warning in head.warning_lines(board))

    tab, plan = compliance_tab(board), totals_tab(board, ())
    cells = {str(cell.value) for cell in tab.cells.values()}
    for status in (Status.ON_TIME, Status.LATE, Status.MISSED, Status.INVALID):
        at = next(
            a for a, c in tab.cells.items() if a.column == 0 and c.value == standing_word(Standing(status), locale)
        )
        assert tab.cells[Cell(at.row, 1)].value == len(by_hand.get(Standing(status), ()))
    assert f"{reported}/{owed}" in {str(cell.value) for cell in plan.cells.values()}
    for judgement in (board.of(unit, board.today) for unit in campaign.units):
        assert sign_of(judgement, locale) in cells
        found_why = _explained(board, judgement)
        standing = next(s for s, keys in by_hand.items() if judgement.unit in keys)
        assert why_page(found_why, campaign).word == standing_word(standing, locale)
        assert explanation_json(found_why, campaign, dict)["standing"] == standing.value
        told = next(row for row in board_json(board)["units"] if row["unit"] == judgement.unit)
        assert told["name"] == names[judgement.unit]
        assert next(d for d in told["days"] if d["day"] == board.today.isoformat())["status"] == judgement.status.value


def _explained(board: Board, judgement: Judgement) -> Explanation:
    unit, deadline = board.campaign.unit_by_key[judgement.unit], board.campaign.deadline_of(judgement.day)
    unread = board.unread.get(unit.key, "")
    return Explanation(unit, judgement, board.as_of, deadline, None, (), (), (), (), (), unread=unread)


def printed(board: Board, forms: Iterable[str], folder: Path, rows: Sequence[Row] = ()) -> dict[str, list[str]]:
    """The texts of the daily report and of the rollup, in each of the forms."""
    models = {"daily": day_model(board, board.today, rows), "rollup": campaign_model(board, rows)}
    return {
        name: [
            words_of(path) for path in render(model, templates=TEMPLATES, formats=list(forms), out=folder, name=name)
        ]
        for name, model in models.items()
    }


def test_one_cast_in_every_output(campaign: Campaign, tmp_path: Path) -> None:
    """One cast with every status and flag, an unreadable tab, an overdue look and an override: the same in all."""
    board = drawn(campaign, 0)
    assert {j.status for j in board.all()} == set(Status)
    assert {flag for j in board.all() for flag in flags_of(j)} == set(FLAGS) - {"unread"}
    assert set(counted(board, board.today)) >= {Standing.UNREAD, Standing.UNSEEN, Standing.EXCUSED}
    papers = printed(board, FORMS, tmp_path, [row("go-dau", 18)])
    check(board, papers)
    for text in papers["daily"]:
        for unit, judgement in board.on(board.today):
            line = re.search(
                re.escape(unit.name) + r"[^/]{0,80}" + standing_word(board.standing(judgement), "vi"), text
            )
            assert line, (unit.name, text)
    for text in papers["rollup"]:
        for flag in set(FLAGS) - {"unread"}:
            assert ": ".join(flag_words("vi")[flag]) in text


@pytest.mark.once
@pytest.mark.parametrize("seed", range(1, 201))
def test_two_hundred_random_casts(campaign: Campaign, seed: int) -> None:
    """Whatever units do, the models of both papers, the board, totals, reminders, `why` and JSON count the same."""
    board = drawn(campaign, seed)
    daily, rollup = day_model(board, board.today, ()), campaign_model(board, ())
    texts = {name: [" ".join(map(str, model.reporting))] for name, model in (("daily", daily), ("rollup", rollup))}
    check(board, texts)
    matrix = rollup.matrices[0]
    for line in matrix.rows:
        unit = next(unit for unit in board.campaign.units if unit.name == line.name)
        assert line.letters == tuple(sign_of(j, "vi") for j in board.judgements[unit.key])
        found = board.rates_of(unit)
        assert str(line.reported) == (f"{found.reported}/{found.expected}" if found.expected else "")


@pytest.mark.slow
@pytest.mark.usefixtures("rendered_here")
@pytest.mark.parametrize("first", range(1, 201, 20))
def test_two_hundred_random_casts_on_paper(campaign: Campaign, tmp_path: Path, first: int) -> None:
    """The same of the papers as they are read: html and md in turn, and every tenth as docx."""
    for seed in range(first, first + 20):
        form = "docx" if seed % 10 == 0 else ("html", "md")[seed % 2]
        board = drawn(campaign, seed)
        check(board, printed(board, [form], tmp_path / str(seed)))
