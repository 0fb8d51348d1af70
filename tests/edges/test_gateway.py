"""The seam to Google: bounded tries, every foreign error translated, nothing secret said."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPException, IncompleteRead
from pathlib import Path
from types import ModuleType

import google.auth.exceptions
import gspread.exceptions
import pytest
import requests
import urllib3.exceptions
from gspread.exceptions import APIError

from sheets_sync.errors import AccessError, ConfigError, QuotaError, SheetsSyncError, UnreachableError
from sheets_sync.gateway import SCOPES, Gateway, parsed, pause_before_retry, snapshot_from, translated


def exceptions_of(*modules: ModuleType) -> Iterator[type[Exception]]:
    for module in modules:
        for _, found in inspect.getmembers(module, inspect.isclass):
            if issubclass(found, Exception) and not issubclass(found, Warning):
                yield found


FOREIGN = sorted(
    {
        *exceptions_of(
            requests.exceptions, urllib3.exceptions, google.auth.exceptions, gspread.exceptions
        ),
        HTTPException, IncompleteRead, TimeoutError, ConnectionResetError, OSError, ValueError, KeyError,
        json.JSONDecodeError,
    },
    key=lambda e: (e.__module__, e.__qualname__),
)  # fmt: skip


def bare(kind: type[Exception]) -> Exception:
    """An instance without calling its constructor: some need odd arguments."""
    error = kind.__new__(kind)
    if isinstance(error, APIError):
        error.response = response(503)
        error.code, error.error = 503, {}
    return error


def response(status: int, body: str = "{}", **headers: str) -> requests.Response:
    made = requests.Response()
    made.status_code = status
    made._content = body.encode()
    made.headers.update(headers)
    return made


@pytest.mark.parametrize("kind", FOREIGN, ids=lambda k: f"{k.__module__}.{k.__qualname__}")
def test_no_foreign_error_slips_through(kind: type[Exception]) -> None:
    """Whatever requests, urllib3, google-auth, gspread or the socket raise comes out as one of our errors."""
    with pytest.raises(SheetsSyncError) as caught, translated("id"):
        raise bare(kind)
    assert caught.value.exit_code in (1, 3, 4)


def api_error(status: int, reason: str = "", message: str = "m", **headers: str) -> APIError:
    details = [{"reason": reason}] if reason else []
    body = json.dumps({"error": {"code": status, "message": message, "status": "S", "details": details}})
    return APIError(response(status, body, **headers))


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (api_error(404), AccessError),
        (api_error(403), AccessError),
        (api_error(401), AccessError),
        (api_error(403, "storageQuotaExceeded"), AccessError),
        (api_error(403, "RATE_LIMIT_EXCEEDED", "RATE_LIMIT_EXCEEDED"), QuotaError),
        (api_error(429), QuotaError),
        (api_error(500), UnreachableError),
        (api_error(502), UnreachableError),
        (APIError(response(502, "<html>Bad gateway</html>")), UnreachableError),
    ],
)
def test_answers_by_what_they_mean(error: APIError, kind: type[SheetsSyncError]) -> None:
    """A refusal is told from a quota, a quota from trouble, also where the answer is not JSON."""
    with pytest.raises(kind), translated("id"):
        raise error


def test_errors_never_say_secrets() -> None:
    """The text of a foreign error may hold tokens and addresses; only its kind is said."""
    with pytest.raises(SheetsSyncError) as caught, translated("id"):
        raise requests.ConnectionError("https://x/?access_token=SECRET for someone@example.com")
    assert "SECRET" not in str(caught.value)
    assert "someone" not in str(caught.value)


@pytest.mark.parametrize(
    ("error", "reading", "again"),
    [
        (api_error(503), True, True),
        (api_error(503), False, False),  # it may have been applied
        (api_error(500), False, False),
        (api_error(429), False, True),  # refused before anything was done
        (api_error(403), True, False),
        (api_error(404), True, False),
        (requests.ReadTimeout(), True, True),
        (requests.ReadTimeout(), False, False),
        (requests.ConnectTimeout(), False, True),  # never sent
        (requests.ConnectionError(), False, False),
    ],
)
def test_what_is_tried_again(error: Exception, reading: bool, again: bool) -> None:
    """Reads are repeated; a write only where it was surely not applied; a refusal never."""
    assert (pause_before_retry(error, 0, reading) is not None) is again


def test_pauses_grow_are_bounded_and_obey_retry_after() -> None:
    """Exponential pauses with jitter, at most 33 s; a Retry-After is waited out."""
    pauses = [pause_before_retry(api_error(503), turn, True) or 0 for turn in range(10)]
    assert all(2**n <= pause <= 2**n + 1 for n, pause in enumerate(pauses[:5]))
    assert max(pauses) <= 33
    assert (pause_before_retry(api_error(429, **{"Retry-After": "20"}), 0, False) or 0) >= 20


def test_scopes_are_no_wider_than_needed() -> None:
    """Only the spreadsheets scope: nothing of Drive."""
    assert SCOPES == ("https://www.googleapis.com/auth/spreadsheets",)


def test_a_bad_key_file_is_named(tmp_path: Path) -> None:
    """A credentials file that is missing or no key is named, without its content."""
    with pytest.raises(ConfigError, match=r"none\.json"):
        Gateway.connect(credentials=tmp_path / "none.json")
    bad = tmp_path / "bad.json"
    bad.write_text('{"private_key": "SECRET"}', encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        Gateway.connect(credentials=bad)
    assert "SECRET" not in str(caught.value)


@pytest.mark.parametrize("document", [{}, {"sheets": []}, {"sheets": [{}]}, {"properties": {}}])
def test_half_an_answer_is_no_answer(document: dict[str, object]) -> None:
    """An answer without tabs is incomplete, and never read as a spreadsheet in which nobody typed."""
    now = datetime(2022, 12, 16, tzinfo=UTC)
    with pytest.raises(UnreachableError):
        snapshot_from(document, sent=now, answered=now)


def test_half_a_character_is_a_letter_lost() -> None:
    """A lone surrogate, raw or escaped, comes out as U+FFFD; whole characters and backslashes stay as they are."""
    for written, read in (
        (b'"a\\ud800b"', "a\ufffdb"),
        (b'"a\xed\xa0\x80b"', "a\ufffdb"),
        (b'"\\ud83c\\udf89 \\uD83C\\uDF89"', "\U0001f389 \U0001f389"),
        (b'"C:\\\\ud800"', "C:\\ud800"),
        ('"Tân Biên 🎉"'.encode(), "Tân Biên 🎉"),
    ):
        assert parsed(written) == read
    with pytest.raises(ValueError, match="decode"):
        parsed(b'"cut in a letter \xc3"')
