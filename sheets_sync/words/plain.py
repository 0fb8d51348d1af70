"""Frozen values as plain JSON, and back: by the types of their fields. Pure.

Fields that hold their default are left out, so a field that a later program adds changes nothing of what was written
before. Dates, times and moments are ISO 8601; spans are seconds; places in a sheet are A1; paths are texts.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

LeftOut = Mapping[type, frozenset[str]]
"""Fields that are not written, by class."""


def encoded(value: Any, left_out: LeftOut | None = None) -> Any:
    """A value of dataclasses, mappings, tuples and plain things as JSON."""
    skipped = left_out or {}
    if hasattr(value, "a1"):
        return value.a1
    if is_dataclass(value):
        kind: Any = type(value)
        names = told_fields(kind, skipped.get(kind, frozenset()))
        return {name: encoded(getattr(value, name), skipped) for name in names if not _is_default(value, name)}
    if isinstance(value, Mapping):
        return {str(encoded(key, skipped)): encoded(entry, skipped) for key, entry in value.items()}
    if isinstance(value, frozenset):
        return sorted(encoded(entry, skipped) for entry in value)
    if isinstance(value, tuple):
        return [encoded(entry, skipped) for entry in value]
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if hasattr(value, "__fspath__"):
        return str(value)
    return value.key if isinstance(value, ZoneInfo) else value


def decoded(said: Any, kind: Any) -> Any:
    """The value of a type that `encoded` gave as JSON; what a later program wrote more is passed over."""
    if hasattr(kind, "a1"):
        return kind.parse(said)
    if hasattr(kind, "_fields"):
        return kind(*said)
    if is_dataclass(kind):
        made: Any = kind
        hints = _hints(made)
        return made(**{name: decoded(entry, hints[name]) for name, entry in said.items() if name in hints})
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return None if said is None else decoded(said, next(one for one in inner if one is not type(None)))
    if origin is tuple:
        return tuple(decoded(entry, inner[0]) for entry in said)
    if origin is frozenset:
        return frozenset(decoded(entry, inner[0]) for entry in said)
    if origin is not None and issubclass(origin, Mapping):
        return {decoded(key, inner[0]): decoded(entry, inner[1]) for key, entry in said.items()}
    if kind is int:
        return int(said)
    if hasattr(kind, "__fspath__"):
        return kind(said)
    if kind is timedelta:
        return timedelta(seconds=said)
    if kind in (date, time, datetime):
        return kind.fromisoformat(said)
    return ZoneInfo(said) if kind is ZoneInfo else said


@cache
def told_fields(kind: Any, left_out: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The names of the fields that are written."""
    return tuple(f.name for f in fields(kind) if f.name not in left_out)


@cache
def _defaults(kind: Any) -> Mapping[str, Any]:
    found: dict[str, Any] = {f.name: f.default for f in fields(kind) if f.default is not MISSING}
    made = {f.name: f.default_factory for f in fields(kind) if f.default_factory is not MISSING}
    return found | {name: make() for name, make in made.items()}


def _is_default(value: Any, name: str) -> bool:
    kind: Any = type(value)
    defaults = _defaults(kind)
    return name in defaults and bool(getattr(value, name) == defaults[name])


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)
