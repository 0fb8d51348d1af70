"""The job's tabs taken apart: everything that can be said is said in words, fits a phone, and can be read in grey."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from board_cast import LINK, TODAY, cast, cast_board, empty_board, moment, open_problems
from rollup_samples import row

from sheets_sync.board import Board, board_json, head, shown_of, still_of, words
from sheets_sync.board.compliance_tab import compliance_tab
from sheets_sync.board.model import CALLED_FIRST
from sheets_sync.board.page import SHEET, shown_value, tab_page
from sheets_sync.board.problems_tab import MOST_LISTED, by_urgency, fairly, problems_tab
from sheets_sync.board.screen import GUTTER, PHONE, folded
from sheets_sync.board.totals_tab import totals_tab
from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.schedule import PollPlan
from sheets_sync.compliance.gaps import Gap
from sheets_sync.compliance.judging import Judgement, Status
from sheets_sync.compliance.words import FLAGS, flag_words, flags_of, status_words
from sheets_sync.local_sheets.grid.text_width import pixels
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.plan import PlanCell, Style, TabPlan
from sheets_sync.tabs.rows import UNCLAIMED, Problem, Severity

ROOM = PHONE - GUTTER
"""Pixels that a phone has for cells, beside the row numbers."""

SHOWN = {
    "on_time": ("✓ Đúng hạn 09:12–09:15", "Đ"),
    "first_look": ("✓ Đúng hạn 06:00", "Đ"),
    "late": ("T Trễ hạn 10:00–10:05", "T"),
    "missed": ("– Chưa báo cáo\n(có dòng sai ngày)", "–≠"),
    "invalid": ("S Có lỗi cần sửa 09:30", "S"),
    "undetermined": ("? Chưa xác định\n09:30–10:20", "?"),
    "pending": ("○ Sau hạn chưa đọc được ⚠", "○⚠"),
    "not_required": ("· Không phải báo cáo", "·"),
    "excused": ("M Miễn báo cáo !", "M!"),
    "made_on_time": ("✓ Đúng hạn 09:30–10:20 !", "Đ!"),
    "made_late": ("T Trễ hạn 09:12–09:15 !", "T!"),
    "edited": ("✓ Đúng hạn 09:12–09:15 *", "Đ*"),
    "withdrawn": ("✓ Đúng hạn 09:12–09:15 *↩", "Đ*↩"),
    "unread": ("– Chưa báo cáo ⊘", "–"),
}
NOTED = {
    "on_time": ("lúc 09:15, không sau mốc 10:00", "Lần đọc 09:12 chưa có, lần đọc 09:15 đã có"),
    "first_look": ("Lần đọc đầu tiên (06:00) đã có",),
    "late": ("Lần đọc lúc 10:00 (tại hoặc sau mốc 10:00) chưa có", "lần đọc lúc 10:05 mới có"),
    "missed": ("Sau hạn 10:00, lần đọc cuối chưa thấy dòng hợp lệ nào", "ngày sai"),
    "invalid": ("chưa dòng nào hợp lệ", "Có dòng từ 09:30", "3 ô cần sửa"),
    "undetermined": ("không tính là trễ", "Lần đọc 09:30 chưa có, lần đọc 10:20 đã có"),
    "pending": ("Sau hạn hệ thống chưa đọc được lần nào",),
    "not_required": ("không phải báo cáo",),
    "excused": ("Điều chỉnh", "mất điện cả huyện", "Chị Lan", "Theo số liệu: Chưa báo cáo"),
    "made_on_time": ("mất điện cả huyện", "Theo số liệu: Chưa xác định", "10:20"),
    "made_late": ("mất điện cả huyện", "Theo số liệu: Đúng hạn"),
    "edited": ("sửa sau hạn", "2 ô cần sửa"),
    "withdrawn": ("đã bị rút",),
    "unread": ("không đọc được, không tính là vắng",),
}


@pytest.fixture(scope="module")
def board(campaign: Campaign) -> Board:
    return cast_board(campaign)


@pytest.fixture(scope="module")
def plan(board: Board) -> TabPlan:
    return compliance_tab(board)


@pytest.fixture(scope="module")
def plans(board: Board, plan: TabPlan) -> list[TabPlan]:
    units = [unit.key for unit in board.campaign.units[:6]]
    rows = [row(unit, day, quantity=n * 1.5, money=310_000_000) for n, unit in enumerate(units, 1) for day in (16, 17)]
    return [plan, problems_tab(open_problems(board.campaign), board.campaign), totals_tab(board, rows)]


def unit_row(plan: TabPlan, board: Board, part: str) -> list[PlanCell | None]:
    name = board.campaign.units[list(cast(board.campaign)).index(part)].name
    found = next(at.row for at, cell in plan.cells.items() if at.column == 0 and cell.value == name)
    return [plan.cells.get(Cell(found, column)) for column in range(plan.column_count)]


def legend_of(plan: TabPlan) -> dict[str, str]:
    top = next(at.row for at, cell in plan.cells.items() if cell.value == "Chú thích")
    rows = range(top + 1, plan.row_count)
    return {str(plan.cells[Cell(r, 0)].value): str(plan.cells[Cell(r, 1)].value) for r in rows}


def test_the_cast_is_complete(campaign: Campaign) -> None:
    """The cast has every status, every override, every flag: what is added to the product is added here."""
    parts = cast(campaign)
    assert {j.status for j in parts.values()} == set(Status)
    assert {j.override.status for j in parts.values() if j.override} == {"excused", "on_time", "late"}
    flags = {flag for j in parts.values() for flag in flags_of(j)}
    assert flags | {"unread"} == set(FLAGS)
    assert set(SHOWN) == set(NOTED) == set(parts)


@pytest.mark.parametrize("part", SHOWN)
def test_every_part_is_said_by_sign_and_word_and_note(plan: TabPlan, board: Board, part: str) -> None:
    """Today's cell has sign, word, moments and flags; the day's cell the signs; both a note on what they rest on."""
    _, today, *_ = cells = unit_row(plan, board, part)
    day = cells[4]
    assert today is not None
    assert day is not None
    assert (today.value, day.value) == SHOWN[part]
    for text in NOTED[part]:
        assert text in today.note
    if part != "unread":
        assert today.note == day.note


def test_every_sign_is_in_the_legend(plan: TabPlan) -> None:
    """Whoever meets a sign on the tab finds it under the table, with its word and meaning."""
    legend = legend_of(plan)
    entries = " ".join(legend)
    for status in Status:
        said = status_words(status, "vi")
        assert any(entry.startswith(said.sign) and entry.endswith(said.word) for entry in legend), status
    for sign, meaning in flag_words("vi").values():
        assert legend[sign] == meaning
    used = {sign for cell in plan.cells.values() for sign in re.findall(r"[^\w\s.,:;()/%–-]", str(cell.value))}
    assert {sign for sign in used if sign not in "·…"} <= set(entries)
    assert all(legend.values())


def test_the_legend_has_only_signs_in_use(campaign: Campaign) -> None:
    """Before anybody has reported, one sign is on the board, and one is explained."""
    assert list(legend_of(compliance_tab(empty_board(campaign)))) == ["○  Chưa đến hạn"]


def lines_of(plan: TabPlan, rows: range) -> list[str]:
    return [str(cell.value) if (cell := plan.cells.get(Cell(row, 0))) else "" for row in rows]


FULL_DAY = """Ngày 16/12: đã báo cáo 8/12 đơn vị
đúng hạn 5 · trễ hạn 2 · chưa xác định 1
chưa báo cáo 2 · có lỗi cần sửa 1
sau hạn chưa đọc được 1 · miễn báo cáo 1
Chưa báo cáo: Bến Cầu (có dòng sai ngày),
CĐ Sư phạm (không đọc được)
Có lỗi cần sửa: Châu Thành"""
TO_FIX = "Cần sửa 6 ô: Châu Thành 3, Bộ CHQS tỉnh 2,\nTrảng Bàng 1"
TITLE = "THEO DÕI CHẾ ĐỘ BÁO CÁO\nCÔNG TÁC DÂN VẬN ĐỢT 2 NĂM 2022"
RULE = "Hạn nộp: trước 10 giờ 00 hằng ngày,\ntừ ngày 16/12 đến ngày 30/12/2022."
WARNINGS = [
    "CẢNH BÁO: hệ thống chưa đọc được bảng tính từ 10:20 16/12.", "Không đọc được: CĐ Sư phạm. Không tính là vắng.",
]  # fmt: skip


def test_the_head_answers_in_three_seconds(plan: TabPlan) -> None:
    """Over the table: the day's counts, the most urgent first; when it was written; what is wrong, a line a piece. What
    is longer stands in the notes in full."""
    assert lines_of(plan, range(4)) == [
        "Ngày 16/12: đã báo cáo 8/12 đơn vị\nchưa báo cáo 2 · có lỗi cần sửa 1 …",
        "Cập nhật lúc 10:30 ngày 16/12/2022",
        "CẢNH BÁO: hệ thống chưa đọc được bảng tính …\nKhông đọc được: CĐ Sư phạm. Không tính là …",
        "Đơn vị",
    ]
    counts, fresh, news = (plan.cells[Cell(row, 0)].note for row in range(3))
    assert counts == FULL_DAY
    assert fresh.startswith("Mỗi 5 phút; quá 15 phút không đổi là hệ thống đang dừng.")
    assert "đề nghị không sửa" in fresh
    assert all(said in news.replace("\n", " ") for said in (*WARNINGS, FULL_DAY.replace("\n", " ")))


def test_the_day_in_full_stands_under_the_table(plan: TabPlan) -> None:
    """Names, what to fix, warnings, title and rule follow the sums, where they take no room from the units."""
    top = next(at.row for at, cell in plan.cells.items() if cell.value == FULL_DAY)
    full, to_fix, *warnings, title, rule, empty, legend = lines_of(plan, range(top, top + 8))
    assert (full, to_fix, title, rule, empty, legend) == (FULL_DAY, TO_FIX, TITLE, RULE, "", "Chú thích")
    assert [line.replace("\n", " ") for line in warnings] == WARNINGS


@pytest.mark.parametrize("missing", [0, 1, 14])
def test_news_names_as_many_as_fit_and_counts_the_rest(campaign: Campaign, missing: int) -> None:
    """One line a piece: nobody missing is said too; whoever is not named is counted, and stands in the note."""
    board = empty_board(campaign, "10:30")
    done = {
        unit.key: [replace(j, status=Status.ON_TIME, by_evidence=Status.ON_TIME) for j in board.judgements[unit.key]]
        if n >= missing
        else [replace(j, status=Status.MISSED, by_evidence=Status.MISSED) for j in board.judgements[unit.key]]
        for n, unit in enumerate(campaign.units)
    }
    board = replace(board, judgements=done)
    said = {
        0: "Không còn đơn vị nào phải báo cáo",
        1: "Chưa báo cáo: TP Tây Ninh",
        14: "Chưa báo cáo: TP Tây Ninh và 13 đơn vị khác",
    }
    assert head.news_line(board, width=44) == said[missing]
    _, _, news = head.head_cells(board)
    assert all(campaign.labels[unit.key] in news.note.replace("\n", " ") for unit in campaign.units[:missing])


def test_units_that_need_a_call_come_first_where_the_campaign_wants_it(board: Board) -> None:
    """Order "attention": not reported, to be mended, unknown, then who has reported; the campaign's order within."""
    wanted = compliance_tab(replace(board, order="attention"))
    stands = [board.standing(board.of(unit, board.today)) for unit in replace(board, order="attention").units]
    assert stands == sorted(stands, key=CALLED_FIRST.index)
    names = [unit.name for unit in replace(board, order="attention").units]
    assert lines_of(wanted, range(4, 4 + len(names))) == names
    assert names != [unit.name for unit in board.units] == [unit.name for unit in board.campaign.units]


