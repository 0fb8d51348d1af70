"""The bodies of Google's batchUpdate requests that the job sends, one small function each. Pure.

Text always goes as `stringValue`, which Sheets stores as it is and never evaluates (the RAW of updateCells).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.plan import CellValue, PlanCell, Style

Request = dict[str, Any]

TAG = "sheets-sync.tab"
"""Developer metadata on a tab: a unit's key with `unit:` before it, or the name of a job tab."""
COLUMN_TAG = "sheets-sync.column"
"""Developer metadata on a column of a unit's tab: the column's key."""
APPEARANCE_TAG = "sheets-sync.look"
"""Developer metadata on a tab of the job: the look that was last sent (see tab_look)."""
LEDGER_TAG = "sheets-sync.ledger"
"""Developer metadata on the compliance tab: the ledger that wrote it last, its source and its head, as JSON."""
CELL_FIELDS = "userEnteredValue,userEnteredFormat,note"


def cell_data(cell: PlanCell | None) -> Request:
    """A cell of updateCells; empty for None, which clears it."""
    if cell is None:
        return {}
    data: Request = {}
    if cell.value is not None and cell.value != "":
        data["userEnteredValue"] = extended_value(cell.value)
    look = cell_format(cell.style, cell.link)
    if look:
        data["userEnteredFormat"] = look
    if cell.note:
        data["note"] = cell.note
    return data


def extended_value(value: CellValue) -> Request:
    return {"stringValue": value} if isinstance(value, str) else {"numberValue": value}


def cell_format(style: Style, link: str = "") -> Request:
    """A Style as Google's CellFormat. The cells of a tab have a few styles, so those of one share one value, which is
    not to be changed; a link is a cell's own."""
    found = _format_of(style)
    text = found.get("textFormat", {})
    return {"textFormat": {**text, "link": {"uri": link}}, **_without_text(found)} if link else found


def _without_text(found: Request) -> Request:
    return {name: value for name, value in found.items() if name != "textFormat"}


@lru_cache(maxsize=256)
def _format_of(style: Style) -> Request:
    text: Request = {}
    if style.bold:
        text["bold"] = True
    if style.italic:
        text["italic"] = True
    if style.size:
        text["fontSize"] = style.size
    if style.ink:
        text["foregroundColorStyle"] = colour(style.ink)
    found: Request = {}
    if text:
        found["textFormat"] = text
    if style.fill:
        found["backgroundColorStyle"] = colour(style.fill)
    if style.align:
        found["horizontalAlignment"] = style.align.upper()
    if style.wrap:
        found["wrapStrategy"] = "WRAP"
    if style.vertical:
        found["verticalAlignment"] = style.vertical.upper()
    if style.pattern:
        found["numberFormat"] = {"type": "NUMBER", "pattern": style.pattern}
    return found


def colour(text: str) -> Request:
    """ "#rrggbb" as Google's ColorStyle."""
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return {"rgbColor": {"red": red, "green": green, "blue": blue}}


def update_cells(
    sheet_id: int, start: Cell, rows: Sequence[Sequence[PlanCell | None]], fields: str = CELL_FIELDS
) -> Request:
    return {
        "updateCells": {
            "start": {"sheetId": sheet_id, "rowIndex": start.row, "columnIndex": start.column},
            "rows": [{"values": [cell_data(cell) for cell in row]} for row in rows],
            "fields": fields,
        }
    }


def formula(sheet_id: int, cell: Cell, text: str, style: Style) -> Request:
    """A formula of the job's own in one cell; empty text clears the cell. Never with a text that people typed."""
    data = {"userEnteredValue": {"formulaValue": text}, "userEnteredFormat": cell_format(style)} if text else {}
    return {
        "updateCells": {
            "start": {"sheetId": sheet_id, "rowIndex": cell.row, "columnIndex": cell.column},
            "rows": [{"values": [data]}],
            "fields": "userEnteredValue,userEnteredFormat",
        }
    }


def colours(area: Request, condition: str, style: Style) -> Request:
    """A conditional format before those that are there: cells of `area` for which a formula is true."""
    rule = {
        "condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": condition}]},
        "format": cell_format(style),
    }
    return {"addConditionalFormatRule": {"rule": {"ranges": [area], "booleanRule": rule}}}


def drop_colours(sheet_id: int, index: int) -> Request:
    return {"deleteConditionalFormatRule": {"sheetId": sheet_id, "index": index}}


def add_sheet(
    sheet_id: int,
    title: str,
    *,
    index: int | None,
    rows: int,
    columns: int,
    frozen_rows: int = 0,
    frozen_columns: int = 0,
) -> Request:
    properties: Request = {
        "sheetId": sheet_id,
        "title": title,
        "gridProperties": {
            "rowCount": rows,
            "columnCount": columns,
            "frozenRowCount": frozen_rows,
            "frozenColumnCount": frozen_columns,
        },
    }
    if index is not None:
        properties["index"] = index
    return {"addSheet": {"properties": properties}}


