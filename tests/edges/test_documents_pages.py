"""How many pages a paper takes, as LibreOffice sets it: that of a day is one page and one table."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from documents_samples import made

from sheets_sync.config import load, resources
from sheets_sync.documents import pdf
from sheets_sync.rollup import DayReport, revised
from sheets_sync.tabs.rows import Row

from rollup_samples import at, campaign_model, day_model, row, statuses  # isort: skip  - beside the tests of the model

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not pdf.libreoffice() or not shutil.which("pdfinfo") or not shutil.which("pdftotext"),
        reason="LibreOffice or poppler-utils is not installed",
    ),
]
SAMPLE = load(resources.sample_campaign() / "campaign.toml", environ={})
CAMPAIGN, SETTINGS = SAMPLE.campaign, SAMPLE.documents.settings
DAY = date(2022, 12, 16)
KINDS = (
    "TT1", "TT2", "TT3", "TT6", "TT7", "TT8", "TN1", "NH2", "QA1", "QA2", "QA5", "QA6", "GT1", "LD1", "SX1", "MT1",
    "VH1", "DL1", "KH1",
)  # fmt: skip
"""Of which activities the units report: as many as on the sample's first day."""


def rows_of(units: int) -> list[Row]:
    """Three rows of each of the first units, over all kinds of activities."""
    found = []
    for n in range(3 * units):
        activity = CAMPAIGN.activity_by_code[KINDS[n % len(KINDS)]]
        measure = activity.measures[n // len(KINDS) % len(activity.measures)]
        facts: dict[str, Any] = {"people": 20 + n, "beneficiaries": 10 + n, "money": 250_000 * (n % 9)}
        facts |= {
            "place": f"xã số {n % 20}",
            "link": [f"https://vi-du.example/{n}"] if activity.once_per_link else None,
        }
        unit = CAMPAIGN.units[n // 3].key
        found.append(row(unit, 16, activity.code, 5 + n, number=n % 3 + 1, measure=measure, **facts))
    return found


def model(units: int = 14, hour: int = 10, **late: str) -> DayReport:
    of_day = dict.fromkeys([unit.key for unit in CAMPAIGN.units][units:], "missed") | late
    seen = {**statuses(CAMPAIGN), **{(key, DAY): status for key, status in of_day.items()}}
    return day_model(CAMPAIGN, DAY, rows_of(units), seen, as_of=at(16, hour), settings=SETTINGS, evidence_code="0" * 16)


def pages(report: Any, out: Path) -> list[str]:
    """The text of each page."""
    path = made(report, "pdf", out)
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True).stdout.decode()
    return [" ".join(page.split()) for page in text.split("\f")[:-1]]


def test_the_paper_of_a_day_is_one_page_and_one_table(tmp_path: Path) -> None:
    """Fourteen units, nineteen kinds of activities: text and signature on one page, the table with its total on one."""
    text, table = pages(model(khoi_cqdn="late"), tmp_path)
    assert "BÁO CÁO NHANH" in text
    assert "PHÓ BÍ THƯ" in text
    assert "Biểu tổng hợp" in table
    assert "TỔNG CỘNG" in table


def test_a_second_edition_says_in_a_sentence_that_figures_changed(tmp_path: Path) -> None:
    """The text stays on its page; the figures that changed are the last annex."""
    before, after = model(units=12), model(hour=21)
    edition = revised(after, before, campaign=CAMPAIGN, number=2, name="bao-cao-nhanh-2022-12-16-10h00")
    text, table, *rest = pages(edition, tmp_path)
    said = re.sub(r"\s", " ", text)
    assert "Bản 2, số liệu đến 21 giờ 00, thay bản 1" in said
    assert "số liệu thay đổi ghi ở biểu cuối" in said
    assert "PHÓ BÍ THƯ" in text
    assert "TỔNG CỘNG" in table
    assert "SỐ LIỆU THAY ĐỔI SO VỚI BẢN TRƯỚC" in rest[0]
    assert "Bản trước" not in text


def test_the_signature_is_never_alone_on_its_page(tmp_path: Path) -> None:
    """However long the text is, the last part and the last sentence stand above the signature."""
    rows = rows_of(14)
    for more in range(0, 18, 6):
        extra = [row("go-dau", 16, "KH1", 1, number=90 + n, issues=f"Vấn đề số {n}, ghi để bài dài thêm vài dòng " * 2)
                 for n in range(more)]  # fmt: skip
        report = campaign_model(CAMPAIGN, rows + extra, statuses(CAMPAIGN), as_of=at(31), settings=SETTINGS)
        signed = next(page for page in pages(report, tmp_path / str(more)) if "PHÓ BÍ THƯ" in page)
        assert "PHƯƠNG HƯỚNG, KIẾN NGHỊ" in signed
        assert "Trên đây là báo cáo kết quả thực hiện." in signed
