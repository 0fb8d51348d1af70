"""A frame as csv, json, parquet or xlsx. What people typed stays text in each: no cell becomes a formula."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from sheets_sync.errors import ConfigError
from sheets_sync.words.unshown import unshown_json
from sheets_sync.words.worded import worded

if TYPE_CHECKING:
    import pandas as pd

LONGEST = 32_767
"""Characters that a cell of Excel holds."""
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
_MARK = "\ufeff"  # by it Excel knows that a csv is UTF-8


def written(frame: pd.DataFrame, form: str, *, name: str = "table") -> bytes:
    """The content of a file of one of `FORMATS`; `name` is that of the sheet of an xlsx.

    Raises ConfigError where the format needs a package that is not installed.
    """
    return FORMATS[form](frame, name)


def format_of(path: PurePath) -> str:
    """The format that a file's name says; csv where it says none."""
    ending = path.suffix.lower().removeprefix(".")
    return ending if ending in FORMATS else "csv"


def _csv(frame: pd.DataFrame, name: str) -> bytes:
    safe = _mapped(frame, _harmless)
    for column, kind in safe.dtypes.items():
        if str(kind).startswith("datetime64"):
            safe[column] = list(_iso(frame[column]))
    return (_MARK + safe.to_csv(index=False, lineterminator="\r\n")).encode()


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before it, as people type it there."""
    text = f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _mapped(frame: pd.DataFrame, change: Callable[[str], str]) -> pd.DataFrame:
    """The frame with every text changed; codes become texts."""
    changed = frame.copy()
    for column, kind in frame.dtypes.items():
        if str(kind) in ("string", "category", "object", "str"):
            changed[column] = frame[column].astype("object").map(change, na_action="ignore")
    return changed


def _json(frame: pd.DataFrame, name: str) -> bytes:
    """A list of objects; "no data" is null, days are ISO days, moments ISO with their offset."""
    lines = ",\n".join(unshown_json(json.dumps(record, ensure_ascii=False)) for record in records(frame))
    return f"[{lines}]\n".encode()


def records(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows of a frame as JSON-ready objects."""
    lists = [list(_plain(frame[column])) for column in frame.columns]
    for values in zip(*lists, strict=True):
        yield dict(zip(map(str, frame.columns), values, strict=True))


def _plain(column: pd.Series[Any]) -> Iterator[Any]:
    if str(column.dtype).startswith("datetime64"):
        yield from _iso(column)
        return
    missing = column.isna()
    for value, none in zip(column.tolist(), missing, strict=True):
        yield None if none else int(value) if isinstance(value, float) and value.is_integer() else value


def _iso(column: pd.Series[Any]) -> Iterator[str | None]:
    import pandas as pd

    day = getattr(column.dtype, "tz", None) is None
    for value in column:
        yield None if value is pd.NaT else f"{value:%Y-%m-%d}" if day else value.isoformat()


def _parquet(frame: pd.DataFrame, name: str) -> bytes:
    _need("pyarrow", "parquet")
    stream = io.BytesIO()
    frame.to_parquet(stream, engine="pyarrow", index=False)
    return stream.getvalue()


def _xlsx(frame: pd.DataFrame, name: str) -> bytes:
    """One sheet; moments are shown in the campaign's timezone, since Excel knows none."""
    import pandas as pd

    _need("xlsxwriter", "xlsx")
    shown = _mapped(frame, _short)
    for column, kind in frame.dtypes.items():
        if getattr(kind, "tz", None) is not None:
            shown[column] = frame[column].dt.tz_localize(None)
    stream = io.BytesIO()
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with pd.ExcelWriter(stream, engine="xlsxwriter", engine_kwargs={"options": as_text}) as book:
        shown.to_excel(book, sheet_name=name, index=False, freeze_panes=(1, 0))
    return stream.getvalue()


def _need(package: str, extra: str) -> None:
    if find_spec(package) is None:
        raise ConfigError(
            worded("commands.package_lacking", extra=extra, package=package),
            where=f"--format {extra}",
            remedy=worded("commands.package_lacking.remedy", extra=extra),
        )


FORMATS: Mapping[str, Callable[[pd.DataFrame, str], bytes]] = {
    "csv": _csv,
    "json": _json,
    "parquet": _parquet,
    "xlsx": _xlsx,
}
