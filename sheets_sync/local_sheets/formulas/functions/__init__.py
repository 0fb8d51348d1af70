"""The functions of formulas. Importing this registers all of them."""

from sheets_sync.local_sheets.formulas.functions import (
    arrays,
    conditional,
    dates,
    library,
    logic,
    lookup,
    numbers,
    query,
    references,
    sums,
    texts,
)

__all__ = [
    "arrays", "conditional", "dates", "library", "logic", "lookup", "numbers", "query", "references", "sums", "texts"
]  # fmt: skip
