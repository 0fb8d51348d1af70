"""Columns of type unit and choice in English: equal but for case, accents, spaces and marks, or one slip away."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells.known_forms import MIN_SLIP, one_slip
from sheets_sync.cells.normalise import fold, repaired, unified
from sheets_sync.cells.reader import Context
from sheets_sync.cells.reading import Reading, accept, reject, warn
from sheets_sync.cells.whole import unless_whole
from sheets_sync.words.texts import texts

_LONGEST = 300
_NEAR = 0.6


def _key(text: str) -> str:
    """A name as it is compared: its letters and digits alone."""
    return "".join(c for c in fold(unified(repaired(text))) if c.isalnum())


class _List:
    """The entries of a list by their known forms."""

    def __init__(self, forms: Iterable[tuple[str, str]], labels: Mapping[str, str]) -> None:
        self._keys: dict[str, set[str]] = {}
        for form, key in forms:
            if compared := _key(form):
                self._keys.setdefault(compared, set()).add(key)
        self._labels = labels

    def read(self, typed: str, read_as: str, refused: str, tag: str) -> Reading:
        text = _key(typed) if len(typed) <= _LONGEST else ""
        equal = self._keys.get(text, set())
        if len(equal) == 1:
            return accept(next(iter(equal)))
        if text and not equal:
            slips = {key for form, keys in self._keys.items() if _slips(text, form) for key in keys}
            if len(slips) == 1:
                return warn(slips.pop(), read_as)
        return reject(refused, nearest=self._nearest(text, tag))

    def _nearest(self, text: str, tag: str) -> str:
        near = difflib.get_close_matches(text, self._keys, n=1, cutoff=_NEAR) if text else []
        names = [self._labels[key] for form in near for key in sorted(self._keys[form])]
        return texts(tag).say("tabs.nearest", entry=names[0]) if names else ""


def _slips(typed: str, form: str) -> bool:
    return len(form) >= MIN_SLIP and one_slip(typed, form)


class UnitRules:
    """A unit by its name, tab or alias; the value is its key."""

    def __init__(self, campaign: Campaign) -> None:
        self._tag = campaign.locale
        forms = ((form, unit.key) for unit in campaign.units for form in (unit.name, unit.tab, *unit.aliases))
        self._list = _List(forms, {unit.key: unit.name for unit in campaign.units})
        self._doubtful = frozenset(map(_key, campaign.never_guess))

    def read_text(self, plain: str, typed: str, context: Context) -> Reading:
        if "?" in plain or "\ufffd" in plain:
            return reject("E2")
        if len(plain) <= _LONGEST and _key(plain) in self._doubtful:
            return reject("U1")
        return self._list.read(plain, "U2", "U1", self._tag)

    def read_number(self, value: float, context: Context) -> Reading | None:
        return unless_whole(value, "U1")


class ChoiceRules:
    """An entry of a list by its label, code or alias; the value is its code."""

    def __init__(self, campaign: Campaign) -> None:
        self._tag = campaign.locale
        self._lists: dict[tuple[object, ...], _List] = {}

    def read_text(self, plain: str, typed: str, context: Context) -> Reading:
        found = self._lists.get(context.choices)
        if found is None:
            forms = ((form, c.code) for c in context.choices for form in (c.label, c.code, *c.aliases))
            found = self._lists[context.choices] = _List(forms, {c.code: c.label for c in context.choices})
        return found.read(plain, "A2", "A1", self._tag)

    def read_number(self, value: float, context: Context) -> Reading | None:
        return unless_whole(value, "A1")
