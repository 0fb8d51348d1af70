"""What an office adds of its own: row rules and column types, registered by its modules and carried by a campaign.

A decorator only notes what its module offers. A campaign takes the modules that its file names, so the rules that hold
are values of the campaign like any other, and two campaigns in one process may have different ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from sheets_sync.campaign.model import Campaign
    from sheets_sync.tabs.rows import Row

Texts = Mapping[str, str]
"""Language ("vi", "en") -> text, with fields in braces: {cell}, {column}, {typed}, and the facts that a rule gives."""

RowRule = Callable[["Row", "Campaign"], "Iterable[tuple[str, Mapping[str, object]]]"]
R = TypeVar("R", bound=RowRule)
C = TypeVar("C", bound=type)

_CODE = re.compile(r"[A-Z][A-Z0-9]{1,7}")
_TYPE = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class OwnRule:
    """A row rule of an office. `check` gives (column key, facts) for each cell that it has something to say about."""

    code: str
    messages: Texts
    severity: str
    check: RowRule = field(compare=False)
    module: str
    name: str


@dataclass(frozen=True)
class OwnType:
    """A column type of an office: `made` is a class whose objects have `read_text` and `read_number`."""

    name: str
    made: Callable[[], Any] = field(compare=False)
    messages: Mapping[str, Texts]
    module: str


@dataclass(frozen=True)
class Extension:
    """One module of an office with what it offers. `name` and `version` say in the evidence what judged."""

    name: str
    version: str
    rules: tuple[OwnRule, ...] = ()
    types: tuple[OwnType, ...] = ()


_noted: dict[str, list[OwnRule | OwnType]] = {}


def rule(*, code: str, messages: Texts, severity: str = "reminder") -> Callable[[R], R]:
    """Registers a row rule: a pure function of a row and the campaign that gives (column key, facts) for each cell it
    has something to say about.

    `code` (such as "Z1") is printed with the problem and may not be one of the product's own. `messages` has a text for
    each language of the campaigns that use it. An "error" keeps its row from being counted until it is mended; a
    "reminder" only asks. A rule that raises is a problem of its own, which names it; the rows are read all the same.

    A campaign names the module: `[extensions] modules = ["my_office.rules"]`; in a notebook it is `__main__`.

    >>> import sheets_sync as ss
    >>> @ss.rule(code="Z1", messages={"vi": "Ô {cell}: quá {most} cây.", "en": "Cell {cell}: more than {most} trees."})
    ... def too_many(row, campaign):
    ...     quantity = row.value("quantity")
    ...     if isinstance(quantity, (int, float)) and quantity > 1000:
    ...         yield "quantity", {"most": 1000}
    """
    if not _CODE.fullmatch(code):
        raise ValueError(f"{code!r} is no code: write a capital and up to seven capitals or digits, such as Z1.")
    if severity not in ("error", "reminder"):
        raise ValueError(f'{severity!r} is no severity: "error" or "reminder".')
    _check_texts(messages)

    def noted(function: R) -> R:
        _note(OwnRule(code, dict(messages), severity, function, function.__module__, function.__name__))
        return function

    return noted


def column_type(name: str) -> Callable[[C], C]:
    """Registers a type of columns: a class without parameters whose objects read cells.

    `read_text(plain, typed, context)` gets the normalised copy of the text, never blank, and the text as typed; it
    gives a Reading. `read_number(value, context)` gets a number cell; None means: as the text of its digits. `messages`
    of the class, if there is one, holds the texts of its codes by language. A value must be text, a number or a list of
    texts. One that raises rejects the cell and is named in the problem.

    >>> import sheets_sync as ss
    >>> @ss.column_type("plate")
    ... class Plate:
    ...     messages = {"PL1": {"vi": "Ô {cell}: không phải biển số.", "en": "Cell {cell}: no number plate."}}
    ...     def read_text(self, plain, typed, context):
    ...         good = plain[:2].isdigit()
    ...         return ss.Reading(ss.Verdict.ACCEPT, plain) if good else ss.Reading(ss.Verdict.REJECT, code="PL1")
    ...     def read_number(self, value, context):
    ...         return None
    """
    if not _TYPE.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a type: small letters, digits and _.")

    def noted(made: C) -> C:
        messages = dict(getattr(made, "messages", {}))
        for texts in messages.values():
            _check_texts(texts)
        _note(OwnType(name, made, messages, made.__module__))
        return made

    return noted


def _check_texts(texts: Texts) -> None:
    """A text that can't be filled in is refused where it is written, not when it is needed."""
    if not texts:
        raise ValueError("there is no text for any language.")
    for language, text in texts.items():
        try:
            text.format_map(_Anything())
        except (ValueError, IndexError, KeyError, AttributeError) as error:
            raise ValueError(f"the text {text!r} ({language}) can't be filled in: {error}.") from None


class _Anything(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _note(found: OwnRule | OwnType) -> None:
    """What a module registers again (a notebook's cell run twice) replaces what it registered before."""
    kept = [other for other in _noted.get(found.module, []) if _key(other) != _key(found)]
    _noted[found.module] = [*kept, found]


def _key(found: OwnRule | OwnType) -> tuple[type, str]:
    return type(found), found.name


def offered_by(module: str, version: str) -> Extension:
    """What a module, and those below it, have registered by now."""
    found = [entry for name, entries in _noted.items() if f"{name}.".startswith(f"{module}.") for entry in entries]
    rules = tuple(entry for entry in found if isinstance(entry, OwnRule))
    return Extension(module, version, rules, tuple(entry for entry in found if isinstance(entry, OwnType)))
