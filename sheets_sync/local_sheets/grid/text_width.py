"""How wide a text stands in the default font: what autoResizeDimensions needs.

One answer of Google's is recorded: 1,024 times `A` made a column of 8,691 pixels (C), which is 8.484375 for each and 3
for the padding. The other letters follow by their widths in the same typeface; letters outside the table count as wide
as an `o`. So only the order of size is right for other texts.
"""

from __future__ import annotations

_A = 667  # the width of `A` in thousandths of the font's size
_PIXELS = 8.484375 / _A
_PADDING = 3
_GROUPS = {
    222: "ijl",
    278: " !,./:;I[\\]ft",
    333: "()-`r",
    355: '"',
    389: "*",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu",
    584: "+<=>",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}
_WIDTHS = {letter: width for width, letters in _GROUPS.items() for letter in letters}


def pixels(text: str) -> int:
    """The width of the widest line, padding included; 0 for no text."""
    widest = max(sum(_WIDTHS.get(letter, 556) for letter in line) for line in text.split("\n"))
    return round(widest * _PIXELS) + _PADDING if widest else 0
