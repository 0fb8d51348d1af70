"""The fixture `office`, as somebody uses it who tests an office's own campaign."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import sheets_sync as ss
from sheets_sync.demo.pytest_plugin import Office, office, office_campaign  # noqa: F401 - the fixtures under test


def test_a_report_in_time_and_one_too_late(office: Office) -> None:  # noqa: F811
    """People type, the clock moves, the job ticks: five lines for a journey."""
    office.tick("07:00")
    office.people.type("an-hoa", day="16/12", activity="Trồng cây", details="Trồng 20 cây", quantity="20")
    office.tick("10:00")
    office.people.type("binh-minh", day="16/12", activity="Tặng quà", details="Tặng 5 phần quà", quantity="năm")
    office.tick("10:30")
    assert (office.status("an-hoa", "16/12"), office.status("binh-minh", "16/12")) == ("on_time", "late")


def test_the_example_of_the_readme(office: Office) -> None:  # noqa: F811
    """The README's test for an office passes as it stands there."""
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (code,) = [text for text in re.findall(r"```python\n(.*?)```", readme, re.S) if "(office)" in text]
    names: dict[str, Any] = {}
    exec(compile(code, "README.md", "exec"), names)
    names["test_a_report_in_time"](office)


def test_what_was_typed_can_be_mended(office: Office) -> None:  # noqa: F811
    """Problems have codes; they go when the row is cleared."""
    row = office.people.type("an-hoa", day="16/12", activity="Trồng cây", details="Trồng cây ven đường")
    office.tick("08:00")
    assert office.codes() == ["C1"]
    office.people.clear("an-hoa", row)
    office.tick("2022-12-16T08:30")
    assert office.codes() == []
    assert office.session.judgement("an-hoa", "16/12").status is ss.Status.PENDING
