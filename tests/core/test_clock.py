"""The clock: what the `Date` header and a steady clock say is believed as far as it goes, and no further."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.gateway.clock import TOLERANCE, Reading, Reckoning, heard, noticed
from sheets_sync.gateway.timekeeper import ReplayedClock, Timekeeper
from sheets_sync.spreadsheet.snapshot import Snapshot

NOON = 1_671_166_800.0  # 2022-12-16T12:00:00+07:00

TABLE = [
    # ahead of the machine by, round trip, moment within it at which the server wrote the header -> corrected?
    (0.0, 0.1, 0.5, False),
    (1.4, 0.1, 0.5, False),
    (-1.4, 0.1, 0.5, False),
    (3.0, 0.1, 0.5, True),
    (-3.0, 0.1, 0.5, True),
    (3600.0, 0.1, 0.5, True),
    (0.0, 30.0, 0.0, False),  # an answer that took half a minute proves little
    (0.0, 30.0, 1.0, False),
    (20.0, 30.0, 0.5, True),
]


def after_one(offset: float, trip: float, within: float) -> Reckoning:
    known = Reckoning(Reading(NOON, 0.0))
    return heard(known, NOON, NOON + trip, math.floor(NOON + trip * within + offset))


@pytest.mark.parametrize(("offset", "trip", "within", "corrected"), TABLE)
def test_table(offset: float, trip: float, within: float, corrected: bool) -> None:
    """A difference over two seconds is corrected, a smaller one or one that a slow answer explains is not."""
    found = after_one(offset, trip, within)
    assert (found.correction != 0) is corrected
    if corrected:
        assert abs(found.correction - offset) <= found.uncertainty


steps = st.floats(-1e4, 1e4).filter(lambda step: abs(abs(step) - TOLERANCE) > 0.001)
offsets = st.floats(-1e5, 1e5)
trips = st.floats(0.001, 60)
parts = st.floats(0, 1)


@given(offsets, trips, parts)
def test_what_is_corrected_is_right_within_its_uncertainty(offset: float, trip: float, within: float) -> None:
    """However long the answer took and whenever the header was written: no wrong correction, and none is missed."""
    found = after_one(offset, trip, within)
    assert found.uncertainty == pytest.approx(0.5 + trip / 2)
    if abs(offset) <= TOLERANCE - 0.5:
        assert found.correction == 0
    if abs(offset) > TOLERANCE + 0.5 + trip:
        assert found.correction != 0
    if found.correction:
        assert abs(found.correction - offset) <= found.uncertainty + 1e-6
    else:
        assert abs(offset) <= TOLERANCE + 0.5 + trip + 1e-6


@given(st.lists(st.tuples(steps, st.floats(0, 1e4)), max_size=20))
def test_machine_time_has_no_steps(moves: list[tuple[float, float]]) -> None:
    """However often somebody sets the machine's clock, machine time goes on with the steady clock, but for steps that
    are too small to count."""
    known = Reckoning(Reading(NOON, 0.0))
    wall, steady = NOON, 0.0
    small = 0.0
    for step, later in moves:
        wall, steady = wall + step + later, steady + later
        known = noticed(known, Reading(wall, steady))
        small += step if abs(step) <= TOLERANCE else 0.0
        machine = known.last.wall - known.steps
        assert machine == pytest.approx(NOON + steady + small, abs=0.01)


@given(st.lists(st.tuples(offsets, st.floats(0.001, 1), parts), min_size=1, max_size=10))
def test_a_correction_that_still_fits_does_not_tremble(answers: list[tuple[float, float, float]]) -> None:
    """Moments of polls never move by the second that a header can't tell: the same server gives the same correction."""
    offset = answers[0][0]
    known = Reckoning(Reading(NOON, 0.0))
    found = []
    for number, (_, trip, within) in enumerate(answers):
        left = NOON + 300.37 * number
        known = heard(known, left, left + trip, math.floor(left + trip * within + offset))
        found.append(known.correction)
    later = set(found[1:])
    assert len(later) <= 2 if abs(offset) < 4 else later <= {found[0]}


