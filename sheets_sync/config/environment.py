"""What the environment says: the variables and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from sheets_sync.config.settings import LOOPBACK
from sheets_sync.errors import ConfigError
from sheets_sync.words.worded import worded

ENDPOINT_VARIABLE = "SHEETS_SYNC_ENDPOINT"
CAMPAIGN_VARIABLE = "SHEETS_SYNC_CAMPAIGN"
MAIL_PASSWORD_VARIABLE = "SHEETS_SYNC_MAIL_PASSWORD"  # noqa: S105 - the name of a variable


def endpoint_from(environ: Mapping[str, str]) -> str | None:
    """The base URL of `SHEETS_SYNC_ENDPOINT`; without TLS only on loopback. Raises ConfigError."""
    url = environ.get(ENDPOINT_VARIABLE, "").strip().rstrip("/")
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return url
    if parts.scheme == "http" and parts.hostname in LOOPBACK:
        return url
    raise ConfigError(
        worded("config.endpoint", url=url),
        where=ENDPOINT_VARIABLE,
        remedy=worded("config.endpoint.remedy"),
    )
