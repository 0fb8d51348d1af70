"""Free text and links: the policy's points 4.10 and 4.11, a table of examples for each rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells import CellReader, Reading
from sheets_sync.spreadsheet.snapshot import Value

KEPT = [
    "Tặng 20 phần quà cho hộ nghèo xã Phước Vinh", "1. Tặng quà 2. Vệ sinh", "Tang qua ho ngheo", "Tawngj quaf",
    "=Tặng quà", "+ Tặng quà", "- Dọn vệ sinh", "@Lan", "'Tặng quà", "Ấp 1\nấp 2", "Ấp 1\n\nấp 2",
    "Tặng quà 🎁", "x", "4",
    "Tặng 1.500.000 đồng", "ａ", "①", "½", "٤", "Như hôm qua, tặng 20 phần quà", "nt 20 phần",
    "xem file đính kèm bên dưới",
    "đã gửi email", "chưa có nhà", "không", "0", "ko", "- một\nhai", "1.500 phần quà\n2.000 tờ rơi",
    "Tặng quà.", "a…",
]  # fmt: skip
TIDIED = {
    "  Dọn  vệ sinh\u00a0nghĩa trang ": "Dọn vệ sinh nghĩa trang", "a\tb": "a b", " a \n b ": "a\nb",
    "\n\na\n\nb\n": "a\n\nb", "a\r\nb\rc": "a\nb\nc", "Su\u031b\u0309a": "Sửa", "Huyện Ðoàn": "Huyện Đoàn",
    "ðoàn \u0189": "đoàn Đ",
    "quà\u200b tặng\ufeff": "quà tặng", "\u200b a": "a",
}  # fmt: skip
NUMBERS: dict[Any, str] = {
    4: "4", 50.0: "50", -3: "-3", 0: "0", 1.5: "1,5", -1.25: "-1,25", 0.1: "0,1", 1e-7: "0,0000001", 44911: "44911",
    1e20: "100000000000000000000",
}  # fmt: skip
ELSEWHERE = [
    "nt", "NT", "nt.", "n/t", "-nt-", "như trên", "Như trên!", "nhu tren", "NHƯ TRÊN…", "như hôm qua",
    "như ngày hôm qua;",
    '"', "″", "〃", "xem file", "Xem file đính kèm.", "xem mail", "xem email", "xem Zalo", "Xem  zalo ,",
    "gửi qua Zalo",
    "gửi qua mail", "gửi qua email", "đã gửi Zalo", "đã gửi mail", "đã gửi qua Zalo", "Đã gửi qua mail",
]  # fmt: skip
NOTHING_SAID = [
    "...", "…", "-", "–", "?", "!!!", "'", "''", '""', "/", "👍", "☑", "- -", "chưa", "chưa có", "Chưa có.", "chưa rõ",
    "chưa thống kê",
    "đang cập nhật", "dang cap nhat…", "cập nhật sau", "sẽ bổ sung", "sẽ cập nhật!", "n/a", "N/A", ". . .",
]  # fmt: skip
SEVERAL = [
    "- a\n- b",
    "+ a\n+ b",
    "* a\n* b",
    "• a\n• b",
    "1. a\n2. b",
    "1) a\n2) b",
    "1.a\n2.b",
    "Việc:\n- a\n\n10) b",
]
TABLE = "\n".join(f"{n}\tTặng quà\t{n}0" for n in range(1, 11))

LINKS = {
    "https://baotayninh.vn/tin-a1.html": ["https://baotayninh.vn/tin-a1.html"],
    "http://a.vn": ["http://a.vn"], "HTTPS://A.VN/Tin": ["HTTPS://A.VN/Tin"], "baotayninh.vn/tin": ["https://baotayninh.vn/tin"],
    "www.tinh-doan.example/a": ["https://www.tinh-doan.example/a"], "BaoTayNinh.VN": ["https://BaoTayNinh.VN"],
    "fb.com/a": ["https://fb.com/a"], "a.net": ["https://a.net"], "a.org": ["https://a.org"], "fb.me/x": ["https://fb.me/x"],
    "youtu.be/x": ["https://youtu.be/x"], "https://a.xyz": ["https://a.xyz"], "https://a.vn:8080/x?q=1#d": ["https://a.vn:8080/x?q=1#d"],
    "https://a.vn/tin-tức": ["https://a.vn/tin-tức"], "https://a.vn/1\nhttps://b.vn/2": ["https://a.vn/1",
    "https://b.vn/2"],
    "https://a.vn/1 https://b.vn/2": ["https://a.vn/1", "https://b.vn/2"], "a.vn/1;b.vn/2; c.vn": [
        "https://a.vn/1", "https://b.vn/2", "https://c.vn"],
    "https://a.vn https://a.vn": ["https://a.vn"], "https://a.vn a.vn": ["https://a.vn"], "(https://a.vn).": ["https://a.vn"],
    "<https://a.vn>": ["https://a.vn"], '"https://a.vn",': ["https://a.vn"], "- https://a.vn": ["https://a.vn"],
    "+ a.vn\n* b.vn\n• c.vn": ["https://a.vn", "https://b.vn", "https://c.vn"], "-https://a.vn": ["https://a.vn"],
    "1. https://a.vn\n2. https://b.vn": ["https://a.vn", "https://b.vn"], "1.https://a.vn": ["https://a.vn"],
    "https://a.vn 👉": ["https://a.vn"], " https://a.vn\u200b ": ["https://a.vn"], "https://zalo.me/123": ["https://zalo.me/123"],
    "https://notbit.ly/x": ["https://notbit.ly/x"], "https://google.com/drive": ["https://google.com/drive"],
    "https://a.vn/?u=https://b.vn": ["https://a.vn/?u=https://b.vn"],
}  # fmt: skip
CLOSED = [
    "https://zalo.me/g/abc", "zalo.me/g/abc", "https://drive.google.com/x", "https://docs.google.com/x",
    "https://bit.ly/x",
    "https://photos.app.goo.gl/x", "https://tinyurl.com/x", "https://goo.gl/x", "https://cutt.ly/x",
    "https://rb.gy/x",
    "https://t.co/x", "http://www.bit.ly/x", "HTTPS://DRIVE.GOOGLE.COM/x", "bit.ly/x",
]  # fmt: skip
WITH_WORDS = {
    "Link bài: https://a.vn": ["https://a.vn"], "https://a.vn (báo Tây Ninh)": ["https://a.vn"], "bài 2 a.vn": ["https://a.vn"],
    "a.vn tinhdoan@b.vn": ["https://a.vn"], "https://a.vn và https://b.vn": ["https://a.vn", "https://b.vn"],
}  # fmt: skip
NO_LINKS = [
    "link", "tin.", "đã đăng", "ftp://a.vn/x", "mailto:a@b.vn", "a@b.vn", "https://", "http://localhost",
    "https://.vn",
    "https://-a.vn", "https://a..vn", "https://báo.vn", "báo.vn", "https://a@b.vn", "t.co/x", "a.xyz", "www.",
    "vn", ".vn",
    "https:/a.vn", "https//a.vn", "javascript:a.vn", "5", 5, 0.5, 1e300, float("nan"), float("inf"), True, "x", "?",
]  # fmt: skip
NO_LINK_YET = [
    "chưa đăng", "Chưa đăng", "không", "ko", "Không có", "0", 0, "-", "–", "/", "chưa", "chưa có", "chua co",
    "chưa rõ",
    "chưa thống kê", "đang cập nhật", "cập nhật sau", "sẽ bổ sung", "sẽ cập nhật", "n/a", "..", "...", "…",
]  # fmt: skip


def read(campaign: Campaign, type: str, typed: Value, number_format: str = "") -> Reading:
    return CellReader(campaign).read(type, typed, number_format=number_format, today=date(2022, 12, 31))


@pytest.mark.parametrize(("typed", "value"), [*((t, t) for t in KEPT), *TIDIED.items(), *NUMBERS.items()])
def test_texts_are_kept(campaign: Campaign, typed: Value, value: str) -> None:
    """A text is kept as typed, but for spaces, invisible characters and letters that only look right."""
    assert read(campaign, "text", typed) == Reading("accept", value)


def test_numbers_with_a_date_format(campaign: Campaign) -> None:
    """A number that the sheet shows as a date is kept as that date; beyond the calendar as its digits."""
    found = [read(campaign, "text", n, form).value for n in (44911, 44911.5) for form in ("DATE", "DATE_TIME", "TIME")]
    assert found == ["16/12/2022", "16/12/2022", "44911", "16/12/2022", "16/12/2022", "44911,5"]
    assert read(campaign, "text", 3_000_000, "DATE").value == "3000000"


@pytest.mark.parametrize("typed", ELSEWHERE)
def test_texts_that_point_elsewhere(campaign: Campaign, typed: str) -> None:
    """A text that only points elsewhere is no description: refused, never filled in from there (X3)."""
    assert read(campaign, "text", typed) == Reading("reject", None, "X3")


@pytest.mark.parametrize("typed", NOTHING_SAID)
def test_texts_that_say_nothing(campaign: Campaign, typed: str) -> None:
    """A text without a letter or a digit, or "not known yet", is missing (X3)."""
    assert read(campaign, "text", typed) == Reading("missing", None, "X3")


@pytest.mark.parametrize("typed", SEVERAL)
def test_texts_with_a_list(campaign: Campaign, typed: str) -> None:
    """Two lines that begin as a list are kept and shown as several activities (X2)."""
    assert read(campaign, "text", typed) == Reading("warn", typed, "X2")


def test_pasted_tables(campaign: Campaign) -> None:
    """Ten lines and a tab are a pasted table: refused; nine lines, or ten without a tab, are not."""
    assert read(campaign, "text", TABLE) == Reading("reject", None, "X2")
    assert read(campaign, "text", TABLE.replace("\n", "\n\n")).code == "X2"
    assert read(campaign, "text", TABLE.rpartition("\n")[0]).usable
    assert read(campaign, "text", TABLE.replace("\t", " ")).verdict == "accept"


def test_long_texts(campaign: Campaign) -> None:
    """Above 2.000 characters the whole text is kept with a warning that goes before that of a list (X4)."""
    long = "- " + "quà" * 666 + "\n- b"
    assert read(campaign, "text", "a" * 2000) == Reading("accept", "a" * 2000)
    assert read(campaign, "text", "a" * 2001) == Reading("warn", "a" * 2001, "X4")
    assert read(campaign, "text", long) == Reading("warn", long, "X4")


@pytest.mark.parametrize("typed", ["Huy\ufffdn", "nt\ufffd", "\ufffd", "a\ufffd" * 2000, f"{TABLE}\ufffd"], ids=len)
def test_texts_with_lost_letters(campaign: Campaign, typed: str) -> None:
    """Lost letters are said before anything else about a text (E2)."""
    assert read(campaign, "text", typed) == Reading("reject", None, "E2")


@pytest.mark.parametrize("typed", [True, False, float("nan"), float("inf"), 10**400], ids=lambda typed: repr(typed)[:9])
def test_no_texts(campaign: Campaign, typed: Value) -> None:
    """A checkbox and what is no number to people are no texts (X3)."""
    assert read(campaign, "text", typed) == Reading("reject", None, "X3")


@pytest.mark.parametrize(("typed", "links"), LINKS.items())
def test_links(campaign: Campaign, typed: str, links: list[str]) -> None:
    """Links are kept as typed, each once, with https:// where a known host lacks its scheme."""
    assert read(campaign, "url", typed) == Reading("accept", links)


