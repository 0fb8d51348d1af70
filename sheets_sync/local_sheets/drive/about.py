"""`about`: who asks, and which formats are taken and given."""

from __future__ import annotations

from typing import Any

from sheets_sync.local_sheets.drive.answers import masked
from sheets_sync.local_sheets.drive.exporting import CSV, TSV, XLSX
from sheets_sync.local_sheets.drive.resources import EXPORTED, person
from sheets_sync.local_sheets.drive.sharing import permission_id
from sheets_sync.local_sheets.files.file import SPREADSHEET
from sheets_sync.local_sheets.files.workspace import Workspace
from sheets_sync.local_sheets.wire.calls import Answer, Call
from sheets_sync.local_sheets.wire.exceptions import DriveError
from sheets_sync.local_sheets.wire.http import MAX_BODY


def about_get(space: Workspace, call: Call) -> Answer:
    if not call.one("fields"):
        raise DriveError(
            400, "The 'fields' parameter is required for this method.", "required",
            location="fields", locationType="parameter",
        )  # fmt: skip
    used = str(sum(len(file.content) * 3 // 4 for file in list(space.files.values())))
    value: dict[str, Any] = {
        "kind": "drive#about",
        "user": person(call.user, call.user) | {"permissionId": permission_id(call.user)},
        "storageQuota": {"usage": used, "usageInDrive": used, "usageInDriveTrash": "0"},
        "importFormats": {kind: [SPREADSHEET] for kind in (CSV, TSV, XLSX)},
        "exportFormats": {SPREADSHEET: list(EXPORTED)},
        "maxUploadSize": str(MAX_BODY),
        "appInstalled": True,
        "canCreateDrives": False,
    }
    return masked(call, "About", value, ())
