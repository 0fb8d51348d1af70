"""Developer metadata: values bound to the file, a tab, a row or a column (3.6), and finding them."""

from __future__ import annotations

from typing import Any

from sheets_sync.local_sheets.grid.models import Spreadsheet
from sheets_sync.local_sheets.grid.ranges import clipped, grid_box, resolve
from sheets_sync.local_sheets.sheets.batch import Batch, Reply, kind
from sheets_sync.local_sheets.wire.exceptions import invalid
from sheets_sync.local_sheets.wire.masks import Mask, update_mask, updated

MAX_CHARACTERS = 30_000  # of keys and values: for the file, and again for each tab (G)


def _location(batch: Batch, asked: dict[str, Any]) -> dict[str, Any]:
    """A location as it is stored, with its type."""
    if asked.get("spreadsheet"):
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    if "sheetId" in asked:
        batch.sheet(asked["sheetId"])
        return {"locationType": "SHEET", "sheetId": asked["sheetId"]}
    where = asked.get("dimensionRange")
    if not where:
        raise invalid("A location must be set on the developer metadata.")  # wording approximate
    batch.sheet(where.get("sheetId", 0))
    start, end = where.get("startIndex", 0), where.get("endIndex", -1)
    if end - start != 1 or where.get("dimension") not in ("ROWS", "COLUMNS"):
        raise invalid("DimensionRange must represent a single row or column")
    kept: dict[str, Any] = {"sheetId": where["sheetId"]} if where.get("sheetId") else {}
    kept |= {"dimension": where["dimension"], "startIndex": start, "endIndex": end}
    return {"locationType": "ROW" if where["dimension"] == "ROWS" else "COLUMN", "dimensionRange": kept}


def sheet_of(location: dict[str, Any]) -> int | None:
    if "dimensionRange" in location:
        number: int = location["dimensionRange"].get("sheetId", 0)
        return number
    return location.get("sheetId")


def _put(batch: Batch, item: dict[str, Any], place: int | None = None) -> None:
    sheet_id = sheet_of(item["location"])
    items = batch.book.metadata if sheet_id is None else batch.sheet(sheet_id).metadata
    items.insert(len(items) if place is None else place, item)
    size = sum(len(one["metadataKey"]) + len(one.get("metadataValue", "")) for one in items)
    if size > MAX_CHARACTERS:
        raise invalid("Developer metadata exceeds the storage limit.")  # wording approximate


@kind("createDeveloperMetadata")
def create_developer_metadata(batch: Batch, body: dict[str, Any]) -> Reply:
    """A given id must be new (D: ids are unique in a spreadsheet; the error's wording is not sourced)."""
    asked = body.get("developerMetadata", {})
    if not asked.get("metadataKey"):
        raise invalid("Developer metadata must have a key.")  # wording approximate
    if asked.get("visibility", "DEVELOPER_METADATA_VISIBILITY_UNSPECIFIED") not in ("DOCUMENT", "PROJECT"):
        raise invalid("Developer metadata must have a visibility.")  # wording approximate
    item = {"metadataId": _id(batch, asked.get("metadataId")), "metadataKey": asked["metadataKey"]}
    if asked.get("metadataValue"):
        item["metadataValue"] = asked["metadataValue"]
    item |= {"location": _location(batch, asked.get("location", {})), "visibility": asked["visibility"]}
    _put(batch, item)
    return {"developerMetadata": item}


def _id(batch: Batch, asked: int | None) -> int:
    """The id that is asked for, which must be free, or a fresh one: thousands of marks may come in one batch."""
    if not batch.metadata_ids:
        batch.metadata_ids = {item["metadataId"] for item in batch.book.all_metadata()}
    if asked in batch.metadata_ids and any(item["metadataId"] == asked for item in batch.book.all_metadata()):
        raise invalid(f"Developer metadata with id {asked} already exists.")
    number = batch.book.new_id(batch.metadata_ids) if asked is None else asked
    batch.metadata_ids.add(number)
    return number


def _take(batch: Batch, found: list[dict[str, Any]]) -> None:
    numbers = {item["metadataId"] for item in found}
    batch.book.metadata = [item for item in batch.book.metadata if item["metadataId"] not in numbers]
    for sheet_id in {sheet_of(item["location"]) for item in found} - {None}:
        assert sheet_id is not None
        sheet = batch.sheet(sheet_id)
        sheet.metadata = [item for item in sheet.metadata if item["metadataId"] not in numbers]


