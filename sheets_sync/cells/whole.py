"""Number cells of types that are typed as text (POLICY.md section 3)."""

from __future__ import annotations

from sheets_sync.cells.reading import Reading, reject


def unless_whole(value: float, code: str) -> Reading | None:
    """None for a whole number, read as the text of its digits; `code` for every other one, nan and inf among them."""
    return None if isinstance(value, int) or value.is_integer() else reject(code)
