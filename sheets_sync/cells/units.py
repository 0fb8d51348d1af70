"""Names of units (typed-cell policy, 4.8). A name that could be another body is never guessed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sheets_sync.campaign import Campaign, Unit
from sheets_sync.cells.encodings import decodings
from sheets_sync.cells.kind_words import ANY, KIND_OF, SLIPPING_WORDS, is_kind_word, splits
from sheets_sync.cells.known_forms import MIN_SLIP, bared, compared, is_bare, known, one_slip
from sheets_sync.cells.normalise import repaired, unified, without_edges
from sheets_sync.cells.reader import Context
from sheets_sync.cells.reading import Reading, Verdict

NEED_KIND = frozenset({known("Tây Ninh")})
"""Places that are also a province: without a kind word of huyện, thị or thành they are not known (rule 3)."""
COMMUNES = frozenset({known("Hòa Thạnh")})
"""Communes one letter away from a unit (rule 3)."""
_FEWEST_LETTERS = 3  # TB is Tân Biên or Trảng Bàng
_PROVINCIAL = " " + known("tỉnh")


@dataclass(frozen=True, slots=True)
class _Fit:
    """A unit that a text fits; `odd` where the kind word is of another kind, or was typed without accents."""

    key: str
    odd: bool


class UnitRules:
    """A unit by its name, tab or alias, with any kind word of its kind; the value is its key."""

    def __init__(self, campaign: Campaign) -> None:
        self._kinds = {unit.key: unit.kind for unit in campaign.units}
        self._names: dict[str, set[str]] = {}
        self._places: dict[str, set[str]] = {}
        self._bare_names: dict[str, set[str]] = {}
        self._bare_places: dict[str, set[str]] = {}
        for unit in campaign.units:
            self._learn(unit)

    def _learn(self, unit: Unit) -> None:
        for form in _forms(unit):
            self._names.setdefault(form, set()).add(unit.key)
            self._bare_names.setdefault(bared(form), set()).add(unit.key)
            for place in _places(form):
                self._places.setdefault(place, set()).add(unit.key)
                self._bare_places.setdefault(bared(place), set()).add(unit.key)

    def read_text(self, plain: str, typed: str, context: Context) -> Reading:
        if "?" in plain or "\ufffd" in plain:
            return Reading(Verdict.REJECT, None, "E2")
        text = compared(plain)
        fit = self._equal(text)
        if fit is not None and not fit.odd:
            return Reading(Verdict.ACCEPT, fit.key)
        key = fit.key if fit else self._without_accents(text) or self._with_a_slip(text)
        if key is not None:
            return Reading(Verdict.WARN, key, "U2")
        key = self._in_old_encoding(typed)
        return Reading(Verdict.REJECT, None, "U1") if key is None else Reading(Verdict.WARN, key, "E1")

    def read_number(self, value: float, context: Context) -> Reading | None:
        if math.isfinite(value) and value == int(value):
            return None
        return Reading(Verdict.REJECT, None, "U1")

    def _equal(self, text: str) -> _Fit | None:
        """Rule 2: equal with accents to one unit, with the kind word added, swapped or left out."""
        return self._fit(text, self._names, self._places, _candidates(text))

    def _without_accents(self, text: str) -> str | None:
        """Rule 4, and kind words without their accents before a place that has them."""
        fit = self._fit(text, self._bare_names, self._bare_places, _candidates(text, bare=True)) if is_bare(text) else None
        if fit is None:
            pairs = list(_candidates(text, bare=True))
            bare_places = [(kind, place) for kind, place in pairs if is_bare(place)]
            fit = self._fit("", {}, self._bare_places, bare_places) or self._fit("", {}, self._places, pairs)
        return fit.key if fit else None

    def _fit(
        self, text: str, names: dict[str, set[str]], places: dict[str, set[str]], pairs: Iterable[tuple[str, str]]
    ) -> _Fit | None:
        named = names.get(text, set())
        if len(named) == 1 and not _needs_kind(ANY, text):
            return _Fit(next(iter(named)), False)
        fits = [
            (key, kind)
            for kind, place in pairs
            if not _is_guess(kind, place)
            for key in places.get(place, ())
        ]
        for odd in (False, True):
            keys = {key for key, kind in fits if odd or kind in (ANY, self._kinds[key])}
            if keys:
                return _Fit(keys.pop(), odd) if len(keys) == 1 else None
        return None

    def _with_a_slip(self, text: str) -> str | None:
        """Rule 5: one letter off, in the place or in a long kind word."""
        found = {key for kind, place in _candidates(text) for key in self._slipped_place(kind, place)}
        found |= self._slipped_name(text)
        return found.pop() if len(found) == 1 else None

    def _slipped_place(self, kind: str, typed: str) -> Iterator[str]:
        if typed in COMMUNES:
            return
        for place, keys in self._places.items():
            if len(place) >= MIN_SLIP and not _is_guess(kind, place) and one_slip(typed, place) is not None:
                yield from keys

    def _slipped_name(self, text: str) -> set[str]:
        """The units whose name or alias is a kind word alone, or whose kind word has the slip."""
        found: set[str] = set()
        for form, keys in self._names.items():
            if form in SLIPPING_WORDS and one_slip(text, form) is not None:
                found |= keys
        for word in SLIPPING_WORDS:
            for cut in (len(word) - 1, len(word), len(word) + 1):
                head, place = text[:cut], text[cut + 1 :]
                if text[cut : cut + 1] == " " and one_slip(head, word) is not None:
                    found |= self._places.get(place, set()) if not _is_guess(KIND_OF[word], place) else set()
        return found

    def _in_old_encoding(self, typed: str) -> str | None:
        """Rule 6: the text as typed, read in the encodings of old fonts."""
        for decoded in decodings(typed):
            fit = self._equal(compared(without_edges(unified(repaired(decoded)))))
            if fit is not None:
                return fit.key
        return None


def _forms(unit: Unit) -> Iterator[str]:
    """Name, tab and aliases, and the initials of a place of three words with its last word (D.M.Châu)."""
    for typed in (unit.name, unit.tab, *unit.aliases):
        form = known(typed)
        if not form:
            continue
        yield form
        if unit.kind in ("huyện", "thị", "thành"):
            for _, place in splits(form):
                words = place.split(" ")
                if len(words) == 3:
                    yield " ".join([words[0][0], words[1][0], words[2]])


def _places(form: str) -> Iterator[str]:
    """The places of a known form: without its kind word, and without a last `tỉnh`."""
    for place in [form, *(place for _, place in splits(form))]:
        if is_kind_word(place):
            continue
        yield place
        if place.endswith(_PROVINCIAL):
            yield place.removesuffix(_PROVINCIAL)


def _candidates(text: str, *, bare: bool = False) -> Iterator[tuple[str, str]]:
    """A text as a place alone, and with each kind word that it may begin with."""
    yield ANY, text
    yield from splits(text, bare=bare)


def _needs_kind(kind: str, place: str) -> bool:
    return kind == ANY and (place in NEED_KIND or (is_bare(place) and place in {bared(p) for p in NEED_KIND}))


def _is_guess(kind: str, place: str) -> bool:
    """Rule 3: what is never guessed."""
    return _needs_kind(kind, place) or len(place.replace(" ", "")) < _FEWEST_LETTERS or place in COMMUNES
