"""The calls of the Drive API on comments, as far as gspread uses them when it copies a file."""

from __future__ import annotations

import dataclasses
from typing import Any

from sheets_sync.local_sheets.drive.answers import asked_of, file_of, masked
from sheets_sync.local_sheets.files.file import File
from sheets_sync.local_sheets.files.workspace import Workspace
from sheets_sync.local_sheets.wire.calls import Answer, Call
from sheets_sync.local_sheets.wire.exceptions import DriveError


def comments_list(space: Workspace, call: Call, file_id: str) -> Answer:
    """Comments as gspread reads them; they are made through the control plane."""
    file = file_of(space, file_id)
    if not call.one("fields"):
        raise DriveError(
            400, "The 'fields' parameter is required for this method.", "badRequest",
            location="fields", locationType="parameter",
        )  # fmt: skip
    return masked(call, "CommentList", {"kind": "drive#commentList", "comments": list(file.comments)}, ())


def comments_create(space: Workspace, call: Call, file_id: str) -> Answer:
    file_of(space, file_id)
    return masked(call, "Comment", add_comment(space, file_id, asked_of(call, "Comment")), ("id",))


def add_comment(space: Workspace, file_id: str, asked: dict[str, Any]) -> dict[str, Any]:
    """A comment, as gspread copies them from file to file. Oldest last, as Drive lists them."""
    content = asked.get("content")
    if not content:
        raise DriveError(400, "The comment must have content.", "badRequest")  # wording approximate

    def work(file: File) -> File:
        now = space.now()
        item = {
            "kind": "drive#comment",
            "id": f"AAAA{len(file.comments) + 1:06d}",
            "createdTime": now,
            "modifiedTime": now,
            "author": {"kind": "drive#user", "displayName": file.owner.partition("@")[0], "me": True},
            "deleted": False,
            "resolved": False,
            "content": content,
            "replies": [],
            **({"anchor": asked["anchor"]} if asked.get("anchor") else {}),
        }
        return dataclasses.replace(file, comments=(item, *file.comments))

    return space.change_file(file_id, work).comments[0]
