"""Plain tables for what is measured: words to the left, figures to the right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    """Lines under heads, each column as wide as its widest cell."""
    rows = [list(heads), *([_cell(value) for value in line] for line in lines)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(heads))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if n == 0 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _cell(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)
