"""What colours and filters a tab: conditional formats, bandings, the basic filter."""

from __future__ import annotations

from typing import Any

from sheets_sync.local_sheets.formulas.following import decimal_of
from sheets_sync.local_sheets.grid.models import Sheet
from sheets_sync.local_sheets.grid.ranges import bounded, grid_box
from sheets_sync.local_sheets.sheets.batch import Batch, Reply, kind
from sheets_sync.local_sheets.sheets.filtering import both_forms, show_all
from sheets_sync.local_sheets.sheets.kinds.numbered import Numbered
from sheets_sync.local_sheets.sheets.kinds.sorting import sort_rows
from sheets_sync.local_sheets.wire.exceptions import invalid
from sheets_sync.local_sheets.wire.masks import update_mask, updated


def _rule_sheet(batch: Batch, rule: dict[str, Any]) -> Sheet:
    ranges = rule.get("ranges", [])
    if not ranges:
        raise invalid("The conditional format rule must have at least one range.")  # wording approximate
    if len({item.get("sheetId", 0) for item in ranges}) > 1:
        raise invalid("All ranges of a conditional format rule must be on the same sheet.")  # wording approximate
    if ("booleanRule" in rule) == ("gradientRule" in rule):
        raise invalid("The conditional format rule must be either boolean or gradient.")  # wording approximate
    for item in ranges:
        batch.area(item)
    return batch.sheet(ranges[0].get("sheetId", 0))


def _at(sheet: Sheet, index: int) -> dict[str, Any]:
    if not 0 <= index < len(sheet.conditional_formats):
        raise invalid(f"No conditional format on sheet: {sheet.id} at index: {index}")
    return sheet.conditional_formats[index]


_BANDINGS = Numbered("bandings", "bandedRangeId", "banded range")
_VIEWS = Numbered("filter_views", "filterViewId", "filter view")


@kind("addConditionalFormatRule")
def add_conditional_format_rule(batch: Batch, body: dict[str, Any]) -> None:
    rule = body.get("rule", {})
    sheet = _rule_sheet(batch, rule)
    place = body.get("index", 0)
    if not 0 <= place <= len(sheet.conditional_formats):
        raise invalid(f"The index {place} is out of bounds.")  # wording approximate
    sheet.conditional_formats.insert(place, rule)


@kind("updateConditionalFormatRule")
def update_conditional_format_rule(batch: Batch, body: dict[str, Any]) -> Reply:
    place = body.get("index", 0)
    if "rule" in body:
        sheet = _rule_sheet(batch, body["rule"])
        old = _at(sheet, place)
        sheet.conditional_formats[place] = body["rule"]
        return {"newRule": body["rule"], "newIndex": place, "oldRule": old}
    sheet = batch.sheet(body.get("sheetId", 0))
    rule, target = _at(sheet, place), body.get("newIndex", 0)
    _at(sheet, target)
    del sheet.conditional_formats[place]
    sheet.conditional_formats.insert(target, rule)
    return {"newRule": rule, "newIndex": target, "oldRule": rule, "oldIndex": place}


@kind("deleteConditionalFormatRule")
def delete_conditional_format_rule(batch: Batch, body: dict[str, Any]) -> Reply:
    sheet = batch.sheet(body.get("sheetId", 0))
    rule = _at(sheet, body.get("index", 0))
    del sheet.conditional_formats[body.get("index", 0)]
    return {"rule": rule}


@kind("addBanding")
def add_banding(batch: Batch, body: dict[str, Any]) -> Reply:
    asked = body.get("bandedRange", {})
    sheet, box = batch.area(asked.get("range", {}))
    if not {"rowProperties", "columnProperties"} & set(asked):
        raise invalid("Either row or column properties must be specified.")  # wording approximate
    if any(grid_box(sheet, item["range"]).meets(box) for item in sheet.bandings):
        raise invalid("You can't add alternating background colors to a range that already has them.")
    number = _BANDINGS.fresh(batch, asked)
    item = {**asked, "bandedRangeId": number, "range": bounded(sheet, asked.get("range", {}))}
    sheet.bandings.append(item)
    return {"bandedRange": item}


