"""Names of units and entries of a list: the policy's points 4.8 and 4.9, a table of examples for each rule."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from sheets_sync.campaign.model import Campaign, Choice, Unit
from sheets_sync.cells import CellReader, Reading
from sheets_sync.cells.normalise import fold
from sheets_sync.cells.vietnamese.encodings import from_mojibake, from_tcvn3, from_vni
from sheets_sync.spreadsheet.snapshot import Value

TODAY = date(2022, 12, 31)
Read = Callable[[Value], Reading]

EQUAL = {
    "Thành Đoàn Tây Ninh": "tay-ninh", "TP Tây Ninh": "tay-ninh", "TP. Tây Ninh": "tay-ninh", "TP.Tây Ninh": "tay-ninh",
    "Thành phố Tây Ninh": "tay-ninh", "Đoàn thành phố Tây Ninh": "tay-ninh", "TPTN": "tay-ninh", "tptn": "tay-ninh",
    "Thành Đoàn": "tay-ninh", "thành đoàn": "tay-ninh", "Hòa Thành": "hoa-thanh", "Hoà Thành": "hoa-thanh",
    "Thị Đoàn Hòa Thành": "hoa-thanh", "TĐ Hòa Thành": "hoa-thanh", "TX Hòa Thành": "hoa-thanh",
    "TX. Hoà Thành": "hoa-thanh",
    "Thị xã Trảng Bàng": "trang-bang", "Đoàn thị xã Trảng Bàng": "trang-bang", "TRẢNG BÀNG": "trang-bang",
    "Huyện Đoàn Bến Cầu": "ben-cau", "H. Bến Cầu": "ben-cau", "H.Bến Cầu": "ben-cau", "HĐ Châu Thành": "chau-thanh",
    "Đoàn huyện Châu Thành": "chau-thanh", "Huyện Gò Dầu": "go-dau", "Đoàn Gò Dầu": "go-dau", "ĐTN Gò Dầu": "go-dau",
    "Đoàn Thanh niên Gò Dầu": "go-dau", "Đoàn Thanh niên huyện Gò Dầu": "go-dau", "Đoàn trường Gò Dầu": "go-dau",
    "Dương Minh Châu": "duong-minh-chau", "DMC": "duong-minh-chau", "H. DMC": "duong-minh-chau",
    "D.M.Châu": "duong-minh-chau", "D. M. Châu": "duong-minh-chau", "Huyện D.M.Châu": "duong-minh-chau",
    "Huyện Ðoàn Tân Biên": "tan-bien", "Huyện_Đoàn-Tân/Biên": "tan-bien", "(Tân Biên)": "tan-bien",
    "Tân Biên.": "tan-bien",
    "  Tân\u00a0 Châu ": "tan-chau", "Ta\u0302n Cha\u0302u": "tan-chau", "Ｔân Ｃhâu": "tan-chau",
    "'Tân Châu": "tan-chau",
    "Khối CQ và DN": "khoi-cqdn", "Khối CQ&DN": "khoi-cqdn", "Khối CQ & DN": "khoi-cqdn",
    "Đoàn Khối CQ và DN": "khoi-cqdn",
    "Khối Cơ quan và Doanh nghiệp": "khoi-cqdn", "Công an tỉnh": "cong-an", "Công an": "cong-an", "CA tỉnh": "cong-an",
    "Đoàn Thanh niên Công an": "cong-an", "ĐTN Công an tỉnh": "cong-an", "Bộ CHQS": "quan-su", "Quân sự": "quan-su",
    "BĐBP": "bien-phong", "Biên phòng": "bien-phong", "Đoàn Biên phòng tỉnh": "bien-phong", "CĐ Sư phạm": "cd-su-pham",
    "CĐSP": "cd-su-pham", "Cao đẳng Sư phạm": "cd-su-pham", "Đoàn trường CĐSP": "cd-su-pham",
}  # fmt: skip
OTHER_KIND = {
    "Huyện Hòa Thành": "hoa-thanh", "Thị xã Tây Ninh": "tay-ninh", "Thành Đoàn Trảng Bàng": "trang-bang",
    "TX Gò Dầu": "go-dau", "Huyện Đoàn Công an tỉnh": "cong-an",
}  # fmt: skip
WITHOUT_ACCENTS = {
    "Tan Chau": "tan-chau", "TAN CHAU": "tan-chau", "Huyen Doan Tan Chau": "tan-chau",
    "Huyện Đoàn Tan Chau": "tan-chau",
    "H. Tan Chau": "tan-chau", "HD Tan Chau": "tan-chau", "Huyen doan Tân Châu": "tan-chau", "TP Tay Ninh": "tay-ninh",
    "Thanh Doan": "tay-ninh", "Hoa Thanh": "hoa-thanh", "Thi xa Hoa Thanh": "hoa-thanh", "Huyen Hoa Thanh": "hoa-thanh",
    "Go Dau": "go-dau", "D.M.Chau": "duong-minh-chau", "Cong an": "cong-an", "CA tinh": "cong-an", "CDSP": "cd-su-pham",
    "Doan truong CDSP": "cd-su-pham", "Khoi CQ va DN": "khoi-cqdn", "BDBP": "bien-phong",
}  # fmt: skip
ONE_SLIP = {
    "Trãng Bàng": "trang-bang", "Trảng Bàn": "trang-bang", "Trảngg Bàng": "trang-bang", "Tân Chau": "tan-chau",
    "Go Dầu": "go-dau", "Gò Dâu": "go-dau", "Huyện Đoàn Gò Dâu": "go-dau", "Huyên Đoàn Gò Dầu": "go-dau",
    "Huyệ Gò Dầu": "go-dau", "Thàn Đoàn": "tay-ninh", "TP Tây Nin": "tay-ninh", "Công ann": "cong-an",
    "CA tỉn": "cong-an",
    "Đoàn Thanh niên Công ân": "cong-an", "Biên phòn": "bien-phong", "H. Bến Cấu": "ben-cau",
}  # fmt: skip
OLD_ENCODINGS = {
    "HuyÖn §oµn T©n Ch©u": "tan-chau", "T©n Ch©u": "tan-chau", "BÕn CÇu": "ben-cau", "Gß DÇu": "go-dau",
    "D\u00ad¬ng Minh Ch©u": "duong-minh-chau", "Tr¶ng Bµng": "trang-bang",
    "Thµnh phè T©y Ninh": "tay-ninh", "ThÞ x· Hßa Thµnh": "hoa-thanh", "C«ng an": "cong-an",
    "Huyeän Ñoaøn Taân Chaâu": "tan-chau", "HUYEÄN ÑOAØN TAÂN CHAÂU": "tan-chau", "Taân Bieân": "tan-bien",
    "Thò xaõ Hoøa Thaønh": "hoa-thanh", "Döông Minh Chaâu": "duong-minh-chau", "Traûng Baøng": "trang-bang",
    "Bieân phoøng": "bien-phong", "TÃ¢n ChÃ¢u": "tan-chau", "Huyá»‡n Ä\u0090oÃ\u00a0n TÃ¢n BiÃªn": "tan-bien",
    "ThÃ nh phá»‘ TÃ¢y Ninh": "tay-ninh", "GÃ² Dáº§u": "go-dau",
}  # fmt: skip
LOST = ["?", "Huy?n ?oàn Tân Châu", "Tân Châu?", "Huyện Đoàn T\ufffdn Châu", "？"]
NEVER_GUESSED = [
    "Tây Ninh", "Tay Ninh", "TÂY NINH", "Đoàn Tây Ninh", "Đoàn Thanh niên Tây Ninh", "Tây Nin", "T©y Ninh",
    "Tỉnh đoàn Tây Ninh",
    "TB", "TN", "CA", "Đoàn CA", "Huyện Đoàn TB", "H", "TP", "TX", "Huyện Đoàn", "Thị Đoàn", "Thị xã", "Thành phố",
    "Đoàn",
    "Đoàn Thanh niên", "Đoàn trường", "Hòa Thạnh", "Hoà Thạnh", "Thị Đoàn Hòa Thạnh", "Huyện Hòa Thạnh", "Xã Hòa Thạnh",
]  # fmt: skip
UNKNOWN = [
    "LLVT", "Xã Tân Hà", "X. Tân Châu", "Xã Tân Châu", "TT Tân Châu", "Thị trấn Tân Châu", "P. Hòa Thành", "Tân Châu 1",
    "Tân Châu2", "Tân Bình", "Tân", "Khối", "Trang Ban", "Tan Chao", "Trãng Bàn", "DMB", "CĐYP",
    "Huyeenj ddoanf Taan Chaau",
    "Huyeän", "Gò Dầu, Tân Biên", "Đoàn đoàn đoàn Gò Dầu", "chưa", "-", "x", "!", "½",
    3, 3.5, 1e300, float("nan"), True,
    "Huyện Đoàn Tân Châu " + "a" * 400,
]  # fmt: skip


@pytest.fixture
def unit(campaign: Campaign) -> Read:
    return lambda typed: CellReader(campaign).read("unit", typed, today=TODAY)


@pytest.mark.parametrize(("typed", "key"), EQUAL.items())
def test_known_units(unit: Read, typed: str, key: str) -> None:
    """A known form with its accents is accepted, its kind word added, swapped or left out, its last tỉnh too."""
    assert unit(typed) == Reading("accept", key)


@pytest.mark.parametrize(("typed", "key"), [*OTHER_KIND.items(), *WITHOUT_ACCENTS.items(), *ONE_SLIP.items()])
def test_units_with_one_reading(unit: Read, typed: str, key: str) -> None:
    """A kind word of another kind, no accents, or one slip: where one unit fits it is used and shown (U2)."""
    assert unit(typed) == Reading("warn", key, "U2")


@pytest.mark.parametrize(("typed", "key"), OLD_ENCODINGS.items())
def test_units_in_old_encodings(unit: Read, typed: str, key: str) -> None:
    """A name in TCVN3, VNI-Windows or broken UTF-8 that is a known form is used and shown (E1)."""
    assert unit(typed) == Reading("warn", key, "E1")


@pytest.mark.parametrize("typed", LOST)
def test_lost_letters(unit: Read, typed: str) -> None:
    """A name with lost letters is refused before anything is tried (E2)."""
    assert unit(typed) == Reading("reject", None, "E2")


@pytest.mark.parametrize("typed", [*NEVER_GUESSED, *UNKNOWN], ids=lambda typed: repr(typed)[:40])
def test_unknown_units(unit: Read, typed: Value) -> None:
    """What may be another body is never guessed; communes, other bodies and figures are refused (U1)."""
    assert unit(typed) == Reading("reject", None, "U1")


def test_every_form_of_the_campaign(unit: Read, campaign: Campaign) -> None:
    """Every name, tab and alias of the campaign is read as its own unit."""
    for one in campaign.units:
        assert {unit(typed).value for typed in (one.name, one.tab, *one.aliases)} == {one.key}


def dressed(form: str) -> Iterator[str]:
    """The same name with other spaces and marks, in another case, another Unicode form."""
    yield from (form.upper(), form.lower(), form.title(), unicodedata.normalize("NFD", form))
    yield from (f"\u00a0{form} ", form.replace(" ", "  "), form.replace(" ", "_"), f"'{form}.")


def test_the_dress_of_a_form(unit: Read, choice: Read, campaign: Campaign) -> None:
    """4.8, rules 2 and 4: every known form is equal in any dress; without its accents it is used and shown."""
    units = [(unit, u.key, "U2", form) for u in campaign.units for form in (u.name, u.tab, *u.aliases)]
    entries = [(choice, a.code, "A2", form) for a in campaign.activities for form in (a.label, a.code, *a.aliases)]
    for read, value, code, form in units + entries:
        assert all(read(typed) == Reading("accept", value) for typed in dressed(form)), form
        bare = fold(form)
        expected = Reading("accept", value) if bare == form.lower() else Reading("warn", value, code)
        assert read(bare) == read(bare.upper()) == expected, form


PLACES = {
    "Tây Ninh": "thành", "Hòa Thành": "thị", "Trảng Bàng": "thị", "Bến Cầu": "huyện", "Châu Thành": "huyện",
    "Dương Minh Châu": "huyện", "Gò Dầu": "huyện", "Tân Biên": "huyện", "Tân Châu": "huyện",
}  # fmt: skip
KINDS = {
    "huyện": ("Huyện Đoàn", "Đoàn huyện", "HĐ", "Huyện", "H", "H."),
    "thị": ("Thị Đoàn", "Đoàn thị xã", "TĐ", "Thị xã", "TX", "TX."),
    "thành": ("Thành Đoàn", "Đoàn thành phố", "Thành phố", "TP", "TP."),
}


@pytest.mark.parametrize(("place", "own"), PLACES.items())
def test_every_kind_word_before_a_place(unit: Read, place: str, own: str) -> None:
    """4.8, rule 2: a kind word of the unit's kind goes without saying, one of another kind is shown (U2)."""
    for kind, words in KINDS.items():
        for word in words:
            found = unit(f"{word} {place}")
            assert (found.usable, found.code) == (True, "" if kind == own else "U2"), word
            assert unit(f"{word.lower()} {place.upper()}") == found
            assert unit(f"{word} {fold(place)}") == Reading("warn", found.value, "U2")


