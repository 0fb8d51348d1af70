"""Checks every request and every answer against Google's discovery documents, inside a test's server.

The documents come with google-api-python-client, which only tests need. The check is strict: a field that the schema
does not know, or a value of another type, is a violation. Drive answers are checked too.
"""

from __future__ import annotations

import functools
import importlib.resources
import json
import re
from typing import Any

from sheets_sync.local_sheets.wire.calls import Answer, Call

_PLACES = {"/v4/": "sheets.v4.json", "/drive/v3/": "drive.v3.json"}
_JSON_TYPES = {"string": str, "boolean": bool, "array": list, "object": dict}


@functools.cache
def document(name: str) -> dict[str, Any]:
    """A discovery document out of google-api-python-client."""
    folder = importlib.resources.files("googleapiclient.discovery_cache.documents")
    found: dict[str, Any] = json.loads(folder.joinpath(name).read_text("utf-8"))
    return found


@functools.cache
def _methods(name: str) -> list[tuple[str, re.Pattern[str], dict[str, Any]]]:
    found = []
    base = document(name).get("servicePath", "")

    def walk(node: dict[str, Any]) -> None:
        for method in node.get("methods", {}).values():
            path = re.sub(r"\\\{\+?(\w+)\\\}", r"(?P<\1>.+)", re.escape("/" + base + method["path"]))
            path = path.replace("(?P<spreadsheetId>.+)", "(?P<spreadsheetId>[^/:]+)")
            path = path.replace("(?P<fileId>.+)", "(?P<fileId>[^/:]+)")
            found.append((method["httpMethod"], re.compile(path), method))
        for inner in node.get("resources", {}).values():
            walk(inner)

    walk(document(name))
    return sorted(found, key=lambda item: -len(item[1].pattern.replace(".+", "")))


def violations(call: Call, answer: Answer) -> list[str]:
    """What in a request (unless it was refused) or in its answer does not fit Google's schema."""
    name = next((doc for prefix, doc in _PLACES.items() if call.path.startswith(prefix)), None)
    if name is None or answer.status == 501:
        return []
    for method, pattern, spec in _methods(name):
        if method == call.method and pattern.fullmatch(call.path):
            found = [] if answer.status >= 400 else _request(name, call, spec)
            return found + _answer(name, call, answer, spec)
    return [] if answer.status >= 400 else [f"{call.method} {call.path} is no method of the API"]


def _request(name: str, call: Call, spec: dict[str, Any]) -> list[str]:
    found = []
    known = {**document(name).get("parameters", {}), **spec.get("parameters", {})}
    # gspread sends these to methods that do not declare them; Google does not mind (C)
    tolerated = {"supportsAllDrives", "includeItemsFromAllDrives"}
    found += [f"query parameter {one} is unknown" for one in call.query if one not in known and one not in tolerated]
    if "request" in spec and call.body.strip():
        checker = _Checker(name, "request", tolerant=True)
        checker.check({"$ref": spec["request"]["$ref"]}, json.loads(call.body), "")
        # Drive takes names that it does not know: gspread has always sent `withLink`
        found += [text for text in checker.found if name.startswith("sheets") or not text.endswith("is unknown")]
    return [f"{call.method} {call.path}: {text}" for text in found]


def _answer(name: str, call: Call, answer: Answer, spec: dict[str, Any]) -> list[str]:
    if answer.status >= 400 or not answer.content_type.startswith("application/json"):
        return []
    checker = _Checker(name, "answer")
    if "response" in spec:
        checker.check({"$ref": spec["response"]["$ref"]}, json.loads(answer.body), "")
    return [f"{call.method} {call.path}: {text}" for text in checker.found]


class _Checker:
    """Walks a value along its schema and notes what does not fit."""

    def __init__(self, name: str, side: str, *, tolerant: bool = False) -> None:
        self.schemas = document(name)["schemas"]
        self.side, self.tolerant = side, tolerant
        self.found: list[str] = []

    def check(self, schema: dict[str, Any], value: Any, path: str) -> None:
        if len(self.found) > 20 or (value is None and self.tolerant):
            return
        if "$ref" in schema:
            schema = self.schemas[schema["$ref"]]
        kind = schema.get("type", "any")
        if kind == "any":
            return
        if kind == "array":
            self._array(schema, value, path)
        elif kind == "object":
            self._object(schema, value, path)
        elif kind in ("integer", "number"):
            if isinstance(value, bool) or not isinstance(value, int if kind == "integer" else (int, float)):
                self._note(path, f"{value!r} is no {kind}")
        elif not isinstance(value, _JSON_TYPES[kind]):
            self._note(path, f"{value!r} is no {kind}")
        elif "enum" in schema and value not in schema["enum"]:
            self._note(path, f"{value!r} is none of its values")

    def _array(self, schema: dict[str, Any], value: Any, path: str) -> None:
        if not isinstance(value, list):
            if self.tolerant and isinstance(value, dict):  # one object for a list of one
                return self.check(schema["items"], value, path)
            return self._note(path, "is no list")
        for n, item in enumerate(value):
            if self.tolerant and isinstance(item, list) and schema["items"].get("type") != "array":
                self._array(schema, item, f"{path}[{n}]")
            else:
                self.check(schema["items"], item, f"{path}[{n}]")
        return None

    def _object(self, schema: dict[str, Any], value: Any, path: str) -> None:
        if not isinstance(value, dict):
            return self._note(path, "is no object")
        fields = schema.get("properties", {})
        rest = schema.get("additionalProperties")
        for name, item in value.items():
            known = fields.get(name) or (fields.get(_camel(name)) if self.tolerant else None) or rest
            if known is None:
                if "properties" in schema:
                    self._note(f"{path}.{name}", "is unknown")
            else:
                self.check(known, item, f"{path}.{name}")
        return None

    def _note(self, path: str, text: str) -> None:
        self.found.append(f"{self.side}{path} {text}")


def _camel(name: str) -> str:
    return re.sub(r"_([a-z])", lambda match: match[1].upper(), name)
