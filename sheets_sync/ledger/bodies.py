"""Facts as the JSON bodies of records, and back. A list of units (a roll) stands once in a record of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, Protocol

from sheets_sync.campaign.period import day_key, day_of_key
from sheets_sync.campaign.timeline import Adoption
from sheets_sync.campaign.version import Version
from sheets_sync.errors import LedgerError
from sheets_sync.evidence.fold import Change, Fact, Fork, Observed, OverridesSeen, Poll
from sheets_sync.ledger.chain import Entry, canonical
from sheets_sync.ledger.row_json import PlainRows, row_to_json, tab_problem_from_json, tab_problem_to_json
from sheets_sync.tabs.override import Override
from sheets_sync.words.worded import worded

FACTS = frozenset({"poll", "change", "overrides"})
"""Kinds of records that say what was seen; they are relative to earlier ones of the same source."""
CAMPAIGN = "campaign"
"""Kind of the records that hold a version of the campaign."""
TELLING = ("change", "overrides", "fork", CAMPAIGN)
"""Kinds of records by which more is known than that somebody looked."""


def to_iso(moment: datetime) -> str:
    """An aware moment as ISO 8601 in UTC: the form in which the ledger keeps it, whatever the machine's zone."""
    return moment.astimezone(UTC).isoformat()


class Said(Protocol):
    """What a fact is made of: a record, or as much of it as is needed."""

    @property
    def seq(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def sent(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def source(self) -> str: ...


class Rolls(dict[str, tuple[str, ...]]):
    """Lists of units by name. The name follows from the list, so ledgers agree on it."""

    def entries(self, facts: Iterable[Fact]) -> Iterator[Entry]:
        """The facts as entries, with the rolls that are not known yet; it does not learn them: `learn` does."""
        known = set(self)
        return (entry for fact in facts for entry in _entries(fact, known))

    def learn(self, kind: str, body: str) -> None:
        """Remembers what a record of kind "roll" says."""
        if kind == "roll":
            said = json.loads(body)
            self[said["roll"]] = tuple(said["units"])

    def fact(self, record: Said, own: str) -> Fact | None:
        """The fact of a record; None for records of another kind. `own` is the source of records that name none."""
        try:
            self.learn(record.kind, record.body)
            return self._fact(record, record.source or own)
        except (ValueError, KeyError, TypeError) as error:
            raise LedgerError(
                worded("ledger.record_unreadable", seq=record.seq, kind=record.kind, sent=record.sent),
                remedy=worded("ledger.verify_and_restore"),
            ) from error

    def poll(self, sent: datetime, body: Mapping[str, Any], source: str) -> Poll:
        """The poll of a body whose list of units is known."""
        return _poll(sent, body, self[body["roll"]], source)

    def _fact(self, record: Said, source: str) -> Fact | None:
        if record.kind not in FACTS | {"fork", CAMPAIGN}:
            return None
        sent, body = datetime.fromisoformat(record.sent), json.loads(record.body)
        if record.kind == "poll":
            return self.poll(sent, body, source)
        if record.kind == "change":
            return _change(sent, body, source)
        if record.kind == CAMPAIGN:
            return _adoption(sent, body, source)
        if record.kind == "fork":
            return Fork(sent, source, body["of"])
        return OverridesSeen(sent, tuple(_override(o) for o in body["overrides"]), source)


def roll_name(units: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(units).encode()).hexdigest()[:12]


def fork_entry(source: str, of: str, sent: str) -> Entry:
    """`source` goes on by itself from what `of` had shown up to the moment `sent`."""
    return Entry("fork", sent, canonical({"of": of}), source)


def _entries(fact: Fact, known: set[str]) -> Iterator[Entry]:
    sent = to_iso(fact.sent)
    if isinstance(fact, Poll):
        roll = roll_name(fact.units)
        if roll not in known:
            known.add(roll)
            yield Entry("roll", sent, canonical({"roll": roll, "units": list(fact.units)}))
        yield Entry("poll", sent, canonical(_poll_body(fact, roll)))
    elif isinstance(fact, Change):
        yield Entry("change", sent, canonical(_change_body(fact)))
    elif isinstance(fact, Adoption):
        yield Entry(CAMPAIGN, sent, canonical(_adoption_body(fact)))
    elif isinstance(fact, OverridesSeen):
        yield Entry("overrides", sent, canonical({"overrides": [_override_body(o) for o in fact.overrides]}))
    else:
        yield fork_entry(fact.source, fact.of, sent)


def _poll_body(poll: Poll, roll: str) -> dict[str, Any]:
    body: dict[str, Any] = {"answered": to_iso(poll.answered), "spreadsheet": poll.spreadsheet, "roll": roll}
    if poll.digest:
        body["digest"] = poll.digest
    if poll.unread:
        body["unread"] = dict(poll.unread)
    if poll.error:
        body["error"] = poll.error
    if poll.problems:
        body["problems"] = [tab_problem_to_json(problem) for problem in poll.problems]
    if poll.correction:
        body["correction"] = poll.correction
    if poll.server:
        body["server"] = poll.server
    return body


def _poll(sent: datetime, body: Mapping[str, Any], units: tuple[str, ...], source: str) -> Poll:
    return Poll(
        sent=sent,
        answered=datetime.fromisoformat(body["answered"]),
        spreadsheet=body["spreadsheet"],
        units=units,
        unread=body.get("unread", {}),
        error=body.get("error", ""),
        correction=body.get("correction", 0.0),
        digest=body.get("digest", ""),
        source=source,
        problems=tuple(tab_problem_from_json(problem) for problem in body.get("problems", ())),
        server=body.get("server", ""),
    )


def _adoption_body(adoption: Adoption) -> dict[str, Any]:
    """The version with its digest, so that it proves itself; what is not said is left out."""
    told = {
        "how": adoption.how,
        "since": adoption.since.isoformat() if adoption.since else "",
        "reason": adoption.reason,
        "by": adoption.by,
        "server": adoption.server,
    }
    body = {"version": adoption.version.to_json(), "digest": adoption.version.digest}
    return body | {name: said for name, said in told.items() if said}


def _adoption(sent: datetime, body: Mapping[str, Any], source: str) -> Adoption:
    return Adoption(
        sent=sent,
        version=Version.from_json(body["version"]),
        how=body["how"],
        since=date.fromisoformat(body["since"]) if body.get("since") else None,
        reason=body.get("reason", ""),
        by=body.get("by", ""),
        server=body.get("server", ""),
        source=source,
    )


def _change_body(change: Change) -> dict[str, Any]:
    return {
        "unit": change.unit,
        "day": day_key(change.day) if change.day else None,
        "observed": change.observed.value,
        "rows": [row_to_json(row) for row in change.rows],
        "content": list(change.content),
        "errors": change.errors,
        "reminders": change.reminders,
    }


def _change(sent: datetime, body: Mapping[str, Any], source: str) -> Change:
    return Change(
        sent=sent,
        unit=body["unit"],
        day=day_of_key(body["day"]) if body["day"] else None,
        observed=Observed(body["observed"]),
        rows=PlainRows(body["rows"]) if body["rows"] else (),
        content=tuple(body["content"]),
        errors=body["errors"],
        reminders=body["reminders"],
        source=source,
    )


def _override_body(override: Override) -> dict[str, Any]:
    return {
        "unit": override.unit,
        "day": day_key(override.day),
        "status": override.status,
        "reason": override.reason,
        "by": override.by,
        "cell": override.cell,
    }


def _override(body: Mapping[str, Any]) -> Override:
    return Override(**{**body, "day": day_of_key(body["day"])})
