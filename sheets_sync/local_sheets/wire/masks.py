"""Field masks: dots, slashes and parentheses, for answers (`fields=`) and for updates (`fields` in a request).

A mask is a tree of names; an empty tree means everything below. It is checked against the schema when it is
parsed: an unknown path is refused, with the cause only in the field violations (P gargle).
"""

from __future__ import annotations

import functools
import re
from typing import Any

from sheets_sync.local_sheets.wire.exceptions import ApiError, DriveError, bad_fields
from sheets_sync.local_sheets.wire.schema import camel_names, element_type, messages

Mask = dict[str, Any]

_TOKEN = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_$]*|\*|[(),./])\s*")


@functools.lru_cache(maxsize=512)
def answer_mask(text: str, message: str) -> Mask:
    """The mask of an answer of type `message`. Cached: treat the tree as frozen."""
    return _simplify(_Parser(text, message).parse())


@functools.lru_cache(maxsize=512)
def drive_mask(text: str, message: str) -> Mask:
    """The mask of an answer of the Drive API, which refuses an unknown path in words of its own."""
    return _simplify(_DriveParser(text, message).parse())


@functools.lru_cache(maxsize=512)
def update_mask(text: str, message: str, *, prefix: str = "") -> Mask:
    """The mask of an update. A colour and its newer `...Style` twin are one thing: naming one names both."""
    if not text:
        raise ApiError(400, "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    return _with_twins(_simplify(_Parser(text, message).parse()), message)


def prune(value: Any, mask: Mask) -> Any:
    """What the mask keeps of a JSON value."""
    if not mask:
        return value
    if type(value) is dict:
        return {name: prune(item, mask[name]) for name, item in value.items() if name in mask}
    if type(value) is list:
        return [prune(item, mask) for item in value]
    return value


def updated(old: dict[str, Any], new: dict[str, Any], mask: Mask) -> dict[str, Any]:
    """`old` with the masked fields taken from `new`; a field named but missing in `new` is reset (M)."""
    if not mask:
        return dict(new)
    result = dict(old)
    for name, below in mask.items():
        inner = new.get(name)
        if below:
            inner = updated(old.get(name) or {}, inner or {}, below) or None
        if inner is None:
            result.pop(name, None)
        else:
            result[name] = inner
    return result


def _simplify(mask: Mask) -> Mask:
    """`*` inside a level means the whole level."""
    if "*" in mask:
        return {}
    return {name: _simplify(below) for name, below in mask.items()}


def _with_twins(mask: Mask, message: str) -> Mask:
    fields = messages().get(message, {})
    result: Mask = {}
    for name, below in mask.items():
        result[name] = _with_twins(below, element_type(fields.get(name, "any")))
        twin = name[:-5] if name.endswith("Style") else name + "Style"
        if {fields.get(name), fields.get(twin)} == {"Color", "ColorStyle"}:
            result[name] = result[twin] = {}
    return result


class _Parser:
    """`a,b.c,d(e,f/g)` -> {"a": {}, "b": {"c": {}}, "d": {"e": {}, "f": {"g": {}}}}."""

    def __init__(self, text: str, message: str) -> None:
        self.text, self.message, self.place = text, message, 0

    def parse(self) -> Mask:
        mask = self._list(self.message, ())
        if self.place < len(self.text):
            raise self._refusal(self.text)
        return mask

    def _next(self) -> str:
        match = _TOKEN.match(self.text, self.place)
        return match[1] if match else ""

    def _take(self) -> str:
        match = _TOKEN.match(self.text, self.place)
        if not match:
            raise self._refusal(self.text)
        self.place = match.end()
        return match[1]

    def _list(self, message: str, path: tuple[str, ...]) -> Mask:
        mask: Mask = {}
        while True:
            self._one(mask, message, path)
            if self._next() != ",":
                return mask
            self._take()

    def _one(self, mask: Mask, message: str, path: tuple[str, ...]) -> None:
        name, below = self._name(message, path)
        whole = mask.get(name) == {}
        inner: Mask
        if self._next() in (".", "/"):
            self._take()
            inner = {}
            self._one(inner, below, (*path, name))
        elif self._next() == "(":
            self._take()
            inner = self._list(below, (*path, name))
            if self._next() != ")":
                raise self._refusal(self.text)
            self._take()
        else:
            inner = {}
        mask[name] = {} if whole or not inner else _merge(mask.get(name, {}), inner)

    def _name(self, message: str, path: tuple[str, ...]) -> tuple[str, str]:
        word = self._take()
        if word == "*":
            return "*", message
        names = camel_names(message) if message in messages() else {}
        if word not in names:
            raise self._refusal(".".join((*path, word)))
        return names[word], element_type(messages()[message][names[word]])

    def _refusal(self, path: str) -> ApiError:
        text = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'."
        return bad_fields([("fields", text)], "Request contains an invalid argument.")


class _DriveParser(_Parser):
    def _refusal(self, path: str) -> ApiError:
        text = f"Invalid field selection {path.rpartition('.')[2]}"
        return DriveError(400, text, "invalidParameter", locationType="parameter", location="fields")


def _merge(first: Mask, second: Mask) -> Mask:
    result = dict(first)
    for name, below in second.items():
        if name in result:
            result[name] = _merge(result[name], below) if result[name] and below else {}
        else:
            result[name] = below
    return result