@dataclass
class Machine:
    """A machine whose clock is off by `wrong`, in a world where it is `now`."""

    now: float = NOON
    wrong: float = 0.0
    uptime: float = 0.0

    def keeper(self) -> Timekeeper:
        return Timekeeper(lambda: self.now + self.wrong, lambda: self.uptime)

    def later(self, seconds: float) -> None:
        self.now, self.uptime = self.now + seconds, self.uptime + seconds

    def read(self, keeper: Timekeeper, trip: float = 0.2) -> Snapshot:
        """A read as the gateway stamps it, and as it comes out."""
        sent = keeper.machine()
        self.later(trip / 2)
        date = datetime.fromtimestamp(math.floor(self.now), UTC)
        self.later(trip / 2)
        return keeper.timed(Snapshot("id", sent, keeper.machine(), "vi_VN", "Asia/Ho_Chi_Minh", (), server_date=date))


def test_moments_of_polls_are_the_servers() -> None:
    """With a clock an hour behind, polls carry the true time within a second, with the correction beside it."""
    machine = Machine(wrong=-3600.0)
    keeper = machine.keeper()
    true = machine.now
    snapshot = machine.read(keeper)
    assert abs(snapshot.sent.timestamp() - true) < 1
    assert snapshot.answered - snapshot.sent == timedelta(seconds=0.2)
    assert snapshot.correction == pytest.approx(3600, abs=1)
    assert abs(keeper().timestamp() - machine.now) < 1


def test_a_clock_that_is_right_is_left_alone() -> None:
    """Without a difference nothing is added: moments are the machine's to the microsecond."""
    machine = Machine()
    keeper = machine.keeper()
    snapshot = machine.read(keeper)
    assert (snapshot.sent.timestamp(), snapshot.correction) == (NOON, 0.0)
    assert str(snapshot.correction) == "0.0"


def test_reads_side_by_side_are_corrected_alike() -> None:
    """Two requests that left before either was answered get the same correction, not twice of it."""
    machine = Machine(wrong=120.0)
    keeper = machine.keeper()
    sent = keeper.machine()
    date = datetime.fromtimestamp(math.floor(machine.now), UTC)
    shots = [Snapshot("id", sent, sent, "", "", (), server_date=date) for _ in range(2)]
    first, second = (keeper.timed(shot) for shot in shots)
    assert first == second
    assert abs(first.sent.timestamp() - machine.now) < 1


def test_somebody_sets_the_clock_while_the_job_runs() -> None:
    """A step is taken out at once, asked about once, and settled by the next answer, whichever clock was right."""
    machine = Machine()
    keeper = machine.keeper()
    machine.read(keeper)
    machine.later(60)
    machine.wrong = -7200.0
    assert abs(keeper().timestamp() - machine.now) < 0.01
    assert [keeper.wants_to_ask(), keeper.wants_to_ask()] == [True, False]
    machine.later(60)
    snapshot = machine.read(keeper)
    assert abs(snapshot.sent.timestamp() - machine.now) < 1
    assert snapshot.correction == pytest.approx(7200, abs=1)


def test_the_clock_is_put_right_while_the_job_runs() -> None:
    """Where the step itself was the repair, the next answer says so, and nothing is added any more."""
    machine = Machine(wrong=-300.0)
    keeper = machine.keeper()
    machine.read(keeper)
    machine.later(60)
    machine.wrong = 0.0
    machine.later(60)
    snapshot = machine.read(keeper)
    assert snapshot.correction == 0
    assert abs(snapshot.sent.timestamp() - machine.now) < 0.5


def test_a_machine_that_was_paused() -> None:
    """A machine that was stopped for hours, and whose clock was set right after, believes the next answer."""
    machine = Machine()
    keeper = machine.keeper()
    machine.read(keeper)
    machine.now += 3 * 3600  # the steady clock stood still meanwhile
    assert keeper.wants_to_ask()
    snapshot = machine.read(keeper)
    assert abs(snapshot.sent.timestamp() - machine.now) < 1
    assert snapshot.correction == 0


def test_a_replayed_clock_is_never_corrected() -> None:
    """A replay of 2022 against a server of today keeps its moments."""
    moment = datetime(2022, 12, 16, 3, tzinfo=UTC)
    clock = ReplayedClock(moment)
    assert clock() == clock.machine() == moment
    snapshot = Snapshot("id", moment, moment, "", "", (), server_date=datetime(2026, 11, 25, tzinfo=UTC))
    assert clock.timed(snapshot) is snapshot


def test_an_answer_without_a_date_changes_nothing() -> None:
    """Where an answer has no `Date` header, what was known before goes on."""
    machine = Machine(wrong=60.0)
    keeper = machine.keeper()
    machine.read(keeper)
    known = keeper.known.correction
    sent = keeper.machine()
    assert keeper.timed(Snapshot("id", sent, sent, "", "", ())).correction == pytest.approx(known, abs=0.001)
