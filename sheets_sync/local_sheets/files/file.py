"""What Drive knows of a file."""

from __future__ import annotations

import dataclasses
from typing import Any

OWNER = "owner@local-sheets.invalid"
ROOT = "0ALocalSheetsRootUk9PVA"  # the folder "My Drive", which no request can make, move or delete

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
FOLDER = "application/vnd.google-apps.folder"


@dataclasses.dataclass(frozen=True, slots=True)
class File:
    """What Drive knows of a file. The name of a spreadsheet is its title, kept with its cells.

    `content`: the bytes of a file that is neither a spreadsheet nor a folder, as base64.
    `change`: the place of the file's last change among the changes of all files.
    """

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
    starred: bool = False
    mime_type: str = SPREADSHEET
    name: str = ""
    content: str = ""
    properties: dict[str, str] = dataclasses.field(default_factory=dict)
    app_properties: dict[str, str] = dataclasses.field(default_factory=dict)
    change: int = 0
    modified_by: str = ""

    @property
    def folders(self) -> tuple[str, ...]:
        """Where the file lies; a file without a folder lies in "My Drive"."""
        return self.parents or (ROOT,)
