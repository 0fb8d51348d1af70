"""The annexes of the paper on a campaign add up to its body, or say why they do not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import fsum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rollup_samples import ACTIVITIES, at, campaign, campaign_model, many_rows, row, statuses, worded

from sheets_sync.campaign.model import Activity, Campaign, Column, Conversion
from sheets_sync.rollup import CampaignReport
from sheets_sync.rollup.figures import plain
from sheets_sync.rollup.listed import MOST_LINKS, MOST_NEWS, MOST_WORKS
from sheets_sync.rollup.pieces import Line, Piece
from sheets_sync.rollup.table_rows import ActivityList
from sheets_sync.tabs.rows import Row

JOINING = tuple(
    replace(a, convert=(Conversion("km", "m", 1000),)) if a.code == "GT1" else a
    for a in (*ACTIVITIES, worded(Activity("QA1", "Tặng quà gia đình chính sách", "II.2", ("phần",))))
)
SMALL = campaign(activities=JOINING)


def paper(rows: Sequence[Row], of: Campaign = SMALL) -> CampaignReport:
    return campaign_model(of, rows, statuses(of, go_dau="missed", khoi_cqdn="late"), as_of=at(31, 12))


def value(model: CampaignReport, *shown: Piece | Line) -> float:
    """The sum of the figures that pieces and lines show."""
    pieces = [piece for one in shown for piece in (one.pieces if isinstance(one, Line) else (one,))]
    return plain(fsum(model.figures[piece.figure].value for piece in pieces if piece.figure))


def by_measure(model: CampaignReport, shown: Iterable[Piece]) -> dict[str, float]:
    found: dict[str, float] = {}
    for piece in shown:
        if piece.figure:
            figure = model.figures[piece.figure]
            found[figure.measure] = found.get(figure.measure, 0) + figure.value
    return {measure: plain(total) for measure, total in found.items() if plain(total)}


def lists(model: CampaignReport) -> tuple[ActivityList, ...]:
    return (*model.work_lists, *model.news_lists)


def add_up(model: CampaignReport) -> None:
    """Fails where a sum of the annexes is not that of the body."""
    body = {name: figure.value for name, figure in model.figures.items() if name.startswith(("whole.", "sum."))}
    for some in lists(model):
        shown = [row.counted for row in some.rows] + list(some.rest_counted.pieces)
        printed = {r.measure: model.figures[r.whole.figure].value for r in model.by_activity if r.code == some.code}
        assert by_measure(model, shown) == by_measure(model, some.total.pieces) == printed, some.heading
        money = [row.money for row in some.rows] + [some.rest_money]
        assert value(model, *money) == value(model, some.total_money)
    for line in model.by_activity:
        assert model.figures[line.whole.figure].value == body[f"whole.{line.code}.{line.measure}"]
    for table in (model.by_unit, model.by_day):
        for n, cell in enumerate(table.total.cells):
            assert value(model, *(row.cells[n] for row in table.rows)) == value(model, cell), table.columns[n]
        for name in ("people", "beneficiaries", "money"):
            assert value(model, getattr(table.total, name)) == body.get(f"whole.{name}", 0)
        assert value(model, table.total.works) == body.get("sum.works", 0)
        assert value(model, table.total.gifts) == body.get("sum.gifts", value(model, table.total.gifts))
        received = [str(row.reported) for row in table.rows]
        assert summed(received) == str(table.total.reported) == f"{body['whole.reported']}/{body['whole.expected']}"
    assert summed(str(matrix.reported) for matrix in model.matrices) == str(model.by_unit.total.reported)
    assert sum(int(matrix.on_time) for matrix in model.matrices) == body.get("whole.on_time", 0)
    for matrix in model.matrices:
        assert summed(str(row.reported) for row in matrix.rows) == summed(matrix.totals) == str(matrix.reported)


def summed(shares: Iterable[str]) -> str:
    """("12/14", "13/14") -> "25/28"."""
    pairs = [tuple(map(int, share.split("/"))) for share in shares if share]
    return "/".join(str(sum(some)) for some in zip(*pairs, strict=True))


def test_every_figure_of_the_annexes_adds_up_to_the_bodys() -> None:
    """Lists, tables and the matrix make the figures of the body, however many rows a list leaves to the spreadsheet."""
    model = paper(many_rows(SMALL))
    add_up(model)
    assert [some.code for some in lists(model)] == ["NH2", "GT1", "NT1", "TT1"]


made = st.builds(
    lambda **facts: facts,
    unit=st.sampled_from(["tay-ninh", "go-dau", "khoi-cqdn"]),
    day=st.integers(16, 30),
    activity=st.sampled_from([a.code for a in JOINING]),
    quantity=st.one_of(st.none(), st.integers(0, 50), st.sampled_from([0.5, 1.1])),
    measure=st.sampled_from(["", "km", "m"]),
    place=st.sampled_from(["", "xã Bình Minh", "Xã Bình Minh", "phường 1"]),
    link=st.lists(st.sampled_from([f"https://vi-du.example/{n}" for n in range(4)]), max_size=3),
    money=st.sampled_from([0, 1_500_000]),
    people=st.integers(0, 9),
)


@pytest.mark.once
@given(st.lists(made, max_size=40))
def test_any_rows_add_up(facts: list[dict[str, Any]]) -> None:
    """Whatever units type: places again, links again, measures that join, rows without quantity or place."""
    rows = []
    for n, fact in enumerate(facts, 1):
        measure = fact["measure"] if fact["activity"] == "GT1" else ""
        rows.append(row(**{**fact, "number": n, "measure": measure}))
    model = paper(rows)
    add_up(model)
    for some in lists(model):
        for shown in some.rows:
            said = str(shown.counted)
            assert shown.note or said, "a row that adds nothing says why"


# rows, the count and the note of each in the list
NOTED = [
    ([row(activity="GT1", quantity=1.1, measure="km")], [("1.100 m", "ghi 1,1 km")]),
    ([row(activity="GT1", quantity=600, measure="m")], [("600 m", "")]),
    ([row(activity="NH2", quantity=None)], [("", "chưa ghi số lượng")]),
    (
        [
            row(activity="NT1", quantity=1, place="Nghĩa trang"),
            row("tay-ninh", 18, "NT1", 1, place="nghĩa trang"),
            row("tay-ninh", 19, "NT1", 1, place="Đài", number=2),
            row("tay-ninh", 19, "NT1", 1, number=3),
        ],
        [
            ("1 nơi", ""),
            ("0 nơi", "nơi đã tính ngày 16/12 (go-dau)"),
            ("1 nơi", ""),
            ("0 nơi", "chưa ghi địa điểm"),
        ],
    ),
    ([row(activity="NT1", quantity=2, place="Nghĩa trang")], [("1 nơi", "ghi 2 nơi")]),
    (
        [
            row(activity="TT1", quantity=2, link=["https://a.example/1", "https://a.example/2"]),
            row("tay-ninh", 17, "TT1", 2, link=["https://a.example/2", "https://a.example/3"]),
        ],
        [("2 tin/bài", ""), ("1 tin/bài", "1 liên kết đã tính ngày 16/12")],
    ),
]


@pytest.mark.parametrize(("rows", "expected"), NOTED)
def test_a_row_says_what_it_adds_and_why(rows: list[Row], expected: list[tuple[str, str]]) -> None:
    """A row shows what it adds to the sum; where that is not what was typed, the reason stands beside it."""
    (some,) = lists(paper(rows))
    assert [(str(shown.counted), shown.note) for shown in some.rows] == expected


def test_long_lists_say_what_they_leave_out() -> None:
    """A list shows the rows that count most; the last line says how many more there are, where, and what they add."""
    rows = [row("go-dau", 16 + n % 15, "NH2", n, number=n, measure="căn") for n in range(1, 31)]
    (some,) = paper(rows).work_lists
    assert [str(shown.counted) for shown in some.rows] == [f"{n} căn" for n in (30, *range(23, 30))]
    assert some.rest == "và 22 dòng khác, ghi trong bảng tính: go-dau (22)"
    assert str(some.rest_counted) == "253 căn"
    assert str(some.total) == "465 căn"
    links = [row(activity="TT1", quantity=5, link=[f"https://a.example/{n}" for n in range(5)])]
    (news,) = paper(links).news_lists
    assert len(news.rows[0].links) == MOST_LINKS
    assert news.rows[0].more_links == "và 3 liên kết khác"
    assert MOST_WORKS < MOST_NEWS


def test_columns_that_do_not_add_up_carry_the_reason() -> None:
    """Under a table stands which column is the latest or the highest figure, not a sum."""
    columns = (
        *(column for column in SMALL.columns if column.key not in ("people", "beneficiaries")),
        Column("people", "Giường", "integer", total="latest"),
        Column("beneficiaries", "Cao nhất", "integer", total="max"),
    )
    of = replace(SMALL, columns=columns)
    rows = [row(day=16, people=5, beneficiaries=7), row(day=17, people=6, beneficiaries=3, number=2)]
    model = paper(rows, of)
    assert re.findall(r"Cột (.*?):", model.by_day.note) == ["Giường (lượt)", "Cao nhất (lượt)"]
    assert re.findall(r"Cột (.*?):", model.by_unit.note) == ["Cao nhất (lượt)"]
    assert paper(rows).by_day.note == ""


GIFTS = [
    ([row(activity="QA2", quantity=10)], ["Tặng 10 phần quà cho hộ nghèo, hộ khó khăn."]),
    (
        [row(activity="QA2", quantity=10, money=2_000_000), row(activity="QA1", quantity=5, money=1_000_000, number=2)],
        [
            "Tổng cộng 15 phần quà, trị giá 3.000.000 đồng.",
            "Tặng 10 phần quà cho hộ nghèo, hộ khó khăn.",
            "Tặng 5 phần quà cho gia đình chính sách.",
        ],
    ),
    (
        [
            row(activity="QA2", quantity=10, money=2_000_000, estimates=["money"]),
            row(activity="QA1", quantity=5, number=2),
            row(activity="NH2", quantity=1, money=50_000_000, number=3),
        ],
        [
            "Tổng cộng 15 phần quà, trị giá khoảng 2.000.000 đồng (theo 1/2 dòng có ghi số tiền).",
            "Tặng 10 phần quà cho hộ nghèo, hộ khó khăn.",
            "Tặng 5 phần quà cho gia đình chính sách.",
        ],
    ),
]


@pytest.mark.parametrize(("rows", "expected"), GIFTS)
def test_all_gifts_together(rows: list[Row], expected: list[str]) -> None:
    """Several kinds of gifts have a sum before them, with their worth as far as money was typed."""
    model = paper(rows)
    (group,) = [group for group in model.works if "quà" in group.heading]
    assert [str(line) for line in group.lines] == expected
