"""Names of units (POLICY.md 4.8). A name that could be another body is never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.cells.known_forms import MIN_SLIP, bared, compared, is_bare, known, one_slip
from sheets_sync.cells.normalise import repaired, unified, without_edges
from sheets_sync.cells.reader import Context
from sheets_sync.cells.reading import Reading, accept, reject, warn
from sheets_sync.cells.vietnamese.encodings import decodings
from sheets_sync.cells.vietnamese.kind_words import ANY, KIND_OF, SLIPPING_WORDS, candidates, is_kind_word, splits
from sheets_sync.cells.whole import unless_whole

_FEWEST_LETTERS = 3  # TB is Tân Biên or Trảng Bàng
_PROVINCIAL = " " + known("tỉnh")
_PLACED_KINDS = ("huyện", "thị", "thành")
_LONGEST = 300  # characters of a name; longer texts are something else


@dataclass(frozen=True, slots=True)
class _Fit:
    """A unit that a text fits; `other_kind` where the kind word before the place is of another kind."""

    key: str
    other_kind: bool = False


@dataclass(frozen=True, slots=True)
class _Forms:
    """The keys of the units behind every whole form and behind every place without its kind word."""

    whole: dict[str, set[str]] = field(default_factory=dict)
    places: dict[str, set[str]] = field(default_factory=dict)

    def learn(self, form: str, key: str) -> None:
        self.whole.setdefault(form, set()).add(key)
        for place in _places(form):
            self.places.setdefault(place, set()).add(key)

    def without_accents(self) -> _Forms:
        return _Forms(_bare_keys(self.whole), _bare_keys(self.places))


class UnitRules:
    """A unit by its name, tab or alias, with any kind word of its kind; the value is its key."""

    def __init__(self, campaign: Campaign) -> None:
        self._kinds = {unit.key: unit.kind for unit in campaign.units}
        names = [known(name) for name in campaign.never_guess]
        places = {place for unit in campaign.units for form in _forms(unit) for place in _places(form)}
        self._doubtful = frozenset(name for name in names if name in places)
        self._bare_doubtful = frozenset(map(bared, self._doubtful))
        self._strange = frozenset(names) - self._doubtful
        self._forms = _Forms()
        for unit in campaign.units:
            for form in _forms(unit):
                self._forms.learn(form, unit.key)
        self._bare_forms = self._forms.without_accents()

    def read_text(self, plain: str, typed: str, context: Context) -> Reading:
        if "?" in plain or "\ufffd" in plain:
            return reject("E2")
        if len(plain) > _LONGEST:
            return reject("U1")
        text = compared(plain)
        fit = self._equal(text)
        if fit is not None:
            return warn(fit.key, "U2") if fit.other_kind else accept(fit.key)
        key = self._without_accents(text) or self._with_a_slip(text)
        if key is not None:
            return warn(key, "U2")
        key = self._in_old_encoding(typed)
        return reject("U1") if key is None else warn(key, "E1")

    def read_number(self, value: float, context: Context) -> Reading | None:
        return unless_whole(value, "U1")

    def _equal(self, text: str) -> _Fit | None:
        """Rule 2: equal with accents to one unit; a kind word may be added, swapped or left out."""
        key = _only(self._forms.whole.get(text, ()))
        return _Fit(key) if key else self._placed(candidates(text), self._forms)

    def _without_accents(self, text: str) -> str | None:
        """Rule 4. Kind words may lack their accents too, whether or not the place has them."""
        if is_bare(text):
            key = _only(self._bare_forms.whole.get(text, ()))
            if key:
                return key
        for forms, pairs in (
            (self._bare_forms, ((kind, place) for kind, place in candidates(text, bare=True) if is_bare(place))),
            (self._forms, candidates(text, bare=True)),
        ):
            fit = self._placed(pairs, forms)
            if fit:
                return fit.key
        return None

    def _placed(self, pairs: Iterable[tuple[str, str]], forms: _Forms) -> _Fit | None:
        """The one unit of a place; the units of the kind typed go first."""
        named = [(kind, place) for kind, place in pairs if not self._is_guess(kind, place)]
        fits = [(key, kind) for kind, place in named for key in forms.places.get(place, ())]
        own_kind = {key for key, kind in fits if kind in (ANY, self._kinds[key])}
        key = _only(own_kind or {key for key, _ in fits})
        return _Fit(key, other_kind=not own_kind) if key else None

    def _with_a_slip(self, text: str) -> str | None:
        """Rule 5: one letter off, in the place or in a kind word that is long enough."""
        return _only({*self._slipped_places(text), *self._slipped_kind_words(text)})

    def _slipped_places(self, text: str) -> Iterator[str]:
        for kind, typed in candidates(text):
            if typed in self._strange:
                continue
            for place, keys in self._forms.places.items():
                if len(place) >= MIN_SLIP and not self._is_guess(kind, place) and one_slip(typed, place):
                    yield from keys

    def _slipped_kind_words(self, text: str) -> Iterator[str]:
        for word in SLIPPING_WORDS:
            if one_slip(text, word) and len(word) >= MIN_SLIP:
                yield from self._forms.whole.get(word, ())  # Thành Đoàn, where it is an alias
            for cut in (len(word) - 1, len(word), len(word) + 1):
                head, place = text[:cut], text[cut + 1 :]
                if text[cut : cut + 1] == " " and one_slip(head, word) and not self._is_guess(KIND_OF[word], place):
                    yield from self._forms.places.get(place, ())

    def _is_guess(self, kind: str, place: str) -> bool:
        """Rule 3: what is never guessed. A name of the campaign's list that is a unit's place too (the town of a
        province) is known by its kind word only; any other (a commune one letter away from a unit) is nobody's."""
        if kind == ANY and (place in self._doubtful or place in self._bare_doubtful):
            return True
        return len(place.replace(" ", "")) < _FEWEST_LETTERS or place in self._strange

    def _in_old_encoding(self, typed: str) -> str | None:
        """Rule 6: the text as typed, read in the encodings of old fonts."""
        for decoded in decodings(typed):
            fit = self._equal(compared(without_edges(unified(repaired(decoded)))))
            if fit is not None:
                return fit.key
        return None


def _forms(unit: Unit) -> Iterator[str]:
    """Name, tab and aliases; and a place of three words as initials with its last word (D.M.Châu)."""
    for form in filter(None, map(known, (unit.name, unit.tab, *unit.aliases))):
        yield form
        words = _place(form).split(" ")
        if len(words) == 3 and unit.kind in _PLACED_KINDS:
            yield f"{words[0][0]} {words[1][0]} {words[2]}"


def _places(form: str) -> Iterator[str]:
    """The places of a known form: without its kind word, and without a last `tỉnh`."""
    if is_kind_word(form):
        return
    place = _place(form)
    yield place
    if place.endswith(_PROVINCIAL):
        yield place.removesuffix(_PROVINCIAL)


def _place(form: str) -> str:
    """A known form without its longest kind word."""
    return min((place for _, place in splits(form)), key=len, default=form)


def _bare_keys(keys_of: dict[str, set[str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for form, keys in keys_of.items():
        found.setdefault(bared(form), set()).update(keys)
    return found


def _only(keys: Iterable[str]) -> str | None:
    """The one unit that fits; None where there is none, or where there are several."""
    found = set(keys)
    return found.pop() if len(found) == 1 else None