def test_nobody_is_named_where_nobody_has_looked(campaign: Campaign) -> None:
    """After a deadline without a look since, no unit is said not to have reported, in either language."""
    part = Judgement("", TODAY, Status.PENDING, Status.PENDING, overdue_look=True)
    for locale, said in (("vi", "sau hạn chưa đọc được 14"), ("en", "not read since the deadline 14")):
        board = empty_board(replace(campaign, locale=locale), "10:30")
        blind = {key: (replace(part, unit=key), *found[1:]) for key, found in board.judgements.items()}
        never = replace(board, judgements=blind, last_poll=None, stale=True)
        line = head.today_line(never)
        assert said in line
        assert ":" not in line.partition("\n")[2]
        assert head.warning_lines(never) == [words.text("stale_from_the_start", locale)]


def test_units_whose_tabs_have_one_title_are_called_by_name(campaign: Campaign) -> None:
    """In spreadsheets of their own, tabs may have one title: then the name tells the units apart."""
    units = tuple(replace(unit, tab="Báo cáo", spreadsheet=unit.key) for unit in campaign.units[:2])
    board = empty_board(replace(campaign, units=(*units, campaign.units[2])), "10:30")
    lines = head.today_line(board).replace("\n", " ")
    assert lines.endswith("Chưa đến hạn: Thành Đoàn Tây Ninh, Thị Đoàn Hòa Thành, Trảng Bàng")


