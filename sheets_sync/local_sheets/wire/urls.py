"""The route table. Split on the raw, undecoded path: a tab's title may hold `/`, `:` and anything else (2.7)."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote

from sheets_sync.local_sheets.drive import files as drive
from sheets_sync.local_sheets.drive import sharing as drive_sharing
from sheets_sync.local_sheets.sheets import operations, values_reading, values_writing
from sheets_sync.local_sheets.wire.calls import Answer, Call
from sheets_sync.local_sheets.wire.exceptions import ApiError, NotModelled

Operation = Callable[..., Answer]

_SHEETS = "/v4/spreadsheets"
_DRIVE = "/drive/v3/files"

# method, pattern of the raw path; each group is one argument, still encoded
_TABLE: tuple[tuple[str, str, Operation], ...] = (
    ("POST", _SHEETS, operations.spreadsheets_create),
    ("GET", _SHEETS + "/([^/:]+)", operations.spreadsheets_get),
    ("POST", _SHEETS + "/([^/:]+):batchUpdate", operations.spreadsheets_batch_update),
    ("POST", _SHEETS + "/([^/:]+):getByDataFilter", operations.spreadsheets_get_by_data_filter),
    ("GET", _SHEETS + "/([^/:]+)/values:batchGet", values_reading.values_batch_get),
    ("POST", _SHEETS + "/([^/:]+)/values:batchUpdate", values_writing.values_batch_update),
    ("POST", _SHEETS + "/([^/:]+)/values:batchClear", values_writing.values_batch_clear),
    ("POST", _SHEETS + "/([^/:]+)/values:batchGetByDataFilter", values_reading.values_batch_get_by_data_filter),
    ("POST", _SHEETS + "/([^/:]+)/values:batchUpdateByDataFilter", values_writing.values_batch_update_by_data_filter),
    ("POST", _SHEETS + "/([^/:]+)/values:batchClearByDataFilter", values_writing.values_batch_clear_by_data_filter),
    ("POST", _SHEETS + "/([^/:]+)/values/(.+):append", values_writing.values_append),
    ("POST", _SHEETS + "/([^/:]+)/values/(.+):clear", values_writing.values_clear),
    ("GET", _SHEETS + "/([^/:]+)/values/(.+)", values_reading.values_get),
    ("PUT", _SHEETS + "/([^/:]+)/values/(.+)", values_writing.values_update),
    ("POST", _SHEETS + "/([^/:]+)/sheets/([^/:]+):copyTo", operations.sheets_copy_to),
    ("GET", _SHEETS + "/([^/:]+)/developerMetadata/([^/:]+)", operations.metadata_get),
    ("POST", _SHEETS + "/([^/:]+)/developerMetadata:search", operations.metadata_search),
    ("PUT", "/upload/drive/v[23]/files/([^/]+)", drive.upload),
    ("GET", _DRIVE, drive.files_list),
    ("POST", _DRIVE, drive.files_create),
    ("GET", _DRIVE + "/([^/]+)", drive.files_get),
    ("PATCH", _DRIVE + "/([^/]+)", drive.files_update),
    ("DELETE", _DRIVE + "/([^/]+)", drive.files_delete),
    ("POST", _DRIVE + "/([^/]+)/copy", drive.files_copy),
    ("GET", _DRIVE + "/([^/]+)/export", drive.files_export),
    ("GET", _DRIVE + "/([^/]+)/comments", drive_sharing.comments_list),
    ("POST", _DRIVE + "/([^/]+)/comments", drive_sharing.comments_create),
    ("GET", _DRIVE + "/([^/]+)/permissions", drive_sharing.permissions_list),
    ("POST", _DRIVE + "/([^/]+)/permissions", drive_sharing.permissions_create),
    ("GET", _DRIVE + "/([^/]+)/permissions/([^/]+)", drive_sharing.permissions_get),
    ("PATCH", _DRIVE + "/([^/]+)/permissions/([^/]+)", drive_sharing.permissions_update),
    ("DELETE", _DRIVE + "/([^/]+)/permissions/([^/]+)", drive_sharing.permissions_delete),
)
ROUTES = tuple((method, re.compile(pattern), operation) for method, pattern, operation in _TABLE)


def is_write(call: Call) -> bool:
    """Whether a request can change anything: what counts against the quota of writes."""
    reading = call.path.endswith(("ByDataFilter", "developerMetadata:search")) and ":batchUpdate" not in call.path
    return call.method != "GET" and not (reading and ":batchClear" not in call.path)


def find(call: Call) -> tuple[Operation, tuple[str, ...]]:
    """The operation and its path arguments, decoded. 404 for a path that Google does not have either."""
    path = call.path
    for method, pattern, operation in ROUTES:
        if method == call.method:
            match = pattern.fullmatch(path)
            if match:
                return operation, tuple(unquote(part) for part in match.groups())
    if path.startswith((_SHEETS, "/drive/", "/upload/drive/")):
        raise NotModelled(f"{call.method} {re.sub(r'/1[A-Za-z0-9_-]{20,}', '/{id}', path)}")
    raise ApiError(404, "Not found.")
