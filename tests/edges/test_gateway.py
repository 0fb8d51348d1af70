"""The seam to Google: every foreign error translated, nothing secret said, half an answer never taken for whole."""

from __future__ import annotations

import inspect
import json
import logging
import ssl
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPException
from types import ModuleType

import google.auth.exceptions
import google.auth.impersonated_credentials
import google.auth.pluggable
import google.oauth2.service_account
import gspread.exceptions
import pytest
import requests
import urllib3.exceptions
from gspread.exceptions import APIError

from sheets_sync.errors import (
    AccessError,
    InvalidRequestError,
    QuotaError,
    SheetsSyncError,
    UnreachableError,
    WriteInDoubtError,
)
from sheets_sync.gateway import SCOPES, parsed, snapshot_from, translated
from sheets_sync.gateway.failures import Refused, failure_of
from sheets_sync.gateway.masking import masked
from sheets_sync.gateway.policy import Failure
from sheets_sync.gateway.translation import FOREIGN

ROOTS = (
    requests.RequestException, urllib3.exceptions.HTTPError, google.auth.exceptions.GoogleAuthError,
    gspread.exceptions.GSpreadException, HTTPException, OSError, ssl.SSLError, ValueError, LookupError, RecursionError,
)  # fmt: skip
MODULES = (requests.exceptions, urllib3.exceptions, google.auth.exceptions, gspread.exceptions)
LIBRARIES = ("requests", "urllib3", "google", "gspread", "http", "json", "socket", "ssl", "builtins")


def families(kind: type[Exception]) -> Iterator[type[Exception]]:
    """A class and everything that was made from it, however deep."""
    yield kind
    for child in kind.__subclasses__():
        yield from families(child)


def exceptions_of(module: ModuleType) -> Iterator[type[Exception]]:
    for _, found in inspect.getmembers(module, inspect.isclass):
        if issubclass(found, Exception) and not issubclass(found, Warning):
            yield found


WALKED = sorted(
    {
        kind
        for kind in (*(k for root in ROOTS for k in families(root)), *(k for m in MODULES for k in exceptions_of(m)))
        if kind.__module__.split(".")[0] in LIBRARIES
    },
    key=lambda e: (e.__module__, e.__qualname__),
)
CANARY_MAIL = "canary.person@canary.example.org"
CANARY_TOKEN = "ya29.CANARYTOKEN-abc"
CANARIES = ("canary.person", "CANARYTOKEN", "CANARYKEY")
CANARY = f"https://x/?access_token={CANARY_TOKEN} for {CANARY_MAIL} -----BEGIN PRIVATE KEY-----CANARYKEY"


def bare(kind: type[Exception]) -> Exception:
    """An instance without calling its constructor (some need odd arguments), full of secrets."""
    error = kind.__new__(kind)
    error.args = (CANARY,)
    if isinstance(error, APIError):
        error.response = response(503, CANARY)
        error.code, error.error = 503, {"message": CANARY}
    return error


def response(status: int, body: str = "{}", **headers: str) -> requests.Response:
    made = requests.Response()
    made.status_code = status
    made._content = body.encode()
    made.headers.update(headers)
    return made


def test_the_walk_meets_them_all() -> None:
    """The walk finds what the libraries raise: dozens of classes of each."""
    found = {kind.__module__.split(".")[0] for kind in WALKED}
    assert {"requests", "urllib3", "google", "gspread", "http", "json", "socket", "ssl", "builtins"} <= found
    assert len(WALKED) > 120
    assert {requests.exceptions.SSLError, urllib3.exceptions.IncompleteRead, json.JSONDecodeError} <= set(WALKED)