PROMISES = [
    ("10:05", TODAY, PollPlan(), "mỗi 5 phút; quá 15 phút không đổi là hệ thống đang dừng"),
    ("10:05", TODAY, PollPlan(every=timedelta(minutes=10)), "mỗi 10 phút; quá 20 phút không đổi"),
    ("11:55", TODAY, PollPlan(), "lần tới 15:00; quá 15:15 không đổi là hệ thống đang dừng"),
    ("21:00", TODAY, PollPlan(), "lần tới 06:00 17/12; quá 06:15 17/12 không đổi"),
    ("21:00", date(2022, 12, 30), PollPlan(), "đợt báo cáo đã hết"),
    ("10:05", TODAY, PollPlan(heartbeat=timedelta()), "chỉ ghi khi có thay đổi"),
]


@pytest.mark.parametrize(("clock", "day", "rhythm", "said"), PROMISES)
def test_freshness_promises_what_the_rhythm_keeps(
    campaign: Campaign, clock: str, day: date, rhythm: PollPlan, said: str
) -> None:
    """The line says when it was written and what silence means, also where the next look is hours away."""
    board = empty_board(campaign, clock, day, rhythm)
    line = head.fresh_line(board)
    assert said.lower() in head.promise_line(board).lower()
    assert f"{board.as_of.astimezone(campaign.timezone):%H:%M ngày %d/%m/%Y}" in line.replace("\n", " ")