@kind("updateBanding")
def update_banding(batch: Batch, body: dict[str, Any]) -> None:
    mask = update_mask(body.get("fields", ""), "BandedRange")
    asked = body.get("bandedRange", {})
    sheet, place = _BANDINGS.find(batch, asked.get("bandedRangeId", 0))
    new = updated(sheet.bandings[place], asked, mask)
    new["bandedRangeId"] = asked.get("bandedRangeId", 0)
    sheet.bandings[place] = {**new, "range": bounded(sheet, new.get("range", {}))}


@kind("deleteBanding")
def delete_banding(batch: Batch, body: dict[str, Any]) -> None:
    sheet, place = _BANDINGS.find(batch, body.get("bandedRangeId", 0))
    del sheet.bandings[place]


@kind("setBasicFilter")
def set_basic_filter(batch: Batch, body: dict[str, Any]) -> None:
    """One a tab; an unbounded range is stored bounded to the grid (C). Its sort specs sort the rows below the heading

    (L), its criteria hide rows.
    """
    asked = body.get("filter", {})
    sheet, box = batch.area(asked.get("range", {}))
    sheet.basic_filter = {**both_forms(asked), "range": bounded(sheet, asked.get("range", {}))}
    below = box._replace(top=min(box.top + 1, box.bottom))
    if asked.get("sortSpecs") and not below.empty:
        batch.may_change(sheet, below)
        if any(merge.meets(below) for merge in sheet.merges):
            raise invalid("You can't sort a range with merged cells.")  # wording approximate
        sort_rows(sheet, below, asked["sortSpecs"], decimal_of(batch.book))
    batch.filtered.add(sheet.id)


@kind("clearBasicFilter")
def clear_basic_filter(batch: Batch, body: dict[str, Any]) -> None:
    sheet = batch.sheet(body.get("sheetId", 0))
    sheet.basic_filter = None
    show_all(sheet)


# -- filter views -----------------------------------------------------------------------------------------------------


@kind("addFilterView")
def add_filter_view(batch: Batch, body: dict[str, Any]) -> Reply:
    """What a filter hides is not worked out: criteria are kept, not applied."""
    asked = body.get("filter", {})
    sheet, _ = batch.area(asked.get("range", {}))
    number = _VIEWS.fresh(batch, asked)
    title = asked.get("title") or f"Filter {len(sheet.filter_views) + 1}"
    item = {**asked, "filterViewId": number, "title": title, "range": bounded(sheet, asked.get("range", {}))}
    sheet.filter_views.append(item)
    return {"filter": item}


@kind("updateFilterView")
def update_filter_view(batch: Batch, body: dict[str, Any]) -> None:
    mask = update_mask(body.get("fields", ""), "FilterView")
    asked = body.get("filter", {})
    sheet, place = _VIEWS.find(batch, asked.get("filterViewId", 0))
    new = updated(sheet.filter_views[place], asked, mask)
    new["filterViewId"] = asked["filterViewId"]
    sheet.filter_views[place] = {**new, "range": bounded(sheet, new.get("range", {}))}


@kind("deleteFilterView")
def delete_filter_view(batch: Batch, body: dict[str, Any]) -> None:
    sheet, place = _VIEWS.find(batch, body.get("filterId", 0))
    del sheet.filter_views[place]


@kind("duplicateFilterView")
def duplicate_filter_view(batch: Batch, body: dict[str, Any]) -> Reply:
    sheet, place = _VIEWS.find(batch, body.get("filterId", 0))
    old = sheet.filter_views[place]
    number = _VIEWS.fresh(batch, {})
    item = {**old, "filterViewId": number, "title": f"Copy of {old['title']}"}
    sheet.filter_views.append(item)
    return {"filter": item}
