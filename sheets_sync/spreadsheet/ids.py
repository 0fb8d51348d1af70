"""Ids of our own for what is added to a spreadsheet, so that a repeated request is refused and not doubled."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

from sheets_sync.spreadsheet.requests import Request

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


def mark_id(request: Request) -> int:
    """The id that `identified` gives to what a request adds, where nothing else has it."""
    return sheet_id_for(json.dumps(next(iter(request.values())), sort_keys=True), ())