def test_names_of_many_units_are_counted(campaign: Campaign) -> None:
    """Where hundreds are missing the line stays short and says how many it leaves out; the notes have all of them."""
    many = [replace(campaign.units[0], key=f"u{n}", tab=f"Đơn vị {n}") for n in range(200)]
    board = empty_board(replace(campaign, units=tuple(many)))
    line = head.today_line(board)
    assert "chưa đến hạn 200" in line
    assert "và 184 đơn vị khác" in line
    noted = [cells[0].note for cells in (head.head_cells(board), head.foot_cells(board))]
    noted.append(next(cell.note for cell in head.still_cells(board) if cell.value == line))
    assert all("Đơn vị 199" in note.replace("\n", " ") for note in noted)
    assert not any("đơn vị khác" in note for note in noted)


# ── what fits, and what can be read ───────────────────────────────────────────────────────────────────────────────


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(style: Style) -> float:
    """As WCAG 2 defines it: 1 for the same colour, 21 for black on white."""
    light, dark = sorted((luminance(style.ink or "#000000"), luminance(style.fill or "#ffffff")), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_text_stands_out_from_its_fill(plans: list[TabPlan]) -> None:
    """Contrast of every cell of every tab is at least 4.5 to 1."""
    looks = {cell.style for plan in plans for cell in plan.cells.values()}
    assert len(looks) > 15
    assert {look: contrast(look) for look in looks if contrast(look) < 4.5} == {}


def test_colours_are_never_alone(plan: TabPlan, board: Board) -> None:
    """Two statuses never share a sign or a word, so that a grey print says the same."""
    for locale in ("vi", "en"):
        said = [status_words(status, locale) for status in Status]
        assert len({s.sign for s in said}) == len({s.word for s in said}) == len(Status)
        assert len({sign for sign, _ in flag_words(locale).values()}) == len(FLAGS)


FITS = [("compliance", 2), ("problems", 3), ("totals", 3)]


@pytest.mark.parametrize(("name", "columns"), FITS)
def test_what_matters_fits_a_phone(plans: list[TabPlan], name: str, columns: int) -> None:
    """Name and today's status, problem and remedy, activity and today's total stand beside the row numbers."""
    plan = next(plan for plan in plans if plan.name == name)
    assert sum(plan.widths[column] for column in range(columns)) <= ROOM
    assert plan.frozen_columns == 1
    assert plan.widths[0] <= ROOM / 2
    assert set(plan.widths) == set(range(plan.column_count))


def width_of(cell: PlanCell, line: str) -> float:
    return pixels(line) * (cell.style.size or 10) / 10 * (1.09 if cell.style.bold else 1)


def test_nothing_is_cut_off(plans: list[TabPlan]) -> None:
    """Lines over a table fit the phone; what does not wrap fits its column; a word that wraps does too."""
    for plan in plans:
        for at, cell in plan.cells.items():
            style = cell.style
            shown = shown_value(cell.value, "vi")
            alone = at.column == 0 and not style.wrap and not style.align
            room = ROOM if alone else plan.widths[at.column]
            parts = shown.split() if style.wrap and "http" not in shown and len(shown) < 200 else shown.split("\n")
            if style.wrap and parts and len(parts[0]) > 100:
                continue  # 50,000 characters without a space break anywhere
            for part in parts:
                assert width_of(cell, part) + 5 <= room, (plan.name, at.a1, part)


LINE, FIRST_LINE = 17, 21
"""Pixels that the lines of a row take in Sheets."""


def height(lines: int) -> int:
    return FIRST_LINE + LINE * (lines - 1)


def row_height(plan: TabPlan, row: int) -> int:
    """How high Sheets makes a row: as its tallest cell, wrapped in its column where it wraps."""
    tallest = 1
    for column in range(4):
        if (cell := plan.cells.get(Cell(row, column))) and cell.value is not None:
            text = str(cell.value)
            lines = text.count("\n") + 1
            if cell.style.wrap:
                lines = sum(
                    -(-int(width_of(cell, part)) // (plan.widths[column] - 6)) or 1 for part in text.split("\n")
                )
            tallest = max(tallest, lines)
    return height(tallest)


@pytest.mark.parametrize("count", [14, 200])
def test_the_frozen_head_leaves_room(campaign: Campaign, plan: TabPlan, count: int) -> None:
    """Even with every unit missing and every warning: at most 120 pixels, six units on a phone, twelve on a laptop."""
    units = tuple(replace(campaign.units[n % 14], key=f"u{n}", tab=f"Đơn vị {n}") for n in range(count))
    nobody = compliance_tab(empty_board(replace(campaign, units=units)))
    for shown in (plan, nobody):
        frozen = sum(row_height(shown, row) for row in range(shown.frozen_rows))
        assert frozen <= 120
        heights = [row_height(shown, row) for row in range(shown.frozen_rows, shown.frozen_rows + 12)]
        assert frozen + sum(heights[:6]) <= 640 - PHONE_BARS
        assert frozen + sum(heights) <= 657 - DESK_BARS


PHONE_BARS, DESK_BARS = 200, 150
"""Pixels that bars and letters of columns take of a window."""


# ── problems and totals ───────────────────────────────────────────────────────────────────────────────────────────


def test_problems_stand_by_unit_the_most_urgent_first(plans: list[TabPlan]) -> None:
    """Grouped by unit; what spoils a row or a tab first, reminders last; each opens its very cell."""
    plan = plans[1]
    rows = [[plan.cells[Cell(r, c)] for c in range(7)] for r in range(2, plan.row_count)]
    assert [cells[0].value for cells in rows] == [
        "Thị Đoàn Hòa Thành",
        "Thị Đoàn Hòa Thành",
        "Thị Đoàn Trảng Bàng",
        "(Điều chỉnh)",
        "Thành Đoàn Tây Ninh",
    ]
    assert [cells[1].value for cells in rows] == ["✗ C7", "✗ I8", "✗ cả trang", "✗ A2", "! G9"]
    assert all(cells[1].link == LINK for cells in rows)
    assert [cells[3].value for cells in rows] == ["Lỗi"] * 4 + ["Nhắc"]
    assert all(cells[6].value == "09:00 16/12" for cells in rows)
    assert plan.cells[Cell(1, 2)].value == "Nội dung\n✗ 4 lỗi, ! 1 nhắc"


def test_an_empty_list_says_so(campaign: Campaign) -> None:
    """No problem is no empty table."""
    assert "Không có lỗi" in str(problems_tab([], campaign).cells[Cell(2, 0)].value)


def test_totals_have_their_coverage_beside_them(plans: list[TabPlan], board: Board) -> None:
    """Every total of a day, a unit or the campaign stands with how much of it has come; numbers are numbers."""
    plan = plans[2]
    grid = [[plan.cells.get(Cell(r, c)) for c in range(plan.column_count)] for r in range(plan.row_count)]
    covered = next(cells for cells in grid if cells[0] and cells[0].value == "Đã báo cáo")
    units, days = len(board.campaign.units), len(board.campaign.days)
    shown = [cell.value if cell else None for cell in covered]
    assert shown[2:4] == ["8/12", "8/12"]
    assert shown[5 : 5 + units] == [
        "1/1", "1/1", "1/1", "0/1", "0/1", "1/1", "0/1", "0/0", "0/0", "1/1", "1/1", "1/1", "1/1", "0/1",
    ]  # fmt: skip
    assert shown[5 + units : 5 + units + days] == ["8/12"] + [""] * (days - 1)
    total = next(cells for cells in grid if cells[0] and cells[0].value == "TỔNG CỘNG")
    assert total[3] is not None
    assert total[4] is not None
    assert (total[3].value, total[3].style.pattern, total[4].value) == (12 * 310_000_000, "#,##0", "8/12")
    for cells in grid:
        assert all(isinstance(c.value, int | float) == bool(c.style.pattern) for c in cells if c and c.value)


# ── as a page ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_page_holds_what_the_tab_holds_as_text(plans: list[TabPlan]) -> None:
    """Values and notes of every cell stand in the page, escaped; nothing in it runs, and nothing is loaded."""
    from html import unescape

    page = tab_page(plans, "vi")
    text = unescape(page)
    for plan in plans:
        for cell in plan.cells.values():
            assert shown_value(cell.value, "vi") in text
            assert cell.note in text
    assert "<b>" not in page
    assert "{{7*7}}" in page
    assert not re.findall(r"<(script|img|link|iframe)|\bon\w+=|javascript:|@import|url\(", page)
    assert "default-src 'none'" in page


def test_a_page_to_keep_has_a_title_margins_and_fits_on_paper(plans: list[TabPlan]) -> None:
    """A page with a title is called so, escaped, and all its columns fit across a sheet of paper; one for a picture has
    neither margins nor a print style."""
    wide = max(plans, key=lambda plan: sum(plan.widths.get(n, 100) for n in range(plan.column_count)))
    across = sum(wide.widths.get(n, 100) for n in range(wide.column_count))
    page = tab_page([wide], "vi", title="Tuân thủ – A & B")
    assert "<title>Tuân thủ – A &amp; B</title>" in page
    (zoom,) = re.findall(r"zoom:([\d.]+)", page)
    assert 0 < float(zoom) * across <= SHEET
    assert "zoom" not in tab_page([wide], "vi")
    assert "zoom:1.0}" in tab_page([wide.cropped(1)], "vi", title="x")


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (None, "", ""),
        (0, "0", "0"),
        (1234567, "1.234.567", "1,234,567"),
        (2.4, "2,4", "2.4"),
        (1234.56, "1.234,56", "1,234.56"),
        (20.0, "20", "20"),
        ("1.5", "1.5", "1.5"),
    ],
)
def test_numbers_are_shown_as_the_locale_writes_them(value: str | float | None, vi: str, en: str) -> None:
    """A picture shows numbers as Sheets does; texts are left as they are."""
    assert (shown_value(value, "vi"), shown_value(value, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("parts", "width", "lines"),
    [
        ([], 10, ""),
        (["a", "b"], 10, "a, b"),
        (["aaaa", "bbbb", "cc"], 9, "aaaa,\nbbbb, cc"),
        (["a" * 20, "b"], 10, "a" * 20 + ",\nb"),
    ],
)
def test_lines_break_between_names_only(parts: list[str], width: int, lines: str) -> None:
    """A name is never broken, and no line is longer than the screen unless one name is."""
    assert folded(parts, ", ", width) == lines


def test_directions_of_a_typed_text_end_with_it(plans: list[TabPlan]) -> None:
    """Marks that turn the reading direction round never reach the words of the job beside a typed text."""
    for cell in plans[1].cells.values():
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", str(cell.value))
    shown = [str(cell.value) for at, cell in plans[1].cells.items() if at.column == 4 and at.row > 1]
    assert all(text.startswith('=IMPORTXML("http://x")<b>{{7*7}}</b>x\U0001f600999') for text in shown)
    assert all(len(text) == 201 and text.endswith("…") for text in shown)


def test_a_copy_of_the_board_says_when_it_was_read(board: Board) -> None:
    """A page or picture carries the moment of the last reading, not that of its making, and no promise to go on."""
    shown = [line.replace("\n", " ") for line in lines_of(still_of(board), range(7))]
    assert shown[3] == "Số liệu theo lần đọc lúc 10:20 ngày 16/12/2022"
    assert shown[:3] == [text.replace("\n", " ") for text in (TITLE, RULE, FULL_DAY)]
    assert shown[5:] == WARNINGS
    assert not any("đang dừng" in str(cell.value) + cell.note for cell in still_of(board).cells.values())
    assert "chưa đọc" in head.read_line(replace(board, last_poll=None))


def test_a_picture_is_the_days_news_and_not_the_legend(board: Board) -> None:
    """The signs that a copy uses are said in a few lines: at most a fifth of its height."""
    still = still_of(board)
    last = str(still.cells[Cell(still.row_count - 1, 0)].value)
    assert "Đ Đúng hạn" in last
    assert all(sign in last for sign, _ in flag_words("vi").values())
    heights = [row_height(still, row) for row in range(still.row_count)]
    assert heights[-1] <= sum(heights) / 5


def test_a_gap_around_the_deadline_is_a_warning(board: Board) -> None:
    """Where the job itself could not read around the deadline, the head says from when to when."""
    since, until = moment(board.campaign, "09:50"), moment(board.campaign, "10:20")
    gap = Gap(since=since, until=until, first=since, missed=6)
    (line, _) = head.warning_lines(replace(board, stale=False, gap=gap))
    assert "từ 09:50 đến 10:20" in line


def test_tabs_that_nobody_claims_are_a_warning(board: Board) -> None:
    """Over the table, under it and in JSON stand the tabs with reports that are read for no unit, with their rows."""
    stray = Problem("", "Bản sao của Gò Dầu", 9, UNCLAIMED, Severity.ERROR, facts={"rows": "4", "resembles": ""})
    found = replace(board, stale=False, unread={}, unclaimed=(stray,))
    said = "Trang không đọc cho đơn vị nào: “Bản sao của Gò Dầu” (4 dòng)."
    assert head.warning_lines(found) == [said]
    assert board_json(found)["unclaimed"] == [{"tab": "Bản sao của Gò Dầu", "rows": 4}]
    assert shown_of(found) != shown_of(replace(found, unclaimed=()))


def test_a_flood_of_problems_stays_one_write(campaign: Campaign) -> None:
    """The list holds the most urgent, and says how many more there are; the counts are of all."""
    (first, *_) = open_problems(campaign)
    flood = [replace(first, problem=replace(first.problem, cell=Cell(n, 4))) for n in range(MOST_LISTED + 7)]
    plan = problems_tab(flood, campaign)
    assert plan.row_count == MOST_LISTED + 3
    assert plan.cells[Cell(MOST_LISTED + 2, 0)].value == "Còn 7 nội dung khác, hiện tiếp khi các ô trên đã sửa."
    assert f"{MOST_LISTED + 7} nhắc" in str(plan.cells[Cell(1, 2)].value)


def test_one_unit_hides_no_other_in_the_list(campaign: Campaign) -> None:
    """However many problems one unit has, the most urgent ones of every other unit are listed."""
    (first, *_) = open_problems(campaign)
    flood = [
        replace(first, problem=replace(first.problem, unit=unit.key, cell=Cell(n, 4)))
        for unit in campaign.units[:2]
        for n in range(MOST_LISTED)
    ]
    few = [replace(first, problem=replace(first.problem, unit=campaign.units[2].key, cell=Cell(n, 4))) for n in (1, 2)]
    listed = Counter(entry.problem.unit for entry in fairly(by_urgency([*flood, *few], campaign), MOST_LISTED))
    assert listed[campaign.units[2].key] == len(few)
    assert listed[campaign.units[0].key] == listed[campaign.units[1].key] == (MOST_LISTED - len(few)) // 2
