"""What asks about cells rather than values: ROW, INDIRECT, OFFSET, the IS functions, SUBTOTAL, IMPORTRANGE."""

from __future__ import annotations

import re
from typing import Any

from sheets_sync.local_sheets.formulas.evaluation import compiled, single
from sheets_sync.local_sheets.formulas.functions.sums import total
from sheets_sync.local_sheets.formulas.operands import Area, Failed, checked, is_number
from sheets_sync.local_sheets.formulas.places import place_of
from sheets_sync.local_sheets.formulas.registry import FUNCTIONS, function, gives_place, on_tree
from sheets_sync.local_sheets.formulas.scope import Place, Scope
from sheets_sync.local_sheets.formulas.text import BadFormula, Node, reference
from sheets_sync.local_sheets.grid.cells import CellError, Formula, Result
from sheets_sync.local_sheets.grid.models import Spreadsheet
from sheets_sync.local_sheets.typing.entered import entered
from sheets_sync.local_sheets.typing.patterns import show
from sheets_sync.local_sheets.wire.exceptions import ApiError, NotModelled
from sheets_sync.spreadsheet.a1 import column_letters


@on_tree("ROW", 0, 1)
def _row(scope: Scope, node: Node, array: bool) -> Any:
    if not node[2]:
        return scope.row + 1
    place = place_of(scope, node[2][0])
    return [[n + 1] for n in range(place.top, place.bottom)] if array and not place.single else place.top + 1


@on_tree("COLUMN", 0, 1)
def _column(scope: Scope, node: Node, array: bool) -> Any:
    if not node[2]:
        return scope.column + 1
    place = place_of(scope, node[2][0])
    return [[n + 1 for n in range(place.left, place.right)]] if array and not place.single else place.left + 1


@function("ADDRESS", takes="i i i? b? t?")
def _address(scope: Scope, row: int, column: int, kind: int = 1, a1: bool = True, sheet: str = "") -> Result:
    if row < 1 or column < 1:
        raise Failed("VALUE", "Function ADDRESS parameter 1 should be at least 1.")
    if not a1:
        raise NotModelled("ADDRESS in R1C1 notation")
    title = "" if not sheet else f"{sheet}!" if re.fullmatch(r"\w+", sheet) else "'" + sheet.replace("'", "''") + "'!"
    letters = ("$" if kind in (1, 3) else "") + column_letters(column - 1)
    return f"{title}{letters}{'$' if kind in (1, 2) else ''}{row}"


# -- references that are worked out -----------------------------------------------------------------------------


@on_tree("INDIRECT", 1, 2)
def _indirect(scope: Scope, node: Node, array: bool) -> Any:
    return scope.value(_indirect_place(scope, node))


@gives_place("INDIRECT")
def _indirect_place(scope: Scope, node: Node) -> Place:
    if len(node[2]) > 1 and not scope.truth(checked(single(node[2][1], False)(scope))):
        raise NotModelled("INDIRECT in R1C1 notation")
    text = scope.text(checked(single(node[2][0], False)(scope))).strip()
    try:
        return scope.place(reference(text))
    except BadFormula:
        pass
    try:
        return scope.named(text)
    except Failed:
        raise Failed(
            "REF", f"Function INDIRECT parameter 1 value is '{text}'. It is not a valid cell/range reference."
        ) from None


@on_tree("OFFSET", 3, 5)
def _offset(scope: Scope, node: Node, array: bool) -> Any:
    return scope.value(_offset_place(scope, node))


@gives_place("OFFSET")
def _offset_place(scope: Scope, node: Node) -> Place:
    place = place_of(scope, node[2][0])
    numbers = [
        int(scope.number(checked(single(one, False)(scope)), "OFFSET", n)) for n, one in enumerate(node[2][1:], 2)
    ]
    top, left = place.top + numbers[0], place.left + numbers[1]
    height = numbers[2] if len(numbers) > 2 and node[2][3][0] != "empty" else place.bottom - place.top
    width = numbers[3] if len(numbers) > 3 else place.right - place.left
    inside = top >= 0 and left >= 0 and top + height <= place.sheet.row_count
    if not inside or left + width > place.sheet.column_count or height < 1 or width < 1:
        raise Failed("REF", "Function OFFSET evaluates to an out of bounds range.")
    return Place(place.sheet, top, left, top + height, left + width)


@on_tree("SUBTOTAL", 2, 255)
def _subtotal(scope: Scope, node: Node, array: bool) -> Any:
    """Rows that a filter hides never count; with a code over 100 those that people hid don't either."""
    code = int(scope.number(checked(single(node[2][0], False)(scope)), "SUBTOTAL"))
    function_ = FUNCTIONS[total(code)]
    values: list[Any] = []
    for one in node[2][1:]:
        values += _seen(scope, place_of(scope, one), code > 100)
    return function_.work(scope, [[value] for value in values])


