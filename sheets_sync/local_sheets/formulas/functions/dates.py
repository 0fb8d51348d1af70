"""Dates and times: serial numbers since 30 December 1899 on the file's own wall clock."""

from __future__ import annotations

import calendar
import datetime
import math

from sheets_sync.local_sheets.formulas.operands import Failed, Operand, checked, flat, is_number
from sheets_sync.local_sheets.formulas.registry import function
from sheets_sync.local_sheets.formulas.scope import Scope
from sheets_sync.local_sheets.grid.cells import Result
from sheets_sync.local_sheets.typing.patterns import EPOCH, moment
from sheets_sync.local_sheets.wire.exceptions import NotModelled

_ZERO = EPOCH.date()


def _date(serial: float, name: str = "") -> datetime.date:
    try:
        return _ZERO + datetime.timedelta(days=math.floor(serial))
    except OverflowError:
        raise Failed("NUM", f"Function {name} parameter 1 value {serial:g} is out of range.") from None


def _serial(date: datetime.date) -> int:
    return (date - _ZERO).days


def _months_on(date: datetime.date, months: int) -> datetime.date:
    years, month = divmod(date.month - 1 + months, 12)
    year = date.year + years
    if not 1 <= year <= 9999:
        raise Failed("NUM", "The date is out of range.")
    return datetime.date(year, month + 1, min(date.day, calendar.monthrange(year, month + 1)[1]))


@function("TODAY")
def _today(scope: Scope) -> Result:
    return scope.world.today


@function("NOW")
def _now(scope: Scope) -> Result:
    return (scope.world.now.replace(microsecond=0) - EPOCH).total_seconds() / 86_400


@function("DATE", takes="i i i")
def _date_of(scope: Scope, year: int, month: int, day: int) -> Result:
    year += 1900 if 0 <= year < 1900 else 0
    return _serial(_months_on(datetime.date(year, 1, 1), month - 1)) + day - 1


@function("TIME", takes="i i i")
def _time(scope: Scope, hour: int, minute: int, second: int) -> Result:
    return (hour * 3600 + minute * 60 + second) % 86_400 / 86_400


@function("YEAR", takes="n")
def _year(scope: Scope, serial: float) -> Result:
    return _date(serial, "YEAR").year


@function("MONTH", takes="n")
def _month(scope: Scope, serial: float) -> Result:
    return _date(serial, "MONTH").month


@function("DAY", takes="n")
def _day(scope: Scope, serial: float) -> Result:
    return _date(serial, "DAY").day


def _clock(serial: float) -> datetime.datetime:
    return moment(serial) + datetime.timedelta(milliseconds=500)


@function("HOUR", takes="n")
def _hour(scope: Scope, serial: float) -> Result:
    return _clock(serial).hour


@function("MINUTE", takes="n")
def _minute(scope: Scope, serial: float) -> Result:
    return _clock(serial).minute


@function("SECOND", takes="n")
def _second(scope: Scope, serial: float) -> Result:
    return _clock(serial).second


@function("WEEKDAY", takes="n i?")
def _weekday(scope: Scope, serial: float, kind: int = 1) -> Result:
    day = _date(serial, "WEEKDAY").weekday()  # Monday is 0
    if kind not in (1, 2, 3):
        raise Failed(
            "NUM", f"Function WEEKDAY parameter 2 value is {kind}. Valid values are between 1 and 3 inclusive."
        )
    return {1: (day + 1) % 7 + 1, 2: day + 1, 3: day}[kind]


@function("WEEKNUM", takes="n i?")
def _weeknum(scope: Scope, serial: float, kind: int = 1) -> Result:
    date = _date(serial, "WEEKNUM")
    if kind == 21:
        return date.isocalendar().week
    first = {1: 6, 2: 0, **{n: n - 11 for n in range(11, 18)}}.get(kind)
    if first is None:
        raise Failed("NUM", f"Function WEEKNUM parameter 2 value is {kind}. It is out of range.")
    new_year = datetime.date(date.year, 1, 1)
    return (date.timetuple().tm_yday - 1 + (new_year.weekday() - first) % 7) // 7 + 1


@function("ISOWEEKNUM", takes="n")
def _isoweeknum(scope: Scope, serial: float) -> Result:
    return _date(serial).isocalendar().week


@function("EDATE", takes="n i")
def _edate(scope: Scope, serial: float, months: int) -> Result:
    return _serial(_months_on(_date(serial, "EDATE"), months))


@function("EOMONTH", takes="n i")
def _eomonth(scope: Scope, serial: float, months: int) -> Result:
    date = _months_on(_date(serial, "EOMONTH"), months)
    return _serial(date.replace(day=calendar.monthrange(date.year, date.month)[1]))


@function("DAYS", takes="n n")
def _days(scope: Scope, end: float, start: float) -> Result:
    return math.floor(end) - math.floor(start)


