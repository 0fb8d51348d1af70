"""A file as Drive tells it."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from sheets_sync.local_sheets.drive.exporting import CONVERTED, CSV, TSV, XLSX, ZIP
from sheets_sync.local_sheets.drive.sharing import all_permissions
from sheets_sync.local_sheets.files.access import may_write
from sheets_sync.local_sheets.files.file import FOLDER, OWNER, ROOT, SPREADSHEET, File
from sheets_sync.local_sheets.files.workspace import Workspace

DEFAULT_FIELDS = ("kind", "id", "name", "mimeType")
EXPORTED = (XLSX, *CONVERTED, CSV, TSV, ZIP)
_CREATED = "2020-01-01T00:00:00.000Z"


def root() -> File:
    """ "My Drive": the folder in which everything lies that lies in no other."""
    return File(ROOT, _CREATED, _CREATED, mime_type=FOLDER, name="My Drive", parents=(ROOT,))


def name_of(space: Workspace, file: File) -> str:
    book = space.books.get(file.id)
    return book.title if book is not None else file.name


def person(email: str, user: str) -> dict[str, Any]:
    name = email.partition("@")[0]
    return {"kind": "drive#user", "displayName": name, "me": email == user, "emailAddress": email}


def link(file: File) -> str:
    if file.mime_type == SPREADSHEET:
        return f"https://docs.google.com/spreadsheets/d/{file.id}/edit?usp=drivesdk"
    if file.mime_type == FOLDER:
        return f"https://drive.google.com/drive/folders/{file.id}"
    return f"https://drive.google.com/file/d/{file.id}/view?usp=drivesdk"


def resource(space: Workspace, file: File, user: str = "") -> dict[str, Any]:
    """Every field of a File that is modelled, as `user` sees it."""
    permissions = all_permissions(file)
    found: dict[str, Any] = {
        "kind": "drive#file",
        "id": file.id,
        "name": name_of(space, file),
        "mimeType": file.mime_type,
        "starred": file.starred,
        "trashed": file.trashed,
        "explicitlyTrashed": file.trashed,
        "version": str(file.version),
        "webViewLink": link(file),
        "createdTime": file.created,
        "modifiedTime": file.modified,
        "modifiedByMeTime": file.modified,
        "modifiedByMe": True,
        "viewedByMe": True,
        "viewedByMeTime": file.modified,
        "spaces": ["drive"],
        "owners": [person(file.owner, user)],
        "lastModifyingUser": person(file.modified_by or file.owner, user),
        "ownedByMe": file.owner == (user or OWNER),
        "shared": bool(file.permissions),
        "permissions": permissions,
        "permissionIds": [item["id"] for item in permissions],
        "writersCanShare": True,
        "capabilities": {"canEdit": not space.enforce_permissions or may_write(file, user or OWNER)},
        "quotaBytesUsed": str(len(file.content) * 3 // 4),
    }
    optional = {
        "description": file.description,
        "properties": file.properties,
        "appProperties": file.app_properties,
        "sharedWithMe": bool(user) and file.owner != user,  # searched for, never told
    }
    found |= {name: value for name, value in optional.items() if value}
    if file.id != ROOT:
        found["parents"] = list(file.folders)
    if file.mime_type == SPREADSHEET:
        found["exportLinks"] = export_links(f"https://docs.google.com/spreadsheets/export?id={file.id}")
    elif file.mime_type != FOLDER:
        found |= _of_bytes(file)
    return found


def export_links(address: str) -> dict[str, str]:
    """Where a spreadsheet is to be had in other formats, by their MIME types."""
    short = {XLSX: "xlsx", CSV: "csv", TSV: "tsv", ZIP: "zip", **CONVERTED}
    return {kind: f"{address}&exportFormat={short[kind]}" for kind in EXPORTED}


def _of_bytes(file: File) -> dict[str, Any]:
    content = base64.b64decode(file.content)
    return {
        "size": str(len(content)),
        "md5Checksum": hashlib.md5(content, usedforsecurity=False).hexdigest(),
        "headRevisionId": f"r{file.version}",
        "originalFilename": file.name,
        "fileExtension": file.name.rpartition(".")[2] if "." in file.name else "",
        "webContentLink": f"https://drive.google.com/uc?id={file.id}&export=download",
    }
