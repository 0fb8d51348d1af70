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
"""

from sheets_sync.board.as_json import board_json, judgement_json
from sheets_sync.board.compliance_tab import FRESHNESS, compliance_tab, still_of, today_words
from sheets_sync.board.head import read_line, to_fix_line, today_line, warning_lines
from sheets_sync.board.model import Board, shown_of
from sheets_sync.board.problems_tab import OpenProblem, problems_tab
from sheets_sync.board.totals_tab import totals_tab

__all__ = [
    "FRESHNESS",
    "Board",
    "OpenProblem",
    "board_json",
    "compliance_tab",
    "judgement_json",
    "problems_tab",
    "read_line",
    "shown_of",
    "still_of",
    "to_fix_line",
    "today_line",
    "today_words",
    "totals_tab",
    "warning_lines",
]
