"""Nobody fools the checker: whatever number is changed, added or given other words is found, and nothing else is."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from documents_samples import SMALL, TEMPLATES, made
from rollup_samples import at, day_model, row, statuses

from sheets_sync.documents import Verification, verify

CODE = "0123456789abcdef"
DAY = date(2022, 12, 16)


def model(**quantities: int) -> Any:
    rows = [
        row(activity="QA2", quantity=quantities.get("gifts", 205), people=111, measure="phần"),
        row("tay-ninh", activity="NH2", quantity=3, people=222, money=13_000_000, measure="căn"),
        row("tay-ninh", activity="GT1", quantity=600, number=2, people=7, measure="m", estimates=["people"]),
    ]
    return day_model(SMALL, DAY, rows, statuses(SMALL, go_dau="late"), as_of=at(16, 12), evidence_code=CODE)


def altered(form: str, change: Callable[[str], str], out: Path, part: str = "word/document.xml") -> Verification:
    """What the checker says of a document whose text somebody changed."""
    report = model()
    path = made(report, form, out)
    if form == "html":
        text = path.read_text(encoding="utf-8")
        assert change(text) != text
        path.write_text(change(text), encoding="utf-8")
        return verify(path, report, templates=TEMPLATES)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before = parts[part].decode()
    assert change(before) != before
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (parts | {part: change(before).encode()}).items():
            archive.writestr(name, content)
    return verify(path, report, templates=TEMPLATES)


def swap(one: str, other: str) -> Callable[[str], str]:
    return lambda text: text.replace(one, "\x00").replace(other, one).replace("\x00", other)


def replaced(old: str, new: str) -> Callable[[str], str]:
    """As people would: a blank stands for any, also for one at which no line ends."""
    return lambda text: re.sub(re.escape(old).replace("\\ ", "[ \u00a0]"), lambda _: new, text, count=1)


RUN = "</w:t></w:r><w:r><w:t>"
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>QUOTE</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>900</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)

# what somebody did, to which form of the document, how
TRICKS: list[tuple[str, str, Callable[[str], str]]] = [
    ("a figure in a sentence", "docx", replaced("Tặng 205 phần", "tặng 206 phần")),
    ("a figure split over runs", "docx", replaced("Tặng 205 phần", f"tặng 2{RUN}15 phần")),
    ("a figure made longer by a run", "docx", replaced("Tặng 205 phần", f"Tặng 205{RUN}0 phần")),
    ("a figure in a table", "docx", replaced(">111</w:t>", ">112</w:t>")),
    ("two figures of a table", "docx", swap(">111</w:t>", ">khoảng 229</w:t>")),
    ("the names of two rows", "docx", swap("Huyện Đoàn Gò Dầu</w:t>", "Thành Đoàn Tây Ninh</w:t>")),
    ("the words of two figures", "docx", swap("phần quà cho hộ nghèo, hộ khó khăn", "m đường giao thông nông thôn")),
    ("only their words", "docx", lambda text: swap("đúng hạn", "trễ hạn")(text)),
    ("a scale", "docx", replaced("600 m đường", "600 km đường")),
    ("an estimate made sure", "docx", replaced("khoảng 340 lượt", "340 lượt")),
    ("more than", "docx", replaced("Tặng 205", "tặng hơn 205")),
    ("in words", "docx", replaced("Tặng 205 phần", "Tặng hai trăm linh sáu phần")),
    ("other digits", "docx", replaced("Tặng 205 phần", "tặng ２０６ phần")),
    ("a superscript", "docx", replaced("Tặng 205 phần", "Tặng 205² phần")),
    ("a minus", "docx", replaced("Tặng 205 phần", "tặng -205 phần")),
    ("a figure more", "docx", replaced("Không có vấn đề", "Có 4 vấn đề")),
    ("another report day", "docx", replaced("Kết quả trong ngày 16/12/2022", "Kết quả trong ngày 17/12/2022")),
    ("another code of evidence", "html", replaced(CODE, "1123456789abcdef")),
    ("a field", "docx", lambda text: text.replace("</w:p><w:sectPr", f"{FIELD}</w:p><w:sectPr", 1)),
    ("a figure of the page", "html", replaced(">205</a> phần", ">206</a> phần")),
    ("two rows of the page", "html", swap('scope="row">Huyện Đoàn Gò Dầu', 'scope="row">Thành Đoàn Tây Ninh')),
    ("another link", "html", replaced('href="#nguon-day.QA2.phần"', 'href="#nguon-day.NH2.căn"')),
    ("a cell behind a figure", "html", replaced("<td>205<td>205<td>205", "<td>205<td>205<td>206")),
    ("a style that writes", "html", replaced("</style>", ".figure::after { content: '0'; }</style>")),
    ("a script", "html", replaced("</main>", "<script>document.body.remove()</script></main>")),
    ("an attribute that acts", "html", replaced("<main>", "<main onclick=\"alert('x')\">")),
    ("a number that the browser counts", "html", replaced("</main>", '<ol start="7"><li>đơn vị</ol></main>')),
]


@pytest.mark.once
@pytest.mark.parametrize(("form", "change"), [trick[1:] for trick in TRICKS], ids=[trick[0] for trick in TRICKS])
def test_tricks(form: str, change: Callable[[str], str], tmp_path: Path) -> None:
    """Each way to make a document say another figure is found."""
    assert altered(form, change, tmp_path).mismatches


PARTS = ["word/header1.xml", "word/footer1.xml"]


@pytest.mark.parametrize("part", PARTS)
def test_numbers_beside_the_text(part: str, tmp_path: Path) -> None:
    """A number in a header or footer is held against the evidence too."""
    add = "<w:p><w:r><w:t>Tổng: 999 phần</w:t></w:r></w:p>"
    verdict = altered("docx", lambda text: re.sub(r"(?=</w:(?:hdr|ftr)>)", add, text), tmp_path, part)
    assert [found.numbers for found in verdict.mismatches] == [("999",)]


FILLED = [
    ("number", lambda text: re.sub(r"Số: +-BC", "Số: 225-BC", text)),
    ("date", replaced("ngày 16 tháng 12 năm 2022<", "ngày 18 tháng 12 năm 2022<")),
    ("annex", lambda text: re.sub(r"số +-BC/TĐTN-PT ngày 16", "số 225-BC/TĐTN-PT ngày 18", text)),
    ("no draft any more", replaced("DỰ THẢO", "")),
    ("a gap filled in words", replaced("[Ban Phong trào ghi, hoặc bỏ mục này]", "Không có kiến nghị.")),
    ("other words", replaced("Tặng 205 phần quà cho hộ nghèo", "Trao tặng 205 phần quà đến hộ nghèo")),
    ("another order", swap("đúng hạn 2", "trễ hạn 1")),
    ("blanks", replaced("vấn đề phát sinh", "vấn đề  phát sinh")),
]


@pytest.mark.parametrize("change", [change for _, change in FILLED], ids=[name for name, _ in FILLED])
def test_what_people_may_do(change: Callable[[str], str], tmp_path: Path) -> None:
    """The clerk's number and date, words put better and gaps filled in are not held against a document."""
    assert altered("docx", change, tmp_path) == Verification()


