"""An address that stands behind a title is read as if it had been typed; a title without one is named."""

from __future__ import annotations

from typing import Any

import pytest
from desk import TAB, Desk
from office import REPORT

from sheets_sync.gateway.answers import SNAPSHOT_FIELDS, tab_from
from sheets_sync.spreadsheet.a1 import Cell

FIRST, SECOND = "https://www.facebook.com/tinhdoan/posts/1", "https://www.facebook.com/tinhdoan/posts/2"
TITLE = "Bài đăng thứ nhất và thứ hai"


def runs(*links: str) -> list[dict[str, Any]]:
    """One stretch of the title for each address."""
    return [
        {**({"startIndex": 9 * n} if n else {}), "format": {"link": {"uri": uri}} if uri else {}}
        for n, uri in enumerate(links)
    ]


TYPED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "a formula": ({"userEnteredValue": {"formulaValue": f'=HYPERLINK("{FIRST}";"{TITLE}")'}}, [FIRST]),
    "the whole cell": ({"userEnteredFormat": {"textFormat": {"link": {"uri": FIRST}}}}, [FIRST]),
    "two stretches of the text": ({"textFormatRuns": runs(FIRST, SECOND)}, [FIRST, SECOND]),
    "one stretch, then plain text": ({"textFormatRuns": runs(FIRST, "")}, [FIRST]),
}


def show(desk: Desk, cell: dict[str, Any]) -> Cell:
    """A good row whose link column shows a title, with `cell` behind it; where that is."""
    column = next(c for c in desk.world.settings.campaign.columns if c.type == "url")
    headings = [str(heading).split("\n")[0] for heading in desk.world.values(TAB)[0]]
    at = headings.index(column.header)
    desk.type("A2", [list(REPORT)])
    data = {"userEnteredValue": {"stringValue": TITLE}, **cell}
    start = {"sheetId": desk.world.sheet_id(TAB), "rowIndex": 1, "columnIndex": at}
    update = {"start": start, "rows": [{"values": [data]}], "fields": ",".join(data)}
    desk.world.batch({"updateCells": update})
    return Cell(1, at)


def named(desk: Desk, at: Cell) -> list[list[str]]:
    """The problems of one cell, by the list."""
    return [problem for problem in desk.problems() if at.a1 in problem[1].split()]


@pytest.mark.parametrize(("cell", "links"), TYPED.values(), ids=TYPED)
def test_an_address_behind_a_title_is_read(desk: Desk, cell: dict[str, Any], links: list[str]) -> None:
    """The addresses behind a title are the links of the row: nobody is asked to type them again."""
    at = show(desk, cell)
    desk.tick("10:00")
    assert named(desk, at) == []
    why = desk.command("why", "go-dau", "16/12", "--now", "2022-12-16T10:05:00+07:00", "--json").stdout
    assert all(link in why for link in links), why


def test_a_title_without_an_address_is_named(desk: Desk) -> None:
    """A title with nothing behind it is no link: the list names its cell."""
    at = show(desk, {})
    desk.tick("10:00")
    assert len(named(desk, at)) == 1


def test_the_address_of_a_chip_is_read() -> None:
    """A chip shows the name of a file; the answer of the poll has its address in the chip's runs."""
    chip = {"startIndex": 0, "chip": {"richLinkProperties": {"uri": FIRST, "mimeType": "application/pdf"}}}
    cell = {"effectiveValue": {"stringValue": "Ke hoach.pdf"}, "chipRuns": [chip, {"startIndex": 12}]}
    grid = {"rowCount": 1, "columnCount": 1}
    sheet = {"properties": {"gridProperties": grid}, "data": [{"rowData": [{"values": [cell]}]}]}
    assert tab_from(sheet).links == {Cell(0, 0): (FIRST,)}
    assert "chipRuns(chip(richLinkProperties(uri)))" in SNAPSHOT_FIELDS
