"""Columns that take one entry of a list (POLICY.md 4.9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sheets_sync.campaign.model import Choice
from sheets_sync.cells.known_forms import MIN_SLIP, bared, compared, is_bare, known, one_slip
from sheets_sync.cells.reader import Context
from sheets_sync.cells.reading import Reading, accept, reject, warn
from sheets_sync.cells.whole import unless_whole


class ChoiceRules:
    """An entry by its label, code or alias; the value is the code."""

    def read_text(self, plain: str, typed: str, context: Context) -> Reading:
        forms = _forms_of(context.choices)
        text = compared(plain)
        code = forms.equal(text)
        if code is not None:
            return accept(code)
        code = forms.without_accents(text) or forms.with_a_slip(text)
        return reject("A1") if code is None else warn(code, "A2")

    def read_number(self, value: float, context: Context) -> Reading | None:
        return unless_whole(value, "A1")


@dataclass(frozen=True)
class _Forms:
    """The codes behind every compared form of a list, with and without accents."""

    exact: Mapping[str, frozenset[str]]
    bare: Mapping[str, frozenset[str]]

    def equal(self, text: str) -> str | None:
        return _only(self.exact.get(text, ()))

    def without_accents(self, text: str) -> str | None:
        return _only(self.bare.get(text, ())) if is_bare(text) else None

    def with_a_slip(self, text: str) -> str | None:
        near = (codes for form, codes in self.exact.items() if len(form) >= MIN_SLIP and one_slip(text, form))
        return _only(code for codes in near for code in codes)


@lru_cache(maxsize=64)
def _forms_of(choices: tuple[Choice, ...]) -> _Forms:
    exact: dict[str, set[str]] = {}
    for choice in choices:
        for form in (choice.label, choice.code, *choice.aliases):
            exact.setdefault(known(form), set()).add(choice.code)
    bare: dict[str, set[str]] = {}
    for form, codes in exact.items():
        bare.setdefault(bared(form), set()).update(codes)
    return _Forms(_frozen(exact), _frozen(bare))


def _frozen(codes_of: Mapping[str, set[str]]) -> Mapping[str, frozenset[str]]:
    return {form: frozenset(codes) for form, codes in codes_of.items() if form}


def _only(codes: Iterable[str]) -> str | None:
    """The one entry that fits; None where there is none, or where there are several."""
    found = set(codes)
    return found.pop() if len(found) == 1 else None
