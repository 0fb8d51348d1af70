"""`about`: who asks, and which formats are taken and given."""

from __future__ import annotations

from typing import Any

from sheets_sync.local_sheets.drive.answers import masked
from sheets_sync.local_sheets.drive.exporting import CSV, TSV, XLSX
from sheets_sync.local_sheets.drive.resources import EXPORTED, person
from sheets_sync.local_sheets.drive.sharing import permission_id
from sheets_sync.local_sheets.files.file import SPREADSHEET
from sheets_sync.local_sheets.files.workspace import Workspace
from sheets_sync.local_sheets.wire.calls import Answer, Call, json_answer
from sheets_sync.local_sheets.wire.exceptions import DriveError, NotModelled
from sheets_sync.local_sheets.wire.http import MAX_BODY
from sheets_sync.local_sheets.wire.validation import document


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


def discovery(space: Workspace, call: Call, api: str = "", version: str = "") -> Answer:
    """Google's description of an API, with this server's address in it; it comes with google-api-python-client."""
    name = f"{api or 'sheets'}.{version or call.one('version', 'v4')}.json"
    if name not in ("sheets.v4.json", "drive.v3.json"):
        raise NotModelled(f"the discovery document {name[:40]}")
    try:
        found = dict(document(name))
    except ImportError:
        raise NotModelled(f"the discovery document {name} without the package google-api-python-client") from None
    host = call.headers.get("host", "")
    if host and not host.endswith("googleapis.com"):
        found["rootUrl"] = f"http://{host}/"
        found["baseUrl"] = found["rootUrl"] + found.get("servicePath", "")
    return json_answer(found)
