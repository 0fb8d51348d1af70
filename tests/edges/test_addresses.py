"""How people name a spreadsheet in the campaign file: every address that a browser shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheets_sync.config import load, resources
from sheets_sync.config.addresses import address_problem, spreadsheet_id
from sheets_sync.errors import ConfigError
from sheets_sync.gateway.translation import _from_invalid

ID = "1t0BVmMqulxvvNG1YHUI7amIqSR72M1VVMs2gS4QZ81T"


@pytest.mark.parametrize(
    "text",
    [
        ID,
        f" {ID}\n",
        f"https://docs.google.com/spreadsheets/d/{ID}/edit#gid=0",
        f"https://docs.google.com/spreadsheets/d/{ID}/edit?usp=sharing",
        f"https://docs.google.com/spreadsheets/u/1/d/{ID}/edit?usp=sharing",
        f"docs.google.com/spreadsheets/d/{ID}",
        f"https://drive.google.com/open?id={ID}",
        f"https://drive.google.com/open?usp=sharing&id={ID}&authuser=0",
        f"https://drive.google.com/file/d/{ID}/view?usp=drivesdk",
        f"https://docs.google.com/a/tinhdoan.example/spreadsheets/d/{ID}/edit",
        f"https://docs.google.com/spreadsheets/ccc?key={ID}",
    ],
)
def test_the_id_is_found(text: str) -> None:
    """Whatever form the browser shows, its id is read."""
    assert (spreadsheet_id(text), address_problem(text)) == (ID, "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("https://docs.google.com/spreadsheets/d/e/2PACX-1vQabcdefghijklmnopqrstuvwxyz0123456789/pubhtml", "published"),
        (f"https://docs.google.com/document/d/{ID}/edit", "another kind"),
        (f"https://docs.google.com/forms/d/{ID}/edit", "another kind"),
        ("https://example.com/reports", "neither"),
        ("bảng báo cáo", "neither"),
    ],
)
def test_what_names_no_spreadsheet_is_refused_with_its_line(text: str, said: str, tmp_path: Path) -> None:
    """A published copy, a file of another kind, a title: exit 2, the line, and what to take instead."""
    sample = (resources.sample_campaign() / "campaign.toml").read_text(encoding="utf-8")
    path = tmp_path / "campaign.toml"
    path.write_text(sample.replace("dien-ma-bang-tinh-vao-day", text), encoding="utf-8")
    line = next(n for n, found in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if text in found)
    with pytest.raises(ConfigError, match=said) as caught:
        load(path, environ={})
    assert caught.value.where == f"{path}:{line}"


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    """Windows editors put a mark before the text; it is none of the campaign's."""
    sample = (resources.sample_campaign() / "campaign.toml").read_text(encoding="utf-8")
    path = tmp_path / "campaign.toml"
    path.write_text("\ufeff" + sample, encoding="utf-8")
    assert load(path, environ={}).campaign.slug == "dan-van-dot-2-2022"


def test_an_excel_file_is_told_as_such() -> None:
    """Google's refusal of an uploaded Excel file becomes what it is and what to do."""
    error = _from_invalid("This operation is not supported for this document", ID)
    assert (type(error), error.exit_code) == (ConfigError, 2)
    assert "File > Save as Google Sheets" in error.remedy
