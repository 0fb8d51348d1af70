"""Who may read and who may write a file: viewer, editor, none. Only looked at when asked for."""

from __future__ import annotations

from sheets_sync.local_sheets.files.file import File
from sheets_sync.local_sheets.wire.exceptions import ApiError, DriveError, forbidden

MISSING_LOGIN = (
    "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid "
    "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project."
)
_READ = ("reader", "commenter", "writer", "fileOrganizer", "organizer", "owner")
_WRITE = ("writer", "fileOrganizer", "organizer", "owner")


def role(file: File, user: str) -> str:
    """The strongest role that a user has in a file; "" for none."""
    if user == file.owner:
        return "owner"
    domain = user.partition("@")[2]
    found = [
        item["role"]
        for item in file.permissions
        if item["type"] == "anyone"
        or (item["type"] in ("user", "group") and item.get("emailAddress", "").lower() == user.lower())
        or (item["type"] == "domain" and item.get("domain") == domain)
    ]
    return max(found, key=_READ.index, default="")


def may_read(file: File, user: str) -> bool:
    return role(file, user) in _READ


def may_write(file: File, user: str) -> bool:
    return role(file, user) in _WRITE


def refusal(file: File, user: str, *, write: bool, drive: bool, by_key: bool = False) -> ApiError | None:
    """Why a request is refused, in the words of the API that was asked; None if it is not. `by_key`: it brings an API
    key and nothing else, which is enough to read what is public and never to write (L)."""
    own = role(file, user)
    if own in (_WRITE if write else _READ) and not (by_key and write):
        return None
    if not user and write and not drive:
        return ApiError(401, MISSING_LOGIN)
    if not drive:
        return forbidden()
    if not own:  # Drive does not tell a hidden file from a missing one (K)
        return DriveError(404, f"File not found: {file.id}.", "notFound", location="fileId", locationType="parameter")
    text = "The user does not have sufficient permissions for this file."  # K
    return DriveError(403, text, "insufficientFilePermissions")
