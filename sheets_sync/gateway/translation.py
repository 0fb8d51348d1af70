"""Foreign errors -> ours, in words for a person. A foreign error's own text is never passed on: it may hold secrets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException

import google.auth.exceptions
import requests
import urllib3.exceptions
from gspread.exceptions import APIError, GSpreadException, UnSupportedExportFormat

from sheets_sync.errors import (
    AccessError,
    ConfigError,
    InvalidRequestError,
    QuotaError,
    SheetsSyncError,
    UnreachableError,
)
from sheets_sync.gateway.failures import failure_of, failure_of_answer, kind_of, reasons, said
from sheets_sync.gateway.masking import masked
from sheets_sync.gateway.policy import Failure
from sheets_sync.words.worded import worded

SENSELESS = (
    GSpreadException,
    UnSupportedExportFormat,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
)
"""What reading an answer raises that is not what it should be."""
UNREACHED = (requests.RequestException, urllib3.exceptions.HTTPError, HTTPException, OSError)
FOREIGN = (APIError, google.auth.exceptions.GoogleAuthError, *UNREACHED, *SENSELESS, UnreachableError)
"""Everything after which an attempt may be repeated, if the policy says so."""
ACCESS_REMEDIES = {
    "SERVICE_DISABLED": "google.enable_api",
    "accessNotConfigured": "google.enable_api",
    "ACCESS_TOKEN_SCOPE_INSUFFICIENT": "google.wrong_scope",
    "storageQuotaExceeded": "google.storage_full",
}


@contextmanager
def translated(spreadsheet: str) -> Iterator[None]:
    """Turns every error of gspread, requests, urllib3, google-auth and the socket into one of ours.

    `from None`: a trace of the cause could show tokens and addresses; its kind is in our text.
    """
    try:
        yield
    except SheetsSyncError as error:
        error.where = error.where or spreadsheet
        raise
    except APIError as error:
        raise _from_answer(error.response, spreadsheet) from None
    except google.auth.exceptions.GoogleAuthError as error:
        raise _from_sign_in(error, spreadsheet) from None
    except UNREACHED as error:
        raise _unreachable(worded("google.unreachable", kind=kind_of(error)), spreadsheet) from None
    except SENSELESS as error:
        raise _unreachable(worded("google.senseless", kind=kind_of(error)), spreadsheet) from None


def _unreachable(what: str, spreadsheet: str) -> UnreachableError:
    return UnreachableError(what, where=spreadsheet, remedy=worded("google.nothing_lost"))


def _from_sign_in(error: google.auth.exceptions.GoogleAuthError, spreadsheet: str) -> SheetsSyncError:
    if failure_of(error) is Failure.UNSENT:
        return _unreachable(worded("google.no_sign_in", kind=kind_of(error)), spreadsheet)
    return AccessError(
        worded("google.refused_key", kind=kind_of(error)),
        where=spreadsheet,
        remedy=worded("google.refused_key.remedy"),
    )


def _from_answer(response: requests.Response, spreadsheet: str) -> SheetsSyncError:
    status = response.status_code
    if failure_of_answer(response) is Failure.QUOTA:
        return QuotaError(
            worded("google.quota"),
            where=spreadsheet,
            remedy=worded("google.quota.remedy"),
        )
    if status == 404:
        return AccessError(
            worded("google.not_found"),
            where=spreadsheet,
            remedy=worded("google.not_found.remedy"),
        )
    if status in (401, 403):
        remedy = next((ACCESS_REMEDIES[r] for r in reasons(response) if r in ACCESS_REMEDIES), "google.share")
        return AccessError(worded("google.refused", status=status), where=spreadsheet, remedy=worded(remedy))
    if status == 400:
        return _from_invalid(masked(str(said(response).get("message", "no reason given")))[:300], spreadsheet)
    return _unreachable(worded("google.in_trouble", status=status), spreadsheet)


def _from_invalid(message: str, spreadsheet: str) -> SheetsSyncError:
    if "protected cell or object" in message:
        return AccessError(
            worded("google.protected"),
            where=spreadsheet,
            remedy=worded("google.protected.remedy"),
        )
    if "not supported for this document" in message:
        return ConfigError(
            worded("google.other_kind"),
            where=spreadsheet,
            remedy=worded("google.other_kind.remedy"),
        )
    return InvalidRequestError(
        worded("google.invalid", message=message),
        where=spreadsheet,
        remedy=worded("google.invalid.remedy"),
    )
