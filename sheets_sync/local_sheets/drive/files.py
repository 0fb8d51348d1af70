"""The calls of the Drive API on files: make, tell, change, copy, delete, export."""

from __future__ import annotations

import base64
import dataclasses
from typing import Any

from sheets_sync.local_sheets.drive.answers import EMPTY, asked_of, file_of, masked, missing
from sheets_sync.local_sheets.drive.resources import DEFAULT_FIELDS, resource, root
from sheets_sync.local_sheets.files.file import FOLDER, ROOT, SPREADSHEET, File
from sheets_sync.local_sheets.files.workspace import Workspace, new_file_id, new_spreadsheet
from sheets_sync.local_sheets.grid.models import Spreadsheet
from sheets_sync.local_sheets.sheets.kinds.sheets import copied
from sheets_sync.local_sheets.wire.calls import Answer, Call, json_answer
from sheets_sync.local_sheets.wire.exceptions import DriveError, NotModelled

_GOOGLES_OWN = "application/vnd.google-apps."
_CHANGEABLE = {
    "name", "description", "trashed", "starred", "properties", "appProperties",
    "id", "kind", "mimeType", "writersCanShare", "copyRequiresWriterPermission",
}  # fmt: skip


def told(space: Workspace, call: Call, file: File) -> Answer:
    return masked(call, "File", resource(space, file, call.user), DEFAULT_FIELDS)


def files_create(space: Workspace, call: Call) -> Answer:
    """A spreadsheet or a folder; files with contents come through uploads."""
    asked = asked_of(call, "File")
    kind = asked.get("mimeType", "application/octet-stream")
    if kind.startswith(_GOOGLES_OWN) and kind not in (SPREADSHEET, FOLDER):
        raise NotModelled(f"Drive files of type {kind}")
    known = known_of(space, call, asked)
    if kind == SPREADSHEET:
        return told(space, call, space.add(new_spreadsheet(asked.get("name") or "Untitled"), **known))
    return told(space, call, space.add_file(mime_type=kind, name=asked.get("name") or "Untitled", **known))


def known_of(space: Workspace, call: Call, asked: dict[str, Any]) -> dict[str, Any]:
    """What a body says of a file that is to be made."""
    return {
        "owner": call.user,
        "parents": folders_of(space, asked.get("parents", [])),
        "description": asked.get("description", ""),
        "starred": asked.get("starred", False),
        "properties": asked.get("properties", {}),
        "app_properties": asked.get("appProperties", {}),
    }


def folders_of(space: Workspace, asked: list[str]) -> tuple[str, ...]:
    """Folders that a file is to lie in. One that does not exist is refused; "root" is My Drive."""
    found = tuple(ROOT if one == "root" else one for one in asked)
    for one in found:
        if one != ROOT and (one not in space.files or space.files[one].mime_type != FOLDER):
            raise missing(one)
    return found


def files_get(space: Workspace, call: Call, file_id: str) -> Answer:
    if file_id in ("root", ROOT):
        return masked(call, "File", resource(space, root(), call.user), DEFAULT_FIELDS)
    file = file_of(space, file_id)
    if call.one("alt") == "media":
        return _contents(file)
    return told(space, call, file)


def _contents(file: File) -> Answer:
    if file.mime_type.startswith(_GOOGLES_OWN):
        text = "Only files with binary content can be downloaded. Use Export with Docs Editors files."
        raise DriveError(403, text, "fileNotDownloadable", location="alt", locationType="parameter")
    return Answer(200, base64.b64decode(file.content), file.mime_type)


def files_delete(space: Workspace, call: Call, file_id: str) -> Answer:
    """Takes a file away for good; a folder with everything that lies in it (D)."""
    file_of(space, file_id)
    for inner in [file.id for file in list(space.files.values()) if file_id in file.parents]:
        if inner in space.files:
            files_delete(space, call, inner)
    if file_id in space.files:
        space.remove(file_id)
    return EMPTY


