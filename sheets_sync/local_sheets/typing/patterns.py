"""Number formats: a number and a pattern -> the text that a person sees.

Patterns are Sheets' own (D NumberFormat, G formats guide): sections by `;`, `0 # ? , . % E+`, quoted text, `\\x`,
`[$...]`, colours, `@`, and the date and time tokens. Symbols in a pattern are always `.` and `,`; the locale decides
what is printed. Fractions (`# ?/?`) are not modelled.
"""

from __future__ import annotations

import datetime
import functools
import math
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

from sheets_sync.local_sheets.typing.locales import Locale
from sheets_sync.local_sheets.wire.exceptions import NotModelled

EPOCH = datetime.datetime(1899, 12, 30)  # noqa: DTZ001 - a serial is wall-clock time without a zone (2.4)

Token: TypeAlias = tuple[str, str]  # kind, text

_TOKEN = re.compile(
    r"""(?P<text>"[^"]*"|\\.|\[\$[^\]]*\])
    |(?P<colour>\[(?:black|blue|cyan|green|magenta|red|white|yellow|colou?r\s?\d+)\])
    |(?P<elapsed>\[(?:h+|m+|s+)\])
    |(?P<condition>\[(?:<=|>=|<>|[<>=])-?\d+(?:\.\d+)?\])
    |(?P<other>\[[^\]]*\])
    |(?P<half>am/pm|a/p)
    |(?P<date>y+|m+|d+|h+|s+(?:\.0+)?)
    |(?P<exponent>E[+-]0+)
    |(?P<digits>[0\#?][0\#?,]*(?:\.[0\#?]*,*)?|\.[0\#?]+)
    |(?P<percent>%)
    |(?P<at>@)
    |(?P<fill>\*.|_.)
    |(?P<plain>.)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Section:
    tokens: tuple[Token, ...]

    def has(self, *kinds: str) -> bool:
        return any(kind in kinds for kind, _ in self.tokens)

    @property
    def condition(self) -> tuple[Callable[[float, float], bool], float] | None:
        """A comparison and what the number is compared to, for a section of the form `[>=100]0`."""
        text = next((text[1:-1] for kind, text in self.tokens if kind == "condition"), None)
        if text is None:
            return None
        sign = text[:2] if text[:2] in _COMPARISONS else text[0]
        return _COMPARISONS[sign], float(text[len(sign) :])

    @property
    def is_date(self) -> bool:
        return self.has("date", "elapsed", "half")


@functools.lru_cache(maxsize=512)
def sections(pattern: str) -> tuple[Section, ...]:
    """A pattern's sections: positive; negative; zero; text."""
    parts = re.findall(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[]|["\\\[])+', pattern) or [""]
    return tuple(Section(_meaning(_tokens(part))) for part in parts)


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "plain"
        if kind == "other":
            raise NotModelled(f"the number format part {match[0]!r}")
        found.append((kind, match[0]))
    return found


def _meaning(tokens: list[Token]) -> tuple[Token, ...]:
    """`m` is minutes after an hour or before a second, else months."""
    times = [n for n, (kind, text) in enumerate(tokens) if kind in ("date", "elapsed")]
    for place, n in enumerate(times):
        text = tokens[n][1].lower().strip("[]")
        if tokens[n][0] == "date" and set(text) == {"m"} and len(text) <= 2:
            before = tokens[times[place - 1]][1].lower().strip("[]")[0] if place else ""
            after = tokens[times[place + 1]][1].lower().strip("[]")[0] if place + 1 < len(times) else ""
            if before == "h" or after == "s":
                tokens[n] = ("minute", tokens[n][1])
    return tuple(tokens)


def is_date_pattern(pattern: str) -> bool:
    return sections(pattern)[0].is_date


def show(value: float, kind: str, pattern: str, locale: Locale) -> str:
    """A number under a number format."""
    pattern = pattern or default_pattern(kind, locale)
    if not pattern or pattern.lower() == "general":
        return general(value, locale)
    section, value = _choose(sections(pattern), value)
    if section.is_date:
        return _show_date(value, section, locale)
    return _show_number(value, section, locale)


def show_text(text: str, pattern: str) -> str:
    """A text under a number format: only a section with `@` touches it."""
    if pattern in ("", "@"):
        return text
    parts = sections(pattern)
    section = parts[3] if len(parts) > 3 else next((part for part in parts if part.has("at")), None)
    if section is None:
        return text
    return "".join(text if kind == "at" else _literal(kind, part) for kind, part in section.tokens)


def default_pattern(kind: str, locale: Locale) -> str:
    """The pattern of a format that names only its type (D: "a default pattern based on the locale")."""
    return {
        "NUMBER": "#,##0.00",
        "PERCENT": "0.00%",
        "CURRENCY": locale.currency_pattern.replace("#,##0", "#,##0.00"),
        "SCIENTIFIC": "0.00E+00",
        "DATE": locale.date,
        "TIME": locale.time,
        "DATE_TIME": locale.date_time,
    }.get(kind, "")


def general(value: float, locale: Locale) -> str:
    """A number without any format: all its digits as far as ten behind the point's place (K), 0.0009765625 (C)."""
    if type(value) is int and abs(value) < 10**15:
        return str(value)
    if not math.isfinite(value):
        return "#NUM!"
    size = abs(value)
    if size and (size >= 1e15 or size < 1e-9):
        mantissa, exponent = f"{value:.5E}".split("E")
        text = f"{mantissa.rstrip('0').rstrip('.')}E{exponent[0]}{exponent[1:].zfill(2)}"
    else:
        whole = len(str(int(size)))
        text = f"{value:.{max(0, 10 - whole) if size >= 1 else 10}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", locale.decimal)


def _choose(parts: tuple[Section, ...], value: float) -> tuple[Section, float]:
    if any(part.condition for part in parts):
        return _by_condition(parts, value), value
    if value < 0 and len(parts) > 1:
        return parts[1], -value
    if value == 0 and len(parts) > 2:
        return parts[2], value
    return parts[0], value


def _by_condition(parts: tuple[Section, ...], value: float) -> Section:
    """The first section whose condition holds; one without a condition takes the rest."""
    for part in parts[:3]:
        if part.condition is None or part.condition[0](value, part.condition[1]):
            return part
    raise NotModelled("a number format whose conditions leave out a value")


def _literal(kind: str, text: str) -> str:
    if kind == "text":
        if text.startswith("[$"):
            return text[2:-1].partition("-")[0]
        return text[1:-1] if text.startswith('"') else text[1:]
    if kind == "fill":
        return " " if text[0] == "_" else ""
    return "" if kind in ("colour", "condition") else text


def _show_number(value: float, section: Section, locale: Locale) -> str:
    kinds = [kind for kind, _ in section.tokens]
    if "digits" not in kinds:
        if "at" in kinds:
            return "".join(
                general(value, locale) if kind == "at" else _literal(kind, text) for kind, text in section.tokens
            )
        return ("-" if value < 0 else "") + "".join(_literal(kind, text) for kind, text in section.tokens)
    if kinds.count("digits") > 1:
        raise NotModelled("a number format with digits in two places")
    digits = next(text for kind, text in section.tokens if kind == "digits")
    amount = Decimal(repr(value)) * 100 ** kinds.count("percent")
    exponent = next((text for kind, text in section.tokens if kind == "exponent"), None)
    sign = "-" if amount < 0 else ""
    power = 0
    if exponent is not None and amount:
        power = amount.adjusted() - (len(digits.partition(".")[0].replace(",", "")) - 1)
        amount = amount.scaleb(-power)
    shown = _digits(abs(amount), digits, locale)
    if not any(c in "123456789" for c in shown):
        sign = ""
    out = []
    for kind, text in section.tokens:
        if kind == "digits":
            out.append(shown)
        elif kind == "exponent":
            mark = "-" if power < 0 else "+" if text[1] == "+" else ""
            out.append(f"E{mark}{str(abs(power)).zfill(len(text) - 2)}")
        else:
            out.append(_literal(kind, text))
    return sign + "".join(out)


def _digits(amount: Decimal, pattern: str, locale: Locale) -> str:
    thousands = len(pattern) - len(pattern.rstrip(","))
    amount = amount.scaleb(-3 * thousands)
    whole_pattern, point, fraction_pattern = pattern.rstrip(",").partition(".")
    places = len(fraction_pattern)
    rounded = amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, fraction = f"{rounded:f}".partition(".")
    least = whole_pattern.count("0")
    whole = whole.lstrip("0").zfill(least) if whole.lstrip("0") or least else ""
    if "," in whole_pattern:
        whole = _grouped(whole, locale.group)
    keep = fraction_pattern.rstrip("#")
    while len(fraction) > len(keep) and fraction.endswith("0"):
        fraction = fraction[:-1]
    return whole + (locale.decimal + fraction if fraction or (point and not places) else "")


def _grouped(whole: str, mark: str) -> str:
    head = len(whole) % 3
    parts = ([whole[:head]] if head else []) + [whole[n : n + 3] for n in range(head, len(whole), 3)]
    return mark.join(parts)


def moment(serial: float) -> datetime.datetime:
    """A serial number as wall-clock time, rounded to the millisecond."""
    return EPOCH + datetime.timedelta(milliseconds=round(serial * 86_400_000))


def _show_date(serial: float, section: Section, locale: Locale) -> str:
    try:
        when = moment(serial)
    except OverflowError:
        return general(serial, locale)
    if not any("." in text for kind, text in section.tokens if kind == "date" and text[0] in "sS"):
        when = (when + datetime.timedelta(milliseconds=500)).replace(microsecond=0)
    half = section.has("half")
    shown = (_date_part(kind, text, when, serial, half, locale) for kind, text in section.tokens)
    return "".join(shown)


def _date_part(kind: str, text: str, when: datetime.datetime, serial: float, half: bool, locale: Locale) -> str:
    lower = text.lower().strip("[]")
    if kind == "minute":
        return str(when.minute).zfill(len(text))
    if kind == "half":
        return ("AM" if when.hour < 12 else "PM") if lower == "am/pm" else ("A" if when.hour < 12 else "P")
    if kind == "elapsed":
        unit = {"h": 3600, "m": 60, "s": 1}[lower[0]]
        return str(int(round(serial * 86_400) // unit)).zfill(len(lower))
    if kind == "date":
        return _calendar_part(lower, when, half, locale)
    if kind in ("digits", "percent", "at", "exponent"):
        return text
    return _literal(kind, text)


def _calendar_part(part: str, when: datetime.datetime, half: bool, locale: Locale) -> str:
    letter, size = part[0], len(part)
    if letter == "y":
        return f"{when.year:04d}" if size > 2 else f"{when.year % 100:02d}"
    if letter == "h":
        return str((when.hour % 12 or 12) if half else when.hour).zfill(min(size, 2))
    if letter == "s":
        seconds, _, places = part.partition(".")
        fraction = f"{when.microsecond:06d}"[: len(places)]
        return str(when.second).zfill(min(len(seconds), 2)) + (locale.decimal + fraction if places else "")
    if size <= 2:
        return str(when.day if letter == "d" else when.month).zfill(size)
    if locale.name[:2] != "en":
        raise NotModelled(f"names of months and days under the locale {locale.name!r}")
    name = _DAYS[when.weekday()] if letter == "d" else _MONTHS[when.month - 1]
    return name[:3] if size == 3 else name[0] if letter == "m" and size == 5 else name
