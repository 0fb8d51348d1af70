"""Columns of type integer and decimal in English: a comma between groups, a dot before decimals."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells.english import figures
from sheets_sync.cells.english.words import WORDS, number_in_words
from sheets_sync.cells.normalise import fold, unified
from sheets_sync.cells.reader import Context
from sheets_sync.cells.reading import Reading, reject, usable
from sheets_sync.cells.serials import made_a_date
from sheets_sync.words.formats import formats

_ORDER = ("C2", "C3", "C4", "Q2", "C5", "C9")
PEOPLE = frozenset({"people", "person", "pupil", "student", "staff", "participant"})
"""Without the plural's s, as tails are compared."""
_SUM = rf"{figures.FIGURE}(?: ?\+ ?{figures.FIGURE})*"
_TAILED = re.compile(rf"(?P<head>\.?{_SUM})(?P<more> ?\+)? ?(?P<tail>[^\W\d_+](?:[^\d+]*[^\d+ ])?(?:[23])?)")


class _Number(NamedTuple):
    value: Decimal
    code: str = ""


class _Cell(NamedTuple):
    """A cell without what stands round its figure; `tail` is what was typed after it."""

    head: str
    tail: str
    codes: tuple[str, ...]


def _key(measure: str) -> str:
    """A measure as the end of a cell is compared with it: one of several is the same."""
    return fold(unified(measure)).removesuffix("s")


def _parted(text: str) -> _Cell:
    rest = figures.bared(text)
    found = _TAILED.fullmatch(rest.text)
    about = rest.about or bool(found and found["more"])
    codes = tuple(code for code, on in (("C2", about), ("C5", rest.remark)) if on)
    if found:
        return _Cell(found["head"], found["tail"], codes)
    head, _, tail = rest.text.rpartition(" ")
    if head and tail not in WORDS and number_in_words(head) is not None:
        return _Cell(head, tail, codes)
    return _Cell(rest.text, "", codes)


def _counted(text: str) -> _Number | None:
    """A whole number, typed as one."""
    if found := _whole(text, "C4"):
        return found
    number = figures.decimal(text)
    zeros = text.rpartition(".")[2]
    if number is not None and set(zeros) == {"0"} and len(zeros) != 3:  # 1.000 may be a thousand
        return _Number(number.to_integral_value(), "C4")
    return None


def _measured(text: str) -> _Number | None:
    if found := _whole(text, "Q2"):
        return found
    number = figures.decimal(text)
    return None if number is None else _Number(number)


def _whole(text: str, marked: str) -> _Number | None:
    """A whole number in the marks of English; with apostrophes between its groups it is told by the code `marked`."""
    value = figures.whole(text)
    if value is not None:
        return _Number(Decimal(value))
    value = figures.with_apostrophes(text)
    return None if value is None else _Number(Decimal(value), marked)


def _number(head: str, *, counted: bool) -> _Number | None:
    """The number of a head: in words, in digits, or a sum."""
    words = number_in_words(head)
    if words is not None:
        return _Number(Decimal(words), "C3")
    read = _counted if counted else _measured
    if "+" not in head:
        return read(head)
    parts = [read(part.strip()) for part in head.split("+")]
    if len(parts) < 2 or any(part is None or part.code for part in parts):
        return None
    return _Number(sum((part.value for part in parts if part), Decimal(0)), "C5")


class IntegerRules:
    """How many: people, and other counts."""

    def __init__(self, campaign: Campaign) -> None:
        self._cap, self._tag = campaign.limits.people_cap, campaign.locale
        self._units = frozenset(_key(column.unit) for column in campaign.columns if column.unit)

    def read_text(self, plain: str, typed: str, context: Context) -> Reading:
        text = fold(plain)
        if len(text) > figures.LONGEST:
            return reject("C11")
        said = figures.said_without_figure(text)
        if said:
            return said
        cell = _parted(text)
        number = _number(cell.head, counted=True)
        if cell.tail and _key(cell.tail) not in self._known(context):
            return reject("C10" if number is None and figures.several(text) else "C6")
        if number is None:
            return reject("C10" if figures.several(text) else "C11")
        if number.value >= figures.TOO_LARGE:
            return reject("C11")
        codes = (*cell.codes, number.code, "C9" if number.value > self._cap else "")
        value = int(number.value)
        return usable(value, codes, _ORDER, number=formats(self._tag).number(value))

    def _known(self, context: Context) -> frozenset[str]:
        """What may stand behind the number: a word for people, what the column counts, the measure of the row."""
        if context.unit is None and context.measure is None:
            return PEOPLE | self._units
        return PEOPLE | {_key(word) for word in (context.unit, context.measure) if word}

    def read_number(self, value: float, context: Context) -> Reading | None:
        return _typed_number(value, context, fraction="C12", other="C11")


class DecimalRules:
    """How much of a measure. A measure that counts whole things is read as a count is."""

    def __init__(self, campaign: Campaign) -> None:
        self._measures = {_key(measure): measure for measure in campaign.measures}
        self._divisible = {_key(measure) for measure in campaign.limits.divisible_measures}
        self._units = {_key(column.unit): column.unit for column in campaign.columns if column.unit}

    def read_text(self, plain: str, typed: str, context: Context) -> Reading:
        text = fold(plain)
        if len(text) > figures.LONGEST:
            return reject("Q1")
        said = figures.said_without_figure(text)
        if said:
            return said
        cell = _parted(text)
        known = self._known(context)
        measure = known.get(_key(cell.tail)) or context.measure
        counted = measure is not None and _key(measure) not in self._divisible and _key(measure) in self._measures
        number = _number(cell.head, counted=counted)
        if cell.tail and _key(cell.tail) not in known:
            return reject("C10" if number is None and figures.several(text) else "C6")
        if number is None or number.value >= figures.TOO_LARGE:
            return reject("C10" if figures.several(text) else "C11" if counted else "Q1")
        return usable(figures.plain(number.value), (*cell.codes, number.code), _ORDER, measure)

    def _known(self, context: Context) -> Mapping[str, str]:
        """What may stand behind the number: in a column of its own unit that one alone."""
        if context.unit is None or context.measure is not None:
            return self._measures | self._units
        return {_key(context.unit): context.unit} if context.unit else self._measures

    def read_number(self, value: float, context: Context) -> Reading | None:
        found = _typed_number(value, context, fraction="", other="Q1")
        if found is not None or value == value // 1:
            return found
        return usable(value, (), _ORDER, context.measure)


def _typed_number(value: float, context: Context, *, fraction: str, other: str) -> Reading | None:
    """What a number cell is refused for; None where its digits are to be read."""
    made = made_a_date(value, context.number_format)
    if made:
        return made
    if context.number_format == "PERCENT":
        return reject(fraction or other)
    if not 0 <= value < figures.TOO_LARGE:  # nan neither
        return reject(other)
    return reject(fraction) if fraction and value != value // 1 else None
