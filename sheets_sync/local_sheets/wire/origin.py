"""Who may speak to the server: names that mean this machine, and pages that this server gave out itself. Pure.

Programs send neither `Origin` nor `Sec-Fetch-Site`; browsers do. A browser is answered only where it speaks for a page
of this very server, so that no other page can read or write here, also not under a name of its own (DNS rebinding).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping

ELSEWHERE = "The Host header names another machine; this server answers on loopback only."
WRONG_PORT = "The Host header names another port than this server's."
FOREIGN = "This request comes from a page of another origin."
_OWN_SITES = ("same-origin", "none")


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_loopback_host(header: str) -> bool:
    """A Host header that names this machine. Without one (HTTP/1.0) nothing is claimed."""
    name = header.rpartition(":")[0] if header.rpartition(":")[2].isdigit() and header.count(":") == 1 else header
    if header.startswith("["):
        name = header[1:].partition("]")[0]
    return not header or is_loopback(name.rstrip("."))


def port_of(header: str) -> int:
    """The port that a Host header names; 80 where it names none."""
    port = header.rpartition("]")[2].rpartition(":")[2] if ":" in header.rpartition("]")[2] else ""
    return int(port) if port.isdigit() else 80


def refusal(headers: Mapping[str, str], port: int, *, allow_remote: bool, opening: bool, page: bool) -> str | None:
    """Why a request must not be answered; None where it may be.

    `headers` by lower-case name. `opening`: the request only opens the page, which a link anywhere may do.
    `page`: it goes to the page, not to the API; then the port must be the right one for programs too.
    """
    host = headers.get("host", "")
    if not allow_remote and not is_loopback_host(host):
        return ELSEWHERE
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    browser = origin is not None or site is not None
    if (browser or page) and host and not allow_remote and port_of(host) != port:
        return WRONG_PORT
    if origin is not None and not _is_own(origin, host, allow_remote=allow_remote):
        return FOREIGN
    if site is not None and site not in _OWN_SITES and not opening:
        return FOREIGN
    return None


def _is_own(origin: str, host: str, *, allow_remote: bool) -> bool:
    """Whether an Origin header names the place that the Host header names. A proxy before us may speak TLS."""
    schemes = ("http://", "https://") if allow_remote else ("http://",)
    return bool(host) and origin.lower() in [scheme + host.lower() for scheme in schemes]
