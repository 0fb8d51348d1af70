"""The one seam to Google: reads snapshots, applies batches. The only module that imports gspread.

gspread talks HTTP to Google or to whatever `endpoint` names; nothing else differs. Every call has connect and read
time-outs and a bounded number of tries; every foreign error comes out as one of `sheets_sync.errors`.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import google.auth
import google.auth.exceptions
import gspread
import requests
import urllib3.exceptions
from google.auth.credentials import AnonymousCredentials
from gspread.exceptions import APIError, GSpreadException, UnSupportedExportFormat
from gspread.http_client import HTTPClient
from gspread.urls import SPREADSHEET_URL

from sheets_sync.a1 import Cell, Range
from sheets_sync.batch import COLUMN_TAG, TAG
from sheets_sync.errors import AccessError, ConfigError, QuotaError, SheetsSyncError, UnreachableError
from sheets_sync.snapshot import Setup, Snapshot, Tab, TabSetup, Value, whole_characters

SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)
GOOGLE_HOSTS = ("https://sheets.googleapis.com", "https://www.googleapis.com")
CONNECT_TIMEOUT = 10.0
READ_TIMEOUT = 60.0
WRITE_TIMEOUT = 190.0
"""Seconds; Google itself gives up after 180, and a shorter wait would only leave writes in doubt."""
TRIES = 4
LONGEST_PAUSE = 32.0

MARKS_OF_SURROGATES = (b"\\ud", b"\\uD", b"\xed")
"""Without one of these in it, an answer holds no surrogate, neither as an escape nor raw."""

ERROR_TEXTS = {
    "REF": "#REF!",
    "NAME": "#NAME?",
    "VALUE": "#VALUE!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "N_A": "#N/A",
    "NUM": "#NUM!",
    "NULL_VALUE": "#NULL!",
    "ERROR": "#ERROR!",
    "LOADING": "#ERROR!",
}

SNAPSHOT_FIELDS = (
    "spreadsheetId,properties(title,locale,timeZone),sheets(properties(sheetId,title,index,hidden,"
    "gridProperties(rowCount,columnCount)),developerMetadata(metadataKey,metadataValue),"
    "data(rowData(values(effectiveValue,note))))"
)
FORMAT_FIELDS = "sheets(properties(sheetId),data(startRow,startColumn,rowData(values(effectiveFormat(numberFormat)))))"
SETUP_FIELDS = (
    "spreadsheetId,properties(title,locale,timeZone),sheets(properties(sheetId,title,index,gridProperties),"
    "protectedRanges(protectedRangeId,description,range),developerMetadata(metadataKey,metadataValue),"
    "data(rowData(values(effectiveValue,note,dataValidation(condition),userEnteredFormat(numberFormat(type)))),"
    "columnMetadata(developerMetadata(metadataKey,metadataValue))))"
)

Clock = Callable[[], datetime]


@dataclass(slots=True)
class Counts:
    """HTTP requests sent: reads, writes, and how many of them were repetitions."""

    read: int = 0
    write: int = 0
    retries: int = 0


class _HTTP(HTTPClient):
    """gspread's client with another base URL, time-outs, and a bounded number of tries."""

    def __init__(self, auth: Any, *, endpoint: str | None, counts: Counts, sleep: Callable[[float], None]) -> None:
        super().__init__(auth)
        self._endpoint, self._counts, self._sleep = endpoint, counts, sleep

    def request(self, method: str, endpoint: str, *args: Any, **kwargs: Any) -> requests.Response:
        if self._endpoint:
            for host in GOOGLE_HOSTS:
                endpoint = endpoint.replace(host, self._endpoint, 1)
        reading = method.upper() == "GET"
        self.set_timeout((CONNECT_TIMEOUT, READ_TIMEOUT if reading else WRITE_TIMEOUT))
        for turn in range(TRIES):
            self._count(reading, turn)
            try:
                return super().request(method, endpoint, *args, **kwargs)
            except (APIError, requests.RequestException) as error:
                pause = pause_before_retry(error, turn, reading)
                if pause is None or turn == TRIES - 1:
                    raise
            self._sleep(pause)
        raise AssertionError("the last turn returns or raises")

    def _count(self, reading: bool, turn: int) -> None:
        self._counts.read += reading
        self._counts.write += not reading
        self._counts.retries += turn > 0


def pause_before_retry(error: Exception, turn: int, reading: bool) -> float | None:
    """Seconds to wait before trying again; None where that can't help or could double a write.

    A refusal for quota (429) or before anything was done (503 on a read) is safe to repeat. A write whose fate is
    unknown (time-out, reset, 5xx) is not repeated: the next tick reads what is there and sends the difference.
    """
    pause = min(2.0**turn + random.random(), LONGEST_PAUSE)  # noqa: S311 - jitter, no secret
    if isinstance(error, APIError):
        status = error.response.status_code
        if status == 429 or (status == 403 and _is_rate_limit(error)):
            return max(pause, _retry_after(error.response))
        return pause if reading and status in (500, 502, 503, 504) else None
    never_sent = isinstance(error, requests.exceptions.ConnectTimeout)
    return pause if reading or never_sent else None


