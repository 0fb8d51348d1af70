"""Reopens a docx or html and holds every number in it against the figures as they are recomputed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from sheets_sync.documents.reading import BETWEEN_CELLS, read
from sheets_sync.errors import ConfigError
from sheets_sync.rollup.model import Heading
from sheets_sync.words.texts import texts
from sheets_sync.words.worded import worded

_WORD = re.compile(r"\w+")
_FIGURES = re.compile(r"\d+(?:[.,]\d+)*")
_CLAUSE_ENDS = re.compile(r"(?<=[;:.,()])\s+|\s+(?=\()")

MOST_COMPARED = 200  # lines among which the counterpart of a line that was reworded is looked for


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A place of the document with numbers that the recomputed document does not have there.

    `found` is the text in the document, `expected` what stands there when it is made anew ("" for nothing).
    """

    numbers: tuple[str, ...]
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of holding a document against the evidence.

    `checked`: how many numbers stand in the document, each of which was looked at. `missing`: texts with figures that
    somebody took out of the document; that is no mismatch.
    """

    mismatches: tuple[Mismatch, ...] = ()
    missing: tuple[str, ...] = ()
    checked: int = field(default=0, compare=False)

    @property
    def holds(self) -> bool:
        return not self.mismatches


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    numbers: tuple[str, ...]
    words: tuple[str, ...]


def compared(
    document: bytes, fresh: bytes, form: str, heading: Heading, locale: str, codes: Iterable[str] = ()
) -> Verification:
    """Holds `document` against `fresh`, the same document rendered anew.

    People may reword and take out, and fill in number and date of the paper; a number that is changed, added, or moved
    to other words is found. Of html, which nobody words anew, links, styles and scripts must be the same.
    `codes` are passed over: those of internal activities, which earlier pages named among the works that they counted.
    """
    found, expected = read(document, form), read(fresh, form)
    found.texts = [_as_drafted(text, heading, locale) for text in found.texts]
    if left := "|".join(map(re.escape, codes)):
        pattern = re.compile(rf"\b(?:{left})\b", re.IGNORECASE)
        found.texts, expected.texts = ([pattern.sub("", text) for text in page.texts] for page in (found, expected))
    verdict = _texts(found.texts, expected.texts, _number(locale.partition("-")[0]))
    if verdict.mismatches:
        return verdict
    rest = [*_strange(found.links, expected.links), *_strange(found.code, expected.code)]
    return replace(verdict, mismatches=tuple(rest))


def side_file(found: bytes, expected: bytes) -> Iterator[Mismatch]:
    """Lines of a side file that are not as recomputed: it has one figure or cell a line."""
    if found != expected:
        yield from _strange(found.decode(errors="replace").split("\n"), expected.decode().split("\n"))


def check_form(path: Path) -> str:
    """The form of a document that can be verified. Raises ConfigError for any other."""
    form = path.suffix.lstrip(".").lower()
    if form not in ("docx", "html"):
        raise ConfigError(worded("rendering.not_verifiable", form=form or worded("rendering.this")), where=str(path))
    return form


@cache
def _number(language: str) -> re.Pattern[str]:
    """A number with what makes it more, less or another thing: "khoảng 1.245", "-5", "13 triệu", "hai trăm"."""
    before, after, digit, scale = (_any(language, key) for key in ("before", "after", "digits", "scales"))
    return re.compile(
        rf"(?:\b{before}\s+)?"
        rf"(?:[-−+]?\d+(?:[.,]\d+)*(?:\s?(?:[%‰]|{after}\b))?"
        rf"|\b(?:{digit}\s+)*{scale}(?:\s+(?:{digit}|{scale}))+\b|\b(?:{digit}\s+)+{scale}\b)",
        re.IGNORECASE,
    )


def _any(language: str, key: str) -> str:
    return "(?:" + "|".join(map(re.escape, texts(language).get(f"proof.{key}"))) + ")"


def _as_drafted(text: str, heading: Heading, locale: str) -> str:
    """The text with the number and the date that a clerk filled in taken back: they rest on no evidence."""
    said = texts(locale)
    _, _, symbol = " ".join(heading.number.partition(":")[2].split()).rpartition(" ")
    day, dated = said.get("proof.date"), " ".join(heading.place_date.split())
    match = re.search(f"{day}$", dated)
    place, drafted = (dated[: match.start()], match[0]) if match else (f"{dated.partition(', ')[0]}, ", "")
    if symbol.startswith("-"):
        number = said.get("proof.number")
        text = re.sub(rf"({number})\s*\d{{1,5}}\s*(?={re.escape(symbol)})", r"\1 ", text, flags=re.IGNORECASE)
        text = re.sub(rf"(?<={re.escape(symbol)}) {day}", lambda _: f" {drafted}", text)
    if place:
        return re.sub(f"({re.escape(place)}){day}", lambda match: match[1] + drafted, text)
    cells = (drafted if re.fullmatch(day, cell.strip()) else cell for cell in text.split(BETWEEN_CELLS))
    return BETWEEN_CELLS.join(cells)


def _texts(found: Sequence[str], expected: Sequence[str], number: re.Pattern[str]) -> Verification:
    ours, theirs = (list(_clauses(some, number)) for some in (found, expected))
    matcher = SequenceMatcher(None, [c.text for c in ours], [c.text for c in theirs], autojunk=False)
    mismatches: list[Mismatch] = []
    missing: list[str] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind != "equal":
            left = theirs[k:m]
            mismatches += _accounted(ours[i:j], left)
            missing += [clause.text for clause in left]
    return Verification(tuple(mismatches), tuple(missing), sum(len(clause.numbers) for clause in ours))


def _clauses(lines: Iterable[str], number: re.Pattern[str]) -> Iterator[_Clause]:
    """The parts of sentences, and the rows of tables, that hold a number."""
    for text in lines:
        for part in [text] if BETWEEN_CELLS in text else _CLAUSE_ENDS.split(text):
            numbers = tuple(" ".join(said.lower().split()) for said in number.findall(part))
            if numbers:
                yield _Clause(part, numbers, tuple(_WORD.findall(number.sub(" ", part).casefold())))


def _accounted(found: Sequence[_Clause], left: list[_Clause]) -> Iterator[Mismatch]:
    """Each clause found must have the numbers of the one whose words it has, or is nearest to; that one is then taken
    out of `left`."""
    for clause in found:
        nearest = _nearest(clause, left)
        if nearest is None or nearest.numbers != clause.numbers:
            yield Mismatch(_others(clause, nearest), clause.text, nearest.text if nearest else "")
        if nearest is not None:
            left.remove(nearest)


def _nearest(clause: _Clause, others: Sequence[_Clause]) -> _Clause | None:
    same = [other for other in others if other.words == clause.words]
    if same:
        return next((other for other in same if other.numbers == clause.numbers), same[0])
    return max(
        others[:MOST_COMPARED],
        key=lambda other: SequenceMatcher(None, other.words, clause.words, autojunk=False).ratio(),
        default=None,
    )


def _others(clause: _Clause, nearest: _Clause | None) -> tuple[str, ...]:
    """The numbers of a clause that its counterpart has not; all of them where only their order is another."""
    known = Counter(nearest.numbers if nearest else ())
    strange = list((Counter(clause.numbers) - known).elements()) or clause.numbers
    return tuple(found[0] if (found := _FIGURES.search(number)) else number for number in strange)


def _strange(found: Sequence[str], expected: Sequence[str]) -> Iterator[Mismatch]:
    """What is not the same, line by line."""
    matcher = SequenceMatcher(None, found, expected, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind != "equal":
            ours, theirs = (" ".join(lines)[:300] for lines in (found[i:j], expected[k:m]))
            yield Mismatch(tuple(_FIGURES.findall(ours)[:5]), ours, theirs)