def test_page_number(tmp_path: Path) -> None:
    """The page number that Word leaves in the header is no figure."""
    change = replaced("<w:t>2</w:t>", "<w:t>7</w:t>")
    assert altered("docx", change, tmp_path, "word/header2.xml") == Verification()


def test_what_was_taken_out_is_told(tmp_path: Path) -> None:
    """A row that somebody took out is no false figure; the checker tells of it all the same."""

    def without(text: str) -> str:
        rows = re.findall(r"<w:tr\b.*?</w:tr>", text, flags=re.DOTALL)
        return text.replace(next(found for found in rows if ">khoảng 229<" in found), "")

    verdict = altered("docx", without, tmp_path)
    assert verdict.holds
    assert ["Thành Đoàn Tây Ninh" in text for text in verdict.missing] == [True]


def test_a_figure_altered_together_with_its_trace(tmp_path: Path) -> None:
    """The side file is recomputed as well: one that was made to fit the document does not help."""
    report = model()
    path = made(report, "html", tmp_path)
    side = path.with_name("ban.trace.json")
    for file in (path, side):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("205", "206"), encoding="utf-8")
    found = verify(path, report, templates=TEMPLATES).mismatches
    assert any('"day.QA2.phần"' in mismatch.expected for mismatch in found)
    assert any("206 phần" in mismatch.found for mismatch in found)


def test_other_evidence(tmp_path: Path) -> None:
    """A document whose cells say something else by now does not hold."""
    assert verify(made(model(), "docx", tmp_path), model(gifts=204), templates=TEMPLATES).mismatches
