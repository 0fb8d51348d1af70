"""Charts: kept and given back. What one would look like is not worked out."""

from __future__ import annotations

from typing import Any

from sheets_sync.local_sheets.grid.models import Sheet
from sheets_sync.local_sheets.sheets.batch import Batch, Reply, kind
from sheets_sync.local_sheets.sheets.kinds.numbered import Numbered
from sheets_sync.local_sheets.wire.exceptions import NotModelled, invalid
from sheets_sync.local_sheets.wire.masks import update_mask, updated

_KINDS = (
    "basicChart", "pieChart", "bubbleChart", "candlestickChart", "orgChart", "histogramChart", "waterfallChart",
    "treemapChart", "scorecardChart",
)  # fmt: skip


_CHARTS = Numbered("charts", "chartId", "chart")
_FONT = "Roboto"  # of a chart that names none (L)


def _checked_spec(spec: dict[str, Any]) -> None:
    if "dataSourceChartProperties" in spec:
        raise NotModelled("charts of data sources")
    if sum(name in spec for name in _KINDS) != 1:
        raise invalid("The chart spec must have exactly one kind of chart.")  # wording approximate


def _with_fonts(spec: dict[str, Any]) -> dict[str, Any]:
    """The spec with the fonts that it does not name."""
    found = {"fontName": _FONT, **spec}
    if spec.get("title"):
        found["titleTextFormat"] = {"fontFamily": _FONT, **spec.get("titleTextFormat", {})}
    return found


def _position(batch: Batch, asked: dict[str, Any]) -> tuple[Sheet, dict[str, Any]]:
    """Over the cells of a tab. Charts on a tab of their own are not modelled."""
    if "overlayPosition" not in asked:
        raise NotModelled("charts on a sheet of their own")
    overlay = asked["overlayPosition"]
    sheet = batch.sheet(overlay.get("anchorCell", {}).get("sheetId", 0))
    size = {"widthPixels": 600, "heightPixels": 371}  # the default size (D)
    return sheet, {"overlayPosition": {**size, **overlay}}


@kind("addChart")
def add_chart(batch: Batch, body: dict[str, Any]) -> Reply:
    asked = body.get("chart", {})
    _checked_spec(asked.get("spec", {}))
    sheet, position = _position(batch, asked.get("position", {}))
    number = _CHARTS.fresh(batch, asked)
    item = {**asked, "spec": _with_fonts(asked["spec"]), "chartId": number, "position": position}
    sheet.charts.append(item)
    return {"chart": item}


@kind("updateChartSpec")
def update_chart_spec(batch: Batch, body: dict[str, Any]) -> None:
    """The whole spec is replaced (D)."""
    sheet, place = _CHARTS.find(batch, body.get("chartId", 0))
    _checked_spec(body.get("spec", {}))
    sheet.charts[place] = {**sheet.charts[place], "spec": body["spec"]}


@kind("updateEmbeddedObjectPosition")
def update_embedded_object_position(batch: Batch, body: dict[str, Any]) -> Reply:
    sheet, place = _CHARTS.find(batch, body.get("objectId", 0))
    mask = update_mask(body.get("fields", ""), "OverlayPosition")
    old = sheet.charts[place]
    asked = body.get("newPosition", {})
    if "overlayPosition" not in asked:
        raise NotModelled("charts on a sheet of their own")
    overlay = updated(old["position"]["overlayPosition"], asked["overlayPosition"], mask)
    target, position = _position(batch, {"overlayPosition": overlay})
    del sheet.charts[place]
    target.charts.append({**old, "position": position})
    return {"position": position}


@kind("updateEmbeddedObjectBorder")
def update_embedded_object_border(batch: Batch, body: dict[str, Any]) -> None:
    sheet, place = _CHARTS.find(batch, body.get("objectId", 0))
    mask = update_mask(body.get("fields", ""), "EmbeddedObjectBorder")
    old = sheet.charts[place]
    sheet.charts[place] = {**old, "border": updated(old.get("border", {}), body.get("border", {}), mask)}


@kind("deleteEmbeddedObject")
def delete_embedded_object(batch: Batch, body: dict[str, Any]) -> None:
    sheet, place = _CHARTS.find(batch, body.get("objectId", 0))
    del sheet.charts[place]
