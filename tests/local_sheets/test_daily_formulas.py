"""Formulas of daily use have the results that people see in Google's sheets, in both kinds of marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from sheets_sync.local_sheets import LocalSheets
from sheets_sync.local_sheets.formulas.text import tokens

from .conftest import NOON, Api
from .daily_formulas import PRICES, RESULTS, SALES, SHOWN
from .more_formulas import ARRAYS_SHOWN, MORE, REFUSED


def typed(value: Any, decimal: str) -> Any:
    """A value as a person types it under the marks of the locale; money is written with đồng there."""
    if not isinstance(value, str) or decimal == ".":
        return value
    amount = re.fullmatch(r"\$(\d+)\.(\d+)", value)
    return f"{amount[1]},{amount[2]} ₫" if amount else value


def sold(server: LocalSheets, locale: str, decimal: str) -> Api:
    api = Api(server, title="Bán hàng", locale=locale)
    rename = {"updateSheetProperties": {"properties": {"sheetId": 0, "title": "Bán"}, "fields": "title"}}
    api.batch(rename, {"addSheet": {"properties": {"sheetId": 7, "title": "Giá"}}})
    api.type("'Bán'!A1", *[[typed(value, decimal) for value in row] for row in SALES])
    api.type("'Giá'!A1", *PRICES)
    return api


@pytest.fixture(scope="module")
def running() -> Iterator[LocalSheets]:
    with LocalSheets(listen=False, clock=lambda: NOON) as server:
        yield server
    assert not server.failures, "\n".join(server.failures)


@pytest.fixture(scope="module")
def english(running: LocalSheets) -> Api:
    return sold(running, "en_US", ".")


@pytest.fixture(scope="module")
def with_commas(running: LocalSheets) -> Api:
    return sold(running, "vi_VN", ",")


def marked(text: str) -> str:
    """The formula with Vietnamese marks: `;` between arguments, a decimal comma, `\\` between an array's columns."""
    depth, parts = 0, []
    for token in tokens(text, "."):
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if token.kind == "number":
            parts.append(token.text.replace(".", ","))
        elif token.text == ",":
            parts.append("\\" if depth else ";")
        else:
            parts.append(token.text)
    return "=" + "".join(parts)


def shown(api: Api, text: str, render: str) -> list[list[Any]]:
    api.type("'Bán'!K1", [text])
    found = api.values("'Bán'!K1:Z40", render)
    api.ok("POST", "/values/'Bán'!K1:clear", {})
    assert api.values("'Bán'!K1:Z40") == []  # an array leaves nothing behind
    return found


def check(api: Api, text: str, result: Any) -> None:
    found = shown(api, text, "UNFORMATTED_VALUE")
    if isinstance(result, str) and result.startswith("#"):
        assert found[0][0].partition(" (")[0] == result
        return
    wanted = result if isinstance(result, list) else [] if result is None else [[result]]
    assert [len(row) for row in found] == [len(row) for row in wanted], found
    for row, expected in zip(found, wanted, strict=True):
        for value, one in zip(row, expected, strict=True):
            assert value == (pytest.approx(one) if isinstance(one, float) else one)
            assert isinstance(value, bool) == isinstance(one, bool)


@pytest.mark.parametrize(("text", "result"), RESULTS + MORE)
def test_daily_formulas(english: Api, text: str, result: Any) -> None:
    """A formula of daily use has the result that people see in Google's sheets."""
    check(english, text, result)


@pytest.mark.parametrize(("text", "result"), RESULTS + MORE)
def test_daily_formulas_with_commas(with_commas: Api, text: str, result: Any) -> None:
    """The same formula has the same result where the comma is the decimal mark."""
    check(with_commas, marked(text), result)


@pytest.mark.parametrize(("text", "wanted"), SHOWN)
def test_looks(english: Api, text: str, wanted: str) -> None:
    """A result looks like what it was made of: dates as dates, money as money."""
    assert shown(english, text, "FORMATTED_VALUE") == [[wanted]]


@pytest.mark.parametrize(("text", "wanted"), ARRAYS_SHOWN)
def test_looks_of_arrays(english: Api, text: str, wanted: list[list[str]]) -> None:
    """Each cell of an array looks like what it was made of, wherever its column went."""
    assert shown(english, text, "FORMATTED_VALUE") == wanted


@pytest.mark.parametrize(("text", "named"), REFUSED)
def test_refused_by_name(english: Api, text: str, named: str) -> None:
    """What is not modelled is refused with its name, and nothing is written."""
    answer = english.call("PUT", "/values/'Bán'!K1", {"values": [[text]]}, valueInputOption="USER_ENTERED")
    assert answer.status_code == 501
    assert named in answer.json()["error"]["message"]
    assert english.values("'Bán'!K1") == []
