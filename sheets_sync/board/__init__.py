"""Statuses -> what people see of them: the board as a value, as JSON, and the job's own tabs as plans. Pure.

model           the board: everything that the tab, the terminal and the JSON say
as_json         the document of `status --json`
head            the lines over the table: title, rule, today, freshness, what to fix, warnings
notes           what each cell of the board rests on
compliance_tab  the tab `Tuân thủ`
problems_tab    the tab `Lỗi cần sửa`
totals_tab      the tab `Tổng hợp`
styles, screen  how cells look; how much a phone shows
page            a plan as a page of HTML

Names are loaded where they are first used: who asks for the board as a value needs no tab of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_sync.late_names import late_names

if TYPE_CHECKING:
    from sheets_sync.board.as_json import board_json, judgement_json
    from sheets_sync.board.compliance_tab import FRESHNESS, still_of, today_words
    from sheets_sync.board.head import read_line, to_fix_line, today_line, warning_lines
    from sheets_sync.board.model import Board, shown_of
    from sheets_sync.board.open_problem import OpenProblem

__all__ = [
    "FRESHNESS",
    "Board",
    "OpenProblem",
    "board_json",
    "judgement_json",
    "read_line",
    "shown_of",
    "still_of",
    "to_fix_line",
    "today_line",
    "today_words",
    "warning_lines",
]

__getattr__ = late_names(
    __name__,
    {
        "as_json": ("board_json", "judgement_json"),
        "compliance_tab": ("FRESHNESS", "still_of", "today_words"),
        "head": ("read_line", "to_fix_line", "today_line", "warning_lines"),
        "model": ("Board", "shown_of"),
        "open_problem": ("OpenProblem",),
    },
)
