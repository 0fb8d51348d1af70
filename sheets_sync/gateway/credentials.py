"""Who the job is to Google: a service account, one that it acts for, a workload identity, or what the machine has."""

from __future__ import annotations

import json
import os
import stat
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import google.auth
import google.auth.exceptions
from google.auth.credentials import AnonymousCredentials

from sheets_sync.errors import AccessError, ConfigError

SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)
KEY_VARIABLE = "GOOGLE_APPLICATION_CREDENTIALS"


def credentials_for(endpoint: str | None, path: Path | None, impersonate: str | None = None) -> Any:
    """Credentials for spreadsheets alone: those of the file at `path` (a service account's key, or the configuration
    of a workload identity), else the application default ones; with `impersonate`, those of that service account,
    for which they must be allowed to make tokens. None are read for a loopback endpoint.

    Raises AccessError where there are none, ConfigError where the file is not usable.
    """
    if endpoint and urlsplit(endpoint).scheme == "http":  # loopback only, see config.endpoint_from
        return AnonymousCredentials()  # type: ignore[no-untyped-call]
    try:
        found = _from_file(path) if path is not None else google.auth.default(scopes=SCOPES)[0]
        return _acting_for(found, impersonate) if impersonate else found
    except FileNotFoundError:
        raise ConfigError(
            "this credentials file does not exist.",
            where=str(path),
            remedy="Mend [google] credentials in the campaign file.",
        ) from None
    except OSError as error:
        raise ConfigError(
            f"this credentials file can't be read ({error.strerror or type(error).__name__}).",
            where=str(path or os.environ.get(KEY_VARIABLE, "")),
            remedy="Let the job's user read it, and nobody else: chmod 600.",
        ) from None
    except (ValueError, LookupError, TypeError, AttributeError):
        raise ConfigError(
            "this is no usable credentials file.",
            where=str(path or os.environ.get(KEY_VARIABLE, "")),
            remedy="Download a new JSON key for the service account, or a new configuration of the workload identity.",
        ) from None
    except google.auth.exceptions.GoogleAuthError:
        raise AccessError(
            "no Google credentials were found.",
            remedy=f"Set {KEY_VARIABLE} to a service-account key file (or [google] credentials in the campaign file), "
            "and share the spreadsheet with that account as an editor.",
        ) from None


def _from_file(path: Path) -> Any:
    content = json.loads(path.read_text(encoding="utf-8"))
    if content.get("type") == "service_account":
        from google.oauth2.service_account import Credentials

        return Credentials.from_service_account_info(content, scopes=SCOPES)  # type: ignore[no-untyped-call]
    with warnings.catch_warnings():  # it warns of files from strangers; this one was named by the office itself
        warnings.simplefilter("ignore")
        return google.auth.load_credentials_from_dict(  # type: ignore[no-untyped-call]
            content, scopes=SCOPES
        )[0]


def _acting_for(source: Any, account: str) -> Any:
    from google.auth.impersonated_credentials import Credentials

    return Credentials(source, target_principal=account, target_scopes=list(SCOPES))  # type: ignore[no-untyped-call]


def key_file(path: Path | None, environ: Mapping[str, str]) -> Path | None:
    """The file that the credentials come from, if they come from one."""
    named = environ.get(KEY_VARIABLE)
    return path or (Path(named) if named else None)


def readable_by_others(path: Path) -> bool:
    """Whether more than its owner may read a file (never where the system keeps no such bits)."""
    try:
        return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))
    except OSError:
        return False