def _seen(scope: Scope, place: Place, only_visible: bool) -> list[Result]:
    sizes = place.sheet.row_sizes
    found = []
    for row in range(place.top, place.bottom):
        size = sizes.get(row, {})
        if size.get("hiddenByFilter") or (only_visible and size.get("hiddenByUser")):
            continue
        for column in range(place.left, place.right):
            value = place.sheet.cell(row, column).value
            if isinstance(value, Formula) and re.match(r"=\s*SUBTOTAL\s*\(", value.text, re.IGNORECASE):
                continue  # totals of parts are not summed again
            found.append(scope.world.values.at(place.sheet.id, row, column))
    return found


# -- what a value is --------------------------------------------------------------------------------------------


def _asks(name: str, test: Any) -> None:
    @function(name, takes="e")
    def ask(scope: Scope, value: Result) -> Result:
        return bool(test(value))


for _name, _test in {
    "ISBLANK": lambda value: value is None,
    "ISNUMBER": is_number,
    "ISTEXT": lambda value: isinstance(value, str),
    "ISNONTEXT": lambda value: not isinstance(value, str),
    "ISLOGICAL": lambda value: isinstance(value, bool),
    "ISERROR": lambda value: isinstance(value, CellError),
    "ISERR": lambda value: isinstance(value, CellError) and value.kind != "N_A",
    "ISNA": lambda value: isinstance(value, CellError) and value.kind == "N_A",
}.items():
    _asks(_name, _test)

_ERROR_TYPES = {"NULL_VALUE": 1, "DIVIDE_BY_ZERO": 2, "VALUE": 3, "REF": 4, "NAME": 5, "NUM": 6, "N_A": 7}


@function("ERROR.TYPE", takes="e")
def _error_type(scope: Scope, value: Result) -> Result:
    if not isinstance(value, CellError):
        raise Failed("N_A", "ERROR.TYPE expects an error.")
    return _ERROR_TYPES.get(value.kind, 8)


@function("TYPE", takes="e")
def _type(scope: Scope, value: Result) -> Result:
    if isinstance(value, bool):
        return 4
    return 16 if isinstance(value, CellError) else 2 if isinstance(value, str) else 1


@on_tree("ISFORMULA", 1, 1)
def _isformula(scope: Scope, node: Node, array: bool) -> Any:
    place = place_of(scope, node[2][0])
    return isinstance(place.sheet.cell(place.top, place.left).value, Formula)


@on_tree("FORMULATEXT", 1, 1)
def _formulatext(scope: Scope, node: Node, array: bool) -> Any:
    place = place_of(scope, node[2][0])
    value = place.sheet.cell(place.top, place.left).value
    if not isinstance(value, Formula):
        raise Failed("N_A", "Function FORMULATEXT parameter 1 value is not a formula.")
    return value.text


@on_tree("ISREF", 1, 1)
def _isref(scope: Scope, node: Node, array: bool) -> Any:
    try:
        place_of(scope, node[2][0])
    except Failed:
        return False
    return True


@on_tree("ISDATE", 1, 1)
def _isdate(scope: Scope, node: Node, array: bool) -> Any:
    from sheets_sync.local_sheets.formulas.inherited import is_date, number_format

    value = compiled(node[2][0], False)(scope)
    if isinstance(value, str):
        shown = entered(value, scope.world.locale, scope.world.now.date()).format or {}
        return shown.get("type") in ("DATE", "DATE_TIME", "TIME")
    return is_number(value) and is_date(number_format(node[2][0], scope))


@on_tree("TO_TEXT", 1, 1)
def _to_text(scope: Scope, node: Node, array: bool) -> Any:
    """A value as it is shown: a date as a date, money with its sign."""
    from sheets_sync.local_sheets.formulas.inherited import number_format

    value = checked(single(node[2][0], False)(scope))
    kind = number_format(node[2][0], scope)
    if kind is None or not is_number(value):
        return scope.text(value)
    return show(scope.number(value), *kind, scope.world.locale)


# -- other files ------------------------------------------------------------------------------------------------


@function("IMPORTRANGE", takes="t t")
def _importrange(scope: Scope, file: str, text: str) -> Area:
    """Another spreadsheet of this server. Google asks a person to allow it first; here it is allowed."""
    from sheets_sync.local_sheets.grid.ranges import clipped, resolve

    match = re.search(r"/d/([\w-]+)", file)
    number = match[1] if match else file
    scope.world.imports.add(number)
    book: Spreadsheet | None = scope.world.other(number)
    if book is None:
        raise Failed("REF", "The spreadsheet URL is invalid or you do not have permission to access it.")
    try:
        target = clipped(resolve(book, text))
    except ApiError:
        raise Failed("REF", "Cannot find range or sheet for imported range.") from None
    box = target.box
    found = [[target.sheet.cell(r, c).shown for c in range(box.left, box.right)] for r in range(box.top, box.bottom)]
    while len(found) > 1 and all(one is None for one in found[-1]):
        found.pop()
    return found
