"""Query parameters of the Sheets API: which a method has, and what Google says of another. Drive ignores those it does
not know, and so does this server there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from sheets_sync.local_sheets.wire.calls import JSON_TYPE, Answer, Call
from sheets_sync.local_sheets.wire.exceptions import ApiError, NotModelled, bad_fields
from sheets_sync.local_sheets.wire.schema import messages, snake

SHEETS = "/v4/spreadsheets"
LAID_OUT = 2048  # bytes
_EVERYWHERE = frozenset({
    "access_token", "alt", "callback", "fields", "key", "oauth_token", "prettyPrint", "quotaUser", "uploadType",
    "upload_protocol", "userIp", ".xgafv",
})  # fmt: skip
_READING = ("majorDimension", "valueRenderOption", "dateTimeRenderOption")
_WRITING = (
    "valueInputOption", "includeValuesInResponse", "responseValueRenderOption", "responseDateTimeRenderOption",
)  # fmt: skip
_TRUTHS = {"includeGridData", "excludeTablesInBandedRanges", "includeValuesInResponse"}
_OF_METHODS: Mapping[str, tuple[str, ...]] = {
    "spreadsheets_get": ("ranges", "includeGridData", "excludeTablesInBandedRanges"),
    "values_get": _READING,
    "values_batch_get": ("ranges", *_READING),
    "values_update": _WRITING,
    "values_append": (*_WRITING, "insertDataOption"),
}
_BODIES = {
    "spreadsheets_create": "Spreadsheet",
    "spreadsheets_batch_update": "BatchUpdateSpreadsheetRequest",
    "spreadsheets_get_by_data_filter": "GetSpreadsheetByDataFilterRequest",
    "values_batch_update": "BatchUpdateValuesRequest",
    "values_batch_clear": "BatchClearValuesRequest",
    "values_batch_get_by_data_filter": "BatchGetValuesByDataFilterRequest",
    "values_batch_update_by_data_filter": "BatchUpdateValuesByDataFilterRequest",
    "values_batch_clear_by_data_filter": "BatchClearValuesByDataFilterRequest",
    "sheets_copy_to": "CopySheetToAnotherSpreadsheetRequest",
    "metadata_search": "SearchDeveloperMetadataRequest",
}


def check(operation: str, call: Call) -> None:
    """Raises what Google answers for a parameter that the method does not have (wording: reported by users)."""
    if not call.path.startswith(SHEETS):
        return
    known = {*_EVERYWHERE, *_OF_METHODS.get(operation, ()), "spreadsheetId", "range", "sheetId", "metadataId"}
    unknown = [name for name in call.query if name not in known]
    violations = [_violation(name, operation) for name in unknown]
    if violations:
        raise bad_fields([("", text) for text in violations])
    for name in _TRUTHS & set(call.query):
        if call.one(name).lower() not in ("true", "false", "1", "0", ""):
            raise bad_fields([(snake(name), f"Invalid value at '{snake(name)}' (TYPE_BOOL), \"{call.one(name)}\"")])
    _check_form(call)


def _violation(name: str, operation: str) -> str:
    said = f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter. '
    kind = messages().get(_BODIES.get(operation, ""), {}).get(name)
    if kind is None:
        return said + f"Field '{name}' could not be found in request message."
    if kind.lstrip("*") in messages():
        return said + f"'{name}' is a message type. Parameters can only be bound to primitive types."
    raise NotModelled(f"{name} as a query parameter of a method that takes it in its body")


def _check_form(call: Call) -> None:
    """In which form an answer is wanted: JSON is the one that there is here."""
    form = call.one("alt")
    if form in ("proto", "media"):
        raise NotModelled(f"alt={form} of the Sheets API")
    if form not in ("", "json"):
        raise ApiError(400, f'Invalid value "{form}" for query parameter "alt".')  # wording approximate


def shown(call: Call, answer: Answer) -> Answer:
    """The answer with line breaks and indents, as Google's default is. Long answers get them only where they are asked
    for: the JSON is the same, and laying it out would take longer than the answer itself."""
    wanted = call.one("prettyPrint").lower()
    if answer.content_type != JSON_TYPE or not answer.body or wanted in ("false", "0"):
        return answer
    if wanted not in ("true", "1") and len(answer.body) > LAID_OUT:
        return answer
    text = json.dumps(json.loads(answer.body), ensure_ascii=False, indent=2) + "\n"
    return replace(answer, body=text.encode("utf-8", "surrogatepass"))
