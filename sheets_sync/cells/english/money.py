"""Columns of type money in English: amounts of the campaign's currency, with no more decimals than it has."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from sheets_sync.campaign.model import Campaign, Limits
from sheets_sync.cells.english import figures
from sheets_sync.cells.english.words import number_in_words
from sheets_sync.cells.normalise import fold
from sheets_sync.cells.reader import Context
from sheets_sync.cells.reading import Reading, reject, usable
from sheets_sync.cells.serials import made_a_date
from sheets_sync.words.conventions import conventions, is_currency, symbols_of
from sheets_sync.words.formats import formats

_ORDER = ("C2", "M3", "C5", "M2", "M4")
_BEYOND = 10**12
_SCALES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
_SCALED = re.compile(r"(?P<figure>[0-9][0-9.,]*) ?(?P<scale>k|thousand|mn|m|millions?|bn|billions?)")
_SIGN = re.compile("[$€£¥₫₹₩₽₺₴₱฿₪]")
_CODE = re.compile(r"(?<![A-Za-z])[A-Za-z]{3}(?![A-Za-z])")
_NAMES = re.compile(r"(?<![a-z])(?:pounds?|dollars?|euros?|yen|dong|rupees?|yuan|francs?)(?![a-z])")
_TIMES = re.compile(r"(?P<one>.+?) ?[x×*] ?(?P<other>.+)")
_EACH_FOR = re.compile(r"(?P<other>.+?) (?:each|apiece) (?:for )?(?P<one>[0-9]{1,4})(?: [a-z ]+)?")
_COUNT_AT = re.compile(r"(?P<one>[0-9]{1,4})(?: [a-z ]+?)? ?(?:@|at) ?(?P<other>.+?)(?: (?:each|apiece))?")
_PRICE = re.compile(r"(?P<amount>.+?) ?(?:/ ?[a-z ]+|per [a-z ]+|each|apiece)")
_COUNT = re.compile(r"[0-9]{1,4}(?: [a-z ]+)?")
_GOODS = re.compile(r"[0-9]{1,4} (?!(?:quid|bucks?|grand|fivers?|tenners?)\b)[a-z][a-z ]*")
"""Slang for amounts is no word of goods."""
_RANGE = re.compile(r"[0-9] ?(?:-|to) ?[^0-9]{0,4}[0-9]")


class _Amount(NamedTuple):
    value: Decimal | None
    code: str = ""


class MoneyRules:
    """Amounts of money. Another currency, and a figure whose marks are those of elsewhere, are refused."""

    def __init__(self, campaign: Campaign) -> None:
        self._tag, habit = campaign.locale, Limits()
        found = conventions(campaign.locale)
        self._decimals, self._currency = found.decimals, found.currency
        said = (campaign.limits.money_low, campaign.limits.money_high)
        self._low, self._high = said if said != (habit.money_low, habit.money_high) else (0, _BEYOND)
        names = {fold(name) for name in symbols_of(found.currency, campaign.locale)}
        names |= {name.split(" ")[-1] for name in names}
        own = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        self._before = re.compile(rf"(?:{own}) ?(?=[0-9.])")
        self._after = re.compile(rf"(?P<rest>.*[^ ]) ?(?:{own}|pounds sterling)")
        signs = "|".join(re.escape(name) for name in names if not name[-1:].isalpha())
        self._own = re.compile(rf"(?<![a-z])(?:{own}|sterling)(?![a-z])" + (f"|{signs}" if signs else ""))

    def read_number(self, value: float, context: Context) -> Reading | None:
        made = made_a_date(value, context.number_format)
        if made:
            return made
        if context.number_format == "PERCENT" or not 0 <= value < _BEYOND:
            return reject("M6")
        return None if value == value // 1 else self.read_text(f"{Decimal(repr(float(value))):f}", "", context)

    def read_text(self, plain: str, typed: str, context: Context) -> Reading:
        text = fold(plain)
        if len(text) > figures.LONGEST:
            return reject("M6", **self._facts())
        said = figures.said_without_figure(text)
        if said:
            return said
        if self._is_foreign(text):
            return reject("M9", **self._facts())
        rest = figures.bared(text)
        found = self._figure(rest.text)
        if found.value is None or found.value >= _BEYOND:
            return reject(found.code or "M6", **self._facts())
        codes = [found.code, "C2" if rest.about else "", "C5" if rest.remark else ""]
        if found.value and not self._low <= found.value <= self._high:
            codes.append("M4")
        value = figures.plain(found.value)
        return usable(value, codes, _ORDER, number=formats(self._tag).amount(value))

    def _facts(self) -> dict[str, str]:
        return {"measure": formats(self._tag).currency()}

    def _is_foreign(self, text: str) -> bool:
        """Whether another currency is named: by its sign, its code or its name."""
        others = self._own.sub(" ", text)
        codes = (code for code in _CODE.findall(others) if code != "all" and is_currency(code.upper()))
        return bool(_SIGN.search(others) or _NAMES.search(others) or next(codes, None))

    def _figure(self, text: str) -> _Amount:
        found = self._amount(text)
        if found.value is not None:
            return found
        computed = self._sum(text) or self._product(text)
        return computed or _Amount(None, self._why(text))

    def _amount(self, text: str) -> _Amount:
        """One amount, with the sign or the name of the currency before or after it, or neither."""
        before = self._before.match(text)
        text = text[before.end() :] if before else text
        after = self._after.fullmatch(text)
        if after and not before:
            text = after["rest"]
        words = number_in_words(text)
        if words is not None:
            return _Amount(Decimal(words), "M2")
        scaled = _SCALED.fullmatch(text)
        if scaled:
            number = figures.decimal(scaled["figure"])
            count = number if number is not None else self._digits(scaled["figure"])
            power = _SCALES[scaled["scale"].removesuffix("s")]
            value = None if count is None else count.scaleb(power)
            ok = value is not None and value == round(value, self._decimals)
            return _Amount(value, "M2") if ok else _Amount(None)
        marked = figures.with_apostrophes(text)
        return _Amount(Decimal(marked), "M2") if marked is not None else _Amount(self._plain(text))

    def _plain(self, text: str) -> Decimal | None:
        number = figures.decimal(text)
        if number is None:
            return self._digits(text)
        places = len(text.rpartition(".")[2])
        lost_head = text.startswith("0") and not text.startswith("0.")
        return number if places <= self._decimals and not lost_head else None

    def _digits(self, text: str) -> Decimal | None:
        value = figures.whole(text)
        return None if value is None or (text.startswith("0") and value) else Decimal(value)

    def _sum(self, text: str) -> _Amount | None:
        parts = [self._amount(part.strip()) for part in text.split("+")]
        values = [part.value for part in parts if part.value is not None]
        return _Amount(sum(values, Decimal(0)), "M3") if len(parts) > 1 and len(values) == len(parts) else None

    def _product(self, text: str) -> _Amount | None:
        for pattern in (_TIMES, _EACH_FOR, _COUNT_AT):
            found = pattern.fullmatch(text)
            for count, price in ((found["one"], found["other"]), (found["other"], found["one"])) if found else ():
                amount = self._amount(re.sub(r" (?:each|apiece)$", "", price))
                if _COUNT.fullmatch(count) and amount.value is not None:
                    return _Amount(amount.value * int(re.findall("[0-9]+", count)[0]), "M3")
        return None

    def _why(self, text: str) -> str:
        """The code that says best why a text is no amount."""
        if _RANGE.search(text):
            return "C10"
        price = _PRICE.fullmatch(text)
        if price and self._amount(price["amount"]).value is not None:
            return "M7"
        return "M8" if _GOODS.fullmatch(text) else "M6"
