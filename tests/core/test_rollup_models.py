"""The models of the documents: finished text, who reported with names, nothing that is zero, nothing made up."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from rollup_samples import ACTIVITIES, NAMES, at, campaign, campaign_model, day_model, many_rows, row, statuses

from sheets_sync.campaign.model import Activity, Phrase
from sheets_sync.compliance.judging import Judgement, Status
from sheets_sync.errors import ConfigError
from sheets_sync.rollup import DayReport, DocumentSettings, phrases
from sheets_sync.tabs.override import Override
from sheets_sync.tabs.rows import Row
from sheets_sync.words.formats import formats

SMALL = campaign()
DAY = date(2022, 12, 16)


def day_of(rows: Sequence[Row] = (), seen: Any = None, **more: Any) -> DayReport:
    return day_model(SMALL, DAY, rows, statuses(SMALL) if seen is None else seen, **{"as_of": at()} | more)


def texts(lines: Sequence[Any]) -> list[str]:
    return [str(line) for line in lines]


# statuses of the three units, the lines about the reports
REPORTING = [
    (("on_time", "on_time", "on_time"), ["Đã nhận báo cáo của 3/3 đơn vị (đúng hạn 3)."]),
    (
        ("on_time", "missed", "late"),
        [
            "Đã nhận báo cáo của 2/3 đơn vị (đúng hạn 1, trễ hạn 1); chưa báo cáo 1: Huyện Đoàn Gò Dầu.",
            "Trễ hạn: Đoàn Khối Cơ quan và Doanh nghiệp tỉnh.",
        ],
    ),
    (
        ("undetermined", "invalid", "pending"),
        [
            "Đã nhận báo cáo của 1/3 đơn vị (chưa xác định 1); có lỗi cần sửa 1: Huyện Đoàn Gò Dầu;"
            " chưa đến hạn 1: Đoàn Khối Cơ quan và Doanh nghiệp tỉnh.",
            "Chưa xác định được đúng hạn hay trễ hạn: Thành Đoàn Tây Ninh.",
        ],
    ),
    (
        ("missed", "missed", "excused"),
        [
            "Đã nhận báo cáo của 0/2 đơn vị; chưa báo cáo 2: Thành Đoàn Tây Ninh, Huyện Đoàn Gò Dầu.",
            "Miễn báo cáo: Đoàn Khối Cơ quan và Doanh nghiệp tỉnh.",
        ],
    ),
    (("not_required", "not_required", "excused"), ["Không có đơn vị phải báo cáo trong ngày."]),
]


@pytest.mark.parametrize(("given", "expected"), REPORTING)
def test_who_reported(given: tuple[str, str, str], expected: list[str]) -> None:
    """The first part counts the reports of those that owe one, and names who is late or missing."""
    seen = {(key, DAY): status for key, status in zip(NAMES, given, strict=True)}
    assert texts(day_of(seen=seen).reporting) == expected


def test_status_that_is_not_known() -> None:
    """A unit of which nothing is known yet is not called missing."""
    assert "chưa đến hạn" in str(day_of(seen={}).reporting[0])


def test_override_is_shown_with_its_reason() -> None:
    """A coordinator's decision stands in the table with its reason."""
    override = Override("go-dau", DAY, "excused", reason="lũ lụt")
    excused = Judgement("go-dau", DAY, Status.EXCUSED, Status.MISSED, override=override)
    seen: dict[tuple[str, date], str | Judgement] = {**statuses(SMALL), ("go-dau", DAY): excused}
    model = day_of(seen=seen)
    assert "Miễn báo cáo: Huyện Đoàn Gò Dầu (lũ lụt)." in texts(model.reporting)
    line = next(line for line in model.table.rows if line.name == NAMES["go-dau"])
    assert (line.status, line.note) == ("Miễn báo cáo", "Điều chỉnh: lũ lụt")


def test_nil_reports_are_named() -> None:
    """A unit that reported "nothing today" is named as such; one with work beside it is not."""
    rows = [row(activity="NIL"), row("tay-ninh", activity="NIL", number=1), row("tay-ninh", number=2)]
    assert "Không phát sinh hoạt động: Huyện Đoàn Gò Dầu." in texts(day_of(rows).reporting)


# rows, the sentences of the day
SENTENCES = [
    ([row(quantity=1_500)], ["Tặng 1.500 phần quà cho hộ nghèo, hộ khó khăn."]),
    ([row(quantity=30, estimates=["quantity"]), row(number=2)], ["Tặng khoảng 40 phần quà cho hộ nghèo, hộ khó khăn."]),
    (
        [row(activity="GT1", quantity=600, measure="m"), row(activity="GT1", quantity=1.5, measure="km", number=2)],
        ["Làm, sửa 600 m đường giao thông nông thôn; làm, sửa 1,5 km đường giao thông nông thôn (phần báo theo km)."],
    ),
    (
        [row(activity="TT3", quantity=2), row(activity="KH1", quantity=1, number=2)],
        ["Tổ chức 2 buổi tuyên truyền, sinh hoạt.", "Thực hiện 1 việc làm khác có ý nghĩa thiết thực."],
    ),
    ([row(activity="NIL")], []),
    ([], []),
]


