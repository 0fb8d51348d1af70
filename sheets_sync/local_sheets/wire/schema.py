"""The API's vocabulary: which message has which fields, and of what type.

`sheets_v4.fields` and `drive_v3.fields` list them, one message a line; a test compares them with Google's discovery
documents. `read()` turns a request body into our canonical form: names in camelCase (Google accepts snake_case as
well), nulls dropped, a single object taken for a list of one, numbers as numbers. What does not fit is refused in
Google's words.
"""

from __future__ import annotations

import functools
import importlib.resources
import re
import struct
from collections.abc import Callable
from typing import Any

from sheets_sync.local_sheets.wire.exceptions import bad_fields

Violations = list[tuple[str, str]]
Reader = Callable[[Any, str, Violations], Any]

_TYPE_URL = "type.googleapis.com/google.apps.sheets.v4."

# Scalars without presence: their zero value is the same as absence, and is never shown.
_NO_PRESENCE = {
    "BooleanCondition": (),
    "Color": ("red", "green", "blue", "alpha"),
    "DataValidationRule": ("inputMessage", "showCustomUi", "strict"),
    "DimensionGroup": ("collapsed",),
    "DimensionProperties": ("hiddenByFilter", "hiddenByUser", "pixelSize"),
    "DimensionRange": ("sheetId",),
    "GridCoordinate": ("sheetId", "rowIndex", "columnIndex"),
    "GridProperties": (
        "rowCount", "columnCount", "frozenRowCount", "frozenColumnCount",
        "hideGridlines", "rowGroupControlAfter", "columnGroupControlAfter",
    ),
    "GridRange": ("sheetId",),
    "ProtectedRange": ("description", "protectedRangeId", "requestingUserCanEdit", "warningOnly"),
    "SheetProperties": ("hidden", "rightToLeft", "title"),
    "SpreadsheetProperties": ("title", "importFunctionsExternalUrlAccessAllowed"),
    "TextFormatRun": ("startIndex",),
}  # fmt: skip


@functools.cache
def messages() -> dict[str, dict[str, str]]:
    """Message -> field -> type, as in the file: `string`, `*Sheet` (a list), `A|B` (an enum), ..."""
    folder = importlib.resources.files(__package__)
    texts = [folder.joinpath(name).read_text("ascii") for name in ("sheets_v4.fields", "drive_v3.fields")]
    lines = (line.split(" ") for text in texts for line in text.splitlines())
    return {name: dict(field.split(":", 1) for field in fields if field) for name, *fields in lines}


def snake(name: str) -> str:
    return re.sub(r"[A-Z]", lambda match: "_" + match[0].lower(), name)


@functools.cache
def camel_names(message: str) -> dict[str, str]:
    """Both spellings of every field name of a message -> the camelCase one."""
    fields = messages()[message]
    return {snake(name): name for name in fields} | {name: name for name in fields}


def element_type(declared: str) -> str:
    """The message (or scalar) that a declared type holds, lists and maps taken off."""
    return declared.lstrip("*%")


def read(message: str, body: Any, path: str = "") -> dict[str, Any]:
    """A request body in canonical form. Refuses with all violations at once, as Google does."""
    violations: Violations = []
    value = _message_reader(message)({} if body is None else body, path, violations)
    if violations:
        raise bad_fields(violations)
    result: dict[str, Any] = value
    return result


def read_known(message: str, body: Any) -> dict[str, Any]:
    """The fields of a body that the message knows, as Drive reads them: other names are passed over."""
    fields = messages()[message]
    violations: Violations = []
    if type(body) is not dict:
        violations.append(("", f"Invalid value ({message}): the body must be a JSON object."))  # wording approximate
        raise bad_fields(violations)
    found = {
        name: _reader(fields[name])(item, name, violations)
        for name, item in body.items()
        if name in fields and item is not None
    }
    if violations:
        raise bad_fields(violations)
    return found


@functools.cache
def _message_reader(message: str) -> Reader:
    names = camel_names(message)
    fields = messages()[message]
    readers: dict[str, Reader] = {}
    silent = frozenset(_NO_PRESENCE.get(message, ()))
    colours = [name for name in fields if fields[name] == "Color" and fields.get(name + "Style") == "ColorStyle"]

    def read_message(value: Any, path: str, violations: Violations) -> Any:
        if type(value) is not dict:
            return _mistyped(value, path, _TYPE_URL + message, violations)
        result: dict[str, Any] = {}
        for key, item in value.items():
            name = names.get(key)
            if name is None:
                _unknown_name(key, path, violations)
            elif item is not None:
                reader = readers.get(name)
                if reader is None:
                    reader = readers[name] = _reader(fields[name])
                item = reader(item, f"{path}.{key if '_' in key else snake(key)}" if path else snake(key), violations)
                if item or name not in silent:
                    result[name] = item
        for colour in colours:
            _pair_colours(result, colour)
        return result

    return read_message


def _reader(declared: str) -> Reader:
    if declared.startswith("*"):
        nested, loose = declared.startswith("**"), declared[1:] in messages()
        return _list_reader(_reader(declared[1:]), nested=nested, loose=loose)
    if declared.startswith("%"):
        return _map_reader(_reader(declared[1:]))
    if "|" in declared:
        return _enum_reader(declared)
    if declared in _SCALARS:
        return _SCALARS[declared]
    return lambda value, path, violations: _message_reader(declared)(value, path, violations)


