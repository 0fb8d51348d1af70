"""The calls of the Drive API on permissions: who may see and change a file."""

from __future__ import annotations

import dataclasses
import zlib
from typing import Any

from sheets_sync.local_sheets.drive.answers import EMPTY, asked_of, file_of, masked, page_size, paged
from sheets_sync.local_sheets.files.file import File
from sheets_sync.local_sheets.files.workspace import Workspace
from sheets_sync.local_sheets.wire.calls import Answer, Call, json_answer
from sheets_sync.local_sheets.wire.exceptions import DriveError, NotModelled

_ROLES = ("owner", "organizer", "fileOrganizer", "writer", "commenter", "reader")
_PERMISSION_FIELDS = ("kind", "id", "type", "role")


def _permission(item: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "drive#permission", **item}


def all_permissions(file: File) -> list[dict[str, Any]]:
    """Newest first, the owner's at the end. The order is not sourced."""
    owner = _person_permission(file.owner, "owner")
    return [_permission(item) for item in (*reversed(file.permissions), owner)]


def permission_id(email: str) -> str:
    """The same person has the same id everywhere."""
    known = email.lower().encode()
    return f"{zlib.crc32(known):010d}{zlib.adler32(known):010d}"


def _person_permission(email: str, role: str, kind: str = "user") -> dict[str, Any]:
    found = {
        "id": permission_id(email),
        "type": kind,
        "emailAddress": email,
        "role": role,
        "displayName": email.partition("@")[0],
    }
    return found | {"deleted": False, **({"pendingOwner": False} if kind == "user" else {})}


def _new_permission(asked: dict[str, Any]) -> dict[str, Any]:
    """The same person has the same id in every file."""
    role = asked["role"]
    if asked["type"] in ("user", "group"):
        return _person_permission(asked["emailAddress"], role, asked["type"])
    discovery = {"allowFileDiscovery": bool(asked.get("allowFileDiscovery"))}
    if asked["type"] == "anyone":
        return {"id": "anyoneWithLink", "type": "anyone", "role": role, **discovery}
    domain = asked.get("domain", "")
    number = f"{zlib.crc32(domain.encode()):010d}k"
    return {"id": number, "type": "domain", "domain": domain, "displayName": domain, "role": role, **discovery}


def permissions_create(space: Workspace, call: Call, file_id: str) -> Answer:
    file = file_of(space, file_id)
    asked = asked_of(call, "Permission")
    if asked.get("role") not in _ROLES or asked.get("type") not in ("user", "group", "domain", "anyone"):
        raise DriveError(400, "The permission type and role fields are required.", "badRequest")  # wording approximate
    if asked["type"] in ("user", "group") and not asked.get("emailAddress"):
        raise DriveError(400, "The emailAddress field is required.", "invalid")  # wording approximate
    item = _new_permission(asked)
    owner = file.owner
    if asked["role"] == "owner" and asked.get("emailAddress") != owner:
        if not call.flag("transferOwnership"):
            text = "The transferOwnership parameter must be enabled when the permission role is 'owner'."
            raise DriveError(403, text, "forbidden", location="transferOwnership", locationType="parameter")
        owner = asked["emailAddress"]

    def work(file: File) -> File:
        rest = [one for one in file.permissions if one["id"] != item["id"]]
        if owner != file.owner:
            rest.append(_person_permission(file.owner, "writer"))
        return dataclasses.replace(
            file, permissions=(*rest, *([item] if owner != item.get("emailAddress") else [])), owner=owner
        )

    space.change_file(file_id, work)
    return masked(call, "Permission", _permission(item), _PERMISSION_FIELDS)


def permissions_list(space: Workspace, call: Call, file_id: str) -> Answer:
    file = file_of(space, file_id)
    items = all_permissions(file)
    items, following = paged(call, items, page_size(call, 100, 100))
    value: dict[str, Any] = {"kind": "drive#permissionList", "permissions": items}
    if following:
        value["nextPageToken"] = following
    if call.one("fields"):
        return masked(call, "PermissionList", value, ())
    short = [{name: item[name] for name in _PERMISSION_FIELDS} for item in items]
    return json_answer(value | {"permissions": short})


def _one_permission(space: Workspace, file_id: str, permission_id: str) -> dict[str, Any]:
    for item in all_permissions(file_of(space, file_id)):
        if item["id"] == permission_id:
            return item
    raise DriveError(
        404, f"Permission not found: {permission_id}.", "notFound",
        location="permissionId", locationType="parameter",
    )  # fmt: skip


def permissions_get(space: Workspace, call: Call, file_id: str, permission_id: str) -> Answer:
    item = _one_permission(space, file_id, permission_id)
    return masked(call, "Permission", _permission(item), _PERMISSION_FIELDS)


def permissions_update(space: Workspace, call: Call, file_id: str, permission_id: str) -> Answer:
    old = _one_permission(space, file_id, permission_id)
    asked = asked_of(call, "Permission")
    if asked.get("role", old["role"]) not in _ROLES:
        raise DriveError(400, "The specified role is invalid.", "invalid")  # wording approximate
    item = {**old, "role": asked.get("role", old["role"])}
    if item["role"] == "owner" and old["role"] != "owner":
        raise NotModelled("Drive permissions.update to another owner")
    if asked.get("pendingOwner"):
        item["pendingOwner"] = True

    def work(file: File) -> File:
        items = tuple(item if one["id"] == permission_id else one for one in file.permissions)
        return dataclasses.replace(file, permissions=items)

    space.change_file(file_id, work)
    return masked(call, "Permission", _permission(item), _PERMISSION_FIELDS)


def permissions_delete(space: Workspace, call: Call, file_id: str, permission_id: str) -> Answer:
    if _one_permission(space, file_id, permission_id)["role"] == "owner":
        raise DriveError(403, "The owner of a file cannot be removed.", "forbidden")  # (L)

    def work(file: File) -> File:
        rest = tuple(one for one in file.permissions if one["id"] != permission_id)
        return dataclasses.replace(file, permissions=rest)

    space.change_file(file_id, work)
    return EMPTY