def test_no_unit_is_a_slip_of_another(campaign: Campaign) -> None:
    """A slip that fits two units is refused."""
    near = (
        Unit("bau-sen", "Huyện Đoàn Bàu Sen", "Bàu Sen", "huyện"),
        Unit("bau-ben", "Huyện Đoàn Bàu Ben", "Bàu Ben", "huyện"),
    )
    reader = CellReader(replace(campaign, units=near))
    assert reader.read("unit", "Bàu Sen", today=TODAY).value == "bau-sen"
    assert reader.read("unit", "Bàu Ten", today=TODAY).code == "U1"


def test_place_with_two_unions(campaign: Campaign) -> None:
    """Where two units have one place, the kind word decides; without it, or with another one, none is guessed."""
    twins = (
        Unit("huyen", "Huyện Đoàn Cai Lậy", "H Cai Lậy", "huyện"),
        Unit("thi", "Thị Đoàn Cai Lậy", "TX Cai Lậy", "thị"),
    )
    reader = CellReader(replace(campaign, units=twins))
    found = [reader.read("unit", t, today=TODAY) for t in ("Huyện Cai Lậy", "Thị xã Cai Lậy", "Cai Lậy", "TP Cai Lậy")]
    assert [(f.value, f.code) for f in found] == [("huyen", ""), ("thi", ""), (None, "U1"), (None, "U1")]


