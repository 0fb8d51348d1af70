"""Formulas follow what they name: rows and columns that come and go, tabs that are renamed or deleted."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from sheets_sync.local_sheets.formulas.text import Reference, rewritten, shifted
from sheets_sync.local_sheets.grid.cells import SPILLED, Cell, CellError, Formula, MaybeCell
from sheets_sync.local_sheets.grid.models import Box, Sheet, Spreadsheet
from sheets_sync.local_sheets.grid.moving import ROWS, Axis
from sheets_sync.local_sheets.grid.ranges import quoted
from sheets_sync.local_sheets.typing.locales import locale

REF_ERROR = "#REF!"


def decimal_of(book: Spreadsheet) -> str:
    return locale(book.locale).decimal


def along_axis(book: Spreadsheet, sheet: Sheet, axis: Axis) -> None:
    """After rows or columns of `sheet` went through `axis`."""
    _rewrite(book, sheet.title, lambda ref: _mapped(ref, axis))


def renamed(book: Spreadsheet, old: str, new: str) -> None:
    _rewrite(book, old, lambda ref: dataclasses.replace(ref, title=quoted(new) + "!").text if ref.title else ref.text)


def removed(book: Spreadsheet, title: str) -> None:
    _rewrite(book, title, lambda ref: REF_ERROR)


def cut(book: Spreadsheet, sheet: Sheet, box: Box, target: Sheet, rows: int, columns: int) -> None:
    """After the cells of a box moved, to another tab perhaps: what names only such cells follows them."""

    def change(ref: Reference) -> str:
        if ref.top is None or ref.left is None or ref.bottom is None or ref.right is None:
            return ref.text
        if not box.holds(Box(ref.top, ref.left, ref.bottom + 1, ref.right + 1)):
            return ref.text
        title = ref.title if target is sheet else quoted(target.title) + "!"
        moved = dataclasses.replace(
            ref, title=title, top=ref.top + rows, left=ref.left + columns, bottom=ref.bottom + rows,
            right=ref.right + columns,
        )  # fmt: skip
        return moved.text

    _rewrite(book, sheet.title, change)


def named_from(cell: Cell, sheet: Sheet, decimal: str) -> Cell:
    """A formula on its way to another tab: what it names without a title stays in the tab that it leaves."""
    if type(cell.value) is not Formula:
        return cell
    text = rewritten(
        cell.value.text,
        decimal,
        lambda ref: ref.text if ref.title else dataclasses.replace(ref, title=quoted(sheet.title) + "!").text,
    )
    return cell.but(value=Formula(text)) or cell


def shifted_cells(book: Spreadsheet, sheet: Sheet, axis: Axis, box: Box) -> None:
    """After a part of a tab shifted along one axis: references inside its rows or columns follow."""
    rows = axis.dimension == ROWS

    def change(ref: Reference) -> str:
        first, last = (ref.left, ref.right) if rows else (ref.top, ref.bottom)
        low, high = (box.left, box.right) if rows else (box.top, box.bottom)
        inside = first is not None and last is not None and low <= first and last < high
        return _mapped(ref, axis) if inside else ref.text

    _rewrite(book, sheet.title, change)


def _rewrite(book: Spreadsheet, title: str, change: Callable[[Reference], str]) -> None:
    """Rewrites the references to one tab in all formulas of the draft."""
    decimal = decimal_of(book)
    for sheet in list(book.sheets):
        own = sheet.title.lower() == title.lower()

        def one(ref: Reference, own: bool = own) -> str:
            meant = own if ref.sheet is None else ref.sheet.lower() == title.lower()
            return change(ref) if meant else ref.text

        for row, column in sheet.formulas():
            cell = sheet.cell(row, column)
            assert isinstance(cell.value, Formula)
            text = rewritten(cell.value.text, decimal, one)
            if text != cell.value.text:
                book.edit(sheet.id).set_cell(row, column, cell.but(value=Formula(text)))


def _mapped(ref: Reference, axis: Axis) -> str:
    rows = axis.dimension == ROWS
    first, last = (ref.top, ref.bottom) if rows else (ref.left, ref.right)
    if first is None:
        return ref.text
    if ref.single:
        place = axis.index(first)
        if place is None:
            return REF_ERROR
        span = place, place + 1
    else:
        found = axis.span(first, 2**31 if last is None else last + 1)
        if found is None:
            return REF_ERROR
        span = found
    end = None if last is None else span[1] - 1
    changed = (
        dataclasses.replace(ref, top=span[0], bottom=end) if rows else dataclasses.replace(ref, left=span[0], right=end)
    )
    return changed.text


def copied(cell: Cell, decimal: str, rows: int, columns: int) -> MaybeCell:
    """A cell as it arrives elsewhere: its formula's relative references move along."""
    if cell.value is SPILLED:  # a copy of what an array shows is a plain value
        return cell.but(
            value=cell.result if not isinstance(cell.result, CellError) else None, result=None, shows=None, link=None
        )
    if type(cell.value) is not Formula:
        return cell.or_none()
    return cell.but(value=Formula(shifted(cell.value.text, decimal, rows, columns)), result=None, shows=None, link=None)