def _retry_after(response: requests.Response) -> float:
    text = response.headers.get("Retry-After", "")
    return min(float(text), LONGEST_PAUSE) if text.isdigit() else 0.0


def _is_rate_limit(error: APIError) -> bool:
    return any(word in str(error) for word in ("RATE_LIMIT_EXCEEDED", "rateLimitExceeded", "userRateLimitExceeded"))


class Gateway:
    """Reads and writes spreadsheets. `clock` gives aware moments; it stamps when a read was asked and answered."""

    def __init__(self, client: gspread.Client, *, clock: Clock, counts: Counts) -> None:
        self._http = client.http_client
        self._clock = clock
        self._last: dict[tuple[str, int], tuple[Mapping[str, Any], Tab]] = {}
        self._answers: dict[tuple[str, str], tuple[bytes, dict[str, Any]]] = {}
        self.counts = counts

    @classmethod
    def connect(
        cls,
        *,
        endpoint: str | None = None,
        credentials: Path | None = None,
        clock: Clock | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> Gateway:
        """Credentials: a service-account file, else application default ones; none at all with a loopback endpoint.

        Raises AccessError where there are none, ConfigError where the file is not usable.
        """
        counts = Counts()

        def http(auth: Any, session: Any = None) -> _HTTP:
            return _HTTP(auth, endpoint=endpoint, counts=counts, sleep=sleep)

        client = gspread.Client(auth=_credentials(endpoint, credentials), http_client=cast("Any", http))
        return cls(client, clock=clock or _utc_now, counts=counts)

    def read(self, spreadsheet: str) -> Snapshot:
        """All tabs of a spreadsheet in one request. Raises UnreachableError, QuotaError or AccessError."""
        sent = self._clock()
        document = self._get(spreadsheet, {"fields": SNAPSHOT_FIELDS})
        answered = self._clock()
        return snapshot_from(document, sent=sent, answered=answered, tab_of=self._tab_of)

    def _tab_of(self, spreadsheet: str, sheet: Mapping[str, Any]) -> Tab:
        """A tab of an answer; one that is as in the last answer is not made again."""
        key = (spreadsheet, sheet["properties"].get("sheetId", 0))
        before = self._last.get(key)
        if before is None or (before[0] is not sheet and before[0] != sheet):
            before = self._last[key] = (sheet, _tab(sheet))
        return before[1]

    def read_formats(
        self, spreadsheet: str, cells: Mapping[int, tuple[str, Sequence[Cell]]]
    ) -> dict[int, dict[Cell, str]]:
        """The number formats of some cells, in one request: sheet id -> (title, cells) gives sheet id -> formats."""
        ranges = [_bounding(title, wanted) for title, wanted in cells.values()]
        document = self._get(spreadsheet, {"fields": FORMAT_FIELDS, "ranges": ranges})
        found: dict[int, dict[Cell, str]] = {}
        for sheet in document.get("sheets", []):
            sheet_id = sheet.get("properties", {}).get("sheetId", 0)
            wanted = set(cells[sheet_id][1]) if sheet_id in cells else set()
            formats = {cell: kind for data in sheet.get("data", []) for cell, kind in _formats(data)}
            found[sheet_id] = {cell: kind for cell, kind in formats.items() if cell in wanted}
        return found

    def read_setup(self, spreadsheet: str) -> Setup:
        """How the spreadsheet is set up: what provisioning compares with the campaign."""
        document = self._get(spreadsheet, {"fields": SETUP_FIELDS})
        properties = document.get("properties", {})
        return Setup(
            spreadsheet_id=document.get("spreadsheetId", ""),
            title=properties.get("title", ""),
            locale=properties.get("locale", ""),
            timezone=properties.get("timeZone", ""),
            tabs=tuple(_tab_setup(s) for s in document.get("sheets", []) if "gridProperties" in s["properties"]),
        )

    def write(self, spreadsheet: str, batch: Sequence[Mapping[str, Any]]) -> None:
        """Sends all requests in one atomic batchUpdate; nothing where there are none."""
        if batch:
            with translated(spreadsheet):
                self._http.batch_update(spreadsheet, {"requests": list(batch)})

    def _get(self, spreadsheet: str, params: Mapping[str, Any]) -> dict[str, Any]:
        """An answer as JSON; one that is the same to the byte as the last such answer is not parsed again."""
        key = (spreadsheet, params["fields"])
        with translated(spreadsheet):
            url = SPREADSHEET_URL % spreadsheet
            content = self._http.request("get", url, params=dict(params)).content
            before = self._answers.get(key)
            if before is not None and before[0] == content:
                return before[1]
            document = parsed(content)
        if not isinstance(document, dict):
            raise UnreachableError("the answer is no spreadsheet.", where=spreadsheet)
        self._answers[key] = (content, document)
        return document


def parsed(content: bytes) -> Any:
    """An answer as JSON. Half a character (a lone surrogate, raw or as an escape) becomes U+FFFD: it could be neither
    digested nor stored, and one such cell would stop everybody's reading. Raises ValueError."""
    document = json.loads(content)
    if not any(mark in content for mark in MARKS_OF_SURROGATES):
        return document
    return json.loads(whole_characters(json.dumps(document, ensure_ascii=False)))


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _credentials(endpoint: str | None, path: Path | None) -> Any:
    if endpoint and urlsplit(endpoint).scheme == "http":  # loopback only, see config.endpoint_from
        return AnonymousCredentials()  # type: ignore[no-untyped-call]
    try:
        if path is not None:
            from google.oauth2.service_account import Credentials

            return Credentials.from_service_account_file(  # type: ignore[no-untyped-call]
                str(path), scopes=SCOPES
            )
        return google.auth.default(scopes=SCOPES)[0]
    except FileNotFoundError:
        raise ConfigError(
            "this credentials file does not exist.",
            where=str(path),
            remedy="Mend [google] credentials in the campaign file.",
        ) from None
    except (ValueError, KeyError):
        raise ConfigError(
            "this is not a usable service-account key file.",
            where=str(path),
            remedy="Download a new JSON key for the service account.",
        ) from None
    except google.auth.exceptions.GoogleAuthError:
        raise AccessError(
            "no Google credentials were found.",
            remedy="Set GOOGLE_APPLICATION_CREDENTIALS to a service-account key file (or [google] credentials in the "
            "campaign file), and share the spreadsheet with that account as an editor.",
        ) from None


@contextmanager
def translated(spreadsheet: str) -> Iterator[None]:
    """Turns every error of gspread, requests, urllib3 and google-auth into one of ours."""
    try:
        yield
    except SheetsSyncError:
        raise
    except APIError as error:
        raise _from_api_error(error, spreadsheet) from error
    except google.auth.exceptions.TransportError as error:
        raise _unreachable(f"the sign-in service did not answer ({_kind(error)}).", spreadsheet) from error
    except google.auth.exceptions.GoogleAuthError as error:
        raise AccessError(
            f"Google refused the credentials ({_kind(error)}).",
            where=spreadsheet,
            remedy="Check the key file and the machine's clock, or make a new key.",
        ) from error
    except (requests.RequestException, urllib3.exceptions.HTTPError, HTTPException, OSError) as error:
        raise _unreachable(f"the spreadsheet service could not be reached ({_kind(error)}).", spreadsheet) from error
    except (GSpreadException, UnSupportedExportFormat, ValueError, KeyError) as error:
        raise _unreachable(
            f"the spreadsheet service gave an answer that makes no sense ({_kind(error)}).", spreadsheet
        ) from error


def _unreachable(what: str, spreadsheet: str) -> UnreachableError:
    return UnreachableError(
        what, where=spreadsheet, remedy="Nothing is lost and nobody is counted as absent; the next run goes on."
    )


def _kind(error: Exception) -> str:
    """The kind of an error, without its text: that may hold tokens or addresses."""
    return type(error).__name__


def _from_api_error(error: APIError, spreadsheet: str) -> SheetsSyncError:
    status = error.response.status_code
    if status == 429 or (status == 403 and _is_rate_limit(error)):
        return QuotaError(
            "Google's quota for this minute is used up.",
            where=spreadsheet,
            remedy="Nothing is lost; the next run goes on. If it happens often, poll less often.",
        )
    if status == 404:
        return AccessError(
            "there is no such spreadsheet, or it was deleted.",
            where=spreadsheet,
            remedy="Check [google] spreadsheet in the campaign file: the id between /d/ and /edit.",
        )
    if status in (401, 403):
        return AccessError(
            f"access to the spreadsheet was refused (HTTP {status}).",
            where=spreadsheet,
            remedy="Share the spreadsheet with the job's account as an editor, and enable the Sheets API for it.",
        )
    if status == 400:
        return SheetsSyncError(
            f"Google refused the request as invalid: {_message(error)}",
            where=spreadsheet,
            remedy="This is most likely a fault of sheets-sync; please report it.",
        )
    return _unreachable(f"the spreadsheet service is in trouble (HTTP {status}).", spreadsheet)


def _message(error: APIError) -> str:
    try:
        return str(json.loads(error.response.text)["error"]["message"])[:300]
    except (ValueError, KeyError, TypeError):
        return "no reason given"


def snapshot_from(
    document: Mapping[str, Any],
    *,
    sent: datetime,
    answered: datetime,
    tab_of: Callable[[str, Mapping[str, Any]], Tab] | None = None,
) -> Snapshot:
    """Google's answer as a Snapshot. An answer without tabs is incomplete: UnreachableError."""
    sheets = document.get("sheets")
    if not sheets or "properties" not in document:
        raise UnreachableError("the answer was incomplete (no tabs in it).", remedy="The next run goes on.")
    properties = document["properties"]
    return Snapshot(
        spreadsheet_id=document.get("spreadsheetId", ""),
        sent=sent,
        answered=answered,
        locale=properties.get("locale", ""),
        timezone=properties.get("timeZone", ""),
        tabs=tuple(
            tab_of(document.get("spreadsheetId", ""), sheet) if tab_of else _tab(sheet)
            for sheet in sheets
            if "gridProperties" in sheet.get("properties", {})
        ),
    )


def _tab(sheet: Mapping[str, Any]) -> Tab:
    properties = sheet["properties"]
    grid = properties["gridProperties"]
    data: Mapping[str, Any] = next(iter(sheet.get("data", [])), {})
    rows = []
    notes = {}
    for number, row in enumerate(data.get("rowData", [])):
        cells = row.get("values", ())
        rows.append(_trimmed([_value(cell.get("effectiveValue")) for cell in cells]))
        for column, cell in enumerate(cells):
            if "note" in cell:
                notes[Cell(number, column)] = cell["note"]
    while rows and not rows[-1]:
        rows.pop()
    return Tab(
        sheet_id=properties.get("sheetId", 0),
        title=properties.get("title", ""),
        rows=tuple(rows),
        tag=tag_of(sheet),
        notes=notes,
        row_count=grid.get("rowCount", 0),
        column_count=grid.get("columnCount", 0),
    )


def _tab_setup(sheet: Mapping[str, Any]) -> TabSetup:
    grid = sheet["properties"]["gridProperties"]
    data: Mapping[str, Any] = next(iter(sheet.get("data", [])), {})
    cells = {
        Cell(row, column): cell
        for row, entry in enumerate(data.get("rowData", []))
        for column, cell in enumerate(entry.get("values", ()))
    }
    kinds = {at: c.get("userEnteredFormat", {}).get("numberFormat", {}).get("type", "") for at, c in cells.items()}
    lists = {
        at: tuple(v.get("userEnteredValue", "") for v in c["dataValidation"]["condition"].get("values", ()))
        for at, c in cells.items()
        if c.get("dataValidation", {}).get("condition")
    }
    marks = {
        column: entry["metadataValue"]
        for column, meta in enumerate(data.get("columnMetadata", []))
        for entry in meta.get("developerMetadata", ())
        if entry.get("metadataKey") == COLUMN_TAG
    }
    return TabSetup(
        tab=replace(_tab(sheet), formats={at: kind for at, kind in kinds.items() if kind}),
        frozen_rows=grid.get("frozenRowCount", 0),
        frozen_columns=grid.get("frozenColumnCount", 0),
        column_tags=marks,
        protections=frozenset(p.get("description", "") for p in sheet.get("protectedRanges", ())),
        dropdowns=lists,
    )


def tag_of(sheet: Mapping[str, Any]) -> str | None:
    """The job's mark on a tab of Google's answer."""
    entries = sheet.get("developerMetadata", ())
    return next((e.get("metadataValue") for e in entries if e.get("metadataKey") == TAG), None)


def _trimmed(values: list[Value]) -> tuple[Value, ...]:
    while values and values[-1] is None:
        values.pop()
    return tuple(values)


def _value(effective: Mapping[str, Any] | None) -> Value:
    if not effective:
        return None
    for kind in ("stringValue", "numberValue", "boolValue"):
        if kind in effective:
            value: Value = effective[kind]
            return value
    return ERROR_TEXTS.get(effective.get("errorValue", {}).get("type", ""), "#ERROR!")


def _bounding(title: str, cells: Iterable[Cell]) -> str:
    cells = list(cells)
    rows = [c.row for c in cells]
    columns = [c.column for c in cells]
    return Range(title, min(rows), min(columns), max(rows) + 1, max(columns) + 1).a1


def _formats(data: Mapping[str, Any]) -> Iterator[tuple[Cell, str]]:
    first_row, first_column = data.get("startRow", 0), data.get("startColumn", 0)
    for number, row in enumerate(data.get("rowData", [])):
        for column, cell in enumerate(row.get("values", ())):
            kind = cell.get("effectiveFormat", {}).get("numberFormat", {}).get("type")
            if kind:
                yield Cell(first_row + number, first_column + column), kind
