"""Revisions of a file, and changes of all files, as Drive tells them."""

from __future__ import annotations

from typing import Any

from sheets_sync.local_sheets.drive.answers import file_of, masked, page_size, paged
from sheets_sync.local_sheets.drive.resources import export_links, person, resource
from sheets_sync.local_sheets.files.file import File
from sheets_sync.local_sheets.files.history import Revision
from sheets_sync.local_sheets.files.workspace import Workspace
from sheets_sync.local_sheets.wire.calls import Answer, Call, json_answer
from sheets_sync.local_sheets.wire.exceptions import DriveError, NotModelled

_DEFAULT = ("kind", "id", "mimeType", "modifiedTime")


def revisions_list(space: Workspace, call: Call, file_id: str) -> Answer:
    """Oldest first; each acknowledged change is one, unless the server merges them."""
    file = file_of(space, file_id)
    size = page_size(call, 200, 1000)
    items = [_told(call, file, one) for one in _revisions(space, file)]
    items, following = paged(call, items, size)
    value: dict[str, Any] = {"kind": "drive#revisionList", "revisions": items}
    if following:
        value["nextPageToken"] = following
    if call.one("fields"):
        return masked(call, "RevisionList", value, ())
    return json_answer(value | {"revisions": [{name: item[name] for name in _DEFAULT} for item in items]})


def revisions_get(space: Workspace, call: Call, file_id: str, revision_id: str) -> Answer:
    file = file_of(space, file_id)
    for one in _revisions(space, file):
        if str(one.number) == revision_id:
            if call.one("alt") == "media":
                text = "Only files with binary content can be downloaded. Use Export with Docs Editors files."
                raise DriveError(403, text, "fileNotDownloadable", location="alt", locationType="parameter")
            return masked(call, "Revision", _told(call, file, one), _DEFAULT)
    raise missing_revision(revision_id)


def _revisions(space: Workspace, file: File) -> list[Revision]:
    if file.id not in space.books:
        raise NotModelled("revisions of files that are no spreadsheets")
    return space.revisions(file.id)


def missing_revision(revision_id: str) -> DriveError:
    return DriveError(
        404, f"Revision not found: {revision_id}.", "notFound", location="revisionId", locationType="parameter"
    )


def _told(call: Call, file: File, one: Revision) -> dict[str, Any]:
    return {
        "kind": "drive#revision",
        "id": str(one.number),
        "mimeType": file.mime_type,
        "modifiedTime": one.modified,
        "keepForever": False,
        "published": False,
        "lastModifyingUser": person(one.user, call.user),
        "exportLinks": export_links(f"{_base(call)}/spreadsheets/export?id={file.id}&revision={one.number}"),
    }


def _base(call: Call) -> str:
    """Links lead to this server, unless it was asked under one of Google's own names."""
    host = call.headers.get("host", "localhost")
    return "https://docs.google.com" if host.endswith((".googleapis.com", ".google.com")) else f"http://{host}"


# -- changes ----------------------------------------------------------------------------------------------------------


def start_page_token(space: Workspace, call: Call) -> Answer:
    value = {"kind": "drive#startPageToken", "startPageToken": str(space.changes + 1)}
    return masked(call, "StartPageToken", value, tuple(value))


def changes_list(space: Workspace, call: Call) -> Answer:
    """Every file that changed since a token, once, at the place of its last change."""
    token = call.one("pageToken")
    if not token:
        text = "Required parameter: pageToken"
        raise DriveError(400, text, "required", location="pageToken", locationType="parameter")
    if not token.isdecimal() or len(token) > 15:
        raise DriveError(400, "Invalid Value", "invalid", location="pageToken", locationType="parameter")
    size = page_size(call, 100, 1000)
    found: list[tuple[int, str, str, File | None]]
    with space.lock:
        found = [(file.change, file.id, file.modified, file) for file in space.files.values()]
        found += [(place, file_id, time, None) for place, file_id, time in space.removed]
        new = space.changes + 1
    wanted = sorted(
        (item for item in found if item[0] >= int(token) and _shows(space, call, item[3])), key=lambda i: i[0]
    )
    value: dict[str, Any] = {"kind": "drive#changeList", "changes": [_change(space, call, *it) for it in wanted[:size]]}
    if len(wanted) > size:
        value["nextPageToken"] = str(wanted[size][0])
    else:
        value["newStartPageToken"] = str(new)
    return masked(call, "ChangeList", value, tuple(value)) if call.one("fields") else json_answer(value)


def _shows(space: Workspace, call: Call, file: File | None) -> bool:
    return file is None or space.shows(file.id, call.user)


def _change(space: Workspace, call: Call, place: int, file_id: str, time: str, file: File | None) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": "drive#change",
        "changeType": "file",
        "type": "file",
        "time": time,
        "fileId": file_id,
        "removed": file is None,
    }
    if file is None:
        return found
    told = resource(space, file, call.user)
    return found | {"file": told if call.one("fields") else {n: told[n] for n in ("kind", "id", "name", "mimeType")}}
