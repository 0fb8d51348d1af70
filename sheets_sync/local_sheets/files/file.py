"""What Drive knows of a file."""

from __future__ import annotations

import dataclasses
from typing import Any

OWNER = "owner@local-sheets.invalid"


@dataclasses.dataclass(frozen=True, slots=True)
class File:
    """What Drive knows of a file. The name is the spreadsheet's title."""

    id: str
    created: str
    modified: str
    version: int = 1
    owner: str = OWNER
    description: str = ""
    parents: tuple[str, ...] = ()
    permissions: tuple[dict[str, Any], ...] = ()
    comments: tuple[dict[str, Any], ...] = ()
    trashed: bool = False