def test_decoders() -> None:
    """Each old encoding gives back the words that were typed in it."""
    words = "Đoàn Thanh niên: hỗ trợ đường giao thông, nhà ở, bữa ăn, sữa, ý nghĩa"
    assert from_mojibake(words.encode().decode("latin-1").translate(_WINDOWS)) == words
    assert from_tcvn3("§oµn Thanh niªn: hç trî ®\u00adêng giao th«ng, nhµ ë, b÷a ¨n, s÷a, ý nghÜa") == words
    vni = "Ñoaøn Thanh nieân: hoã trôï ñöôøng giao thoâng, nhaø ôû, böõa aên, söõa, yù nghóa"
    assert from_vni(vni) == words.lower()
    assert from_mojibake("Tân Châu") is None


_WINDOWS = {
    code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}

CHOSEN = {
    "Tặng quà hộ nghèo, khó khăn": "QA2", "TẶNG QUÀ HỘ NGHÈO KHÓ KHĂN": "QA2", "QA2": "QA2", "qa2": "QA2",
    "Tặng quà": "QA2",
    "tặng qùa": "QA2", "(Tặng quà)": "QA2", "Tin, bài trên báo - đài - website": "TT1", "Tin bài": "TT1",
    "Fanpage": "TT2",
    "Tuyến đường sáng xanh sạch đẹp": "SX1", "Không phát sinh": "NIL", "nil": "NIL", "Không có": "NIL",
    "Việc khác.": "KH1",
    "Ta\u0323\u0306ng qua\u0300": "QA2", " Việc\u00a0 khác ": "KH1",
}  # fmt: skip
CHOSEN_WITH_WARNING = {
    "Tang qua": "QA2", "TANG QUA": "QA2", "Khong phat sinh": "NIL", "Khong co": "NIL", "Sua chua nha": "NH2",
    "Sửa chửa nhà": "NH2", "Tặng quả": "QA2", "Facebok": "TT2", "Facebookk": "TT2", "Viẹc khác": "KH1",
    "Không coó": "NIL",
}  # fmt: skip
NOT_IN_LIST = [
    "Sửa nhà", "Không", "Tặng quà; Khám bệnh", "Tặng", "QA 2", "QA7", "QA", "T?ng quà", "T\ufffdng quà", "TÆng quµ",
    "1", 1,
    1.5, float("nan"), True, "-", "x", "Huyện Tặng quà", "Tawngj quaf", "Tặng quà 1", "Tặng quà " + "a" * 5000,
]  # fmt: skip


