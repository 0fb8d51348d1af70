"""Named ranges."""

from __future__ import annotations

import re
from typing import Any

from sheets_sync.local_sheets.sheets.batch import Batch, Reply, kind
from sheets_sync.local_sheets.wire.exceptions import invalid
from sheets_sync.local_sheets.wire.masks import update_mask, updated

_NAME = re.compile(r"[^\W\d]\w{0,249}")
_CELL_LIKE = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d+[Cc]\d+|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]")


def _check_name(batch: Batch, name: str, own: str | None) -> None:
    """No space, not like a cell (M)."""
    if not _NAME.fullmatch(name) or _CELL_LIKE.fullmatch(name):
        raise invalid("The name given to this range is invalid")
    for item in batch.book.named_ranges:
        if item["name"].lower() == name.lower() and item["namedRangeId"] != own:
            raise invalid(f'A named range with the name "{name}" already exists.')  # wording approximate


@kind("addNamedRange")
def add_named_range(batch: Batch, body: dict[str, Any]) -> Reply:
    asked = body.get("namedRange", {})
    _check_name(batch, asked.get("name", ""), None)
    batch.area(asked.get("range", {}))
    taken = {item["namedRangeId"] for item in batch.book.named_ranges}
    number = asked.get("namedRangeId") or str(batch.book.new_id([]))
    if number in taken:
        raise invalid(f"A named range with id {number} already exists.")  # wording approximate
    item = {"namedRangeId": number, "name": asked["name"], "range": asked.get("range", {})}
    batch.book.named_ranges.append(item)
    return {"namedRange": item}


def _find(batch: Batch, number: str) -> int:
    for place, item in enumerate(batch.book.named_ranges):
        if item["namedRangeId"] == number:
            return place
    raise invalid(f"No named range with id: {number}")  # wording approximate


@kind("updateNamedRange")
def update_named_range(batch: Batch, body: dict[str, Any]) -> None:
    mask = update_mask(body.get("fields", ""), "NamedRange")
    asked = body.get("namedRange", {})
    place = _find(batch, asked.get("namedRangeId", ""))
    new = updated(batch.book.named_ranges[place], asked, mask)
    new["namedRangeId"] = asked["namedRangeId"]
    _check_name(batch, new.get("name", ""), new["namedRangeId"])
    batch.area(new.get("range", {}))
    batch.book.named_ranges[place] = new


@kind("deleteNamedRange")
def delete_named_range(batch: Batch, body: dict[str, Any]) -> None:
    del batch.book.named_ranges[_find(batch, body.get("namedRangeId", ""))]
