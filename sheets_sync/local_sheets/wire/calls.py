"""One request and one answer, apart from how they travel."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from sheets_sync.local_sheets.wire.exceptions import ApiError, bad_fields, invalid
from sheets_sync.local_sheets.wire.schema import read, snake

JSON_TYPE = "application/json; charset=UTF-8"


_ENUMS = {
    "majorDimension": "Dimension",
    "valueRenderOption": "ValueRenderOption",
    "ValueRenderOption": "ValueRenderOption",
    "dateTimeRenderOption": "DateTimeRenderOption",
    "DateTimeRenderOption": "DateTimeRenderOption",
    "valueInputOption": "ValueInputOption",
    "insertDataOption": "InsertDataOption",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, body and type of an HTTP answer."""

    status: int = 200
    body: bytes = b""
    content_type: str = JSON_TYPE
    headers: tuple[tuple[str, str], ...] = ()
    cut: bool = False  # send half of the body and hang up


def json_answer(value: Any, status: int = 200) -> Answer:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Answer(status, text.encode("utf-8", "surrogatepass"))


def error_answer(refusal: ApiError) -> Answer:
    return json_answer(refusal.body(), refusal.code)


@dataclass(slots=True)
class Call:
    """A request: who asks for what."""

    method: str
    target: str  # raw, undecoded: path and query
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    user: str = ""
    _query: dict[str, list[str]] | None = None

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def is_write(self) -> bool:
        """Whether a request can change anything: what counts against the quota of writes."""
        reading = self.path.endswith(("ByDataFilter", "developerMetadata:search")) and ":batchUpdate" not in self.path
        return self.method != "GET" and not (reading and ":batchClear" not in self.path)

    @property
    def query(self) -> dict[str, list[str]]:
        if self._query is None:
            self._query = {}
            for name, value in parse_qsl(self.target.partition("?")[2], keep_blank_values=True):
                self._query.setdefault(name.removeprefix("$"), []).append(value)  # "$fields" is "fields"
        return self._query

    def one(self, name: str, default: str = "") -> str:
        """A query parameter that may be given once."""
        values = self.query.get(name)
        return values[-1] if values else default

    def flag(self, name: str) -> bool:
        return self.one(name).lower() in ("true", "1")

    def choice(self, name: str, members: tuple[str, ...]) -> str:
        """An enum parameter; the first member is the default."""
        value = self.one(name) or members[0]
        if value.endswith("_UNSPECIFIED"):
            return members[0]
        if value not in members:
            kind = _ENUMS.get(name.removeprefix("response"), name)
            text = f"Invalid value at '{snake(name)}' (type.googleapis.com/google.apps.sheets.v4.{kind}), \"{value}\""
            raise bad_fields([(snake(name), text)])
        return value

    def json(self) -> Any:
        """The body as JSON; an empty one is an empty object."""
        if not self.body.strip():
            return {}
        try:
            return json.loads(self.body)
        except ValueError as error:
            # Google's text goes on with a caret under the place; only its beginning is kept here
            raise invalid(f"Invalid JSON payload received. {error}") from None

    def message(self, name: str, path: str = "") -> dict[str, Any]:
        """The body in canonical form, checked against the schema."""
        return read(name, self.json(), path)