@pytest.mark.parametrize(("rows", "expected"), SENTENCES)
def test_sentences(rows: list[Row], expected: list[str]) -> None:
    """Each figure is said with its measure; an estimate with "khoảng"; what is zero is not said at all."""
    assert [str(group.paragraph) for group in day_of(rows).results] == expected


def test_letters_follow_the_vietnamese_alphabet() -> None:
    """Groups are lettered a, b, c, d, đ; groups without lines are left out and take no letter."""
    codes = ("NH2", "QA2", "GT1", "NT1", "KH1")
    rows = [row(activity=code, number=n, place="A") for n, code in enumerate(codes)]
    model = campaign_model(SMALL, rows, statuses(SMALL), as_of=at(31))
    assert [group.letter for group in model.works] == ["a", "b", "c", "d", "đ"]
    assert model.works[-1].heading == "Việc khác"


def test_cumulative() -> None:
    """Lũy kế holds all days up to the day of the report, and none after it."""
    rows = [row(quantity=1), row(day=17, quantity=2, number=2), row(day=18, quantity=4, number=3)]
    model = day_model(SMALL, date(2022, 12, 17), rows, statuses(SMALL), as_of=at(17))
    assert str(model.results[0].paragraph).startswith("Tặng 2 phần")
    assert str(model.cumulative[0].paragraph).startswith("Tặng 3 phần")


def test_table_of_units() -> None:
    """A unit without valid rows has empty cells, not zeros; the last line has the totals of the day."""
    model = day_of([row(people=1_200, money=1_500_000)])
    by_name = {line.name: line for line in model.table.rows}
    assert str(by_name[NAMES["go-dau"]].people) == "1.200"
    assert str(by_name[NAMES["go-dau"]].beneficiaries) == "0"
    assert str(by_name[NAMES["tay-ninh"]].people) == ""
    assert (model.table.total.name, str(model.table.total.money)) == ("TỔNG CỘNG", "1.500.000")


def test_what_is_left_out_is_listed() -> None:
    """Rows and cells that no total holds are listed with tab, cell, typed text and reason."""
    rows = [
        row(number=1, valid=False, rejected=[("quantity", "nhiều", "C11")]),
        row(number=2, rejected=[("money", "vài trăm", "M6")]),
        row(number=3, rejected=[("note", "x", "X3")]),
        row(number=4, day=None, valid=False, rejected=[("day", "hôm qua", "D6")]),
        row(number=5, day=17, valid=False, rejected=[("quantity", "khác ngày", "C11")]),
    ]
    model = day_of(rows)
    found = [(entry.where, entry.typed) for entry in model.left_out]
    assert found == [("go-dau, ô E2", "nhiều"), ("go-dau, ô I3", "vài trăm"), ("go-dau, ô A5", "hôm qua")]
    assert model.left_out_note.startswith("Còn 3 nội dung")
    assert day_of().left_out_note == ""


# statuses, issues typed, sentence, remarks
ISSUES = [
    ({}, ["Không", "-", "không phát sinh."], "Không có vấn đề phát sinh.", []),
    ({"go_dau": "missed"}, ["Không"], "Các đơn vị đã báo cáo không nêu vấn đề phát sinh.", []),
    ({}, ["Cầu hỏng", "Cầu hỏng", "Không"], "", ["Cầu hỏng"]),
]


@pytest.mark.parametrize(("seen", "issues", "none", "remarks"), ISSUES)
def test_issues(seen: dict[str, str], issues: list[str], none: str, remarks: list[str]) -> None:
    """That nothing arose is only said of those who said so; what they wrote is quoted, once."""
    rows = [row("tay-ninh", number=n, issues=text) for n, text in enumerate(issues)]
    model = day_of(rows, statuses(SMALL, **seen))
    assert model.opinion.none == none
    assert [remark.text for remark in model.opinion.remarks] == remarks


def test_an_urgent_matter_in_a_row_with_errors_is_passed_on() -> None:
    """Text in the column of issues reaches the paper from every row, valid or not, of the day or of no day."""
    wrong = row(number=1, valid=False, rejected=[("quantity", "nhiều", "C11")], issues="Cầu Bến Sỏi hỏng")
    undated = row(number=2, day=None, valid=False, rejected=[("day", "hôm qua", "D6")], issues="Mương tắc")
    quiet = row("tay-ninh", issues="Không")
    for model in (
        day_of([wrong, undated, quiet]),
        campaign_model(SMALL, [wrong, undated], statuses(SMALL), as_of=at()),
    ):
        assert model.opinion.none == ""
        assert [remark.text for remark in model.opinion.remarks] == ["Cầu Bến Sỏi hỏng", "Mương tắc"]
    assert day_of([quiet, wrong]).opinion.none == ""
    assert day_of([quiet]).opinion.none == "Không có vấn đề phát sinh."


