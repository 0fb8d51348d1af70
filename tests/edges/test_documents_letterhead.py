"""Papers name the office of their campaign and nobody else's."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from documents_samples import SMALL, TEXT_FORMATS, W, made, words_of
from lxml import etree
from rollup_samples import at, campaign_model, day_model, row, statuses

from sheets_sync.config import load
from sheets_sync.rollup import DocumentSettings

PROJECT = Path(__file__).parents[2]
OF_THE_SAMPLE = re.compile(r"tây ninh|tỉnh đoàn|ban phong trào|dân vận|17-KH|TĐTN|ban chỉ đạo", re.IGNORECASE)
PLACES = (
    "sheets_sync/words",
    "sheets_sync/board",
    "sheets_sync/cells",
    "sheets_sync/tabs",
    "sheets_sync/compliance",
    "sheets_sync/rollup",
    "sheets_sync/documents",
    "sheets_sync/config",
    "report_templates",
    "jobs/starter",
)
READ = {".py", ".html", ".md", ".txt", ".toml", ".docx"}
GAPS = {
    "daily": [
        "tiêu đề",
        "cơ quan ban hành",
        "số, ký hiệu",
        "địa danh",
        "nơi nhận",
        "thẩm quyền ký",
        "chức vụ người ký",
    ],
    "campaign": ["nơi gửi báo cáo", "văn bản chỉ đạo", "cơ quan báo cáo"],
}


def papers(settings: DocumentSettings) -> dict[str, Any]:
    seen, facts = statuses(SMALL), {"as_of": at(16, 12), "settings": settings}
    rows = [row(people=4)]
    return {
        "daily": day_model(SMALL, at(16).date(), rows, seen, **facts),
        "campaign": campaign_model(SMALL, rows, seen, **facts),
    }


@pytest.mark.parametrize("name", GAPS)
def test_what_an_office_leaves_out_is_a_yellow_gap(name: str, tmp_path: Path) -> None:
    """A letterhead that nobody gave is a gap that is marked in every format, never another office's name."""
    model = papers(DocumentSettings())[name]
    for form in TEXT_FORMATS:
        path = made(model, form, tmp_path)
        text = words_of(path)
        for gap in GAPS["daily"] + (GAPS["campaign"] if name == "campaign" else []):
            assert f"[{gap}]" in text, (form, gap)
        rest = re.sub(r"Kết quả công tác dân vận đợt 2 năm 2022|Thành Đoàn Tây Ninh", "", text, flags=re.IGNORECASE)
        assert not OF_THE_SAMPLE.search(rest), form
    with zipfile.ZipFile(tmp_path / "ban.docx") as archive:
        tree = etree.fromstring(archive.read("word/document.xml"))
    yellow = {
        "".join(t.text for t in run.iter(f"{W}t"))
        for run in tree.iter(f"{W}r")
        if run.find(f".//{W}highlight") is not None
    }
    assert {f"[{gap}]" for gap in GAPS["daily"]} <= yellow
    assert '<span class="gap">[cơ quan ban hành]</span>' in (tmp_path / "ban.html").read_text(encoding="utf-8")


def test_empty_words_say_that_there_are_none(tmp_path: Path) -> None:
    """What is set empty is no gap: such an office has none."""
    model = papers(DocumentSettings(title="", authority="", office="", daily_recipients=()))["daily"]
    text = words_of(made(model, "html", tmp_path))
    for gap in ("tiêu đề", "thẩm quyền ký", "chức vụ người ký", "nơi nhận"):
        assert f"[{gap}]" not in text


def test_numbers_below_ten_take_two_digits_in_sentences(tmp_path: Path) -> None:
    """04 in sentences where the office writes so, 4 in its tables, and no zero in numbers of more digits."""
    for two, said in ((True, "huy động 04 lượt người tham gia"), (False, "huy động 4 lượt người tham gia")):
        model = papers(DocumentSettings(two_digits=two))["daily"]
        text = words_of(made(model, "html", tmp_path / str(two)))
        assert said in text.replace("Huy động", "huy động")
        assert " 010 " not in text
        assert str(model.table.total.people) == "4"


def test_nothing_of_the_sample_stands_in_code_or_templates() -> None:
    """Names, letterhead and plan of the sample's office are in its own folder alone."""
    for place in PLACES:
        for path in (PROJECT / place).rglob("*"):
            if path.suffix in READ and path.is_file():
                said = text_of(path)
                assert not (found := OF_THE_SAMPLE.search(said)), f"{path}: {found and found[0]}"


def text_of(path: Path) -> str:
    if path.suffix != ".docx":
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as archive:
        parts = [etree.fromstring(archive.read(n)) for n in archive.namelist() if re.match(r"word/\w+\d*\.xml", n)]
    return " ".join("".join(tree.itertext()) for tree in parts)


def test_the_sample_has_its_letterhead() -> None:
    """The sample's own file names its office."""
    said = load(PROJECT / "jobs/dan-van-dot-2-2022/campaign.toml", environ={}).documents.settings
    assert (said.place, said.compiler, said.two_digits) == ("Tây Ninh", "Ban Phong trào", True)


def test_the_starter_carries_every_key_of_the_letterhead() -> None:
    """Whoever begins finds every key of `[documents]` in the file, as a comment with what it is for."""
    from sheets_sync.config.tables import TABLES

    said = (PROJECT / "jobs/starter/campaign.toml").read_text(encoding="utf-8")
    for table in ("documents", "office"):
        for key in TABLES[table].model_fields:
            assert re.search(rf"^#? ?{key} = ", said, re.M), key


def test_a_figure_is_never_torn_from_its_measure(tmp_path: Path) -> None:
    """The blank between a number and the word after it can't end a line, in Word and on the page."""
    model = papers(DocumentSettings())["daily"]
    html = made(model, "html", tmp_path).read_text(encoding="utf-8")
    assert re.search(r">10</a>\u00a0phần quà", html)
    with zipfile.ZipFile(made(model, "docx", tmp_path)) as archive:
        word = archive.read("word/document.xml").decode()
    assert "10\u00a0phần quà" in word
    for text in (html.partition("<body>")[2], word):
        assert re.search(r"\d\u00a0giờ\u00a0\d\d", text)
        assert not re.search(r"\d giờ|giờ \d", text)
