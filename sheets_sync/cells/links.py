"""The links of a cell (POLICY.md 4.11)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_BETWEEN = re.compile(r"[\s;]+")
_BULLET = re.compile(r"(?:[-+*•]|[0-9]+[.)])+")
_OPENING = '(<"'
_CLOSING = '.,;)>"'
_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_HOST = rf"(?P<host>{_LABEL}(?:\.{_LABEL})+)(?::[0-9]+)?(?P<path>[/?#].*)?"
_WITH_SCHEME = re.compile(rf"https?://{_HOST}", re.ASCII | re.IGNORECASE)
_BARE = re.compile(_HOST, re.ASCII | re.IGNORECASE)
_BARE_ENDINGS = (".vn", ".com", ".net", ".org", ".me", ".be", ".ly", ".gl", ".gy")
_CLOSED_HOSTS = frozenset(
    {
        "drive.google.com",
        "docs.google.com",
        "photos.app.goo.gl",
        "bit.ly",
        "tinyurl.com",
        "goo.gl",
        "cutt.ly",
        "rb.gy",
        "t.co",
    }
)


@dataclass(frozen=True, slots=True)
class Links:
    """What stands in a cell: its links, each once; whether one of them may not open for all; words beside them."""

    links: tuple[str, ...]
    any_closed: bool
    words_beside: bool


def links_in(text: str) -> Links:
    """The links of a cell, in the order typed."""
    links: dict[str, bool] = {}
    words = False
    for piece in _BETWEEN.split(text):
        link = _link(piece)
        if link is not None:
            links[link[0]] = link[1]
        elif not _BULLET.fullmatch(piece) and any(c.isalnum() for c in piece):
            words = True
    return Links(tuple(links), any(links.values()), words)


def not_shown(behind: Iterable[str], shown: Iterable[str]) -> list[str]:
    """The addresses behind a text that are none of the links that it shows."""
    known = {_compared(link) for link in shown}
    return [link for link in behind if _compared(link) not in known]


def _compared(link: str) -> str:
    """A link without what makes no difference: case, the scheme, `www.`, a slash at its end."""
    return link.casefold().rpartition("://")[2].removeprefix("www.").rstrip("/")


def _link(piece: str) -> tuple[str, bool] | None:
    """The link that a piece is and whether it is closed to some; None where it is none."""
    found = _link_of(piece)
    if found is None:
        bullet = _BULLET.match(piece)  # typed without a space after it
        found = _link_of(piece[bullet.end() :]) if bullet else None
    return found


def _link_of(piece: str) -> tuple[str, bool] | None:
    piece = piece.lstrip(_OPENING).rstrip(_CLOSING)
    found = _WITH_SCHEME.fullmatch(piece)
    if found:
        return piece, _closed(found)
    found = _BARE.fullmatch(piece)
    if found and _known_without_scheme(found["host"].lower()):
        return "https://" + piece, _closed(found)
    return None


def _known_without_scheme(host: str) -> bool:
    return host.startswith("www.") or host.endswith(_BARE_ENDINGS)


def _closed(found: re.Match[str]) -> bool:
    """L3: groups that need an invitation, files that need a permission, short links."""
    host = found["host"].lower().removeprefix("www.")
    if host == "zalo.me":
        return (found["path"] or "").lower().startswith("/g/")
    return host in _CLOSED_HOSTS
