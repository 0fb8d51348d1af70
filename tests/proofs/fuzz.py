"""No request makes the server fail: methods, parameters and bodies made from Google's discovery documents.

    python -m tests.proofs.fuzz [REQUESTS] [--seed N]

Prints one JSON document: how many requests there were, what they were answered, and those that made the server fail.
Ends with 1 where one did.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

from sheets_sync.local_sheets import LocalSheets
from sheets_sync.local_sheets.routes import find
from sheets_sync.local_sheets.sheets.batch import KINDS
from sheets_sync.local_sheets.wire import schema
from sheets_sync.local_sheets.wire.calls import Call
from sheets_sync.local_sheets.wire.exceptions import ApiError

REQUESTS = 20_000
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
    """Values of the API's types: mostly fitting ones, at their edges, now and then of another type.

    Half of the requests are careful: they hold little that is odd, so that more of them come past the first checks.
    """

    def __init__(self, seed: int, file_id: str) -> None:
        self.random = random.Random(seed)
        self.file_id = file_id
        self.odd = 0.03

    def begin(self) -> None:
        """Before each request: how odd it is."""
        self.odd = self.random.choice([0.002, 0.05])

    def range(self) -> dict[str, int]:
        """A range in the grid, also one without cells, or open at some ends."""
        top, left = self.random.randint(0, 6), self.random.randint(0, 6)
        ends = {"startRowIndex": top, "endRowIndex": top + self.random.randint(0, 5), "startColumnIndex": left,
                "endColumnIndex": left + self.random.randint(0, 5)}  # fmt: skip
        return {"sheetId": 0} | {name: at for name, at in ends.items() if self.random.random() < 0.9}

    def value(self, kind: str, depth: int = 0) -> Any:
        pick = self.random
        if pick.random() < self.odd:
            return pick.choice([None, [], {}, "x", -1, True, [None], {"x": 1}])
        if kind.startswith("*"):
            return [self.value(kind[1:], depth + 1) for _ in range(pick.choice([0, 1, 1, 2]))]
        if kind.startswith("%"):
            return {"k": self.value(kind[1:], depth + 1)}
        if "|" in kind:
            return pick.choice(kind.split("|")) if pick.random() > self.odd else "NOTHING"
        if kind == "GridRange" and pick.random() > self.odd * 5:
            return self.range()
        if kind in schema.messages():
            return self.message(kind, depth + 1)
        if kind in ("int", "double", "float"):
            return pick.choice([0, 1, 2, 3, *(NUMBERS if pick.random() < self.odd * 5 else ())])
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
        for field, of in schema.messages()[kind].items():
            if of in ("GridRange", "GridCoordinate", "DimensionRange") and self.random.random() > self.odd * 5:
                body[field] = self.place(of)
        return {"requests": [{name: body}]}

    def place(self, kind: str) -> dict[str, Any]:
        """Where a request works: most that have none are refused at once."""
        if kind == "GridRange":
            return self.range()
        if kind == "GridCoordinate":
            return {"sheetId": 0, "rowIndex": self.random.randint(0, 8), "columnIndex": self.random.randint(0, 8)}
        start = self.random.randint(0, 6)
        dimension = self.random.choice(["ROWS", "COLUMNS"])
        return {
            "sheetId": 0,
            "dimension": dimension,
            "startIndex": start,
            "endIndex": start + self.random.randint(0, 4),
        }


def documents() -> list[tuple[str, str, dict[str, Any]]]:
    """Every method of Google's two APIs: HTTP method, path, description."""
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


def fill(server: LocalSheets, file_id: str) -> None:
    """Something to work on: texts, numbers, formulas, a merge, a named range, a filter."""
    http = server.client().http_client
    rows = [["name", "n", "sum"], *([f"row {n}", n, f"=SUM(B$2:B{n + 2})"] for n in range(6))]
    place = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 3}
    http.values_update(file_id, "A1", {"valueInputOption": "USER_ENTERED"}, {"values": rows})
    http.batch_update(file_id, {"requests": [
        {"addNamedRange": {"namedRange": {"name": "numbers", "range": place}}},
        {"mergeCells": {"range": {**place, "startRowIndex": 20, "endRowIndex": 22}, "mergeType": "MERGE_ALL"}},
        {"setBasicFilter": {"filter": {"range": place}}},
    ]})  # fmt: skip


def answered(requests: int, seed: int = 1) -> Iterator[tuple[Call, int, str]]:
    """Random requests with the status of their answers; for a 500 with its trace."""
    methods = documents()
    with LocalSheets(listen=False) as server:
        file_id = server.create_spreadsheet("Try")
        maker = Maker(seed, file_id)
        fill(server, file_id)
        kept = server.spreadsheet(file_id)
        for number in range(requests):
            maker.begin()
            call = call_of(maker, *maker.random.choice(methods))
            if call.method == "DELETE" or not is_modelled(call):
                call = call_of(maker, "POST", "/v4/spreadsheets/{spreadsheetId}:batchUpdate", BATCH)
            answer = server.answer(call)
            assert answer is not None
            yield call, answer.status, str(server.failures[-1]) if answer.status == 500 else ""
            if number % 50 == 0:
                server.workspace.books[file_id] = kept


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("requests", type=int, nargs="?", default=REQUESTS)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    statuses: Counter[int] = Counter()
    failed = []
    for call, status, trace in answered(given.requests, given.seed):
        statuses[status] += 1
        if trace:
            failed.append({"call": f"{call.method} {call.target}", "body": call.body.decode(), "trace": trace})
    print(
        json.dumps({"requests": given.requests, "answers": dict(sorted(statuses.items())), "failed": failed}, indent=1)
    )
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
