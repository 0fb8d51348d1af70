"""The bodies of Google's batchUpdate requests that the job sends, one small function each. Pure.

Text always goes as `stringValue`, which Sheets stores as it is and never evaluates (the RAW of updateCells).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.plan import CellValue, Difference, PlanCell, Style, TabPlan

Request = dict[str, Any]

TAG = "sheets-sync.tab"
"""Developer metadata on a tab: a unit's key with `unit:` before it, or the name of a job tab."""
COLUMN_TAG = "sheets-sync.column"
"""Developer metadata on a column of a unit's tab: the column's key."""
LOOK_TAG = "sheets-sync.look"
"""Developer metadata on a tab of the job: the look that was last sent (see tab_look)."""
CELL_FIELDS = "userEnteredValue,userEnteredFormat,note"


ABSOLUTE = frozenset(
    {
        "updateCells", "repeatCell", "setDataValidation", "updateSheetProperties", "updateDimensionProperties",
        "updateDeveloperMetadata",
        "updateSpreadsheetProperties",
    }
)  # fmt: skip
"""Kinds of requests that leave the same behind however often they are sent."""
OWN_IDS = {
    "addSheet": ("properties", "sheetId"),
    "addProtectedRange": ("protectedRange", "protectedRangeId"),
    "createDeveloperMetadata": ("developerMetadata", "metadataId"),
}
"""Kinds that add something: what they add, and the id that we give it ourselves."""
GUARDS = frozenset({"addSheet", "addProtectedRange"})
"""Of these Google documents that an id in use is refused; of metadata it is only to be expected."""


def is_repeatable(batch: Iterable[Mapping[str, Any]]) -> bool:
    """Whether sending a batch again can't double anything.

    Either every request is absolute, or one of them adds something under an id of our own: then the second time the
    whole batch is refused, since a batch is applied whole or not at all.
    """
    kinds = [(kind, body) for request in batch for kind, body in request.items()]
    guarded = any(kind in GUARDS and _own_id(kind, body) for kind, body in kinds)
    return guarded or all(kind in ABSOLUTE for kind, _ in kinds)


def _own_id(kind: str, body: Mapping[str, Any]) -> int | None:
    what, name = OWN_IDS[kind]
    found: int | None = body[what].get(name)
    return found


def identified(
    batch: Iterable[Request], metadata_ids: Iterable[int] = (), protection_ids: Iterable[int] = ()
) -> list[Request]:
    """The batch with an id of our own for every protection and mark that it adds: the same for the same thing, and
    none that is in use already."""
    taken = {"metadataId": set(metadata_ids), "protectedRangeId": set(protection_ids)}
    return [_identified(request, taken) for request in batch]


def _identified(request: Request, taken: Mapping[str, set[int]]) -> Request:
    ((kind, body),) = request.items()
    what, name = OWN_IDS.get(kind, ("", ""))
    if name not in taken or name in body[what]:
        return request
    number = sheet_id_for(json.dumps(body, sort_keys=True), taken[name])
    taken[name].add(number)
    return {kind: {**body, what: {name: number, **body[what]}}}


def sheet_id_for(name: str, taken: Iterable[int]) -> int:
    """An id of our own choice, for a tab or something else: the same for the same name, so that a repeated request is
    refused, not doubled."""
    used = set(taken)
    number = zlib.crc32(name.encode()) & 0x7FFF_FFFF or 1
    while number in used:
        number = number + 1 & 0x7FFF_FFFF or 1
    return number


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
    """A Style as Google's CellFormat."""
    text: Request = {}
    if style.bold:
        text["bold"] = True
    if style.italic:
        text["italic"] = True
    if style.size:
        text["fontSize"] = style.size
    if style.ink:
        text["foregroundColorStyle"] = colour(style.ink)
    if link:
        text["link"] = {"uri": link}
    look: Request = {}
    if text:
        look["textFormat"] = text
    if style.fill:
        look["backgroundColorStyle"] = colour(style.fill)
    if style.align:
        look["horizontalAlignment"] = style.align.upper()
    if style.wrap:
        look["wrapStrategy"] = "WRAP"
    if style.vertical:
        look["verticalAlignment"] = style.vertical.upper()
    if style.pattern:
        look["numberFormat"] = {"type": "NUMBER", "pattern": style.pattern}
    return look


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


def keep_look(sheet_id: int, look: str, *, anew: bool) -> Request:
    """Keeps a look on its tab; `anew`: the tab has kept none so far."""
    if anew:
        return _metadata({"sheetId": sheet_id}, LOOK_TAG, look)
    where = {"metadataKey": LOOK_TAG, "metadataLocation": {"sheetId": sheet_id}}
    return {
        "updateDeveloperMetadata": {
            "dataFilters": [{"developerMetadataLookup": where}],
            "developerMetadata": {"metadataValue": look},
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


def set_locale(locale: str, timezone: str) -> Request:
    properties = {"locale": locale, "timeZone": timezone}
    return {"updateSpreadsheetProperties": {"properties": properties, "fields": "locale,timeZone"}}


def new_job_tab(plan: TabPlan, sheet_id: int, title: str, index: int | None = None) -> list[Request]:
    """A tab of the job with its layout, its marks and its protection; the cells are sent apart."""
    return [
        add_sheet(
            sheet_id,
            title,
            index=index,
            rows=max(plan.row_count, plan.frozen_rows + 1),
            columns=max(plan.column_count, plan.frozen_columns + 1),
            frozen_rows=plan.frozen_rows,
            frozen_columns=plan.frozen_columns,
        ),
        tag_sheet(sheet_id, plan.name),
        keep_look(sheet_id, plan.look_text, anew=True),
        protect(grid_range(sheet_id), f"sheets-sync: {plan.title}"),
        *_widths(plan, sheet_id),
    ]


def _widths(plan: TabPlan, sheet_id: int) -> Iterator[Request]:
    """The widths of all columns, neighbours of one width together."""
    found = enumerate(sorted(plan.widths.items()))
    for (pixels, _), group in groupby(found, key=lambda entry: (entry[1][1], entry[1][0] - entry[0])):
        columns = [column for _, (column, _) in group]
        yield column_width(sheet_id, columns[0], pixels, len(columns))


def write_difference(found: Difference, sheet_id: int) -> list[Request]:
    """The requests that make an existing tab as planned: the grid grown where needed, the layout, the changed runs."""
    requests = []
    tab, plan = found.tab, found.plan
    rows, columns = max(plan.row_count, plan.frozen_rows + 1), max(plan.column_count, plan.frozen_columns + 1)
    if tab is not None and (rows > tab.row_count or columns > tab.column_count):
        requests.append(grid_size(sheet_id, rows=max(rows, tab.row_count), columns=max(columns, tab.column_count)))
    if found.layout:
        requests.append(grid_size(sheet_id, frozen_rows=plan.frozen_rows, frozen_columns=plan.frozen_columns))
        requests += _widths(plan, sheet_id)
    requests += [update_cells(sheet_id, start, [cells]) for start, cells in found.runs]
    if tab is not None and found.look:
        requests.append(keep_look(sheet_id, plan.look_text, anew=not tab.look))
    return requests
