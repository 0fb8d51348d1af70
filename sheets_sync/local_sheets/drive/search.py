"""Drive's search language (`q`): a text becomes a predicate over file resources (4.1).

or    := and ("or" and)*          and := not ("and" not)*        not := "not" not | "(" or ")" | term
term  := field operator value | value "in" collection | collection "in" value
       | ("properties" | "appProperties") "has" "{" key='…' and value='…' "}"
"""

from __future__ import annotations

import datetime
import operator
import re
from collections.abc import Callable
from typing import Any

from sheets_sync.local_sheets.wire.exceptions import DriveError, NotModelled

Resource = dict[str, Any]
Predicate = Callable[[Resource], bool]

_TOKEN = re.compile(r"""\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|<=|>=|!=|[=<>(){}]|[\w.:+-]+)""", re.DOTALL)
_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_TIMES = ("createdTime", "modifiedTime", "viewedByMeTime", "sharedWithMeTime", "modifiedByMeTime")
_FLAGS = ("trashed", "starred", "sharedWithMe")
_COLLECTIONS = ("parents", "owners", "writers", "readers")
_UNKNOWN_HERE = ("memberCount", "hidden", "driveId", "organizerCount", "labels", "shortcutDetails.targetId")
FULL_TEXT = "fullText"


def condition(q: str, user: str) -> Predicate:
    """The files that a search finds for `user`, who is "me". 400 for what the language does not know."""
    if not q.strip():
        return lambda file: True
    parser = _Parser(q, user)
    found = parser.either()
    if parser.tokens:
        raise refused()
    return found


def refused(where: str = "q") -> DriveError:
    return DriveError(400, "Invalid Value", "invalid", location=where, locationType="parameter")


class _Parser:
    def __init__(self, q: str, user: str) -> None:
        self.user = user
        self.tokens: list[str] = []
        self.depth = 0
        place = 0
        while place < len(q.rstrip()):
            match = _TOKEN.match(q, place)
            if match is None:
                raise refused()
            self.tokens.append(match[1])
            place = match.end()

    def _peek(self, offset: int = 0) -> str:
        return self.tokens[offset] if len(self.tokens) > offset else ""

    def _take(self, *expected: str) -> str:
        if not self.tokens or (expected and self.tokens[0].lower() not in expected):
            raise refused()
        return self.tokens.pop(0)

    def either(self) -> Predicate:
        parts = [self._all()]
        while self._peek().lower() == "or":
            self._take()
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else lambda file: any(part(file) for part in parts)

    def _all(self) -> Predicate:
        parts = [self._negated()]
        while self._peek().lower() == "and":
            self._take()
            parts.append(self._negated())
        return parts[0] if len(parts) == 1 else lambda file: all(part(file) for part in parts)

    def _negated(self) -> Predicate:
        self.depth += 1
        if self.depth > 100:
            raise refused()
        if self._peek().lower() == "not":
            self._take()
            inner = self._negated()
            found: Predicate = lambda file: not inner(file)  # noqa: E731
        elif self._peek() == "(":
            self._take()
            found = self.either()
            self._take(")")
        else:
            found = self._term()
        self.depth -= 1
        return found

    def _term(self) -> Predicate:
        first = self._take()
        if first == "sharedWithMe" and self._peek() not in _ORDERS:  # it may stand alone (G)
            return lambda file: bool(file.get("sharedWithMe"))
        word = self._take().lower()
        if word == "in":
            return self._membership(first, self._take())
        if word == "has":
            return self._property(first)
        value = self._take()
        return _comparison(first, word, value)

    def _membership(self, first: str, second: str) -> Predicate:
        """Google's order is `value in collection`; the other way round is taken as well, gspread writes it so."""
        if first in _COLLECTIONS:
            first, second = second, first
        if second not in _COLLECTIONS:
            raise refused()
        member = _quoted(first)
        return lambda file: _is_member(file, second, self.user if member == "me" else member)

    def _property(self, name: str) -> Predicate:
        if name not in ("properties", "appProperties"):
            raise refused()
        self._take("{")
        self._take("key")
        self._take("=")
        key = text_of(self._take())
        self._take("and")
        self._take("value")
        self._take("=")
        value = text_of(self._take())
        self._take("}")
        return lambda file: file.get(name, {}).get(key) == value


def text_of(token: str) -> str:
    """A value without its quotes and backslashes."""
    if token[:1] in ("'", '"'):
        return re.sub(r"\\(.)", r"\1", token[1:-1], flags=re.DOTALL)
    return token


def _quoted(token: str) -> str:
    """A text's value. 400 for one without quotes."""
    if token[:1] not in ("'", '"'):
        raise refused()
    return text_of(token)


def _is_member(file: Resource, collection: str, member: str) -> bool:
    if collection == "parents":
        return member in file["parents"]
    if collection == "owners":
        return any(owner["emailAddress"].lower() == member.lower() for owner in file["owners"])
    roles = ["owner", "organizer", "fileOrganizer", "writer"]
    if collection == "readers":
        roles += ["commenter", "reader"]
    return any(
        item["role"] in roles and item.get("emailAddress", "").lower() == member.lower() for item in file["permissions"]
    )


def _comparison(name: str, order: str, token: str) -> Predicate:
    flag = text_of(token).lower()
    if name in _FLAGS and order in ("=", "!=") and flag in ("true", "false"):
        wanted = (flag == "true") == (order == "=")
        return lambda file: bool(file.get(name)) == wanted
    value = _quoted(token)
    if name in _TIMES and order in _ORDERS:
        return _by_time(name, _ORDERS[order], value)
    if name in ("name", "title", "mimeType", "visibility") and order in ("=", "!="):
        name = "name" if name == "title" else name
        return lambda file: _same(name, _told(file, name), value) == (order == "=")
    if name in ("name", "title", FULL_TEXT) and order == "contains":
        return _has_words(value, ("name", "description") if name == FULL_TEXT else ("name",))
    if name == "mimeType" and order == "contains":
        return lambda file: value.lower() in file["mimeType"].lower()
    if name in _UNKNOWN_HERE:
        raise NotModelled(f"Drive search by {name}")
    raise refused()


def _told(file: Resource, name: str) -> str:
    if name != "visibility":
        return str(file[name])
    kinds = {item["type"] for item in file["permissions"]}
    public = next((item for item in file["permissions"] if item["type"] in ("anyone", "domain")), None)
    if public is None:
        return "limited"
    found = bool(public.get("allowFileDiscovery"))
    return (
        ("anyoneCanFind" if found else "anyoneWithLink")
        if "anyone" in kinds
        else ("domainCanFind" if found else "domainWithLink")
    )


def _same(name: str, own: str, value: str) -> bool:
    return own.lower() == value.lower() if name == "name" else own == value


def _has_words(value: str, fields: tuple[str, ...]) -> Predicate:
    """`contains` finds beginnings of words, not any piece of them (G)."""
    pattern = re.compile((r"(?<!\w)" if value[:1].isalnum() else "") + re.escape(value), re.IGNORECASE)
    return lambda file: any(pattern.search(file.get(name, "")) for name in fields)


def _by_time(name: str, order: Callable[[Any, Any], bool], value: str) -> Predicate:
    wanted = moment(value)
    return lambda file: name in file and order(moment(file[name]), wanted)


def moment(text: str) -> datetime.datetime:
    """A time as Drive writes and takes it; without a zone it is UTC. 400 for anything else."""
    try:
        found = datetime.datetime.fromisoformat(text)
    except ValueError:
        raise refused() from None
    return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)
