"""Query parameters: those of the documents are taken, any other is refused in Google's words."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from sheets_sync.local_sheets import LocalSheets
from sheets_sync.local_sheets.wire.calls import Call

HERE = "/v4/spreadsheets/{id}"


@pytest.fixture
def server() -> Iterator[LocalSheets]:
    with LocalSheets(listen=False) as found:
        found.create_spreadsheet(id="id")
        yield found


def asked(server: LocalSheets, method: str, target: str, body: bytes = b"") -> tuple[int, str]:
    answer = server.answer(Call(method, target.replace("{id}", "id"), body, {"host": "localhost"}))
    assert answer is not None
    return answer.status, answer.body.decode()


# method, path and query, status, what the answer says
CASES = [
    (
        "GET",
        HERE + "?includeGridData=true&fields=spreadsheetId&alt=json&key=x",
        200,
        '"spreadsheetId":"id"',
    ),
    ("GET", HERE + "?%24fields=spreadsheetId&$.xgafv=2", 200, '{"spreadsheetId":"id"}'),
    ("GET", HERE + "?gridData=true", 400, "Field 'gridData' could not be found in request message."),
    ("GET", HERE + "?valueRenderOption=FORMULA", 400, "Cannot bind query parameter"),
    ("GET", HERE + "?includeGridData=maybe", 400, "(TYPE_BOOL)"),
    ("GET", HERE + "/values/A1?valueRenderOption=FORMULAS", 400, "ValueRenderOption"),
    ("GET", HERE + "/values/A1?valueInputOption=RAW", 400, "Field 'valueInputOption' could not be found"),
    ("PUT", HERE + "/values/A1?valueInputOption=RAW&includeValuesInResponse=true", 200, "updatedRange"),
    ("POST", HERE + ":batchUpdate?requests=x", 400, "'requests' is a message type. Parameters can only be bound"),
    ("POST", HERE + "/values:batchUpdate?valueInputOption=RAW", 501, "valueInputOption as a query parameter"),
    ("GET", HERE + "?alt=xml", 400, "xml"),
    ("GET", HERE + "?alt=proto", 501, "alt=proto"),
    ("GET", "/drive/v3/files?unheardOf=1", 200, "files"),
]


@pytest.mark.parametrize(("method", "target", "status", "said"), CASES)
def test_a_parameter_is_known_or_refused(server: LocalSheets, method: str, target: str, status: int, said: str) -> None:
    """Nothing that a client asks for is passed over in silence; what Google binds and this server does not is 501."""
    body = b'{"values": [["x"]]}' if method == "PUT" else b""
    found, text = asked(server, method, target, body)
    shown = json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))
    assert (found, said in shown) == (status, True), text


def test_pretty_answers_say_the_same(server: LocalSheets) -> None:
    """Answers and errors come with lines and indents, as Google's do, unless `prettyPrint=false` or they are long."""
    for path in (HERE, HERE + "/values/Nowhere!A1"):
        plain, pretty = (asked(server, "GET", path + query)[1] for query in ("?prettyPrint=false", ""))
        assert json.loads(plain) == json.loads(pretty)
        assert pretty.splitlines()[1].startswith('  "')
        assert len(plain.splitlines()) == 1
    body = json.dumps({"values": [["x" * 100] * 26] * 10}).encode()
    asked(server, "PUT", HERE + "/values/A1?valueInputOption=RAW", body)
    long, laid_out = (asked(server, "GET", HERE + "/values/A1:Z10" + query)[1] for query in ("", "?prettyPrint=true"))
    assert (len(long.splitlines()), json.loads(long)) == (1, json.loads(laid_out))
    assert len(laid_out.splitlines()) > 260
