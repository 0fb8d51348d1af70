"""Columns of type phone and yes_no in English. Telephone numbers are those of the phonenumbers library."""

from __future__ import annotations

import re

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells.normalise import fold
from sheets_sync.cells.reader import Context
from sheets_sync.cells.reading import Reading, accept, missing, reject, warn
from sheets_sync.cells.whole import unless_whole
from sheets_sync.words.conventions import conventions

_REMARK = re.compile(r"(?P<number>[^()]*(?:\([0-9 ]+\)[^()]*)*?) ?\((?P<remark>[^()0-9]+)\)")
_SEVERAL = re.compile(r"[0-9]{3}[ )]* ?[/;,&|] ?[ (+]*[0-9]{3}")
_MARKS = re.compile(r"[+0-9 ().\-/]+")
_LONGEST = 60


class PhoneRules:
    """A telephone number of the campaign's region, or of any country behind `+`; the value is E.164."""

    def __init__(self, campaign: Campaign) -> None:
        self._region = conventions(campaign.locale).region

    def read_text(self, plain: str, typed: str, context: Context) -> Reading:
        remark = _REMARK.fullmatch(plain[:_LONGEST])
        text = remark["number"].strip() if remark else plain
        if len(plain) > _LONGEST or not _MARKS.fullmatch(text) or _SEVERAL.search(text):
            return reject("P1")
        return self._read(text, remark=bool(remark))

    def _read(self, text: str, *, remark: bool) -> Reading:
        import phonenumbers as numbers

        try:
            found = numbers.parse(text, self._region)
        except numbers.NumberParseException:
            return reject("P1")
        if not numbers.is_valid_number(found):
            return reject("P1")
        value = numbers.format_number(found, numbers.PhoneNumberFormat.E164)
        typed = re.sub("[^0-9]", "", text)
        significant = numbers.national_significant_number(found)
        national = re.sub("[^0-9]", "", numbers.format_number(found, numbers.PhoneNumberFormat.NATIONAL))
        lacks = "+" not in text and typed == significant and national != significant
        return warn(value, "P2") if lacks or remark else accept(value)

    def read_number(self, value: float, context: Context) -> Reading | None:
        return unless_whole(value, "P1")


_READ_AS = {"1": "yes", "v": "yes", "0": "no", "-": "no"}


class YesNoRules:
    """Yes or no. A tick typed as `x` is yes, a drawn cross is no."""

    _YES = frozenset({"yes", "y", "true", "x", "done", "✓", "✔", "☑", "✅"})
    _NO = frozenset({"no", "n", "false", "✗", "✘", "☐"})
    _MISSING = frozenset({"n/a"})

    def read_text(self, plain: str, typed: str, context: Context) -> Reading:
        text = fold(plain)
        if text in self._YES:
            return accept("yes")
        if text in self._NO:
            return accept("no")
        if text in _READ_AS:
            return warn(_READ_AS[text], "B2")
        return missing("B1") if text in self._MISSING else reject("B1")

    def read_number(self, value: float, context: Context) -> Reading | None:
        return unless_whole(value, "B1")
