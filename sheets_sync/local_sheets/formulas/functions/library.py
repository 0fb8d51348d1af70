"""Statistics, finance, engineering: the formula engine's own functions, asked one call at a time.

Only functions whose results are the same in Google's sheets and in Excel stand here; the engine follows Excel.
"""

from __future__ import annotations

import threading
from typing import Any

from sheets_sync.local_sheets.formulas.operands import Failed, Operand, checked, flat
from sheets_sync.local_sheets.formulas.registry import FUNCTIONS, Function, function
from sheets_sync.local_sheets.formulas.scope import Scope
from sheets_sync.local_sheets.grid.cells import CellError, Result
from sheets_sync.local_sheets.wire.exceptions import NotModelled

OVER_RANGES = [
    "MEDIAN", "MODE", "MODE.SNGL", "STDEV", "STDEV.S", "STDEV.P", "STDEVP", "VAR", "VAR.S", "VAR.P", "VARP",
    "PERCENTILE", "PERCENTILE.INC", "PERCENTILE.EXC", "QUARTILE", "QUARTILE.INC", "QUARTILE.EXC", "LARGE", "SMALL",
    "RANK", "RANK.EQ", "RANK.AVG", "CORREL", "PEARSON", "SLOPE", "INTERCEPT", "RSQ", "FORECAST", "COVAR",
    "COVARIANCE.P", "COVARIANCE.S", "GEOMEAN", "HARMEAN", "TRIMMEAN", "SKEW", "KURT", "AVEDEV", "DEVSQ", "NPV",
    "IRR", "XNPV", "XIRR", "PERCENTRANK", "STEYX", "SUMX2MY2", "SUMX2PY2", "SUMXMY2", "MULTINOMIAL",
]  # fmt: skip
OF_VALUES = [
    "PMT", "FV", "PV", "NPER", "RATE", "IPMT", "PPMT", "SLN", "SYD", "DB", "DDB", "EFFECT", "NOMINAL", "CUMIPMT",
    "CUMPRINC", "BIN2DEC", "DEC2BIN", "HEX2DEC", "DEC2HEX", "OCT2DEC", "DEC2OCT", "BITAND", "BITOR", "BITXOR",
    "ROMAN", "ARABIC", "BASE", "DECIMAL", "FACTDOUBLE", "PERMUT", "COMBINA", "CONVERT", "NORM.DIST", "NORMDIST",
    "NORM.S.DIST", "NORM.INV", "NORMINV", "NORM.S.INV", "STANDARDIZE", "YEARFRAC", "DAYS360",
]  # fmt: skip

_KINDS = {
    "Div": "DIVIDE_BY_ZERO", "Na": "N_A", "Name": "NAME", "Null": "NULL_VALUE", "Num": "NUM", "Ref": "REF",
    "Value": "VALUE", "Circ": "REF",
}  # fmt: skip
_SHEET = "Library"
_lock = threading.Lock()
_books: list[Any] = []


def kind_of(error: dict[str, Any]) -> str:
    """The API's type of one of the engine's errors."""
    return _KINDS.get(error.get("kind", ""), "ERROR")


def _asked(name: str, values: tuple[Operand, ...]) -> Any:
    """The engine's answer to one call: the arguments are put into a workbook of its own."""
    import formualizer

    with _lock:
        if not _books:
            book = formualizer.Workbook()
            book.set_temporal_egress("serial")
            book.sheet(_SHEET)
            _books.append(book)
        book, cells = _books[0], []
        left = 1
        for value in values:
            rows = value if isinstance(value, list) else [[value]]
            width, height = max(map(len, rows)), len(rows)
            book.set_values_batch(_SHEET, 2, left, [[_given(one) for one in row] for row in rows])
            first, last = _cell(2, left), _cell(1 + height, left + width - 1)
            cells.append(first if not isinstance(value, list) else f"{first}:{last}")
            left += width
        book.set_formula(_SHEET, 1, 1, f"={name}({','.join(cells)})")
        return book.evaluate_cell(_SHEET, 1, 1)


def whole_text(text: str) -> str:
    """A text that the engine can take: half a character, as LEFT leaves an emoji, is a question mark there."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _given(value: Result) -> Any:
    if isinstance(value, str):
        return whole_text(value)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _cell(row: int, column: int) -> str:
    from sheets_sync.spreadsheet.a1 import column_letters

    return f"{column_letters(column - 1)}{row}"


# what each argument takes, where it is not all ranges or all values; `?` where it may be left out
_MIXED = {
    **dict.fromkeys(("LARGE", "SMALL", "TRIMMEAN", "PERCENTILE", "PERCENTILE.INC", "PERCENTILE.EXC", "QUARTILE",
                     "QUARTILE.INC", "QUARTILE.EXC"), "a v"),
    **dict.fromkeys(("RANK", "RANK.EQ", "RANK.AVG"), "v a v?"),
    "PERCENTRANK": "a v v?", "FORECAST": "v a a",
}  # fmt: skip


def _register(name: str, kinds: str) -> None:
    def work(scope: Scope, *values: Operand) -> Result:
        for value in values:
            for one in flat(value):
                checked(one)
        key = repr((name, values))
        if key not in scope.world.results:
            scope.world.results[key] = _asked(name, values)
        found = scope.world.results[key]
        if isinstance(found, dict):
            if name == "CONVERT" and kind_of(found) == "N_A":  # a unit that is none, or one that the engine lacks
                raise NotModelled(f"CONVERT from {values[1]} to {values[2]}")
            raise Failed(kind_of(found), f"Function {name} cannot be worked out with these arguments.")
        if found is None or isinstance(found, int | float | str | bool | CellError):
            return found
        raise Failed("VALUE", f"Function {name} gave no single value.")

    if name in _MIXED:
        function(name, takes=_MIXED[name])(work)
    else:
        FUNCTIONS[name] = Function(name, (kinds,), (), (kinds,), work)


for _name in OVER_RANGES:
    _register(_name, "a")
for _name in OF_VALUES:
    _register(_name, "v")