@kind("updateDeveloperMetadata")
def update_developer_metadata(batch: Batch, body: dict[str, Any]) -> Reply:
    mask = update_mask(body.get("fields", ""), "DeveloperMetadata")
    found = [item for one in body.get("dataFilters", []) for item in matching(batch.book, one)]
    _take(batch, found)
    changed = [_changed(batch, item, body.get("developerMetadata", {}), mask) for item in found]
    for item in changed:
        _put(batch, item)
    return {"developerMetadata": changed}


def _changed(batch: Batch, item: dict[str, Any], asked: dict[str, Any], mask: Mask) -> dict[str, Any]:
    names = set(mask) or set(asked)
    new = updated(item, asked, {name: {} for name in names - {"metadataId"}})
    if "location" in names:
        new["location"] = _location(batch, asked.get("location", {}))
    return new


@kind("deleteDeveloperMetadata")
def delete_developer_metadata(batch: Batch, body: dict[str, Any]) -> Reply:
    found = matching(batch.book, body.get("dataFilter", {}))
    _take(batch, found)
    return {"deletedDeveloperMetadata": found}


def matching(book: Spreadsheet, data_filter: dict[str, Any]) -> list[dict[str, Any]]:
    """The metadata that a filter selects; an empty look-up selects all (M)."""
    if "developerMetadataLookup" in data_filter:
        look = data_filter["developerMetadataLookup"]
        return [item for item in book.all_metadata() if _fits(item, look)]
    if "gridRange" in data_filter or "a1Range" in data_filter:
        return _associated(book, data_filter)
    raise invalid("A data filter must be set.")  # wording approximate


def _associated(book: Spreadsheet, data_filter: dict[str, Any]) -> list[dict[str, Any]]:
    """Metadata at a range: of its tab, and of the rows and columns that it meets (K)."""
    if "gridRange" in data_filter:
        sheet = book.find(data_filter["gridRange"].get("sheetId", 0))
        if sheet is None:
            raise invalid(f"No grid with id: {data_filter['gridRange'].get('sheetId', 0)}")
        box = grid_box(sheet, data_filter["gridRange"])
    else:
        target = clipped(resolve(book, data_filter["a1Range"]))
        sheet, box = target.sheet, target.box
    spans = {"ROWS": range(box.top, box.bottom), "COLUMNS": range(box.left, box.right)}
    found = []
    for item in sheet.metadata:
        where = item["location"].get("dimensionRange")
        if where is None or where["startIndex"] in spans[where["dimension"]]:
            found.append(item)
    return found


def _fits(item: dict[str, Any], look: dict[str, Any]) -> bool:
    for name in ("metadataId", "metadataKey", "metadataValue", "visibility"):
        if name in look and item.get(name) != look[name]:
            return False
    kinds = look.get("locationType", "DEVELOPER_METADATA_LOCATION_TYPE_UNSPECIFIED")
    if not kinds.endswith("UNSPECIFIED") and item["location"]["locationType"] != kinds:
        return False
    where = look.get("metadataLocation")
    return not where or _at(item["location"], where, look.get("locationMatchingStrategy", ""))


def _at(location: dict[str, Any], where: dict[str, Any], strategy: str) -> bool:
    if where.get("spreadsheet"):
        if strategy == "INTERSECTING_LOCATION":
            raise invalid("INTERSECTING_LOCATION is invalid with the spreadsheet location.")  # M; wording approximate
        return bool(location.get("spreadsheet"))
    if "sheetId" in where:
        if strategy == "INTERSECTING_LOCATION":
            return bool(sheet_of(location) == where["sheetId"])
        return bool(location.get("sheetId") == where["sheetId"])
    asked, own = where.get("dimensionRange", {}), location.get("dimensionRange", {})
    same = asked.get("sheetId", 0) == own.get("sheetId", 0) and asked.get("dimension") == own.get("dimension")
    if strategy == "INTERSECTING_LOCATION":
        start, end = asked.get("startIndex", 0), asked.get("endIndex", 2**31)
        return bool(same and start <= own.get("startIndex", -1) < end)
    names = ("startIndex", "endIndex")
    return bool(same and [asked.get(name) for name in names] == [own.get(name) for name in names])
