"""Protected ranges (3.5)."""

from __future__ import annotations

from typing import Any

from sheets_sync.local_sheets.grid.models import Sheet
from sheets_sync.local_sheets.sheets.batch import Batch, Reply, kind
from sheets_sync.local_sheets.sheets.kinds.numbered import Numbered
from sheets_sync.local_sheets.sheets.resources import may_edit, protected_range
from sheets_sync.local_sheets.wire.exceptions import NotModelled, invalid, protected
from sheets_sync.local_sheets.wire.masks import update_mask, updated

_PROTECTED = Numbered("protected", "protectedRangeId", "protected range")


@kind("addProtectedRange")
def add_protected_range(batch: Batch, body: dict[str, Any]) -> Reply:
    asked = dict(body.get("protectedRange", {}))
    if "tableId" in asked:
        raise NotModelled("protection of a table")
    where = _range_of(batch, asked)
    sheet = batch.sheet(where.get("sheetId", 0))
    _check_holes(asked)
    number = _PROTECTED.fresh(batch, asked)
    asked.pop("requestingUserCanEdit", None)
    item = {"protectedRangeId": number, **asked, "owner": batch.user}
    if "namedRangeId" not in item:
        item["range"] = where
    item["editors"] = _editors(asked)
    sheet.protected.append({**item, "range": where})
    return {"protectedRange": protected_range({**item, "range": where}, batch.user, fresh=True)}


def _range_of(batch: Batch, asked: dict[str, Any]) -> dict[str, Any]:
    if "namedRangeId" in asked:
        for item in batch.book.named_ranges:
            if item["namedRangeId"] == asked["namedRangeId"]:
                found: dict[str, Any] = item["range"]
                return found
        raise invalid(f"No named range with id: {asked['namedRangeId']}")  # wording approximate
    if "range" not in asked:
        raise invalid("The protected range must have a range.")  # wording approximate
    batch.area(asked["range"])
    where: dict[str, Any] = asked["range"]
    return where


def _check_holes(asked: dict[str, Any]) -> None:
    """Unprotected ranges belong to the protection of a whole tab (D)."""
    if asked.get("unprotectedRanges") and set(asked.get("range", {})) - {"sheetId"}:
        raise invalid("Unprotected ranges can only be set on a protected sheet.")  # wording approximate


def _editors(asked: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in asked.get("editors", {}).items() if value}


def _find(batch: Batch, number: int) -> tuple[Sheet, int]:
    sheet, place = _PROTECTED.find(batch, number)
    if batch.user != batch.owner and not may_edit(sheet.protected[place], batch.user):
        raise protected()
    return sheet, place


@kind("updateProtectedRange")
def update_protected_range(batch: Batch, body: dict[str, Any]) -> None:
    mask = update_mask(body.get("fields", ""), "ProtectedRange")
    asked = body.get("protectedRange", {})
    sheet, place = _find(batch, asked.get("protectedRangeId", 0))
    old = sheet.protected[place]
    settable = ("range", "namedRangeId", "description", "warningOnly", "editors", "unprotectedRanges")
    new = updated(old, asked, mask or {name: {} for name in settable})
    new["protectedRangeId"], new["owner"] = old["protectedRangeId"], old["owner"]
    new["editors"] = _editors(new)
    new.pop("requestingUserCanEdit", None)
    new.setdefault("range", old["range"])
    _check_holes(new)
    del sheet.protected[place]
    batch.sheet(new["range"].get("sheetId", 0)).protected.insert(place, new)


@kind("deleteProtectedRange")
def delete_protected_range(batch: Batch, body: dict[str, Any]) -> None:
    sheet, place = _find(batch, body.get("protectedRangeId", 0))
    del sheet.protected[place]
