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
    "SERVICE_DISABLED": "Enable the Google Sheets API in the Cloud project of the job's account.",
    "accessNotConfigured": "Enable the Google Sheets API in the Cloud project of the job's account.",
    "ACCESS_TOKEN_SCOPE_INSUFFICIENT": "The credentials lack the scope “spreadsheets”: sign in again with it, or use a "
    "service account.",
    "storageQuotaExceeded": "The owner's storage is full: make room there, or move the file to another owner.",
}
SHARE = "Share the spreadsheet with the job's account as an editor, and enable the Sheets API for it."


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
        raise _unreachable(f"the spreadsheet service could not be reached ({kind_of(error)}).", spreadsheet) from None
    except SENSELESS as error:
        raise _unreachable(
            f"the spreadsheet service gave an answer that makes no sense ({kind_of(error)}).", spreadsheet
        ) from None


def _unreachable(what: str, spreadsheet: str) -> UnreachableError:
    return UnreachableError(
        what, where=spreadsheet, remedy="Nothing is lost and nobody is counted as absent; the next run goes on."
    )


def _from_sign_in(error: google.auth.exceptions.GoogleAuthError, spreadsheet: str) -> SheetsSyncError:
    if failure_of(error) is Failure.UNSENT:
        return _unreachable(f"the sign-in service did not answer ({kind_of(error)}).", spreadsheet)
    return AccessError(
        f"Google refused the credentials ({kind_of(error)}).",
        where=spreadsheet,
        remedy="Check the key file and the machine's clock, or make a new key.",
    )


def _from_answer(response: requests.Response, spreadsheet: str) -> SheetsSyncError:
    status = response.status_code
    if failure_of_answer(response) is Failure.QUOTA:
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
        remedy = next((ACCESS_REMEDIES[r] for r in reasons(response) if r in ACCESS_REMEDIES), SHARE)
        return AccessError(f"access to the spreadsheet was refused (HTTP {status}).", where=spreadsheet, remedy=remedy)
    if status == 400:
        return _from_invalid(masked(str(said(response).get("message", "no reason given")))[:300], spreadsheet)
    return _unreachable(f"the spreadsheet service is in trouble (HTTP {status}).", spreadsheet)


def _from_invalid(message: str, spreadsheet: str) -> SheetsSyncError:
    if "protected cell or object" in message:
        return AccessError(
            "the job may not edit one of its own tabs: somebody protected it.",
            where=spreadsheet,
            remedy="Let the job's account edit it (Data > Protect sheets and ranges), or remove the protection.",
        )
    if "not supported for this document" in message:
        return ConfigError(
            "this is a file of another kind, such as an Excel file, not a spreadsheet of Google's.",
            where=spreadsheet,
            remedy="Open it and choose File > Save as Google Sheets; then use the address of the new one.",
        )
    return InvalidRequestError(
        f"Google refused the request as invalid: {message}",
        where=spreadsheet,
        remedy="If people changed tabs just now, the next run goes on. If it comes again, please report it.",
    )
