"""Records -> facts, quickly: of the many changes of a long campaign only those that are asked for are put together."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, datetime, timedelta

from sheets_sync.campaign.period import day_of_key
from sheets_sync.evidence.facts import Poll, Recorded
from sheets_sync.ledger import packing
from sheets_sync.ledger.bodies import Rolls
from sheets_sync.ledger.rows import KeptChange, KeptTexts
from sheets_sync.ledger.tables import Brief, Shelf


class KeptFacts:
    """Makes facts out of records, within one transaction. `own`: the source of records that name none."""

    def __init__(self, shelf: Shelf, rolls: Rolls, texts: KeptTexts, own: str) -> None:
        self._shelf, self._rolls, self._texts, self._own = shelf, rolls, texts, own
        self._sent: tuple[str, datetime] | None = None
        self._days: dict[str, date | None] = {"0": None}

    def fact(self, record: Brief) -> Recorded | None:
        """The fact of a record; None for records of another kind. Raises LedgerError for one that can't be read."""
        if record.is_packed:
            with suppress(*packing.MISFITS):
                if record.kind == "change":
                    return self._change(record)
                if record.kind == "poll" and (poll := self._plain_poll(record)):
                    return poll
        return self._rolls.fact(record._replace(body=self._shelf.whole(record)), self._own)

    def _moment(self, sent: str) -> datetime:
        """The facts of one poll share their moment."""
        if self._sent is None or self._sent[0] != sent:
            self._sent = (sent, datetime.fromisoformat(sent))
        return self._sent[1]

    def _change(self, record: Brief) -> KeptChange:
        """By its first two numbers alone: the unit and the day."""
        unit, day, _ = record.body[1:].split(",", 2)
        key = self._shelf.names[int(unit)]
        if day not in self._days:
            said = packing.day_text(json.loads(day))
            self._days[day] = day_of_key(said) if said else None
        sent, source = self._moment(record.sent), record.source or self._own
        return KeptChange(self._texts, record.seq, sent, key, self._days[day], source, record.body)

    def _plain_poll(self, record: Brief) -> Poll | None:
        """A poll of which nothing else is to be said than when it looked where; None for another one."""
        waited, spreadsheet, roll, digest, *rest = json.loads(record.body)
        server = rest[0].get("server", "") if rest else ""
        if rest and rest[0].keys() - {"server"}:
            return None
        names, sent = self._shelf.names, self._moment(record.sent)
        answered = sent + timedelta(microseconds=waited)
        units, source = self._rolls[names[roll]], record.source or self._own
        return Poll(sent, answered, names[spreadsheet], units, digest=digest, source=source, server=server)
