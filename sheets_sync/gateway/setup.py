"""Google's answers as setups: how a spreadsheet is set up, beside what people typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sheets_sync.errors import UnreachableError
from sheets_sync.gateway.answers import column_marks, tab_from
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.snapshot import Setup, TabSetup
from sheets_sync.words.worded import worded

SETUP_FIELDS = (
    "spreadsheetId,properties(title,locale,timeZone),developerMetadata(metadataId),sheets(properties(sheetId,title,index,gridProperties),merges,"
    "protectedRanges(protectedRangeId,description,range),developerMetadata(metadataId,metadataKey,metadataValue),"
    "conditionalFormats(booleanRule(condition)),"
    "data(rowData(values(userEnteredValue(formulaValue),effectiveValue,note,dataValidation(condition),userEnteredFormat(numberFormat(type)))),"
    "columnMetadata(developerMetadata(metadataId,metadataKey,metadataValue))))"
)


def setup_from(document: Mapping[str, Any]) -> Setup:
    """Google's answer as a Setup. An answer without tabs is incomplete: UnreachableError."""
    if not document.get("sheets"):
        raise UnreachableError(worded("google.incomplete"), remedy=worded("google.run_again"))
    properties = document.get("properties", {})
    sheets = document["sheets"]
    return Setup(
        spreadsheet_id=document.get("spreadsheetId", ""),
        title=properties.get("title", ""),
        locale=properties.get("locale", ""),
        timezone=properties.get("timeZone", ""),
        tabs=tuple(_tab_setup(s) for s in sheets if "gridProperties" in s["properties"]),
        metadata_ids=frozenset(entry.get("metadataId", 0) for entry in _metadata(document)),
        protection_ids=frozenset(p.get("protectedRangeId", 0) for s in sheets for p in s.get("protectedRanges", ())),
    )


def _metadata(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """All developer metadata of an answer: of the spreadsheet, its tabs, and their columns."""
    yield from document.get("developerMetadata", ())
    for sheet in document["sheets"]:
        yield from sheet.get("developerMetadata", ())
        for data in sheet.get("data", ()):
            for column in data.get("columnMetadata", ()):
                yield from column.get("developerMetadata", ())


def _tab_setup(sheet: Mapping[str, Any]) -> TabSetup:
    grid = sheet["properties"]["gridProperties"]
    data: Mapping[str, Any] = next(iter(sheet.get("data", [])), {})
    cells = {
        Cell(row, column): cell
        for row, entry in enumerate(data.get("rowData", []))
        for column, cell in enumerate(entry.get("values", ()))
    }
    kinds = {at: c.get("userEnteredFormat", {}).get("numberFormat", {}).get("type", "") for at, c in cells.items()}
    lists = {
        at: tuple(v.get("userEnteredValue", "") for v in c["dataValidation"]["condition"].get("values", ()))
        for at, c in cells.items()
        if c.get("dataValidation", {}).get("condition")
    }
    return TabSetup(
        tab=replace(tab_from(sheet), formats={at: kind for at, kind in kinds.items() if kind}),
        frozen_rows=grid.get("frozenRowCount", 0),
        frozen_columns=grid.get("frozenColumnCount", 0),
        column_tags=dict(column_marks(data)),
        protections={p.get("description", ""): p.get("protectedRangeId", 0) for p in sheet.get("protectedRanges", ())},
        dropdowns=lists,
        formulas={at: c["userEnteredValue"]["formulaValue"] for at, c in cells.items() if c.get("userEnteredValue")},
        rules=tuple(_condition(rule) for rule in sheet.get("conditionalFormats", ())),
    )


def _condition(rule: Mapping[str, Any]) -> str:
    """The formula of a conditional format; "" where its condition is another one."""
    condition = rule.get("booleanRule", {}).get("condition", {})
    values = condition.get("values", ()) if condition.get("type") == "CUSTOM_FORMULA" else ()
    return next((value.get("userEnteredValue", "") for value in values), "")
