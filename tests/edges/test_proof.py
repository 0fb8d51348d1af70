"""What was proved of a ledger once is not proved again while nobody touched it; whatever is altered is found out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from stores import Place
from test_ledger import facts_at

from sheets_sync.errors import DisagreementError
from sheets_sync.ledger import proof
from sheets_sync.ledger.chain import Fault, Record, first_fault

SENT = datetime(2022, 12, 16, 3, tzinfo=UTC)


@pytest.fixture
def proved(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The numbers of the records that are proved, in order."""
    seen: list[int] = []

    def noting(records: Iterator[Record], previous: str = "0" * 64) -> Fault | None:
        return first_fault((seen.append(record.seq) or record for record in records), previous)  # type: ignore[func-returns-value]

    monkeypatch.setattr(proof, "first_fault", noting)
    return seen


def look(place: Place, minutes: int) -> None:
    with place.open() as ledger:
        ledger.require_sound()
        ledger.append(facts_at(SENT + timedelta(minutes=minutes)))


def test_nothing_is_proved_twice(place: Place, proved: list[int]) -> None:
    """What a run adds to a chain that it proved follows from it: in a file, whose traces tell if somebody alters it, no
    run reads it again; of a database server the next run proves it, once."""
    for minutes in range(3):
        look(place, minutes)
    with place.open() as ledger:
        for _ in range(3):
            ledger.require_sound()
        last = len(list(ledger.records()))
    assert proved == ([] if place.url is None else list(range(1, last + 1)))


def test_a_second_connection_alters_nothing(place: Place, proved: list[int]) -> None:
    """Opening the ledger once more is no change of it, whoever the user is: who reads a list may ask for more."""
    with place.open() as ledger:
        ledger.require_sound()
        ledger.append(facts_at(SENT))
        for _, record in zip(range(1), ledger.records(), strict=False):
            assert ledger.holds(record.digest)  # while the list of records goes on
        proved.clear()
        ledger.append(facts_at(SENT + timedelta(minutes=5)))
        ledger.require_sound()
        assert proved == ([] if place.url is None else [record.seq for record in ledger.records()])


def test_what_others_added_is_proved(place: Place, proved: list[int]) -> None:
    """Records that another process added are proved before anything is built on them."""
    with place.open() as ours:
        ours.require_sound()
        with place.open() as others:
            others.append(facts_at(SENT))
        ours.append(facts_at(SENT + timedelta(minutes=5)))
        proved.clear()
        ours.require_sound()
        assert proved == [record.seq for record in ours.records()]


@pytest.mark.parametrize(
    ("statement", "record"),
    [
        ("UPDATE records SET sent = '2022-12-16T02:00:00+00:00' WHERE seq = 2", 2),
        ("UPDATE records SET body = replace(body, '1', '2') WHERE seq = 1", 1),
        ("UPDATE records SET source = 99 WHERE seq = 3", 3),
        ("DELETE FROM records WHERE seq = 2", 3),
    ],
)
def test_what_is_altered_after_it_was_proved_is_found(place: Place, statement: str, record: int) -> None:
    """The proof of yesterday holds for nothing that somebody touched since."""
    look(place, 0)
    look(place, 5)
    place.tamper(statement)
    with place.open(to_read=True) as ledger, pytest.raises(DisagreementError, match=f"record {record} ") as refused:
        ledger.require_sound()
    assert refused.value.exit_code == 6
    assert "evidence restore" in refused.value.remedy
    with place.open() as ledger, pytest.raises(DisagreementError):
        ledger.require_sound()


def test_an_altered_head_is_found_while_the_ledger_is_open(place: Place) -> None:
    """A process that keeps the ledger open trusts its own records alone."""
    with place.open() as ledger:
        ledger.append(facts_at(SENT))
        ledger.require_sound()
        ledger.append(facts_at(SENT + timedelta(minutes=5)))
        ledger.require_sound()
        place.tamper("UPDATE records SET digest = (SELECT digest FROM records WHERE seq = 1) WHERE seq = 3")
        ledger.append(facts_at(SENT + timedelta(minutes=10)))
        with pytest.raises(DisagreementError, match="record 3 "):
            ledger.require_sound()


def test_a_mark_that_cannot_be_read_proves_nothing(place: Place, proved: list[int]) -> None:
    """Without the mark, or with a broken one, everything is proved."""
    look(place, 0)
    proved.clear()
    (place.folder / proof.PROVED).write_text("{", encoding="utf-8")
    with place.open() as ledger:
        ledger.require_sound()
        assert proved == [record.seq for record in ledger.records()]