def test_nobody_reported() -> None:
    """Where nobody reported, nothing is said about issues."""
    model = day_of([], statuses(SMALL, "missed"))
    assert model.opinion.none == ""
    assert model.opinion.remarks == ()


def test_subject_names_the_moment() -> None:
    """The subject says up to which moment the figures go, in the campaign's time, with the day if it is another one."""
    assert day_of(as_of=at(16, 10)).heading.subject[1] == "(số liệu tính đến 10 giờ 00)"
    assert day_of(as_of=at(17, 9)).heading.subject[1] == "(số liệu tính đến 9 giờ 00 ngày 17/12/2022)"
    assert day_of(as_of=datetime(2022, 12, 16, 3, 5, tzinfo=UTC)).heading.subject[1] == "(số liệu tính đến 10 giờ 05)"


def test_number_and_name_are_left_open() -> None:
    """No number is made up, no name is shipped, and the paper says that it is a draft."""
    model = day_of()
    assert "       " in model.heading.number
    assert not any(sign.isdigit() for sign in model.heading.number)
    assert model.closing.signer == ""
    assert model.heading.draft == "DỰ THẢO"


def test_rates_are_a_range_where_days_are_undetermined() -> None:
    """A rate with undetermined days is printed from the least to the most that it can be."""
    model = campaign_model(SMALL, [], statuses(SMALL, go_dau="undetermined"), as_of=at(31))
    assert texts(model.reporting)[1] == "Tỷ lệ báo cáo 100%; tỷ lệ đúng hạn từ 66,7% đến 100%."


def test_missing_days_are_named() -> None:
    """The rollup names who missed which days, and only counts them where they are many."""
    seen = statuses(SMALL)
    seen["go-dau", DAY] = seen["go-dau", date(2022, 12, 18)] = "missed"
    assert texts(campaign_model(SMALL, [], seen, as_of=at(31)).reporting)[-1] == (
        "Chưa báo cáo 2 lượt: Huyện Đoàn Gò Dầu (ngày 16/12, 18/12)."
    )
    seen["go-dau", DAY] = "invalid"  # who tried is not called silent
    assert texts(campaign_model(SMALL, [], seen, as_of=at(31)).reporting)[-2:] == [
        "Chưa báo cáo 1 lượt: Huyện Đoàn Gò Dầu (ngày 18/12).",
        "Có lỗi cần sửa 1 lượt: Huyện Đoàn Gò Dầu (ngày 16/12).",
    ]
    large = campaign(60)
    model = campaign_model(large, [], statuses(large, "missed"), as_of=at(31))
    assert "ở 60 đơn vị (tên và ngày tại Phụ lục III)" in texts(model.reporting)[-1]


def test_matrix() -> None:
    """The matrix has a letter per unit and day and explains those that occur; a long campaign has several."""
    model = campaign_model(SMALL, [], statuses(SMALL, go_dau="missed"), as_of=at(31))
    (matrix,) = model.matrices
    assert matrix.rows[1].letters == ("–",) * 15
    assert matrix.key == "Đ: đúng hạn; –: chưa báo cáo."
    assert matrix.totals[0] == "2/3"
    long = campaign(3, 40)
    assert [len(m.days) for m in campaign_model(long, [], statuses(long), as_of=at(31)).matrices] == [16, 16, 8]


def test_activity_of_another_campaign() -> None:
    """An activity that the wordings do not know is said by its label, and never by a wording of another one's code."""
    other = campaign(activities=[Activity("GT1", "Trồng rừng", "A", ("ha",)), *ACTIVITIES[-1:]])
    model = campaign_model(other, [row(activity="GT1", quantity=2.5, measure="ha")], statuses(other), as_of=at(31))
    assert [(group.heading, texts(group.lines)) for group in model.works] == [("", ["Trồng rừng: 2,5 ha."])]


def test_own_phrases() -> None:
    """An office's own phrase goes before the built-in one."""
    settings = DocumentSettings(phrases=("QA2 phần: trao {n} phần quà Tết",))
    assert str(day_of([row()], settings=settings).results[0].paragraph) == "Trao 10 phần quà Tết."


