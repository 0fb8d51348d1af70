"""What a campaign file says of rules, units, columns, activities and periods, as one value with a digest. Pure.

The value is JSON. Fields that hold their default are left out, so that keys which a later program adds leave the
digests of older versions as they are. What is only shown or sent (help texts, editors, contacts, words of papers) is
no part of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sheets_sync.campaign.model import Activity, Campaign, Choice, Column, Limits, Unit
from sheets_sync.campaign.period import Slot, reports_of
from sheets_sync.words.plain import decoded, encoded, told_fields

SHOWN_DIGITS = 16
"""Digits of a version's digest that people are shown."""
_LEFT_OUT: Mapping[type, frozenset[str]] = {
    Campaign: frozenset({"extensions", "due", "graces", "readers", "headings", "left", "begins"}),
    Unit: frozenset({"editors", "contacts", "owed"}),
    Column: frozenset({"help"}),
    Activity: frozenset({"heading", "phrases", "listed"}),
}
"""Fields that are derived, or only shown or sent."""


@dataclass(frozen=True, slots=True)
class Version:
    """A campaign as it was declared. `spreadsheet` is the id of its own one; `board` that of the job's tabs, where they
    have one of their own. Versions are the same where their digests are."""

    campaign: Campaign
    spreadsheet: str = ""
    board: str = ""
    digest: str = ""

    @property
    def spreadsheets(self) -> frozenset[str]:
        """The ids of all its spreadsheets."""
        own = (unit.spreadsheet for unit in self.campaign.units)
        return frozenset(name for name in (self.spreadsheet, self.board, *own) if name)

    def to_json(self) -> dict[str, Any]:
        """The value that the digest is of."""
        said: dict[str, Any] = {"campaign": encoded(self.campaign, _LEFT_OUT), "spreadsheet": self.spreadsheet}
        if self.campaign.slots:  # each period has its day once
            said["campaign"]["days"] = list(dict.fromkeys(day.isoformat() for day in sorted(self.campaign.days)))
        return said | ({"board": self.board} if self.board else {})

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Version:
        """The version that `to_json` gave; its digest is that of `said`, also where a later program wrote more."""
        campaign: Campaign = decoded(said["campaign"], Campaign)
        campaign = replace(campaign, days=reports_of(campaign.days, campaign.slots, campaign.due_after))
        return cls(campaign, said["spreadsheet"], said.get("board", ""), digest_of(said))


def version_of(campaign: Campaign, spreadsheet: str, board: str = "") -> Version:
    """What a campaign file says, as a version."""
    made = Version(campaign, spreadsheet, board)
    return replace(made, digest=digest_of(made.to_json()))


def digest_of(said: Mapping[str, Any]) -> str:
    """The digest of a version's value: sixty-four hexadecimal digits."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


# ── what differs ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Altered:
    """One thing that differs between two versions. `what` names it ("units.go-dau.tab", "campaign.deadline"); what it
    was and is are as in JSON, None where it was not there or is there no more."""

    what: str
    before: Any
    after: Any


def altered(before: Version, after: Version) -> tuple[Altered, ...]:
    """What differs between two versions, entry by entry and field by field."""
    old, new = _flat(before), _flat(after)
    names = [*old, *(name for name in new if name not in old)]
    return tuple(Altered(name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name))


_KEYS: Mapping[type, str] = {Unit: "key", Column: "key", Activity: "code", Choice: "code", Slot: "key"}


def _flat(version: Version) -> dict[str, Any]:
    """The value as one level: the campaign's fields, and those of units, columns and activities by their keys."""
    campaign = version.campaign
    found: dict[str, Any] = {"google.spreadsheet": version.spreadsheet}
    if version.board:
        found["google.board"] = version.board
    for name in told_fields(Campaign, _LEFT_OUT[Campaign]):
        if name not in ("units", "columns", "activities", "slots", "limits"):
            found[f"campaign.{name}"] = encoded(getattr(campaign, name), _LEFT_OUT)
    found |= {f"limits.{name}": encoded(getattr(campaign.limits, name)) for name in told_fields(Limits)}
    for table in ("units", "columns", "activities", "slots"):
        found |= _entries(table, getattr(campaign, table))
    return found


def _entries(table: str, entries: Iterable[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for entry in entries:
        key = getattr(entry, _KEYS[type(entry)])
        found |= {f"{table}.{key}.{name}": said for name, said in encoded(entry, _LEFT_OUT).items() if name != "key"}
        found[f"{table}.{key}"] = True
    return found
