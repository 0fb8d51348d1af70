"""This office's rules, tested as its developers would: with the fixture `office` of sheets-sync."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheets_sync.demo.pytest_plugin import CAMPAIGN, Office


@pytest.fixture
def office_campaign(tmp_path: Path) -> Path:
    path = tmp_path / "campaign.toml"
    path.write_text(CAMPAIGN + '\n[extensions]\nmodules = ["my_office.rules"]\n', encoding="utf-8")
    return path


def test_more_than_planned_is_a_reminder(office: Office) -> None:
    office.people.type("an-hoa", day="16/12", activity="Trồng cây", details="Trồng cây ven đường", quantity="1.200")
    office.tick("09:00")
    assert office.codes() == ["Z1"]
    assert office.status("an-hoa", "16/12") == "on_time"


def test_money_without_people_does_not_count(office: Office) -> None:
    office.people.type(
        "an-hoa", day="16/12", activity="Trồng cây", details="Trồng cây ven đường", quantity="20", money="2 triệu"
    )
    office.tick("09:00")
    assert office.codes() == ["Z2"]
    assert office.status("an-hoa", "16/12") == "pending"
