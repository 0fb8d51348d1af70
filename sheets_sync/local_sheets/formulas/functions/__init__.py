"""The functions of formulas. Importing this registers all of them."""

from sheets_sync.local_sheets.formulas.functions import (
    arrays,
    conditional,
    dates,
    expressions,
    library,
    logic,
    lookup,
    mapped,
    numbers,
    query,
    references,
    sums,
    texts,
    written,
)

__all__ = [
    "arrays",
    "conditional",
    "dates",
    "expressions",
    "library",
    "logic",
    "lookup",
    "mapped",
    "numbers",
    "query",
    "references",
    "sums",
    "texts",
    "written",
]