def tag_sheet(sheet_id: int, tag: str) -> Request:
    return _metadata({"sheetId": sheet_id}, TAG, tag)


def tag_column(sheet_id: int, column: int, key: str) -> Request:
    span = {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": column, "endIndex": column + 1}
    return _metadata({"dimensionRange": span}, COLUMN_TAG, key)


def _metadata(location: Request, key: str, value: str) -> Request:
    entry = {"metadataKey": key, "metadataValue": value, "location": location, "visibility": "DOCUMENT"}
    return {"createDeveloperMetadata": {"developerMetadata": entry}}


def grid_range(
    sheet_id: int,
    rows: tuple[int | None, int | None] = (None, None),
    columns: tuple[int | None, int | None] = (None, None),
) -> Request:
    """A GridRange; ends exclusive, None where open."""
    ends = {
        "startRowIndex": rows[0],
        "endRowIndex": rows[1],
        "startColumnIndex": columns[0],
        "endColumnIndex": columns[1],
    }
    return {"sheetId": sheet_id, **{name: end for name, end in ends.items() if end is not None}}


def protect(area: Request, description: str, editors: Sequence[str] = ()) -> Request:
    """Only the job (which Google adds by itself), the owner and `editors` may edit `area`."""
    protected: Request = {"range": area, "description": description}
    if editors:
        protected["editors"] = {"users": list(editors)}
    return {"addProtectedRange": {"protectedRange": protected}}


def change_protection(number: int, description: str, editors: Sequence[str]) -> Request:
    """From now on only the job, the owner and `editors` may edit what the protection with this id protects."""
    protected = {"protectedRangeId": number, "description": description, "editors": {"users": list(editors)}}
    return {"updateProtectedRange": {"protectedRange": protected, "fields": "description,editors"}}


def dropdown(area: Request, values: Iterable[str], hint: str) -> Request:
    """Offers `values`; other texts are marked, not refused: people may type as they are used to."""
    rule = {
        "condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": v} for v in values]},
        "showCustomUi": True,
        "strict": False,
        "inputMessage": hint,
    }
    return {"setDataValidation": {"range": area, "rule": rule}}


def plain_text(area: Request) -> Request:
    """Formats cells as plain text, so that what people type stays as typed. Values stay."""
    look = {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}
    return {"repeatCell": {"range": area, "cell": look, "fields": "userEnteredFormat.numberFormat"}}


def keep_appearance(sheet_id: int, look: str, *, anew: bool) -> Request:
    """Keeps a look on its tab; `anew`: the tab has kept none so far."""
    return _keep(sheet_id, APPEARANCE_TAG, look, anew=anew)


def keep_ledger(sheet_id: int, mark: str, *, anew: bool) -> Request:
    """Keeps on the compliance tab which ledger writes it; `anew`: the tab has kept none so far."""
    return _keep(sheet_id, LEDGER_TAG, mark, anew=anew)


def _keep(sheet_id: int, key: str, value: str, *, anew: bool) -> Request:
    if anew:
        return _metadata({"sheetId": sheet_id}, key, value)
    where = {"metadataKey": key, "metadataLocation": {"sheetId": sheet_id}}
    return {
        "updateDeveloperMetadata": {
            "dataFilters": [{"developerMetadataLookup": where}],
            "developerMetadata": {"metadataValue": value},
            "fields": "metadataValue",
        }
    }


def column_width(sheet_id: int, column: int, pixels: int, count: int = 1) -> Request:
    span = {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": column, "endIndex": column + count}
    return {"updateDimensionProperties": {"range": span, "properties": {"pixelSize": pixels}, "fields": "pixelSize"}}


def grid_size(
    sheet_id: int,
    *,
    rows: int | None = None,
    columns: int | None = None,
    frozen_rows: int | None = None,
    frozen_columns: int | None = None,
) -> Request:
    """Sets what is given of a tab's grid properties."""
    named = {
        "rowCount": rows,
        "columnCount": columns,
        "frozenRowCount": frozen_rows,
        "frozenColumnCount": frozen_columns,
    }
    given = {name: value for name, value in named.items() if value is not None}
    return {
        "updateSheetProperties": {
            "properties": {"sheetId": sheet_id, "gridProperties": given},
            "fields": ",".join(f"gridProperties.{name}" for name in given),
        }
    }


def insert_rows(sheet_id: int, at: int, count: int) -> Request:
    """So many blank rows at a row; what stands there and below moves down."""
    area = {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": at, "endIndex": at + count}
    return {"insertDimension": {"range": area, "inheritFromBefore": False}}


def rename_sheet(sheet_id: int, title: str) -> Request:
    return {"updateSheetProperties": {"properties": {"sheetId": sheet_id, "title": title}, "fields": "title"}}


def set_locale(locale: str, timezone: str) -> Request:
    properties = {"locale": locale, "timeZone": timezone}
    return {"updateSpreadsheetProperties": {"properties": properties, "fields": "locale,timeZone"}}
