"""A plan as a page of HTML: what the tab shows, for a browser, a chat group, or a picture. Self-contained, no scripts.

Text runs over empty neighbours and wraps in its cell as it does in Sheets, so a picture of the page shows what the tab
will look like. Everything that units typed is text: escaped, and never a link unless the job made it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from sheets_sync.board.screen import GUTTER
from sheets_sync.spreadsheet.a1 import Cell, column_letters
from sheets_sync.spreadsheet.plan import CellValue, PlanCell, Style, TabPlan
from sheets_sync.words.formats import formats

NO_SCRIPTS = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
_CSS = """
*{box-sizing:border-box}
html{background:#fff;color:#000;-webkit-text-size-adjust:100%}
body{margin:0;font:10pt Arial,"Liberation Sans",Helvetica,sans-serif}
main{overflow-x:auto}
table{border-collapse:separate;border-spacing:0;table-layout:fixed;width:0}
td,th{border:solid #d5d8da;border-width:0 1px 1px 0;padding:2px 3px;height:21px;vertical-align:bottom;
  white-space:pre;overflow:hidden;background:#fff;font-weight:400;text-align:left}
td.w{white-space:pre-wrap;overflow-wrap:anywhere}
td.n{background-image:linear-gradient(225deg,#f9a825 50%,transparent 50%);background-position:100% 0;
  background-size:6px 6px;background-repeat:no-repeat}
td.f{position:sticky;left:0;z-index:1;border-right:3px solid #b0b6ba}
tr.f td{border-bottom:3px solid #b0b6ba}
th{background:#f1f3f4;color:#444746;text-align:center;font-size:8pt}
a{color:inherit}
"""


UPRIGHT, SHEET = 718, 1047
"""Pixels across of an A4 page between its margins, and of one on its side."""
_TO_KEEP = """
body{padding:16px}
@media print{body{padding:0}main{overflow:visible}tr{break-inside:avoid}
  td,th{-webkit-print-color-adjust:exact;print-color-adjust:exact}td.f{position:static}}
"""


def tab_page(
    plans: Iterable[TabPlan], locale: str, *, title: str = "", width: int | None = None, ruled: bool = False
) -> str:
    """One page with the plans under one another. `title`: that of a page to keep, which has margins and fits on paper;
    without it the page is for a picture. `width`: pixels of a screen that cuts off what lies beyond; `ruled`: with
    column letters and row numbers, as Sheets shows them."""
    shown = list(plans)
    across = f"body{{width:{width}px;overflow:hidden}}main{{overflow:hidden}}" if width else ""
    across += _to_keep(shown) if title else ""
    title = escape(title or ", ".join(plan.title for plan in shown))
    tables = "\n".join(f"<main>{_table(plan, locale, ruled=ruled)}</main>" for plan in shown)
    return (
        f'<!doctype html>\n<html lang="{escape(locale)}"><head><meta charset="utf-8">'
        f"{NO_SCRIPTS}"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_CSS}{across}</style></head>\n<body>{tables}</body></html>\n"
    )


def _to_keep(plans: Iterable[TabPlan]) -> str:
    """Margins on a screen; on paper all columns fit across."""
    across = max((_width(plan) for plan in plans), default=0)
    hundredths = min(100, 100 * SHEET // max(across, 1))
    turned = "" if across <= UPRIGHT else " landscape"
    return f"{_TO_KEEP}@page{{size:A4{turned};margin:10mm}}@media print{{table{{zoom:{hundredths / 100}}}}}"


def _width(plan: TabPlan) -> int:
    return sum(plan.widths.get(column, 100) for column in range(plan.column_count))


def _table(plan: TabPlan, locale: str, *, ruled: bool) -> str:
    columns = range(plan.column_count)
    gutter = [f'<col style="width:{GUTTER}px">'] if ruled else []
    widths = [f'<col style="width:{plan.widths.get(column, 100)}px">' for column in columns]
    letters = ["<tr><th></th>", *(f"<th>{column_letters(column)}</th>" for column in columns), "</tr>"] if ruled else []
    rows = (_row(plan, row, locale, ruled=ruled) for row in range(plan.row_count))
    return "".join(["<table><colgroup>", *gutter, *widths, "</colgroup>", *letters, *rows, "</table>"])


def _row(plan: TabPlan, row: int, locale: str, *, ruled: bool) -> str:
    number = f"<th>{row + 1}</th>" if ruled else ""
    frozen = ' class="f"' if row + 1 == plan.frozen_rows else ""
    return f"<tr{frozen}>{number}{''.join(_cells(plan, row, locale))}</tr>"


def _cells(plan: TabPlan, row: int, locale: str) -> Iterator[str]:
    column = 0
    while column < plan.column_count:
        cell = plan.cells.get(Cell(row, column))
        span = _span(plan, row, column, cell)
        yield _cell(cell, span, locale, frozen=column < plan.frozen_columns)
        column += span


def _span(plan: TabPlan, row: int, column: int, cell: PlanCell | None) -> int:
    """How many columns a text may run over: those of empty neighbours, unless it wraps or stands in the middle."""
    if cell is None or not isinstance(cell.value, str) or cell.style.wrap or cell.style.align:
        return 1
    end = column + 1
    while end < plan.column_count and _is_empty(plan.cells.get(Cell(row, end))):
        end += 1
    return end - column


def _is_empty(cell: PlanCell | None) -> bool:
    return cell is None or cell.value in (None, "")


def _cell(cell: PlanCell | None, span: int, locale: str, *, frozen: bool) -> str:
    if cell is None:
        return '<td class="f"></td>' if frozen else "<td></td>"
    names = [name for name, on in (("w", cell.style.wrap), ("n", cell.note), ("f", frozen)) if on]
    attributes = [
        f' class="{" ".join(names)}"' if names else "",
        f' colspan="{span}"' if span > 1 else "",
        f' title="{escape(cell.note)}"' if cell.note else "",
        f' style="{_css(cell.style)}"' if cell.style != Style() else "",
    ]
    text = escape(shown_value(cell.value, locale))
    inner = f'<a href="{escape(cell.link)}" rel="noopener">{text}</a>' if cell.link.startswith("https://") else text
    return f"<td{''.join(attributes)}>{inner}</td>"


def _css(style: Style) -> str:
    said = {
        "font-weight": "700" if style.bold else "",
        "font-style": "italic" if style.italic else "",
        "font-size": f"{style.size}pt" if style.size else "",
        "color": style.ink,
        "background-color": style.fill,
        "text-align": style.align or ("right" if style.pattern else ""),
        "vertical-align": style.vertical,
    }
    return ";".join(f"{name}:{value}" for name, value in said.items() if value)


def shown_value(value: CellValue, locale: str) -> str:
    """A value as Sheets shows it: 1234.5 is "1.234,5" with a Vietnamese locale."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return formats(locale).number(value, 2)
