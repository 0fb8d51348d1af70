"""The table of functions, and how one gets into it: a name, what its parameters take, and the work itself.

A signature is a list of kinds: `n` a number, `i` a whole number, `t` a text, `b` a boolean, `v` any value but an error,
`e` a value that may be an error, `a` a whole range or array, `r` the same with one cell as a range too, `A` a range or
array worked out element by element, `x` a value that stays whole inside an array formula. `?` makes a
parameter optional, the rest in round brackets repeats: `"a v (a v)"`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from sheets_sync.local_sheets.formulas.names import GOOGLE
from sheets_sync.local_sheets.formulas.operands import Failed, checked
from sheets_sync.local_sheets.formulas.scope import Place, Scope
from sheets_sync.local_sheets.formulas.text import Node
from sheets_sync.local_sheets.grid.cells import Result
from sheets_sync.local_sheets.wire.exceptions import NotModelled

Work: TypeAlias = Callable[..., Any]
Tree: TypeAlias = Callable[[Scope, Node, bool], Any]
Places: TypeAlias = Callable[[Scope, Node], Place]

NATIVE = ("SUM", "COUNT", "COUNTA", "AVERAGE", "MIN", "MAX", "PRODUCT", "SUMSQ")  # over ranges the engine's own


@dataclass(frozen=True, slots=True)
class Lambda:
    """A function as a value: what LAMBDA makes."""

    call: Callable[..., Any]


@dataclass(slots=True)
class Function:
    """One function of the sheet."""

    name: str
    needed: tuple[str, ...]
    optional: tuple[str, ...]
    repeated: tuple[str, ...]
    work: Work
    array: bool = False  # its arguments go element by element, as inside ARRAYFORMULA
    tree: Tree | None = None  # works on the tree instead of on values
    place: Places | None = None  # gives a reference

    def wrong_count(self, count: int) -> str:
        """What Google says of a wrong number of arguments (wording K); empty when it is right."""
        least, most = len(self.needed), len(self.needed) + len(self.optional)
        if count < least or (count > most and not self.repeated):
            wanted = f"at least {least}" if self.repeated else f"between {least} and {most}"
            wanted = str(least) if least == most and not self.repeated else wanted
            return f"Wrong number of arguments to {self.name}. Expected {wanted} arguments, but got {count} arguments."
        return ""

    def kinds(self, count: int) -> tuple[str, ...]:
        """The kind of each of so many arguments."""
        fixed = (*self.needed, *self.optional)
        while len(fixed) < count:
            fixed += self.repeated
        return fixed[:count]

    def call(self, kinds: tuple[str, ...]) -> Work:
        """The work, with each argument made what its parameter takes."""
        makers = [_MAKERS.get(kind) for kind in kinds]
        if not any(makers):
            return self.work
        name, work = self.name, self.work

        def run(scope: Scope, *values: Any) -> Any:
            made = [
                value if maker is None else maker(scope, value, name, n)
                for n, (maker, value) in enumerate(zip(makers, values, strict=True), 1)
            ]
            return work(scope, *made)

        return run


def _number(scope: Scope, value: Result, name: str, place: int) -> float:
    return scope.number(value, name, place)


def _whole(scope: Scope, value: Result, name: str, place: int) -> int:
    return math.trunc(scope.number(value, name, place))


def _text(scope: Scope, value: Result, name: str, place: int) -> str:
    return scope.text(value)


def _truth(scope: Scope, value: Result, name: str, place: int) -> bool:
    return scope.truth(value, name, place)


def _value(scope: Scope, value: Result, name: str, place: int) -> Result:
    return checked(value)


_MAKERS: dict[str, Callable[[Scope, Any, str, int], Any]] = {
    "n": _number, "i": _whole, "t": _text, "b": _truth, "v": _value,
}  # fmt: skip

FUNCTIONS: dict[str, Function] = {}


def function(*names: str, takes: str = "", array: bool = False) -> Callable[[Work], Work]:
    """Registers the work of one function, under one or several names."""
    fixed, _, rest = takes.partition("(")
    kinds = fixed.split()
    needed = tuple(kind for kind in kinds if not kind.endswith("?"))
    optional = tuple(kind[:-1] for kind in kinds if kind.endswith("?"))
    repeated = tuple(rest.strip(") ").split())

    def register(work: Work) -> Work:
        for name in names:
            FUNCTIONS[name] = Function(name, needed, optional, repeated, work, array)
        return work

    return register


def on_tree(name: str, least: int, most: int) -> Callable[[Tree], Tree]:
    """Registers a function that looks at its arguments before they are worked out."""

    def register(tree: Tree) -> Tree:
        needed, optional = ("l",) * least, ("l",) * (min(most, 255) - least)
        FUNCTIONS[name] = Function(name, needed, optional, (), _no_work, tree=tree)
        return tree

    return register


def gives_place(name: str) -> Callable[[Places], Places]:
    """Registers how a function that is already known gives a reference."""

    def register(place: Places) -> Places:
        FUNCTIONS[name].place = place
        return place

    return register


def _no_work(scope: Scope, *values: Any) -> Any:
    raise AssertionError("works on the tree")


def unknown(name: str) -> Exception:
    """A name that Google does not know is `#NAME?` (M); one that only this server does not know is refused."""
    if name.upper() in GOOGLE:
        return NotModelled(f"the function {name.upper()} in a formula")
    return Failed("NAME", f"Unknown function: '{name}'.")
