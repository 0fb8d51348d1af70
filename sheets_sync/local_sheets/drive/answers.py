"""What all calls of the Drive API share: answers under a field mask, bodies, files that are missing."""

from __future__ import annotations

from typing import Any

from sheets_sync.local_sheets.files.file import File
from sheets_sync.local_sheets.files.workspace import Workspace
from sheets_sync.local_sheets.wire.calls import Answer, Call, json_answer
from sheets_sync.local_sheets.wire.exceptions import DriveError
from sheets_sync.local_sheets.wire.masks import drive_mask, prune
from sheets_sync.local_sheets.wire.schema import read_known

EMPTY = Answer(204, b"", "text/html")


def missing(file_id: str) -> DriveError:
    return DriveError(404, f"File not found: {file_id}.", "notFound", location="fileId", locationType="parameter")


def file_of(space: Workspace, file_id: str) -> File:
    try:
        return space.files[file_id]
    except KeyError:
        raise missing(file_id) from None


def asked_of(call: Call, message: str) -> dict[str, Any]:
    """The body of a request, the fields that Drive knows."""
    return read_known(message, call.json())


def masked(call: Call, message: str, value: dict[str, Any], default: tuple[str, ...]) -> Answer:
    """An answer of type `message` under the request's `fields`; without them, the fields of `default`."""
    fields = call.one("fields")
    if not fields:
        return json_answer({name: value[name] for name in default if name in value})
    return json_answer(prune(value, drive_mask(fields, message)))


def page_size(call: Call, default: int, most: int) -> int:
    """`pageSize`, within its bounds (4.1)."""
    text = call.one("pageSize")
    if not text:
        return default
    if text.isdecimal() and len(text) < 10 and 1 <= int(text) <= most:
        return int(text)
    raise DriveError(
        400, f"Invalid value '{text[:50]}'. Values must be within the range: [1, {most}]", "invalidParameter",
        location="pageSize", locationType="parameter",
    )  # fmt: skip


def paged(call: Call, items: list[Any], size: int) -> tuple[list[Any], str]:
    """One page of a list, and the token of the next; the token stands for a place in this very list."""
    start = _place(call)
    page = items[start : start + size]
    return page, f"~!!~{start + size}" if start + size < len(items) else ""


def _place(call: Call) -> int:
    token = call.one("pageToken")
    if not token:
        return 0
    number = token.removeprefix("~!!~")
    if number == token or not number.isdecimal() or len(number) > 9:
        raise DriveError(400, "Invalid Value", "invalid", location="pageToken", locationType="parameter")
    return int(number)