@pytest.mark.parametrize("kind", WALKED, ids=lambda k: f"{k.__module__}.{k.__qualname__}")
def test_no_foreign_error_slips_through(kind: type[Exception], caplog: pytest.LogCaptureFixture) -> None:
    """Whatever the libraries or the socket raise is met by the retries and comes out as one of ours, without its text:
    not in the message, nor in the trace, nor in the log."""
    assert issubclass(kind, FOREIGN)
    assert failure_of(bare(kind)) in Failure
    with pytest.raises(SheetsSyncError) as caught, translated("id"):
        raise bare(kind)
    assert caught.value.exit_code in (1, 3, 4)
    logging.getLogger("sheets_sync").error("failed", exc_info=caught.value)
    shown = [str(caught.value), repr(caught.value), *traceback.format_exception(caught.value), caplog.text]
    assert not [canary for canary in CANARIES for text in shown if canary in text]


def refused(status: int, reason: str = "", message: str = "m") -> APIError:
    details = [{"reason": reason}] if reason else []
    body = json.dumps({"error": {"code": status, "message": message, "status": "S", "details": details}})
    return Refused(response(status, body))


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (refused(404), AccessError, "between /d/ and /edit"),
        (refused(403), AccessError, "Share the spreadsheet"),
        (refused(401), AccessError, "Share the spreadsheet"),
        (refused(403, "SERVICE_DISABLED"), AccessError, "Enable the Google Sheets API"),
        (refused(403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT"), AccessError, "scope"),
        (refused(403, "storageQuotaExceeded"), AccessError, "storage is full"),
        (refused(400, message="Invalid requests[0].updateCells: You are trying to edit a protected cell or object."),
         AccessError, "protected"),
        (refused(403, "RATE_LIMIT_EXCEEDED"), QuotaError, "quota"),
        (refused(429), QuotaError, "quota"),
        (refused(500), UnreachableError, "HTTP 500"),
        (refused(502), UnreachableError, "HTTP 502"),
        (Refused(response(502, "<html>Bad gateway</html>")), UnreachableError, "HTTP 502"),
        (Refused(response(403, '{"error": "odd"}')), AccessError, "HTTP 403"),
        (refused(400, message="No grid with id: 7"), InvalidRequestError, "No grid with id: 7"),
        (Refused(response(400, "[]")), InvalidRequestError, "no reason given"),
    ],
)  # fmt: skip
def test_answers_by_what_they_mean(error: APIError, kind: type[SheetsSyncError], said: str) -> None:
    """A refusal is told from a quota, a quota from trouble, also where the answer is not JSON; each with its remedy."""
    with pytest.raises(kind) as caught, translated("id"):
        raise error
    assert said in str(caught.value)
    assert caught.value.where == "id"


def test_what_google_says_of_a_bad_request_is_masked() -> None:
    """Google's own words help to find a fault, but may name the people whom a request named."""
    with pytest.raises(InvalidRequestError) as caught, translated("id"):
        raise refused(400, message=f"Invalid editors[0]: {CANARY_MAIL} is unknown.")
    assert "is unknown" in str(caught.value)
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a.b+c@mail.example.vn did", "… did"),
        ("Authorization: Bearer abc.def-g", "Authorization: …"),
        ("?access_token=abc&x=1", "?…&x=1"),
        ('{"refresh_token": "1//abc", "n": 1}', '{"…", "n": 1}'),
        ("ya29.a0Abc_D-e then", "… then"),
        ("eyJhbGciOi.eyJpc3Mi.c2ln", "…"),
        ("-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n!", "…\n!"),
        (
            "Invalid requests[0]: No grid with id: 12",
            "Invalid requests[0]: No grid with id: 12",
        ),
    ],
)
def test_masking(text: str, shown: str) -> None:
    """Addresses, tokens and keys give way to an ellipsis; the rest stays readable."""
    assert masked(text) == shown


def test_errors_of_ours_pass_and_learn_where() -> None:
    """An error that is ours already stays what it is; where it happened is added if it does not say so."""
    with pytest.raises(WriteInDoubtError, match="elsewhere"), translated("id"):
        raise WriteInDoubtError("x", where="elsewhere")
    with pytest.raises(UnreachableError, match="id: x"), translated("id"):
        raise UnreachableError("x")


def test_scopes_are_no_wider_than_needed() -> None:
    """Only the spreadsheets scope: nothing of Drive."""
    assert SCOPES == ("https://www.googleapis.com/auth/spreadsheets",)


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
