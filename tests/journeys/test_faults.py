"""Whatever fails and whenever the machine goes down: nothing is lost, doubled or altered, and the next run goes on."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from sheets_sync.local_sheets import LocalSheets
from sheets_sync.local_sheets.weather.faults import Fault
from tests.office import APART, campaign_text, moment, provision_all
from tests.proofs import faults, kills, soak
from tests.proofs.faults import connected
from tests.proofs.office import Office


@pytest.mark.slow
@pytest.mark.parametrize(
    "phase", ["provision", "first tick", "changed tick", "tick with a kept look", "tick with a changed file"]
)
def test_every_request_meets_every_fault(phase: str) -> None:
    """After any fault at any request the next run leaves what an undisturbed one leaves; nothing is sent too often."""
    cases = faults.proved(phases=[phase])
    print(faults.summary(cases))
    assert {case.fault for case in cases} == set(faults.FAULTS)
    assert [case for case in cases if case.lost] == []


@pytest.mark.slow
def test_a_kill_at_every_request_and_act() -> None:
    """SIGKILL before and after each request, before each act on a file or the ledger: the next run makes it whole."""
    cases = kills.proved()
    print(kills.summary(cases))
    assert sum(case.kind == kills.LIVED for case in cases) < 5
    assert {"request arrived", "request applied", "sql", "os.rename"} <= {case.kind for case in cases}
    assert [case for case in cases if case.lost] == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_days_of_random_trouble(seed: int) -> None:
    """Through days of random typing and faults the board is what a model kept apart says, at every tick."""
    days = list(soak.soaked(3, timedelta(minutes=20), seed))
    assert sum(day.ticks for day in days) == 3 * 73
    assert all(day.typed and day.faults for day in days)
    assert sum(day.failed for day in days) > 0
    assert [day.drift for day in days] == [0, 0, 0]


def test_a_document_waits_for_a_spreadsheet_that_cannot_be_read(tmp_path: Path) -> None:
    """The report of the deadline waits two polls for what could not be read, and goes out without it after that."""
    with LocalSheets() as server:
        office = Office.opened(server, tmp_path / "office", campaign_text(2, days=1, apart=APART, formats=("md",)))
        provision_all(office.settings)
        server.faults.add(Fault(status=404, path=APART, times=0))
        written = {}
        for clock in ("10:00", "10:05", "10:10", "10:11"):
            office.clock.now = moment(clock)
            written[clock] = len(office.step(connected(office, [])).documents)
        assert written == {"10:00": 0, "10:05": 0, "10:10": 0, "10:11": 1}


def test_a_proof_can_fail() -> None:
    """A run that loses something on the way is found out: what it leaves differs from an undisturbed one."""
    one = {"tabs": {"a": "1"}, "changes": ["x"]}
    assert faults.different(one, one) == []
    assert faults.different(one, {**one, "changes": ["x", "x"]}) == ["changes"]
    assert faults.different(one, {"tabs": one["tabs"]}) == ["changes"]
