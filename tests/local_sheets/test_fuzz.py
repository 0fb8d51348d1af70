"""No request makes the server fail: methods, parameters and bodies made from Google's discovery documents."""

from __future__ import annotations

import json
import random
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from sheets_sync.local_sheets import LocalSheets
from sheets_sync.local_sheets.routes import find
from sheets_sync.local_sheets.sheets.batch import KINDS
from sheets_sync.local_sheets.wire import schema
from sheets_sync.local_sheets.wire.calls import Call
from sheets_sync.local_sheets.wire.exceptions import ApiError

REQUESTS = 1500
BATCH = {
    "parameters": {"spreadsheetId": {"location": "path"}},
    "request": {"$ref": "BatchUpdateSpreadsheetRequest"},
}
TEXTS = [
    "",
    "x",
    "A1",
    "A1:B2",
    "Sheet1!A:A",
    "'",
    "!",
    "=A1",
    "*",
    "a.b",
    "0",
    "-1",
    "abc",
    "root",
    "true",
    "☃",
    "a" * 300,
]
PIECES = ["0", "1", "A1", "x", "'a/b'!A1"]
NUMBERS = [0, 1, -1, 2, 5, 999, 1000, 1001, 2**31 - 1, -(2**31), 2**31, 1.5, 1e300]


class Maker:
    """Values of the API's types: mostly fitting ones, at their edges, now and then of another type."""

    def __init__(self, seed: int, file_id: str) -> None:
        self.random = random.Random(seed)
        self.file_id = file_id

    def value(self, kind: str, depth: int = 0) -> Any:
        pick = self.random
        if pick.random() < 0.03:
            return pick.choice([None, [], {}, "x", -1, True, [None], {"x": 1}])
        if kind.startswith("*"):
            return [self.value(kind[1:], depth + 1) for _ in range(pick.choice([0, 1, 1, 2]))]
        if kind.startswith("%"):
            return {"k": self.value(kind[1:], depth + 1)}
        if "|" in kind:
            return pick.choice([*kind.split("|"), "NOTHING"])
        if kind in schema.messages():
            return self.message(kind, depth + 1)
        if kind in ("int", "double", "float"):
            return pick.choice([0, 1, 2, 3, *NUMBERS])
        return {"bool": pick.random() < 0.5}.get(kind, pick.choice([*TEXTS, self.file_id]))

    def message(self, name: str, depth: int = 0) -> dict[str, Any]:
        fields = list(schema.messages()[name].items())
        chosen = self.random.sample(fields, min(len(fields), self.random.randint(0, 5 if depth < 6 else 0)))
        return {field: self.value(kind, depth) for field, kind in chosen}

    def batch(self) -> dict[str, Any]:
        name = self.random.choice(sorted(KINDS))
        kind = schema.messages()["Request"][name]
        body = self.message(kind, 0)
        if "fields" in schema.messages()[kind]:
            body["fields"] = self.random.choice(["*", "*", "userEnteredValue", "title", "x"])
        return {"requests": [{name: body}]}


def documents() -> list[tuple[str, str, dict[str, Any]]]:
    pytest.importorskip("googleapiclient")
    from sheets_sync.local_sheets.wire.validation import document

    found = []
    for name in ("sheets.v4.json", "drive.v3.json"):
        base = document(name).get("servicePath", "")
        waiting = [document(name)]
        while waiting:
            node = waiting.pop()
            waiting += node.get("resources", {}).values()
            found += [(one["httpMethod"], f"/{base}{one['path']}", one) for one in node.get("methods", {}).values()]
    return found


def call_of(maker: Maker, method: str, path: str, spec: dict[str, Any]) -> Call:
    pick = maker.random
    query = {}
    for name, one in spec.get("parameters", {}).items():
        if one["location"] == "path":
            value = maker.file_id if name in ("spreadsheetId", "fileId") else pick.choice(PIECES)
            path = path.replace("{" + name + "}", quote(value, safe="")).replace(
                "{+" + name + "}", quote(value, safe="")
            )
        elif pick.random() < 0.4:
            query[name] = pick.choice([*one.get("enum", []), *TEXTS, "1", "true"])
    body = b""
    if "request" in spec:
        name = spec["request"]["$ref"]
        known = name in schema.messages()
        made = maker.batch() if name == "BatchUpdateSpreadsheetRequest" else maker.message(name) if known else {}
        body = json.dumps(made).encode()
    elif method in ("POST", "PUT"):
        body = pick.choice([b"", b"x", b"[1]", b"null", b"{}", b'"x"'])
    return Call(method, path + ("?" + urlencode(query) if query else ""), body, {"host": "localhost"})


def is_modelled(call: Call) -> bool:
    try:
        return bool(find(call))
    except ApiError:
        return False


@pytest.mark.slow
def test_nothing_makes_the_server_fail() -> None:
    """Random requests are answered or refused, never with 500."""
    methods = documents()
    with LocalSheets(listen=False) as server:
        file_id = server.create_spreadsheet("Try")
        kept = server.spreadsheet(file_id)
        maker = Maker(1, file_id)
        for number in range(REQUESTS):
            call = call_of(maker, *maker.random.choice(methods))
            if call.method == "DELETE" or not is_modelled(call):
                call = call_of(maker, "POST", "/v4/spreadsheets/{spreadsheetId}:batchUpdate", BATCH)
            answer = server.answer(call)
            assert answer is not None
            assert answer.status != 500, f"{number}: {call.method} {call.target} {call.body!r}\n{server.failures[-1]}"
            if number % 50 == 0:
                server.workspace.books[file_id] = kept
