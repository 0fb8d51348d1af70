"""Lists of values -> columns of real types: "no data" is `<NA>` or `NaT`, never 0 and never an empty text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    import pandas as pd

_INT64 = range(-(2**63), 2**63)


def texts(values: Sequence[str | None]) -> pd.Series[Any]:
    import pandas as pd

    return pd.Series(pd.array(values, dtype="string"))


def categories(values: Iterable[str | None], known: Iterable[str]) -> pd.Series[Any]:
    """Codes out of a known list, in its order; others that occur stand after them."""
    import pandas as pd

    order = {code: n for n, code in enumerate(dict.fromkeys(known))}
    codes = [-1 if value is None else order.setdefault(value, len(order)) for value in values]
    return pd.Series(pd.Categorical.from_codes(codes, categories=pd.Index(list(order), dtype="object")))


def truths(values: Sequence[bool]) -> pd.Series[Any]:
    import pandas as pd

    return pd.Series(values, dtype="bool")


def counts(values: Sequence[int | None]) -> pd.Series[Any]:
    """Whole numbers; as fractions where one is beyond 64 bits."""
    import pandas as pd

    if any(value is not None and value not in _INT64 for value in values):
        return numbers(values)
    return pd.Series(pd.array(values, dtype="Int64"))


def numbers(values: Sequence[float | None]) -> pd.Series[Any]:
    import pandas as pd

    return pd.Series(pd.array([None if value is None else float(value) for value in values], dtype="Float64"))


def days(values: Sequence[date | str | None]) -> pd.Series[Any]:
    """Calendar days, as dates or ISO text, at midnight and without a zone."""
    import pandas as pd

    known: dict[date | str | None, Any] = {None: pd.NaT}
    for value in set(values) - {None}:
        known[value] = pd.to_datetime(str(value), format="%Y-%m-%d", errors="coerce")
    return pd.Series(pd.DatetimeIndex([known[value] for value in values]).as_unit("ns"))


def moments(values: Sequence[datetime | None], zone: ZoneInfo) -> pd.Series[Any]:
    """Aware moments, in the campaign's timezone."""
    import pandas as pd

    given: Any = list(values)

    found = pd.DatetimeIndex(pd.to_datetime(pd.Series(given, dtype="object"), utc=True)).as_unit("ns")
    return pd.Series(found.tz_convert(zone))