def files_update(space: Workspace, call: Call, file_id: str) -> Answer:
    """Rename, describe, mark, move between folders, put into the bin."""
    file_of(space, file_id)
    asked = asked_of(call, "File")
    unknown = set(asked) - _CHANGEABLE
    if "parents" in unknown:
        text = "The parents field is not directly writable in update requests. Use the addParents and removeParents "
        raise DriveError(403, text + "parameters instead.", "fieldNotWritable")
    if unknown:
        raise NotModelled(f"Drive files.update of {', '.join(sorted(unknown))}")
    added = folders_of(space, [one for one in call.one("addParents").split(",") if one])
    removed = [ROOT if one == "root" else one for one in call.one("removeParents").split(",")]
    if added and file_id in _upwards(space, added):
        raise DriveError(403, "A folder can't be moved into itself.", "cannotAddParent")  # wording approximate
    rename(space, file_id, asked, call.user)

    def work(file: File) -> File:
        parents = tuple(one for one in file.folders if one not in removed and one not in added) + added
        return dataclasses.replace(
            file,
            parents=() if parents == (ROOT,) else parents,
            description=asked.get("description", file.description),
            trashed=asked.get("trashed", file.trashed),
            starred=asked.get("starred", file.starred),
            properties=_merged(file.properties, asked.get("properties")),
            app_properties=_merged(file.app_properties, asked.get("appProperties")),
        )

    return told(space, call, space.change_file(file_id, work))


def rename(space: Workspace, file_id: str, asked: dict[str, Any], user: str) -> None:
    if "name" not in asked:
        return
    if file_id in space.books:
        space.change(file_id, lambda draft: setattr(draft, "title", asked["name"]), user)
    else:
        space.change_file(file_id, lambda file: dataclasses.replace(file, name=asked["name"]), touch=True)


def _upwards(space: Workspace, folders: tuple[str, ...]) -> set[str]:
    """Folders and the folders that they lie in, up to the top."""
    found: set[str] = set()
    waiting = list(folders)
    while waiting:
        one = waiting.pop()
        if one not in found and one in space.files:
            found.add(one)
            waiting += space.files[one].parents
    return found


def _merged(old: dict[str, str], new: dict[str, Any] | None) -> dict[str, str]:
    """Properties are added and replaced one by one; null takes one away (D)."""
    merged = {**old, **(new or {})}
    return {name: value for name, value in merged.items() if value is not None}


def files_copy(space: Workspace, call: Call, file_id: str) -> Answer:
    """A copy with all tabs; people's access is not copied (K)."""
    source = file_of(space, file_id)
    asked = asked_of(call, "File")
    if source.mime_type == FOLDER:
        raise DriveError(403, "This file cannot be copied by the user.", "cannotCopyFile")
    known = known_of(space, call, asked)
    known["parents"] = known["parents"] or source.parents
    known["description"] = asked.get("description", source.description)
    if file_id not in space.books:
        name = asked.get("name") or f"Copy of {source.name}"
        copy = space.add_file(mime_type=source.mime_type, name=name, content=source.content, **known)
        return told(space, call, copy)
    old = space.books[file_id]
    book = Spreadsheet(new_file_id(), asked.get("name") or f"Copy of {old.title}", old.locale, old.timezone)
    book.more, book.named_ranges = old.more, list(old.named_ranges)
    book.sheets = [copied(old.draft(), sheet, sheet.id, sheet.title) for sheet in old.sheets]
    return told(space, call, space.add(book, **known))


def files_export(space: Workspace, call: Call, file_id: str) -> Answer:
    from sheets_sync.local_sheets.drive.exporting import export

    if file_of(space, file_id).mime_type != SPREADSHEET:
        raise DriveError(403, "Export only supports Docs Editors files.", "fileNotExportable")
    if not call.one("mimeType"):
        raise DriveError(400, "Required parameter: mimeType", "required", location="mimeType", locationType="parameter")
    return export(space.current(file_id), call.one("mimeType"))


def generate_ids(space: Workspace, call: Call) -> Answer:
    count = int(call.one("count")) if call.one("count").isdecimal() else 10
    ids = [new_file_id() for _ in range(min(max(count, 1), 1000))]
    value = {"kind": "drive#generatedIds", "space": "drive", "ids": ids}
    return masked(call, "GeneratedIds", value, tuple(value))


def empty_trash(space: Workspace, call: Call) -> Answer:
    for file in [file for file in list(space.files.values()) if file.trashed and file.owner == call.user]:
        if file.id in space.files:
            files_delete(space, call, file.id)
    return EMPTY


def drives_list(space: Workspace, call: Call) -> Answer:
    """There are no shared drives here."""
    return json_answer({"kind": "drive#driveList", "drives": []})
