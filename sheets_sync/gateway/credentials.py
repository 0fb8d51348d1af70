"""Who the job is to Google: a service account, one that it acts for, a workload identity, or what the machine has."""

from __future__ import annotations

import json
import os
import stat
import threading
from collections.abc import Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import google.auth
import google.auth.exceptions
from google.auth.credentials import AnonymousCredentials, Credentials
from google.auth.transport.requests import Request

from sheets_sync.errors import AccessError, ConfigError
from sheets_sync.words.worded import worded

SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)
KEY_VARIABLE = "GOOGLE_APPLICATION_CREDENTIALS"

_MAKERS = {
    "service_account": ("google.oauth2.service_account", "from_service_account_info"),
    "authorized_user": ("google.oauth2.credentials", "from_authorized_user_info"),
    "impersonated_service_account": (
        "google.auth.impersonated_credentials",
        "from_impersonated_service_account_info",
    ),
    "external_account": ("google.auth.identity_pool", "from_info"),
    "external_account of aws": ("google.auth.aws", "from_info"),
    "external_account of a program": ("google.auth.pluggable", "from_info"),
}
"""What a credentials file may hold, and what makes credentials of it."""


def credentials_for(
    endpoint: str | None, path: Path | None, impersonate: str | None = None, scopes: tuple[str, ...] = SCOPES
) -> Credentials:
    """Credentials for spreadsheets alone: those of the file at `path` (a service account's key, or the configuration
    of a workload identity), else the application default ones; with `impersonate`, those of that service account,
    for which they must be allowed to make tokens. None are read for a loopback endpoint.

    Raises AccessError where there are none, ConfigError where the file is not usable.
    """
    if endpoint and urlsplit(endpoint).scheme == "http":  # loopback only, see config.endpoint_from
        return AnonymousCredentials()  # type: ignore[no-untyped-call]
    named, path = path is not None, key_file(path, os.environ)
    try:
        found = _from_file(path, scopes) if path is not None else google.auth.default(scopes=scopes)[0]
        return _acting_for(found, impersonate, scopes) if impersonate else found
    except FileNotFoundError:
        if not named:
            raise _none_found(path) from None
        raise ConfigError(
            worded("google.key_missing"),
            where=str(path),
            remedy=worded("google.key_missing.remedy"),
        ) from None
    except OSError as error:
        raise ConfigError(
            worded("google.key_unreadable", reason=error.strerror or type(error).__name__),
            where=str(path or ""),
            remedy=worded("google.key_unreadable.remedy"),
        ) from None
    except (ValueError, LookupError, TypeError, AttributeError):
        raise _unusable(path) from None
    except google.auth.exceptions.GoogleAuthError:
        if path is not None:
            raise _unusable(path) from None
        raise _none_found() from None


def _none_found(path: Path | None = None) -> AccessError:
    what = worded("google.no_key_at", path=path) if path else worded("google.no_key")
    return AccessError(what, remedy=worded("google.no_key.remedy", variable=KEY_VARIABLE))


class SignIn:
    """Credentials that threads share: the first that needs a token gets it, the others wait for that one."""

    def __init__(self, auth: Credentials) -> None:
        self.auth = auth
        self._lock, self._request = threading.Lock(), Request()

    def ensure(self, seconds: float) -> None:
        """Gets a token if there is none that holds, within `seconds` for each request. Raises GoogleAuthError."""
        with self._lock:
            if not self.auth.valid:
                self.auth.refresh(partial(self._request, timeout=seconds))  # type: ignore[no-untyped-call]


def _unusable(path: Path | None) -> ConfigError:
    return ConfigError(
        worded("google.key_unusable"),
        where=str(path or ""),
        remedy=worded("google.key_unusable.remedy"),
    )


def _from_file(path: Path, scopes: tuple[str, ...]) -> Credentials:
    """Credentials of a file, by its type. The library's own loader would ask the network for a project's name first."""
    content = json.loads(path.read_text(encoding="utf-8"))
    module, maker = _MAKERS[_type_of(content)]
    made: Credentials = getattr(import_module(module).Credentials, maker)(content, scopes=scopes)
    return made


def _type_of(content: Mapping[str, Any]) -> str:
    kind: str = content["type"]
    source = content.get("credential_source", {}) if kind == "external_account" else {}
    if str(source.get("environment_id", "")).startswith("aws"):
        return f"{kind} of aws"
    return f"{kind} of a program" if "executable" in source else kind


def _acting_for(source: Credentials, account: str, scopes: tuple[str, ...]) -> Credentials:
    from google.auth.impersonated_credentials import Credentials

    return Credentials(source, target_principal=account, target_scopes=list(scopes))  # type: ignore[no-untyped-call]


def key_file(path: Path | None, environ: Mapping[str, str]) -> Path | None:
    """The file that the credentials come from, if they come from one."""
    named = environ.get(KEY_VARIABLE)
    return path or (Path(named) if named else None)


def account_in(path: Path | None) -> str:
    """The account that a credentials file names; "" where it names none, or can't be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8")) if path else {}
        return str(found.get("client_email", "")) if isinstance(found, dict) else ""
    except (OSError, ValueError):
        return ""


def holds_a_secret(path: Path) -> bool:
    """Whether a credentials file lets whoever reads it act as the job; a workload identity's does not."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    return any(f'"{name}"' in text for name in ("private_key", "refresh_token", "client_secret"))


def readable_by_others(path: Path) -> bool:
    """Whether more than its owner may read a file (never where the system keeps no such bits)."""
    try:
        return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))
    except OSError:
        return False
