"""Columns of type integer and decimal (POLICY.md 4.3 and 4.4): how many people, how much of a measure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells.normalise import unified
from sheets_sync.cells.reader import Context
from sheets_sync.cells.reading import Reading, reject, usable
from sheets_sync.cells.serials import made_a_date
from sheets_sync.cells.vietnamese import figures
from sheets_sync.cells.vietnamese.figures import Figures
from sheets_sync.cells.vietnamese.phrase import Phrase, plain
from sheets_sync.words.formats import formats

TOO_LARGE = 10_000_000  # a phone number, an amount
_ORDER = ("C2", "C3", "C4", "Q2", "C5", "C9")
PEOPLE = tuple(
    map(
        plain,
        (
            "đ/c", "đc", "đồng chí", "ĐVTN", "ĐV", "đoàn viên", "đoàn viên thanh niên", "đoàn viên, thanh niên",
            "đoàn viên,thanh niên",
            "hội viên", "HV", "thanh niên", "TN", "TNV", "tình nguyện viên", "người", "lượt", "lượt người",
            "lượt ĐVTN", "bạn", "em", "học sinh", "HS", "sinh viên", "SV", "chiến sĩ", "CB", "cán bộ",
        ),
    )
)  # fmt: skip
_LUOT = plain("lượt")
_NOT_PEOPLE = ("tin", "quà", "phần quà", "suất quà", "gia đình", "m2", "cuộc", "công")
_NO_MEASURES = ("gia đình", "m2", "cuộc", "ha", "kg", "tấn")


def _key(measure: str) -> str:
    """A measure as the end of a cell is compared with it: `m²` in a campaign file is what is typed as `M2`."""
    return plain(unified(measure))


class Number(NamedTuple):
    """A number by a table; `code` is the warning of its form. A refused one has the code of the refusal alone."""

    value: Decimal
    code: str = ""
    refused: bool = False


Table = Callable[[Figures], Number | None]


def whole_number(figures: Figures) -> Number | None:
    """The table of 4.3: digits, groups of three; commas and apostrophes with a warning."""
    if not figures.marks or figures.grouped_by(". "):
        return Number(Decimal(figures.whole()))
    return Number(Decimal(figures.whole()), "C4") if figures.grouped_by(",'") else None


def divisible_number(figures: Figures) -> Number | None:
    """The table of 4.4, the line of two readings first."""
    marks = figures.marks
    if len(marks) == 1 and marks in ".," and figures.grouped_by(".,"):
        return Number(Decimal(0), "Q3", refused=True)
    if not marks or figures.grouped_by(" ."):
        return Number(Decimal(figures.whole()))
    if figures.decimals_after(",", "."):
        return Number(figures.with_decimals())
    if figures.grouped_by(",'"):
        return Number(Decimal(figures.whole()), "Q2")
    if figures.decimals_after(".", ","):
        return Number(figures.with_decimals(), "Q2")
    return None


@dataclass(frozen=True)
class _Ruler:
    """How the numbers of a cell are read: by which table, with which code for anything else."""

    table: Table
    other: str

    def read(self, found: figures.Split) -> Number | None:
        """The number of a head; None where the table has none. Sums are of numbers without a warning (step 8)."""
        if found.words is not None:
            number: Number | None = Number(Decimal(found.words), "C3")
        elif "+" in found.head:
            number = self._sum(found.head)
        else:
            parsed = Figures.of(found.head)
            number = self.table(parsed) if parsed else None
        return None if number is None or number.value >= TOO_LARGE else number

    def _sum(self, head: str) -> Number | None:
        total = Decimal(0)
        for term in head.split("+"):
            parsed = Figures.of(term.strip())
            number = self.table(parsed) if parsed else None
            if number is None or number.code:
                return None
            total += number.value
        return Number(total, "C5")


_WHOLE = _Ruler(whole_number, "C11")
_DIVISIBLE = _Ruler(divisible_number, "Q1")


def _is_one_number(found: figures.Split) -> bool:
    return found.words is not None or bool(_WHOLE.read(found)) or not figures.several_numbers(found.head)


def _number_of(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


class _Figure(NamedTuple):
    """A cell of figures after the steps that integer and decimal share."""

    rest: Phrase
    codes: list[str]
    found: figures.Split | None


def _prepared(phrase: Phrase) -> _Figure:
    """Steps 3 to 5: without the mark of an estimate and a remark; number and words parted."""
    rest, about = figures.without_about(phrase)
    codes = ["C2"] if about else []
    bare, remark = figures.without_remark(rest)
    if remark and figures.split(bare):
        rest = bare
        codes.append("C5")
    return _Figure(rest, codes, figures.split(rest))


class IntegerRules:
    """Counts of people and others. A people word may follow; another measure may not."""

    def __init__(self, campaign: Campaign) -> None:
        self._cap = campaign.limits.people_cap
        units = (column.unit for column in campaign.columns if column.unit)
        measures = {_key(word) for word in (*campaign.measures, *units, *_NOT_PEOPLE)}
        self._people = frozenset(PEOPLE)
        self._measures = measures - self._people

    def read_number(self, value: float, context: Context) -> Reading | None:
        made = made_a_date(value, context.number_format)
        if made:
            return made
        if not figures.is_meant(value):
            return reject("C11")
        return reject("C12") if context.number_format == "PERCENT" or value != value // 1 else None

    def read_text(self, text: str, typed: str, context: Context) -> Reading:
        phrase = Phrase.of(text)
        said = figures.said_without_figures(phrase)
        if said:
            return said
        cell = _prepared(phrase)
        found = cell.found
        own = {_key(word) for word in (context.unit, context.measure) if word}
        counted = {"measure": context.unit or context.measure or "lượt"}
        if found and found.tail in self._measures - own and _is_one_number(found):
            return reject("C6", **counted)
        fits = found and (not found.tail or found.tail in self._people or found.tail in own)
        number = _WHOLE.read(found) if found and fits else None
        if number is None:
            return reject("C10", **counted) if figures.several_numbers(cell.rest.plain) else reject("C11")
        value = int(number.value)
        codes = [*cell.codes, number.code, "C9" if value > self._cap else ""]
        return usable(value, codes, _ORDER, number=formats("vi").number(value))


class DecimalRules:
    """Quantities. The measure decides: whole things are read as counts, others may have decimals."""

    def __init__(self, campaign: Campaign) -> None:
        self._divisible = frozenset(map(_key, campaign.limits.divisible_measures))
        self._measures: dict[str, str] = {}
        for measure in campaign.measures:
            self._measures.setdefault(_key(measure), measure)
        units = {_key(c.unit): c.unit for c in campaign.columns if c.type in ("decimal", "number") and c.unit}
        self._divisible |= units.keys() - self._measures.keys()
        if "phần" in campaign.measures:
            self._measures[_key("phần quà")] = "phần"
        self._every = units | self._measures
        counted = (column.unit for column in campaign.columns if column.unit)
        self._others = {*PEOPLE, *map(_key, (*_NO_MEASURES, *counted))} - {_LUOT}
        self._all = ", ".join(campaign.measures)

    def _known(self, context: Context) -> Mapping[str, str]:
        """What may stand behind the number: in a column of its own unit that one alone."""
        if context.unit is None or context.measure is not None:
            return self._every
        return {_key(context.unit): context.unit} if context.unit else self._measures

    def _ruler(self, measure: str | None) -> _Ruler:
        return _DIVISIBLE if measure is None or _key(measure) in self._divisible else _WHOLE

    def read_number(self, value: float, context: Context) -> Reading | None:
        """A number cell is taken as it is; a fraction of whole things is refused, since "1.200" may have become it."""
        made = made_a_date(value, context.number_format)
        if made:
            return made
        if context.number_format == "PERCENT" or not figures.is_meant(value):
            return reject("Q1")
        ruler = self._ruler(context.measure)
        fraction = value != value // 1
        if ruler is _WHOLE and fraction:
            return reject("C12")
        if not 0 <= value < TOO_LARGE:
            return reject(ruler.other)
        return usable(value if fraction else int(value), (), _ORDER, context.measure)

    def read_text(self, text: str, typed: str, context: Context) -> Reading:
        phrase = Phrase.of(text)
        said = figures.said_without_figures(phrase)
        if said:
            return Reading(said.verdict, said.value, said.code, context.measure if said.usable else None)
        cell = _prepared(phrase)
        found = cell.found
        known = self._known(context)
        counted = {"measure": context.measure or context.unit or self._all}
        if found and found.tail in (self._others | self._every.keys()) - known.keys() and _is_one_number(found):
            return reject("C6", **counted)
        tail = found.tail if found else figures.words_after(cell.rest.plain)
        typed_measure = known.get(tail)
        measure = typed_measure or context.measure
        ruler = self._ruler(measure)
        number = ruler.read(found) if found and (not tail or typed_measure) else None
        if number is None:
            several = figures.several_numbers(cell.rest.plain)
            return reject("C10", measure=measure or counted["measure"]) if several else reject(ruler.other)
        if number.refused:
            return reject(number.code)
        return usable(_number_of(number.value), [*cell.codes, number.code], _ORDER, measure)
