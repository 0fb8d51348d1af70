"""What all calls of the Drive API share: field masks without a schema, files that are missing."""

from __future__ import annotations

import re
from typing import Any

from sheets_sync.local_sheets.files.file import File
from sheets_sync.local_sheets.files.workspace import Workspace
from sheets_sync.local_sheets.wire.calls import Answer, Call, json_answer
from sheets_sync.local_sheets.wire.exceptions import DriveError


def missing(file_id: str) -> DriveError:
    return DriveError(404, f"File not found: {file_id}.", "notFound", location="fileId", locationType="parameter")


def file_of(space: Workspace, file_id: str) -> File:
    try:
        return space.files[file_id]
    except KeyError:
        raise missing(file_id) from None


def masked(call: Call, value: dict[str, Any], default: tuple[str, ...]) -> Answer:
    fields = call.one("fields")
    if not fields:
        return json_answer({name: value[name] for name in default if name in value})
    return json_answer(_prune(value, parse_fields(fields)))


def parse_fields(text: str) -> dict[str, Any]:
    """A Drive field mask, without a schema: `kind,files(id,name),owners/emailAddress`."""
    tokens = re.findall(r"[\w*]+|[(),/.]", text)

    def level() -> dict[str, Any]:
        found: dict[str, Any] = {}
        while tokens and tokens[0] != ")":
            name = tokens.pop(0)
            if name == ",":
                continue
            here = found.setdefault(name, {})
            while len(tokens) > 1 and tokens[0] in "/.":
                tokens.pop(0)
                here = here.setdefault(tokens.pop(0), {})
            if tokens and tokens[0] == "(":
                tokens.pop(0)
                here.update(level())
                if tokens:
                    tokens.pop(0)
        return found

    return level()


def _prune(value: Any, mask: dict[str, Any]) -> Any:
    if not mask or "*" in mask:
        return value
    if isinstance(value, list):
        return [_prune(item, mask) for item in value]
    if isinstance(value, dict):
        return {name: _prune(value[name], below) for name, below in mask.items() if name in value}
    return value