@pytest.mark.parametrize("typed", CLOSED)
def test_closed_links(campaign: Campaign, typed: str) -> None:
    """A link that not everybody can open is kept and said, before words beside it (L3)."""
    assert read(campaign, "url", typed).code == "L3"
    assert read(campaign, "url", f"Xem https://a.vn và {typed}").code == "L3"


@pytest.mark.parametrize(("typed", "links"), WITH_WORDS.items())
def test_words_beside_links(campaign: Campaign, typed: str, links: list[str]) -> None:
    """Words beside the links go, and the unit is shown what was kept (L2)."""
    assert read(campaign, "url", typed) == Reading("warn", links, "L2")


@pytest.mark.parametrize("typed", NO_LINKS, ids=repr)
def test_no_links(campaign: Campaign, typed: Value) -> None:
    """Words, other schemes, mail addresses and broken links are refused (L1)."""
    assert read(campaign, "url", typed) == Reading("reject", None, "L1")


@pytest.mark.parametrize("typed", NO_LINK_YET, ids=repr)
def test_no_link_yet(campaign: Campaign, typed: Value) -> None:
    """A link that is still to come, or of which there is none, is missing without a code."""
    assert read(campaign, "url", typed) == Reading("missing")


def test_blank_and_broken_cells(campaign: Campaign) -> None:
    """Blank is missing without a code; an error value is refused; = begins a formula only outside of texts."""
    cells = (None, "", " \u200b\n", "#REF!", "=A1")
    assert [(read(campaign, "text", t).verdict, read(campaign, "text", t).code) for t in cells] == [
        ("missing", ""), ("missing", ""), ("missing", ""), ("reject", "X1"), ("accept", ""),
    ]  # fmt: skip
    assert [(read(campaign, "url", t).verdict, read(campaign, "url", t).code) for t in cells] == [
        ("missing", ""), ("missing", ""), ("missing", ""), ("reject", "X1"), ("reject", "X1"),
    ]  # fmt: skip
