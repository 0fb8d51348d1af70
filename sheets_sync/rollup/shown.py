"""From figures to words: every figure that a document shows is registered under an id, so that it can be explained."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from sheets_sync.rollup.cell_table import CellTable, Listed
from sheets_sync.rollup.figures import Figure, Number, Sources
from sheets_sync.rollup.model import LAYOUT
from sheets_sync.rollup.pieces import Line, Piece
from sheets_sync.words import tidy
from sheets_sync.words.formats import formats
from sheets_sync.words.texts import texts

EMPTY = Piece("")
_SINGLE = re.compile(r"^(\D*)([1-9])$")


_MANY = 3
"""Sources that take more than their numbers would."""


class Shown:
    """Gathers the figures of one document while its model is made, and says them in the document's language. Ids are
    stable: "day.QA2.phần"."""

    def __init__(
        self, locale: str, *, two_digits: bool = False, layout: int = LAYOUT, cells: CellTable | None = None
    ) -> None:
        """`locale` is a language tag. `two_digits`: in sentences numbers below ten take a leading zero ("04"). `layout`
        is that of the paper. `cells`: where the sources of its figures are kept in few bytes."""
        self.locale, self.layout = locale, layout
        self._two_digits, self._cells = two_digits, cells
        self.figures: dict[str, Figure] = {}

    def piece(self, name: str, figure: Figure, text: str | None = None) -> Piece:
        """The figure as text: "1.500", or "khoảng 1.500" where a part of it is an estimate."""
        self.figures[name] = self._kept(figure)
        said = formats(self.locale).number(figure.value) if text is None else text
        return Piece(approximate(said, figure, self.locale), name)

    def _kept(self, figure: Figure) -> Figure:
        if self._cells is None or isinstance(figure.sources, Sources) or len(figure.sources) < _MANY:
            return figure
        return replace(figure, sources=Listed(self._cells, figure.sources))

    def amount(self, name: str, figure: Figure, *, sign: bool = True) -> tuple[Piece, str]:
        """A figure of money, and what stands after it: ("1.500.000", " đồng"), ("£1,250.50", ""). Without `sign` the
        figure alone, with all its decimals, for a column whose heading has the sign."""
        before, said, after = formats(self.locale).amount_parts(figure.value, full=not sign)
        return self.piece(name, figure, f"{before}{said}" if sign else said), after if sign else ""

    def say(self, key: str, *pieces: Piece, count: Number | None = None, **facts: str) -> Line:
        """The text of "section.key" with its facts, and a piece in each place "{n}". Its plural form is that of
        `count`, by default of the first piece."""
        if count is None and pieces:
            count = self.figures[pieces[0].figure].value
        form = texts(self.locale).form(key, {"n": count, "of": count})
        typed = {name: fact.replace("{n}", "") for name, fact in facts.items()}
        return self.line(form.format(**{"n": "{n}", **typed}).rstrip(), *pieces)

    def line(self, pattern: str, *pieces: Piece) -> Line:
        """Fills the places "{n}" of a pattern with pieces, in order."""
        stretches = pattern.split("{n}")
        if len(stretches) != len(pieces) + 1:
            raise ValueError(f"{len(pieces)} figures for {pattern!r}")
        made = [Piece(stretches[0])]
        padded = self._two_digits and any(stretch.strip(" /") for stretch in stretches)
        for piece, after in zip(pieces, stretches[1:], strict=True):
            made += [_two_digits(piece) if padded else piece, Piece(after)]
        return Line(tuple(piece for piece in made if piece.text))


def _two_digits(piece: Piece) -> Piece:
    """A number from 1 to 9 with a zero before it, as in "04", "khoảng 04"; others as they are."""
    return Piece(_SINGLE.sub(r"\g<1>0\2", piece.text), piece.figure)


def approximate(said: str, figure: Figure, locale: str) -> str:
    """The words of a figure, as those of an estimate where it is one."""
    return texts(locale).say("figures.about", n=said) if figure.estimated else said


def joined(lines: Iterable[Line], between: str, end: str = "") -> Line:
    """Several lines as one."""
    pieces: list[Piece] = []
    for line in lines:
        pieces += [Piece(between), *line.pieces] if pieces else line.pieces
    return Line((*pieces, Piece(end)) if pieces and end else tuple(pieces))


def sentence(line: Line, end: str = ".") -> Line:
    """The line with a capital at the start and an end mark."""
    return Line((*_change_first(line, tidy.capital), Piece(end))) if line.pieces else line


def _change_first(line: Line, change: Callable[[str], str]) -> tuple[Piece, ...]:
    first, *rest = line.pieces
    return (Piece(change(first.text), first.figure), *rest)
