"""How a tab looks, as one short text that the tab itself keeps, so that a change of look alone reaches it. Pure.

A reading shows values and notes; styles would be far too much to read each time. So the look that was last sent is
kept as developer metadata of the tab: a digest of the layout (frozen rows and columns, widths), and three bytes per
cell for its style and link, compressed. What differs from it is sent again.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from sheets_sync.spreadsheet.a1 import Cell

ROWS = 3_000
"""Rows whose look is kept: a tab's metadata may hold 30,000 characters. Further rows are restyled with their values."""
BYTES = 3
"""Bytes that tell the look of one cell."""
_NONE = bytes(BYTES)


@dataclass(frozen=True, slots=True)
class Appearance:
    """A look as it is kept: the layout's digest, and the codes of the cells, row by row."""

    layout: str
    columns: int
    codes: bytes

    def to_text(self) -> str:
        packed = base64.b64encode(zlib.compress(self.codes)).decode("ascii")
        return f"{self.layout}.{self.columns}.{packed}"

    @classmethod
    def parse(cls, text: str) -> Appearance | None:
        """None for what this release did not write: then everything is sent anew."""
        try:
            layout, columns, packed = text.split(".")
            return cls(layout, int(columns), zlib.decompress(base64.b64decode(packed, validate=True)))
        except (ValueError, binascii.Error, zlib.error):
            return None

    def code(self, cell: Cell) -> bytes:
        """The code of a cell; zeros where there is none."""
        if cell.column >= self.columns:
            return _NONE
        at = (cell.row * self.columns + cell.column) * BYTES
        return self.codes[at : at + BYTES] or _NONE

    def cells(self) -> Iterator[Cell]:
        """The cells that have a look."""
        for at in range(0, len(self.codes), BYTES):
            if self.codes[at : at + BYTES] != _NONE:
                yield Cell(*divmod(at // BYTES, self.columns))


def packed(data: bytes) -> bytes:
    """A digest of three bytes, never all zero."""
    return (zlib.crc32(data) & 0xFF_FFFF or 1).to_bytes(BYTES, "big")
