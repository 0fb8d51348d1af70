"""How numbers are written in a sentence, so that a paper can be held against the evidence: words beside numbers,
numbers in words, dates."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "before": (
        "about", "almost", "nearly", "over", "more than", "above", "under", "less than", "below", "at least", "at most",
        "up to", "around", "some",
    ),
    "after": ("hundred", "thousand", "million", "billion", "dozen", "km", "m", "mi", "ft", "ha", "k"),
    "digits": (
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "and", "a",
    ),
    "scales": (
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million",
        "billion", "dozen",
    ),
    "date": r"(?:\d?\d?\s*[A-Z][a-z]+|[A-Z][a-z]+\s*\d?\d?,?)\s*\d\d\d\d",
    "number": r"(?:no\.?|number|ref\.?|reference):?",
}  # fmt: skip
"""`date` and `number` are regular expressions: the date line as a clerk may have filled it in, and what stands before
the number of a paper."""