def _list_reader(item_reader: Reader, *, nested: bool, loose: bool) -> Reader:
    def read_list(value: Any, path: str, violations: Violations) -> Any:
        if type(value) is not list:
            if nested:  # recorded for ValueRange.values (C test_add_validation)
                return _mistyped(value, path, "type.googleapis.com/google.protobuf.ListValue", violations)
            value = [value]
        elif loose:
            value = [item for item in _flat(value) if item is not None]  # a null request is passed over (L)
        return [item_reader(item, f"{path}[{n}]", violations) for n, item in enumerate(value)]

    return read_list


def _flat(items: list[Any]) -> list[Any]:
    """A list inside a list of messages is taken as part of it; some clients send requests that way."""
    if not any(type(item) is list for item in items):
        return items
    return [inner for item in items for inner in (_flat(item) if type(item) is list else [item])]


def _map_reader(item_reader: Reader) -> Reader:
    def read_map(value: Any, path: str, violations: Violations) -> Any:
        if type(value) is not dict:
            return _mistyped(value, path, "map", violations)
        return {key: item_reader(item, f"{path}.{key}", violations) for key, item in value.items()}

    return read_map


def _enum_reader(declared: str) -> Reader:
    members = declared.split("|")

    def read_enum(value: Any, path: str, violations: Violations) -> Any:
        if value in members:
            return value
        if type(value) is int and 0 <= value < len(members):
            return members[value]
        return _mistyped(value, path, "TYPE_ENUM", violations)  # I google-api-dotnet-client#1314

    return read_enum


def _read_string(value: Any, path: str, violations: Violations) -> Any:
    return value if type(value) is str else _mistyped(value, path, "TYPE_STRING", violations)


def _read_bool(value: Any, path: str, violations: Violations) -> Any:
    if type(value) is bool:
        return value
    if value in ("true", "false"):
        return value == "true"
    return _mistyped(value, path, "TYPE_BOOL", violations)


def _read_int(value: Any, path: str, violations: Violations) -> Any:
    if type(value) is float and value.is_integer():
        value = int(value)
    if type(value) is str and re.fullmatch(r"-?\d{1,10}", value):
        value = int(value)
    if type(value) is int and -(2**31) <= value < 2**31:
        return value
    return _mistyped(value, path, "TYPE_INT32", violations)


def _read_double(value: Any, path: str, violations: Violations) -> Any:
    if type(value) in (int, float):
        return number(value)
    if type(value) is str and re.fullmatch(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", value):
        return number(float(value))
    return _mistyped(value, path, "TYPE_DOUBLE", violations)


def _read_float(value: Any, path: str, violations: Violations) -> Any:
    before = len(violations)
    value = _read_double(value, path, violations)
    return single(float(value)) if len(violations) == before else value


def _read_any(value: Any, path: str, violations: Violations) -> Any:
    return value


_SCALARS: dict[str, Reader] = {
    "string": _read_string,
    "int64": _read_any,
    "mask": _read_string,
    "bool": _read_bool,
    "int": _read_int,
    "double": _read_double,
    "float": _read_float,
    "any": _read_any,
}


def number(value: float) -> float:
    """A double as JSON shows it: whole numbers without a decimal point (1 and 1.0 are the same number)."""
    if type(value) is float and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


@functools.lru_cache(maxsize=4096)
def single(value: float) -> float:
    """The nearest 32-bit float, in its shortest form: colours come back so, 0.49803922 (C test_set_tab_color)."""
    (rounded,) = struct.unpack("f", struct.pack("f", value))
    for digits in range(1, 10):
        short = float(f"{rounded:.{digits}g}")
        if struct.unpack("f", struct.pack("f", short))[0] == rounded:
            return number(short)
    return number(float(rounded))


def _pair_colours(message: dict[str, Any], name: str) -> None:
    """Colours come back in the old and the new field (C test_format); the new one wins where both are given (D)."""
    style = message.get(name + "Style")
    if style is None:
        if name in message:
            message[name + "Style"] = {"rgbColor": message[name]}
    elif not style:  # what clears a colour: gspread sends {"rgbColor": null}
        message.pop(name, None)
        del message[name + "Style"]
    elif "rgbColor" in style:
        message[name] = style["rgbColor"]
    elif "themeColor" in style:
        message[name] = THEME_COLOURS.get(style["themeColor"], {})


def _colour(red: int, green: int, blue: int) -> dict[str, float]:
    parts = {"red": red, "green": green, "blue": blue}
    return {name: single(value / 255) for name, value in parts.items() if value}


THEME_COLOURS = {  # the theme of a new spreadsheet (C)
    "TEXT": _colour(0, 0, 0),
    "BACKGROUND": _colour(255, 255, 255),
    "ACCENT1": _colour(66, 133, 244),
    "ACCENT2": _colour(234, 67, 53),
    "ACCENT3": _colour(251, 188, 4),
    "ACCENT4": _colour(52, 168, 83),
    "ACCENT5": _colour(255, 109, 1),
    "ACCENT6": _colour(70, 189, 198),
    "LINK": _colour(17, 85, 204),
}


def _unknown_name(key: str, path: str, violations: Violations) -> None:
    at = f" at '{path}'" if path else ""
    violations.append((path, f'Invalid JSON payload received. Unknown name "{key}"{at}: Cannot find field.'))


def _mistyped(value: Any, path: str, type_name: str, violations: Violations) -> None:
    shown = f'"{value}"' if type(value) is str else _shown(value)
    violations.append((path, f"Invalid value at '{path}' ({type_name}), {shown}"))


def _shown(value: Any) -> str:
    if type(value) is bool:
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return type(value).__name__  # how Google prints a whole structure here could not be seen
    return str(value)
