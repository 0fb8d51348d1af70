"""Takes what must not be seen out of a text: mail addresses, tokens, keys."""

from __future__ import annotations

import re

_SECRETS = re.compile(
    r"-----BEGIN.*?(?:-----END[^-]*-----|$)"  # keys
    r"|[\w.+%-]+@[\w-]+(?:\.[\w-]+)*"  # addresses
    r"|(?i:bearer)\s+\S+"
    r"|(?i:(?:access_|refresh_|id_)?token|assertion|key|secret|password|signature)[\"']?\s*[=:]\s*[\"']?[^\s\"'&,}]+"
    r"|\bya29\.[\w.-]+|\beyJ[\w-]+\.[\w.-]+|\bAIza[\w-]{20,}",
    re.DOTALL,
)
MASK = "…"


def masked(text: str) -> str:
    """The text with every address, token and key replaced by an ellipsis."""
    return _SECRETS.sub(MASK, text)
