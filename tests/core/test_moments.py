"""Moments that are kept as numbers: they are the moments that were given, in order."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.evidence.facts import Poll
from sheets_sync.evidence.moments import Moments, count_before, joined, moment_of, number_of
from sheets_sync.evidence.poll_times import PollTimes

FIRST = datetime(2022, 12, 16, 2, 0, tzinfo=UTC)
NUMBERS = st.lists(st.integers(-(10**9), 4 * 10**15), max_size=30).map(sorted)


@given(numbers=NUMBERS, asked=st.integers(-(10**9), 4 * 10**15))
def test_moments_are_a_list_of_moments(numbers: list[int], asked: int) -> None:
    """Whatever is asked of moments in order, they answer what a list of them does."""
    plain, found, moment = [moment_of(n) for n in numbers], Moments(array("q", numbers)), moment_of(asked)
    assert list(found) == plain == found
    assert found[1:-1] == plain[1:-1]
    assert found[-2:] == plain[-2:]
    assert count_before(found, moment) == bisect_left(plain, moment) == count_before(plain, moment)
    assert found.until(moment) == plain[: bisect_right(plain, moment)]
    assert count_before(found.until(moment), moment) == bisect_left(plain, moment)
    assert joined([found.until(moment), found]) == sorted([*plain[: bisect_right(plain, moment)], *plain])


@given(st.datetimes(timezones=st.just(timezone(timedelta(hours=7)))))
def test_a_moment_comes_back(moment: datetime) -> None:
    """To the microsecond, in UTC."""
    assert moment_of(number_of(moment)) == moment
    assert moment_of(number_of(moment)).tzinfo is UTC


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 1, 0, 2)])
def test_each_unit_is_told_of_its_own_polls(order: tuple[int, ...]) -> None:
    """Polls that read other units, failed, or came late, are told in order of the units that they read."""
    read = [(("a", "b"), ""), (("a",), ""), ((), "unreachable"), (("a", "b"), "")]
    times = PollTimes()
    for number in order:
        units, error = read[number]
        sent = FIRST + timedelta(minutes=number)
        times.add(Poll(sent, sent, "s", units, error=error, source="one"))
    at = [FIRST + timedelta(minutes=number) for number in range(4)]
    assert times.of("a") == [at[0], at[1], at[3]]
    assert times.of("b") == [at[0], at[3]]
    assert times.any() == [at[0], at[1], at[3]]
    assert (times.last("b", at[2]), times.last("b", at[3]), times.last("c", at[3])) == (at[0], at[3], None)
