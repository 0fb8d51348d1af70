"""Editions: a later document says which one it replaces, what changed since, and by whose cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from rollup_samples import at, campaign, campaign_model, day_model, many_rows, row, statuses

from sheets_sync.rollup import DayReport, revised
from sheets_sync.tabs.rows import Row

SMALL = campaign()
DAY = date(2022, 12, 16)


def edition(rows: Sequence[Row], hour: int, **seen: str) -> DayReport:
    return day_model(SMALL, DAY, rows, statuses(SMALL, **seen), as_of=at(16, hour))


def changes(before: DayReport, after: DayReport) -> list[tuple[str, str, str, str]]:
    made = revised(after, before, campaign=SMALL, number=2, name="bao-cao-nhanh-2022-12-16-10h00")
    return [(change.what, change.before, change.after, change.why) for change in made.edition.changes]


def test_first_edition_has_no_edition_line() -> None:
    """A document that is the first of its kind says nothing of editions."""
    assert edition([row()], 10).edition.label == ""


def test_a_later_edition_names_its_predecessor() -> None:
    """The line of a later edition has its number and moment, and the file and moment of the one before."""
    made = revised(edition([row()], 14), edition([row()], 10), campaign=SMALL, number=2, name="ban-1")
    assert made.edition.label == "Bản 2, số liệu đến 14 giờ 00"
    assert made.edition.replaces == "Thay bản 1 (ban-1), số liệu đến 10 giờ 00."
    assert made.edition.changes == ()


def test_changed_cell() -> None:
    """A figure that changed is shown before and after, with the cells that came and went."""
    assert changes(edition([row(quantity=20)], 10), edition([row(quantity=1_200)], 14)) == [
        (
            "Tặng quà hộ nghèo, khó khăn (phần)",
            "20",
            "1.200",
            "Huyện Đoàn Gò Dầu: bỏ 20 (ô E2), thêm 1.200 (ô E2)",
        )
    ]


def test_new_report() -> None:
    """A unit that reported since is named with its status, and so are its figures."""
    found = changes(edition([], 10, go_dau="missed"), edition([row(quantity=5)], 14, go_dau="late"))
    assert [(what, before, after) for what, before, after, _ in found] == [
        ("Báo cáo đã nhận", "2", "3"),
        ("Trễ hạn", "0", "1"),
        ("Chưa báo cáo", "1", "0"),
        ("Số hoạt động", "0", "1"),
        ("Tặng quà hộ nghèo, khó khăn (phần)", "0", "5"),
    ]
    assert found[1][3] == "thêm Huyện Đoàn Gò Dầu ngày 16/12 (trễ hạn)"


def test_moved_rows_are_no_change() -> None:
    """Sorting a tab changes places, not figures: nothing is listed."""
    assert changes(edition([row(number=1), row(number=2)], 10), edition([row(number=7), row(number=4)], 14)) == []


def test_an_estimate_made_exact_is_a_change() -> None:
    """The same number without "khoảng" is another statement."""
    found = changes(edition([row(estimates=["quantity"])], 10), edition([row()], 14))
    assert [(before, after) for _, before, after, _ in found] == [("khoảng 10", "10")]


def test_long_lists_of_cells_are_cut() -> None:
    """A change by many cells names the first ones and says how many more there are."""
    found = changes(edition([], 10), edition([row(number=n) for n in range(30)], 14))
    assert found[-1][3].endswith("và 22 ô khác")


def test_rollup_editions() -> None:
    """The rollup has editions as well, by the figures of the whole campaign."""
    rows: list[Any] = many_rows(SMALL)
    models = [campaign_model(SMALL, some, statuses(SMALL), as_of=at(31)) for some in (rows, rows[:-1])]
    made = revised(models[1], models[0], campaign=SMALL, number=3, name="bao-cao-ket-qua")
    assert made.edition.label.startswith("Bản 3, số liệu đến 10 giờ 00 ngày 31/12/2022")
    assert "ĐVTN tham gia (lượt)" in [change.what for change in made.edition.changes]


def test_a_paper_that_tells_sums_alone_takes_nothing_out_of_the_one_before() -> None:
    """Where so many activities came that the later paper tells their sums alone, no activity is said to have gone."""
    rows, seen = many_rows(SMALL), statuses(SMALL, go_dau="late")
    before, after = (day_model(SMALL, date(2022, 12, 18), some, seen, as_of=at(18, 10)) for some in (rows[:5], rows))
    assert before.cumulative
    assert not after.cumulative
    for first, second in ((before, after), (after, before)):
        found = changes(first, second)
        so_far = [what.removeprefix("Lũy kế: ") for what, *_ in found if what.startswith("Lũy kế: ")]
        assert so_far == ["ĐVTN tham gia (lượt)", "người thụ hưởng (lượt)", "kinh phí (đồng)", "số hoạt động"]
