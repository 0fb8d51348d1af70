"""Who is answered: programs of this machine, and pages of this very server."""

from __future__ import annotations

import pytest

from sheets_sync.local_sheets.wire.origin import ELSEWHERE, FOREIGN, WRONG_PORT, port_of, refusal

HERE = "127.0.0.1:8085"
REQUESTS = [
    # headers, refused because
    ({"host": HERE}, None),  # gspread, curl
    ({}, None),  # HTTP/1.0
    ({"host": "localhost:9"}, None),  # a program behind a forwarded port
    ({"host": "evil.example:8085"}, ELSEWHERE),
    ({"host": "127.0.0.1.evil.example:8085"}, ELSEWHERE),
    ({"host": HERE, "origin": f"http://{HERE}", "sec-fetch-site": "same-origin"}, None),
    ({"host": "localhost:8085", "origin": "http://localhost:8085"}, None),
    ({"host": "[::1]:8085", "origin": "http://[::1]:8085"}, None),
    ({"host": HERE, "sec-fetch-site": "none"}, None),  # typed into the address bar
    ({"host": HERE, "origin": "http://localhost:8085"}, FOREIGN),  # another origin, though the same machine
    ({"host": HERE, "origin": "http://127.0.0.1:9000"}, FOREIGN),
    ({"host": HERE, "origin": "https://127.0.0.1:8085"}, FOREIGN),
    ({"host": HERE, "origin": "https://evil.example"}, FOREIGN),
    ({"host": HERE, "origin": "null"}, FOREIGN),  # a sandboxed frame, a file
    ({"host": HERE, "origin": ""}, FOREIGN),
    ({"origin": "http://127.0.0.1:8085"}, FOREIGN),  # no Host to compare with
    ({"host": HERE, "sec-fetch-site": "same-site"}, FOREIGN),  # another port of this machine
    ({"host": HERE, "sec-fetch-site": "cross-site"}, FOREIGN),
    ({"host": "localhost:9000", "origin": "http://localhost:9000"}, WRONG_PORT),
    ({"host": "localhost:9000", "sec-fetch-site": "same-origin"}, WRONG_PORT),
    ({"host": "rebound.example:8085", "origin": "http://rebound.example:8085"}, ELSEWHERE),
]


@pytest.mark.parametrize(("headers", "why"), REQUESTS)
def test_api_requests(headers: dict[str, str], why: str | None) -> None:
    """Programs are answered as ever; a browser only where it speaks for this server's own page."""
    assert refusal(headers, 8085, allow_remote=False, opening=False, page=False) == why


def test_a_link_may_open_the_page_but_do_nothing_else() -> None:
    """A click in a message is answered when it only opens the page."""
    headers = {"host": HERE, "sec-fetch-site": "cross-site"}
    assert refusal(headers, 8085, allow_remote=False, opening=True, page=True) is None
    assert refusal(headers, 8085, allow_remote=False, opening=False, page=True) == FOREIGN


@pytest.mark.parametrize(("host", "why"), [(HERE, None), ("localhost:8085", None), ("localhost:81", WRONG_PORT),
                                           ("localhost", WRONG_PORT), ("evil.example:8085", ELSEWHERE)])  # fmt: skip
def test_the_page_wants_the_right_port_too(host: str, why: str | None) -> None:
    """The page is given out under its own address only, to programs as well."""
    assert refusal({"host": host}, 8085, allow_remote=False, opening=True, page=True) == why


@pytest.mark.parametrize(("headers", "why"), [
    ({"host": "sheets.office.example"}, None),
    ({"host": "sheets.office.example", "origin": "https://sheets.office.example"}, None),
    ({"host": "sheets.office.example", "origin": "https://evil.example"}, FOREIGN),
    ({"host": "sheets.office.example", "sec-fetch-site": "cross-site"}, FOREIGN),
])  # fmt: skip
def test_with_allow_remote_any_name_is_ours_but_no_foreign_page(headers: dict[str, str], why: str | None) -> None:
    """`--allow-remote` opens the server to other machines, not to other pages."""
    assert refusal(headers, 8085, allow_remote=True, opening=False, page=True) == why


@pytest.mark.parametrize(("host", "port"), [("a:81", 81), ("a", 80), ("[::1]", 80), ("[::1]:82", 82), ("a:x", 80)])
def test_ports(host: str, port: int) -> None:
    """The port of a Host header; 80 where it names none."""
    assert port_of(host) == port
