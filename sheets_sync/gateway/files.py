"""What Drive and protections say of a spreadsheet: its kind, the bin, whether we may write. Only `check` asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from gspread.urls import DRIVE_FILES_API_V3_URL

from sheets_sync.errors import SheetsSyncError
from sheets_sync.gateway.credentials import SCOPES, SignIn, credentials_for
from sheets_sync.gateway.http import Call, Client
from sheets_sync.gateway.policy import Kind
from sheets_sync.gateway.translation import FOREIGN

SHEET_TYPE = "application/vnd.google-apps.spreadsheet"
METADATA_SCOPE = "https://www.googleapis.com/auth/drive.metadata.readonly"
PROTECTION_FIELDS = "sheets(properties(sheetId,title),protectedRanges(range,requestingUserCanEdit,warningOnly))"
_TIMEOUT = (5.0, 15.0)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """Of a file in Drive: its type, whether it is in the bin, whether we may write it (None: it does not say)."""

    kind: str
    trashed: bool
    may_write: bool | None


@dataclass(frozen=True, slots=True)
class Protection:
    """A protected range or tab, and whether we may edit there all the same. `whole`: it locks the whole tab."""

    sheet_id: int
    title: str
    may_edit: bool
    whole: bool = False


class WithFiles:
    """Asks Drive about files, with a scope of its own; what is refused is no fault, it is not known then."""

    def __init__(self, endpoint: str | None, credentials: Path | None, impersonate: str | None) -> None:
        self._endpoint, self._credentials, self._impersonate = endpoint, credentials, impersonate

    def facts(self, file: str) -> FileFacts | None:
        """What Drive says of a file; None where the API is not enabled, or does not let us ask."""
        from datetime import UTC, datetime
        from time import monotonic

        try:
            scopes = (*SCOPES, METADATA_SCOPE)
            sign_in = SignIn(credentials_for(self._endpoint, self._credentials, self._impersonate, scopes))
            client = Client(sign_in, endpoint=self._endpoint, clock=lambda: datetime.now(UTC), monotonic=monotonic)
            fields = {"fields": "mimeType,trashed,capabilities(canEdit)", "supportsAllDrives": "true"}
            call = Call(Kind.READ, file, "get", f"{DRIVE_FILES_API_V3_URL}/{file}", params=fields)
            return facts_from(_json(client.attempt(call, _TIMEOUT).body))
        except (*FOREIGN, SheetsSyncError, requests.RequestException):
            return None


def _json(body: bytes) -> Mapping[str, Any]:
    from sheets_sync.gateway.answers import parsed

    found = parsed(body)
    return found if isinstance(found, dict) else {}


def facts_from(document: Mapping[str, Any]) -> FileFacts:
    """Drive's answer as facts."""
    may = document.get("capabilities", {}).get("canEdit")
    return FileFacts(document.get("mimeType", ""), bool(document.get("trashed")), may)


def protections_from(document: Mapping[str, Any]) -> tuple[Protection, ...]:
    """The protections of an answer with `PROTECTION_FIELDS`."""
    return tuple(
        Protection(
            sheet["properties"].get("sheetId", 0),
            sheet["properties"].get("title", ""),
            bool(p.get("requestingUserCanEdit") or p.get("warningOnly")),
            set(p.get("range", {})) <= {"sheetId"} and not p.get("warningOnly"),
        )
        for sheet in document.get("sheets", ())
        for p in sheet.get("protectedRanges", ())
    )