@function("DATEDIF", takes="n n t")
def _datedif(scope: Scope, start: float, end: float, unit: str) -> Result:
    a, b, unit = _date(start), _date(end), unit.upper()
    if a > b:
        raise Failed("NUM", "Function DATEDIF parameter 1 should be less than or equal to parameter 2.")
    months = (b.year - a.year) * 12 + b.month - a.month - (b.day < a.day)
    if unit == "YD":
        return (b - _months_on(a, months // 12 * 12)).days
    found = {"D": (b - a).days, "M": months, "Y": months // 12, "YM": months % 12,
             "MD": (b - _months_on(a, months)).days}.get(unit)  # fmt: skip
    if found is None:
        raise Failed("NUM", f"Function DATEDIF parameter 3 value '{unit}' is not valid.")
    return found


def _parsed(name: str, scope: Scope, text: str) -> float:
    found = scope.world.typed(text)
    if not is_number(found) or (is_number(scope.world.typed(text + "0")) and text.strip().isdigit()):
        raise Failed("VALUE", f"{name} parameter '{text}' cannot be parsed to date/time.")
    return found  # type: ignore[return-value]


@function("DATEVALUE", takes="v")
def _datevalue(scope: Scope, value: Result) -> Result:
    return math.floor(_parsed("DATEVALUE", scope, value) if isinstance(value, str) else scope.number(value))


@function("TIMEVALUE", takes="v")
def _timevalue(scope: Scope, value: Result) -> Result:
    return (_parsed("TIMEVALUE", scope, value) if isinstance(value, str) else scope.number(value)) % 1


# -- working days -----------------------------------------------------------------------------------------------


def _holidays(scope: Scope, value: Operand) -> set[int]:
    return {math.floor(scope.number(one)) for one in flat(value) if checked(one) is not None}


_WEEKENDS = {1: (5, 6), 2: (6, 0), 3: (0, 1), 4: (1, 2), 5: (2, 3), 6: (3, 4), 7: (4, 5)}


def _weekend(scope: Scope, value: Result) -> tuple[int, ...]:
    """The days that are no working days, Monday is 0: `"0000011"`, or Google's number."""
    if isinstance(value, str) and len(value) == 7 and not value.strip("01"):
        return tuple(n for n, mark in enumerate(value) if mark == "1")
    number = int(scope.number(value))
    if 11 <= number <= 17:
        return ((number - 12) % 7,)
    if number not in _WEEKENDS:
        raise Failed("NUM", "The weekend is not valid.")
    return _WEEKENDS[number]


def _works(serial: int, weekend: tuple[int, ...], holidays: set[int]) -> bool:
    return (serial + 5) % 7 not in weekend and serial not in holidays


def _workdays(start: int, end: int, weekend: tuple[int, ...], holidays: set[int]) -> int:
    if start > end:
        return -_workdays(end, start, weekend, holidays)
    if end - start > 400_000:
        raise NotModelled("NETWORKDAYS over more than a thousand years")
    return sum(1 for day in range(start, end + 1) if _works(day, weekend, holidays))


def _workday(start: int, days: int, weekend: tuple[int, ...], holidays: set[int]) -> int:
    if len(weekend) == 7:
        raise Failed("VALUE", "A week without working days has no next one.")
    step, left = (1 if days > 0 else -1), abs(days)
    while left:
        start += step
        left -= _works(start, weekend, holidays)
    return start


@function("NETWORKDAYS", takes="n n a?")
def _networkdays(scope: Scope, start: float, end: float, holidays: Operand = None) -> Result:
    return _workdays(math.floor(start), math.floor(end), (5, 6), _holidays(scope, holidays))


@function("NETWORKDAYS.INTL", takes="n n v? a?")
def _networkdays_intl(scope: Scope, start: float, end: float, weekend: Result = 1, holidays: Operand = None) -> Result:
    return _workdays(math.floor(start), math.floor(end), _weekend(scope, weekend), _holidays(scope, holidays))


@function("WORKDAY", takes="n i a?")
def _workday_of(scope: Scope, start: float, days: int, holidays: Operand = None) -> Result:
    return _workday(math.floor(start), days, (5, 6), _holidays(scope, holidays))


@function("WORKDAY.INTL", takes="n i v? a?")
def _workday_intl(scope: Scope, start: float, days: int, weekend: Result = 1, holidays: Operand = None) -> Result:
    return _workday(math.floor(start), days, _weekend(scope, weekend), _holidays(scope, holidays))


# -- only another number format ---------------------------------------------------------------------------------


@function("TO_DATE", "TO_DOLLARS", "TO_PERCENT", "TO_PURE_NUMBER", takes="v")
def _to_kind(scope: Scope, value: Result) -> Result:
    return value


@function("EPOCHTODATE", takes="n i?")
def _epochtodate(scope: Scope, value: float, unit: int = 1) -> Result:
    return value / {1: 86_400, 2: 86_400_000, 3: 86_400_000_000}.get(unit, 86_400) + 25_569
