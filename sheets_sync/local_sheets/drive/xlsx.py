"""A spreadsheet as an .xlsx file: values, formulas with their results, number formats, merges. No other formatting."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

from sheets_sync.local_sheets.grid.cells import Cell, CellError, Formula, Result
from sheets_sync.local_sheets.grid.models import Box, Sheet, Spreadsheet
from sheets_sync.local_sheets.typing.locales import locale
from sheets_sync.local_sheets.typing.patterns import default_pattern
from sheets_sync.spreadsheet.a1 import column_letters

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same bytes for the same state


def workbook(book: Spreadsheet) -> bytes:
    styles = _Styles(book)
    sheets = [_sheet(sheet, styles) for sheet in book.sheets]
    files = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _relations([(f"{_REL}/officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(book),
        "xl/_rels/workbook.xml.rels": _relations(
            [(f"{_REL}/worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
            + [(f"{_REL}/styles", "styles.xml")]
        ),
        "xl/styles.xml": styles.xml(),
        **{f"xl/worksheets/sheet{n}.xml": text for n, text in enumerate(sheets, 1)},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), _HEAD + text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


class _Styles:
    """The number formats in use, as indexes of cell styles."""

    def __init__(self, book: Spreadsheet) -> None:
        self.locale = locale(book.locale)
        self.patterns: list[str] = []

    def index(self, cell: Cell) -> int:
        if cell.format is None or cell.format.number is None:
            return 0
        kind, pattern = cell.format.number
        pattern = pattern or default_pattern(kind, self.locale) or ("@" if kind == "TEXT" else "")
        if not pattern:
            return 0
        if pattern not in self.patterns:
            self.patterns.append(pattern)
        return self.patterns.index(pattern) + 1

    def xml(self) -> str:
        formats = "".join(
            f'<numFmt numFmtId="{164 + n}" formatCode={quoteattr(text)}/>' for n, text in enumerate(self.patterns)
        )
        styles = "".join(
            f'<xf numFmtId="{164 + n}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
            for n in range(len(self.patterns))
        )
        counted = f'<numFmts count="{len(self.patterns)}">{formats}</numFmts>' if formats else ""
        plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"'
        return (
            f'<styleSheet xmlns="{_MAIN}">{counted}'
            '<fonts count="1"><font><sz val="10"/><name val="Arial"/></font></fonts>'
            '<fills count="2"><fill><patternFill patternType="none"/></fill>'
            '<fill><patternFill patternType="gray125"/></fill></fills>'
            '<borders count="1"><border><left/><right/><top/><bottom/></border></borders>'
            f'<cellStyleXfs count="1">{plain}/></cellStyleXfs>'
            f'<cellXfs count="{len(self.patterns) + 1}">{plain} xfId="0"/>{styles}</cellXfs>'
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
        )


def _content_types(count: int) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_OFFICE}.worksheet+xml"/>'
        for n in range(1, count + 1)
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_OFFICE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_OFFICE}.styles+xml"/>{sheets}</Types>'
    )


def _relations(items: list[tuple[str, str]]) -> str:
    body = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(items, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{body}</Relationships>'


def _workbook(book: Spreadsheet) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(sheet.title[:31])} sheetId="{n}" r:id="rId{n}"'
        + (' state="hidden"' if sheet.hidden else "")
        + "/>"
        for n, sheet in enumerate(book.sheets, 1)
    )
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{sheets}</sheets></workbook>'


def _sheet(sheet: Sheet, styles: _Styles) -> str:
    rows = []
    for index, row in enumerate(sheet.rows):
        cells = "".join(
            _cell(f"{column_letters(column)}{index + 1}", cell, styles.index(cell))
            for column, cell in enumerate(row.cells)
            if cell is not None and cell.value is not None
        )
        if cells:
            rows.append(f'<row r="{index + 1}">{cells}</row>')
    merges = "".join(f'<mergeCell ref="{_area(box)}"/>' for box in sheet.merges)
    merged = f'<mergeCells count="{len(sheet.merges)}">{merges}</mergeCells>' if merges else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData>{merged}</worksheet>'


def _area(box: Box) -> str:
    return f"{column_letters(box.left)}{box.top + 1}:{column_letters(box.right - 1)}{box.bottom}"


def _cell(place: str, cell: Cell, style: int) -> str:
    dress = f' s="{style}"' if style else ""
    formula = f"<f>{escape(cell.value.text[1:])}</f>" if isinstance(cell.value, Formula) else ""
    kind, text = _value(cell.shown)
    if kind == "inlineStr" and not formula:
        return f'<c r="{place}"{dress} t="inlineStr"><is><t xml:space="preserve">{_clean(text)}</t></is></c>'
    shown_kind = {"inlineStr": ' t="str"', "n": ""}.get(kind, f' t="{kind}"')
    return f'<c r="{place}"{dress}{shown_kind}>{formula}<v>{_clean(text)}</v></c>'


def _value(value: Result) -> tuple[str, str]:
    if isinstance(value, bool):
        return "b", "1" if value else "0"
    if isinstance(value, CellError):
        return "e", value.shown
    if isinstance(value, int | float):
        return "n", repr(value)
    return "inlineStr", value or ""


def _clean(text: str) -> str:
    """Without the control characters that XML has no way to hold."""
    return escape("".join(c for c in text if c >= " " or c in "\t\n\r"))