@pytest.fixture
def choice(campaign: Campaign) -> Read:
    return lambda typed: CellReader(campaign).read("choice", typed, today=TODAY)


@pytest.mark.parametrize(("typed", "code"), CHOSEN.items())
def test_entries(choice: Read, typed: str, code: str) -> None:
    """An entry by its label, code or alias is accepted, whatever its case, marks and place of the tone."""
    assert choice(typed) == Reading("accept", code)


@pytest.mark.parametrize(("typed", "code"), CHOSEN_WITH_WARNING.items())
def test_entries_with_one_reading(choice: Read, typed: str, code: str) -> None:
    """An entry without accents or with one slip is used and shown (A2)."""
    assert choice(typed) == Reading("warn", code, "A2")


@pytest.mark.parametrize("typed", NOT_IN_LIST, ids=lambda typed: repr(typed)[:40])
def test_not_in_the_list(choice: Read, typed: Value) -> None:
    """What is no entry is refused (A1)."""
    assert choice(typed) == Reading("reject", None, "A1")


def test_lists_of_a_column(campaign: Campaign) -> None:
    """A list of its own is read by the same rules; short entries forgive no slip, and two that fit are none."""
    reader = CellReader(campaign)
    measures = tuple(Choice(m, m) for m in ("m", "km", "tin/bài", "ngày công"))
    twins = (Choice("1", "Nhà ở"), Choice("2", "Nhà ô"), Choice("3", "Xây nhà", ("Nhà mới",)), Choice("4", "Nhà mới"))

    def read(typed: Value, choices: tuple[Choice, ...]) -> tuple[str | None, str]:
        found = reader.read("choice", typed, today=TODAY, choices=choices)
        return found.value, found.code

    assert [read(t, measures) for t in ("M", "Tin bài", "ngay cong", "ngày côn", "n", "k m")] == [
        ("m", ""), ("tin/bài", ""), ("ngày công", "A2"), ("ngày công", "A2"), (None, "A1"), (None, "A1"),
    ]  # fmt: skip
    assert [read(t, twins) for t in ("nhà ở", "nha o", "Nhà mới", 1)] == [
        ("1", ""),
        (None, "A1"),
        (None, "A1"),
        ("1", ""),
    ]
    assert read("m", ()) == (None, "A1")


def test_blank_and_broken_names(unit: Read, choice: Read) -> None:
    """Blank is missing without a code; formulas and several lines are refused as everywhere."""
    for read in (unit, choice):
        assert [(read(t).verdict, read(t).code) for t in (None, " ", "#REF!", "=A1", "Gò Dầu\nTân Biên")] == [
            ("missing", ""), ("missing", ""), ("reject", "X1"), ("reject", "X1"), ("reject", "X2"),
        ]  # fmt: skip
