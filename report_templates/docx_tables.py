"""Tables of an official paper in Word, for `build_docx.py`. Widths in mm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx_parts import write


def layout_table(document: Any, rows: int, widths: Sequence[float]) -> Any:
    """A table without lines that puts things side by side."""
    table = document.add_table(rows=rows, cols=len(widths))
    _fix_widths(table, widths)
    for row in table.rows:
        _row_property(row, "w:cantSplit")
    return table


def data_table(
    document: Any,
    head: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[Sequence[str]],
    styles: Sequence[str],
    *,
    total: Sequence[str] = (),
    head_style: str = "Bang dau",
    kept: int = 2,
) -> Any:
    """A table with lines and a header row that is repeated on every page.

    `rows` are the texts of the cells; a row of a single text is a tag of the template. `styles` are the paragraph
    styles of the columns. `total` is a last row in bold; the `kept` rows before it, tags among them, stay on its page.
    """
    table = document.add_table(rows=0, cols=len(head))
    table.style = "Table Grid"
    header = table.add_row()
    _row_property(header, "w:tblHeader")
    _fill(header, head, [head_style] * len(head), None)
    for cells in rows:
        _fill(table.add_row(), cells, styles, None)
    if total:
        for cell in [cell for row in table.rows[-kept:] for cell in row.cells]:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
        _fill(table.add_row(), total, styles, True)
    for row in table.rows:
        _row_property(row, "w:cantSplit")
    _fix_widths(table, widths)
    cell_margins(table, 1)
    return table


def loop(items: str, cells: Sequence[str], *, total: bool = False) -> list[Sequence[str]]:
    """Rows of a table that repeat `cells` for each `row` of a list. Before a total the last one stands by itself."""
    if total:
        return [*loop(f"{items}[:-1]", cells), *loop(f"{items}[-1:]", cells)]
    return [(f"{{%tr for row in {items} %}}",), cells, ("{%tr endfor %}",)]


def cell_margins(table: Any, width: float) -> None:
    """So many mm beside the text of each cell; a table of many columns needs less than Word gives."""
    for old in table._tbl.tblPr.findall(qn("w:tblCellMar")):
        table._tbl.tblPr.remove(old)
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), str(round(width * 56.7)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)


def clear(cell: Any) -> None:
    """Takes the empty paragraph out of a new cell that has been given others."""
    empty = cell.paragraphs[0]._p
    empty.getparent().remove(empty)


def _fill(row: Any, texts: Sequence[str], styles: Sequence[str], bold: bool | None) -> None:
    for cell, text, style in zip(row.cells, [*texts, *[""] * (len(row.cells) - len(texts))], styles, strict=True):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        cell.paragraphs[0].style = style
        write(cell.paragraphs[0], text, bold)


def _fix_widths(table: Any, widths: Sequence[float]) -> None:
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _row_property(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