def test_phrases_of_the_campaign_file() -> None:
    """The file says under which heading an activity stands and how its figures are said; the rest is plain."""
    said = (Phrase(("ha",), "trồng {n} ha rừng"),)
    trees = Activity("GT1", "Trồng rừng", "A", ("ha", "cây"), heading="Trồng cây", phrases=said, listed=True)
    other = campaign(activities=[trees, *ACTIVITIES[-1:]])
    rows = [
        row(activity="GT1", quantity=2.5, measure="ha"),
        row(activity="GT1", quantity=9, measure="cây", number=2),
    ]
    model = campaign_model(other, rows, statuses(other), as_of=at(31))
    assert [(group.heading, texts(group.lines)) for group in model.works] == [
        ("Trồng cây", ["Trồng 2,5 ha rừng; Trồng rừng: 9 cây."])
    ]
    assert phrases.wording(trees).listed


@pytest.mark.parametrize("phrase", ["", "QA2 phần", "QA2 phần: trao quà", "QA2: {n}", "ZZ phần: {n}", "QA2 m: {n}"])
def test_wrong_phrase(phrase: str) -> None:
    """A phrase of another form, or of what the campaign has not, is refused by name."""
    with pytest.raises(ConfigError, match="phrases"):
        day_of([row()], settings=DocumentSettings(phrases=(phrase,)))


def test_every_piece_names_a_figure() -> None:
    """Each figure that a document shows can be explained: its id is in `figures`, and its text is that figure."""
    rows = many_rows(SMALL)
    for model in (
        day_model(SMALL, date(2022, 12, 20), rows, statuses(SMALL), as_of=at(20)),
        campaign_model(SMALL, rows, statuses(SMALL, go_dau="missed"), as_of=at(31)),
    ):
        pieces = [piece for piece in leaves(model, "Piece") if piece.figure]
        assert len(pieces) > 30
        for piece in pieces:
            assert formats("vi").number(model.figures[piece.figure].value) in piece.text


def test_text_is_composed_and_printable() -> None:
    """All text is NFC, without characters that a document can't carry."""
    hostile = "Ta\u0302n\u202e \x07\x00Bi\u0300nh\ufffe\nhai\tdòng"
    rows = [row(activity="NH2", details=hostile, place=hostile, issues=hostile, number=1)]
    model = campaign_model(SMALL, rows, statuses(SMALL), as_of=at(31))
    assert model.work_list[0].what == "Tân Bình hai dòng"
    for text in leaves(model, "str"):
        assert text == unicodedata.normalize("NFC", text)


def leaves(value: Any, kind: str) -> list[Any]:
    """All values of a type in a model, without its figures and totals."""
    if type(value).__name__ == kind:
        return [value]
    if isinstance(value, tuple):
        return [leaf for part in value for leaf in leaves(part, kind)]
    if is_dataclass(value):
        names = [field.name for field in fields(value) if field.name not in ("figures", "totals")]
        return [leaf for name in names for leaf in leaves(getattr(value, name), kind)]
    return []


# value, as it is printed
NUMBERS = [
    (0, "0"),
    (1_500_000, "1.500.000"),
    (8.5, "8,5"),
    (1234.25, "1.234,25"),
    (0.1 + 0.2, "0,3"),
    (-3, "-3"),
    (1e6, "1.000.000"),
]
DAYS = [
    (date(2022, 12, 16), "ngày 16 tháng 12 năm 2022"),
    (date(2024, 5, 6), "ngày 06 tháng 5 năm 2024"),
    (date(2023, 2, 1), "ngày 01 tháng 02 năm 2023"),
]


@pytest.mark.parametrize(("value", "text"), NUMBERS)
def test_numbers(value: float, text: str) -> None:
    """Numbers have points between groups and a decimal comma."""
    assert formats("vi").number(value) == text


@pytest.mark.parametrize(("day", "text"), DAYS)
def test_long_date(day: date, text: str) -> None:
    """Days below 10 and the months 1 and 2 take a leading zero."""
    assert formats("vi").long(day) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(6, 7, "85,7%"), (1, 1, "100%"), (0, 3, "0%"), (1, 2000, "0,1%"), (1, 16, "6,3%")]
)
def test_percent(part: int, whole: int, text: str) -> None:
    """Rates have one decimal, half up."""
    assert formats("vi").percent(part, whole) == text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Công tác dân vận đợt 2", "công tác dân vận đợt 2"),
        ("Chiến dịch Mùa hè xanh", "chiến dịch Mùa hè xanh"),
        ("Tây Ninh xanh", "Tây Ninh xanh"),
        ("Huế sạch đẹp", "Huế sạch đẹp"),
        ("TNCS 2026", "TNCS 2026"),
        ("", ""),
    ],
)
def test_a_proper_name_keeps_its_capital_in_the_subject(name: str, said: str) -> None:
    """ "Kết quả Tây Ninh xanh", never "Kết quả tây Ninh xanh"."""
    assert phrases.in_a_sentence(name, "vi") == said
