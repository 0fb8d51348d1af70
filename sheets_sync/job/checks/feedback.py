"""Whether units see in their own tabs how they stand, where that comes from another spreadsheet.

Google shows nothing of another spreadsheet (IMPORTRANGE) until a person has allowed it, by a click in a cell that asks
for it; once for each pair of spreadsheets. A program can't do it. By its documentation; it could not be tried here.
"""

from __future__ import annotations

from collections.abc import Iterator

from sheets_sync.job.checks.finding import Finding
from sheets_sync.job.checks.visit import Visit
from sheets_sync.job.provisioning import feedback_of
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.snapshot import Setup
from sheets_sync.tabs.feedback import LINE_TAG


def consent(visit: Visit) -> Iterator[Finding]:
    """What to click where the units' tabs may not yet show what stands on the board; how to have it where it is off."""
    settings = visit.settings
    for name, seen in visit.seen.items():
        where = f"spreadsheet {name}"
        if name == settings.board_spreadsheet or not settings.spreadsheets.get(name):
            continue
        if feedback_of(settings, name).level == "off":
            if settings.feedback is None:
                yield _off(visit, where)
        elif seen.setup is not None:
            yield _told(visit, seen.setup, where)


def _off(visit: Visit, where: str) -> Finding:
    return visit.fine(
        "feedback",
        "đơn vị chưa thấy kết quả ngay trong trang của mình, vì bảng theo dõi ở bảng tính khác; muốn có, ghi"
        ' [tabs] feedback = "full" rồi chạy: sheets-sync provision',
        "units don't see their status in their own tabs, since the board is another spreadsheet; to have it, write"
        ' [tabs] feedback = "full" and run: sheets-sync provision',
        where,
    )


def _told(visit: Visit, setup: Setup, where: str) -> Finding:
    lines = list(_lines(setup))
    if not lines:
        return visit.mend(
            "feedback",
            ("trang của các đơn vị chưa có dòng kết quả.", "the units' tabs have no status line yet."),
            ("Chạy: sheets-sync provision", "Run: sheets-sync provision"),
            where,
        )
    refused = [(title, cell) for title, cell, shown in lines if shown.startswith("#")]
    if not refused:
        vi, en = "đơn vị thấy kết quả trong trang của mình", "units see their status in their own tabs"
        return visit.fine("feedback", vi, en, where)
    title, cell = refused[0]
    return visit.mend(
        "feedback",
        (
            f"{len(refused)} trang chưa được phép lấy kết quả từ bảng theo dõi.",
            f"{len(refused)} tabs are not allowed yet to show what stands on the board.",
        ),
        (
            f"Mở bảng tính này bằng tài khoản sửa được nó và xem được bảng theo dõi, chọn ô {cell.a1} của trang"
            f" “{title}” (đang hiện #REF!), bấm “Cho phép truy cập”. Một lần là đủ cho cả bảng tính. Từ đó, ai sửa được"
            " bảng tính này cũng lấy được nội dung của bảng theo dõi.",
            f"Open this spreadsheet with an account that may edit it and view the board, choose cell {cell.a1} of the"
            f" tab “{title}” (it shows #REF!) and press “Allow access”. Once is enough for the whole spreadsheet. From"
            " then on whoever may edit it can also get at what stands on the board.",
        ),
        where,
    )


def _lines(setup: Setup) -> Iterator[tuple[str, Cell, str]]:
    """The status lines: title of the tab, cell, what it shows."""
    for entry in setup.tabs:
        for cell in entry.formulas:
            if entry.column_tags.get(cell.column) == LINE_TAG:
                yield entry.tab.title, cell, str(entry.tab.value(cell) or "")
