"""Phone numbers, and yes or no (POLICY.md 4.6 and 4.7)."""

from __future__ import annotations

import re

from sheets_sync.cells.normalise import fold
from sheets_sync.cells.reader import Context
from sheets_sync.cells.reading import Reading, accept, reject, warn
from sheets_sync.cells.whole import unless_whole

_REMARK = re.compile(r"(?P<number>[^A-Za-z]*[0-9)]) ?\((?P<remark>[^()0-9]+)\)")
_FILLERS = str.maketrans("", "", " .-()[]")
_MOBILE = re.compile("0[35789][0-9]{8}")
_LANDLINE = re.compile("02[0-9]{9}")
_WITHOUT_ZERO = re.compile("[35789][0-9]{8}|2[0-9]{9}")
_ABROAD = re.compile(r"\+84(?P<rest>[0-9]+)|84(?P<nine>[0-9]{9})")
_LONGEST_PHONE = 200  # with spaces and a remark

_ACCEPTED = {
    fold(word): answer
    for answer, words in (
        ("yes", ("có", "đã có", "có rồi", "rồi", "x", "✓", "✔", "☑", "✅", "yes", "true")),
        ("no", ("không", "ko", "chưa", "không có", "chưa có", "✗", "✘", "☐", "no", "false")),
    )
    for word in words
}
_UNUSUAL = {"v": "yes", "1": "yes", "c": "yes", "0": "no", "-": "no", "k": "no"}
_YES_AND_COUNT = re.compile(r"co ?[0-9]+(?:[.,][0-9]+)*(?: ?[^\W\d_][^0-9]*)?")


class PhoneRules:
    """One Vietnamese number, as text: mobile phones have 10 digits, landlines 11."""

    def read_text(self, plain: str, typed: str, context: Context) -> Reading:
        if len(plain) > _LONGEST_PHONE:
            return reject("P1")
        remark = _REMARK.fullmatch(plain)
        number = (remark["number"] if remark else plain).translate(_FILLERS)
        abroad = _ABROAD.fullmatch(number)
        if abroad:
            number = "0" + (abroad["rest"] or abroad["nine"])
        zero_lost = _WITHOUT_ZERO.fullmatch(number) is not None
        if zero_lost:
            number = "0" + number
        if not (_MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number)):
            return reject("P1")
        if zero_lost or remark:
            return warn(number, "P2")
        return accept(number)

    def read_number(self, value: float, context: Context) -> Reading | None:
        return unless_whole(value, "P1")


class YesNoRules:
    """Yes or no. A tick typed as x is yes, a drawn cross is no."""

    def read_text(self, plain: str, typed: str, context: Context) -> Reading:
        words = fold(plain)
        if words in _ACCEPTED:
            return accept(_ACCEPTED[words])
        if words in _UNUSUAL:
            return warn(_UNUSUAL[words], "B2")
        if _YES_AND_COUNT.fullmatch(words):
            return warn("yes", "B2")
        return reject("B1")

    def read_number(self, value: float, context: Context) -> Reading | None:
        return unless_whole(value, "B1")
