"""Whether any cell takes longer than its length allows: `python -m tests.proofs.worst`.

Every kind of token, repeated to 50,000 characters (the most that a cell of Sheets holds), is read as every type, and
so is a quarter of it. Reading in linear time takes four times as long; the worst that was found is printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells import CellReader
from sheets_sync.config import load, resources
from sheets_sync.job.collector import collector_paused
from tests.proofs.cells import TOKENS, TYPES
from tests.proofs.rows import TODAY
from tests.proofs.timing import seconds

LONGEST = 50_000
"""Characters that a cell of Google Sheets can hold."""
MEASURABLE = 0.004
"""Seconds; what takes less is too short to compare."""
_NASTY = (
    "1 ", "1.", "1,", "1'", "1-", "1/", "1+", "1x", "1 x ", "1tr", "1k ", "1.000 ", "1,000,", "1h", "1h-", "( ", "()",
    "(1) ", "a", "a ", "a.", "a-", "aa-a.", "https://a.", "http://", "www.a", "a.vn ", "//", "?", "\\", "\"", "<",
    ";", "; ", "\n", " \n", "\t", "\r\n", "- \n", "1)\n", "  ", "\u00a0", "\u200b", "\u0301", "a\u0301",
    "e\u0302\u0301", "\ufeff", "²", "m²", "½", "１", "٣", "Ã", "Ã¡", "¸", "aù", "đ", "Đ/c ", "một ", "trăm ", "mươi ",
    "nghìn ", "không ", "và ", "đến ", "từ ", "thứ ", "ngày ", "tháng ", "T2 ", "kém ", "rưỡi ", "chiều ", "mỗi ",
    "/phần ", "đồng ", "triệu ", "~", "khoảng ", "tỉnh ", "Huyện ", "H. ", "Tân ", "🎉",
)  # fmt: skip
_ENDINGS = ("", "!", " 16/12")


def long_texts(length: int, endings: Sequence[str] = _ENDINGS) -> Iterator[tuple[str, str]]:
    """(what is repeated and how it ends, the text of that length)."""
    for token in dict.fromkeys((*TOKENS, *_NASTY)):
        for ending in endings:
            text = token * (length // len(token) + 1)
            yield f"{token!r} … {ending!r}", text[: length - len(ending)] + ending


@collector_paused()
def slowest(campaign: Campaign) -> list[tuple[float, float, str, str]]:
    """(time as a multiple of a quarter's, seconds, type, what), the worst first."""
    reader = CellReader(campaign)

    def timed(kind: str, text: str) -> float:
        return seconds(lambda: reader.read(kind, text, today=TODAY), times=2)

    found = []
    for (what, text), (_, quarter) in zip(long_texts(LONGEST), long_texts(LONGEST // 4), strict=True):
        for kind in TYPES:
            took = timed(kind, text)
            if took >= MEASURABLE:
                found.append((took / timed(kind, quarter), took, kind, what))
    return sorted(found, reverse=True)


def main() -> None:
    found = slowest(load(resources.sample_campaign() / "campaign.toml", environ={}).campaign)
    print(f"{len(found):,} readings took {MEASURABLE * 1000:.0f} ms or more; the worst:")
    for ratio, took, kind, what in found[:12]:
        print(f"  {ratio:4.1f} x for four times the length; {took * 1000:6.1f} ms; {kind}: {what}")


if __name__ == "__main__":
    main()
