"""Reopens a docx or html and holds every number in it against the figures as they are recomputed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from pathlib import Path

from sheets_sync.documents.reading import BETWEEN_CELLS, read
from sheets_sync.errors import ConfigError
from sheets_sync.rollup.model import Heading

# A number with what makes it more, less or another thing: "khoảng 1.245", "-5", "13 triệu", "8,5 km", "hai trăm".
_DIGIT = r"(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín|linh|lẻ|rưỡi)"
_SCALE = r"(?:mười|mươi|chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)"
_NUMBER = re.compile(
    r"(?:\b(?:khoảng|gần|hơn|trên|dưới|ít nhất|tối đa)\s+)?"
    r"(?:[-−+]?\d+(?:[.,]\d+)*(?:\s?(?:[%‰]|(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ|trăm|chục|km|m|ha)\b))?"
    rf"|\b(?:{_DIGIT}\s+)*{_SCALE}(?:\s+(?:{_DIGIT}|{_SCALE}))+\b|\b(?:{_DIGIT}\s+)+{_SCALE}\b)",
    re.IGNORECASE,
)
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


def compared(document: bytes, fresh: bytes, form: str, heading: Heading, codes: Iterable[str] = ()) -> Verification:
    """Holds `document` against `fresh`, the same document rendered anew.

    People may reword and take out, and fill in number and date of the paper; a number that is changed, added, or moved
    to other words is found. Of html, which nobody words anew, links, styles and scripts must be the same.
    `codes` are passed over: those of internal activities, which earlier pages named among the works that they counted.
    """
    found, expected = read(document, form), read(fresh, form)
    found.texts = [_as_drafted(text, heading) for text in found.texts]
    if left := "|".join(map(re.escape, codes)):
        pattern = re.compile(rf"\b(?:{left})\b", re.IGNORECASE)
        found.texts, expected.texts = ([pattern.sub("", text) for text in page.texts] for page in (found, expected))
    verdict = _texts(found.texts, expected.texts)
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
        raise ConfigError(f"only docx and html can be verified, not {form or 'this'}.", where=str(path))
    return form


def _as_drafted(text: str, heading: Heading) -> str:
    """The text with the number and the date that a clerk filled in taken back: they rest on no evidence."""
    _, _, symbol = " ".join(heading.number.partition(":")[2].split()).rpartition(" ")
    day = r"ngày\s*\d{0,2}\s*tháng\s*\d{0,2}\s*năm\s*\d{4}"
    drafted = " ".join(heading.place_date.partition(", ")[2].split())
    if symbol.startswith("-"):
        text = re.sub(rf"(số:?)\s*\d{{1,5}}\s*(?={re.escape(symbol)})", r"\1 ", text, flags=re.IGNORECASE)
        text = re.sub(rf"(?<={re.escape(symbol)}) {day}", lambda _: f" {drafted}", text)
    place = re.escape(heading.place_date.partition(", ")[0])
    return re.sub(rf"({place}, ){day}", lambda match: match[1] + drafted, text)


def _texts(found: Sequence[str], expected: Sequence[str]) -> Verification:
    ours, theirs = (list(_clauses(texts)) for texts in (found, expected))
    matcher = SequenceMatcher(None, [c.text for c in ours], [c.text for c in theirs], autojunk=False)
    mismatches: list[Mismatch] = []
    missing: list[str] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind != "equal":
            left = theirs[k:m]
            mismatches += _accounted(ours[i:j], left)
            missing += [clause.text for clause in left]
    return Verification(tuple(mismatches), tuple(missing), sum(len(clause.numbers) for clause in ours))


def _clauses(texts: Iterable[str]) -> Iterator[_Clause]:
    """The parts of sentences, and the rows of tables, that hold a number."""
    for text in texts:
        for part in [text] if BETWEEN_CELLS in text else _CLAUSE_ENDS.split(text):
            numbers = tuple(" ".join(number.lower().split()) for number in _NUMBER.findall(part))
            if numbers:
                yield _Clause(part, numbers, tuple(_WORD.findall(_NUMBER.sub(" ", part).casefold())))


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
