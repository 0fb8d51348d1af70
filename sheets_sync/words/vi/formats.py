"""The forms in which Vietnamese writes hours, dates and amounts, where they are not CLDR's (official papers have their
own: "ngày 16 tháng 12 năm 2022", days below 10 and months 1 and 2 with a leading zero). The marks between digits are
CLDR's as well: they stand here since nearly every look needs them, and Babel takes 4 MB to say them."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "hour": "{t.hour} giờ {t:%M}",
    "hour_short": "{t:%H}h{t:%M}",
    "clock": "{t:%H:%M}",
    "clock_seconds": "{t:%H:%M:%S}",
    "day_long": "ngày {d:%d} tháng {month} năm {d.year}",
    "month": "{d:%m}/{d.year}",
    "months_padded": 2,
    "list": ", ",
    "marks": ".,",
    "money": "",
    "money.VND": "{} đồng",
    "minutes": "{n} phút",
    "hours": "{n} giờ",
}
