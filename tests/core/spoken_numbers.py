"""Numbers as people read them out in Vietnamese, every place named: what the tests of figures are written in."""

from __future__ import annotations

DIGITS = "không một hai ba bốn năm sáu bảy tám chín".split()  # noqa: SIM905 (as one counts aloud)


def below_hundred(n: int) -> str:
    tens, unit = divmod(n, 10)
    if tens == 0:
        return DIGITS[unit]
    units = {0: "", 1: "mốt", 5: "lăm"} if tens > 1 else {0: "", 5: "lăm"}
    return f"{'mười' if tens == 1 else DIGITS[tens] + ' mươi'} {units.get(unit, DIGITS[unit])}".strip()


def below_thousand(n: int) -> str:
    hundreds, rest = divmod(n, 100)
    if hundreds == 0:
        return below_hundred(rest)
    link = "linh " if 0 < rest < 10 else ""
    return f"{DIGITS[hundreds]} trăm {link}{below_hundred(rest) if rest else ''}".strip()


def in_full(n: int) -> str:
    """1 to below 10¹² as it is read out, every place named."""
    parts, rest = [], n
    for scale, name in ((10**9, "tỷ"), (10**6, "triệu"), (1000, "nghìn")):
        count, rest = divmod(rest, scale)
        if count:
            parts.append(f"{below_thousand(count)} {name}")
    if rest:
        link = "linh " if parts and rest < 10 else ""
        parts.append(link + below_thousand(rest))
    return " ".join(parts)
