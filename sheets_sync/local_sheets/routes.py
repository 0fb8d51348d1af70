"""The route table. Split on the raw, undecoded path: a tab's title may hold `/`, `:` and anything else (2.7)."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote

from sheets_sync.local_sheets import accounts, links
from sheets_sync.local_sheets.drive import about, comments, files, listing, revisions, sharing, uploading
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
    ("POST", "/(?:upload|resumable/upload)/drive/v3/files", uploading.upload_new),
    ("PUT", "/upload/drive/v3/files", uploading.upload_piece),
    ("PATCH", "/(?:upload|resumable/upload)/drive/v3/files/([^/]+)", uploading.upload_over),
    ("PUT", "/upload/drive/v2/files/([^/]+)", uploading.upload_over),
    ("PUT", "/upload/drive/v3/files/([^/]+)", uploading.upload_piece),
    ("GET", "/discovery/v1/apis/([a-z]+)/(v[0-9])/rest", about.discovery),
    ("GET", "/[$]discovery/rest", about.discovery),
    ("GET", "/drive/v3/about", about.about_get),
    ("GET", "/drive/v3/changes", revisions.changes_list),
    ("GET", "/drive/v3/changes/startPageToken", revisions.start_page_token),
    ("GET", "/drive/v3/drives", files.drives_list),
    ("GET", _DRIVE + "/generateIds", files.generate_ids),
    ("DELETE", _DRIVE + "/trash", files.empty_trash),
    ("GET", _DRIVE + "/([^/]+)/revisions", revisions.revisions_list),
    ("GET", _DRIVE + "/([^/]+)/revisions/([^/]+)", revisions.revisions_get),
    ("GET", "/spreadsheets/d/([^/]+)/(?:export|pub)", links.export_get),
    ("GET", "/spreadsheets/export", links.export_get),
    ("GET", "/spreadsheets/d/([^/]+)/gviz/tq", links.gviz_get),
    ("POST", "/(?:token|oauth2/v4/token|o/oauth2/token)", accounts.token),
    ("GET", "/(?:tokeninfo|oauth2/v[123]/tokeninfo)", accounts.token_info),
    ("POST", "/(?:tokeninfo|oauth2/v[123]/tokeninfo)", accounts.token_info),
    ("GET", "/(?:oauth2/v[123]/userinfo|userinfo/v2/me|v1/userinfo)", accounts.user_info),
    ("GET", _DRIVE, listing.files_list),
    ("POST", _DRIVE, files.files_create),
    ("GET", _DRIVE + "/([^/]+)", files.files_get),
    ("PATCH", _DRIVE + "/([^/]+)", files.files_update),
    ("DELETE", _DRIVE + "/([^/]+)", files.files_delete),
    ("POST", _DRIVE + "/([^/]+)/copy", files.files_copy),
    ("GET", _DRIVE + "/([^/]+)/export", files.files_export),
    ("GET", _DRIVE + "/([^/]+)/comments", comments.comments_list),
    ("POST", _DRIVE + "/([^/]+)/comments", comments.comments_create),
    ("GET", _DRIVE + "/([^/]+)/permissions", sharing.permissions_list),
    ("POST", _DRIVE + "/([^/]+)/permissions", sharing.permissions_create),
    ("GET", _DRIVE + "/([^/]+)/permissions/([^/]+)", sharing.permissions_get),
    ("PATCH", _DRIVE + "/([^/]+)/permissions/([^/]+)", sharing.permissions_update),
    ("DELETE", _DRIVE + "/([^/]+)/permissions/([^/]+)", sharing.permissions_delete),
)
ROUTES = tuple((method, re.compile(pattern), operation) for method, pattern, operation in _TABLE)


def find(call: Call) -> tuple[Operation, tuple[str, ...]]:
    """The operation and its path arguments, decoded. 501 by name for a path that is not modelled."""
    path = call.path
    for method, pattern, operation in ROUTES:
        if method == call.method:
            match = pattern.fullmatch(path)
            if match:
                return operation, tuple(unquote(part) for part in match.groups() if part is not None)
    if path in ("/", "/favicon.ico") or path.startswith(("/page/", "/app/")):
        raise ApiError(404, "Not found. This server answers the Sheets and Drive APIs; its page for people is closed.")
    raise NotModelled(f"{call.method} {re.sub(r'/1[A-Za-z0-9_-]{20,}', '/{id}', path)[:200]}")
