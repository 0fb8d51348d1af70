"""What of a changed campaign needs a person's word before it counts. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sheets_sync.campaign.model import Unit
from sheets_sync.campaign.version import Version

ACCEPT = "sheets-sync campaign accept --reason TEXT --by NAME"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why a campaign does not simply follow the recorded one, and what to do.

    `code` is "slug", "server", "spreadsheet", "board" or "key". The last look is made by the recorded version, but for
    another slug or server, of which the recorded version knows nothing: `is_foreign`. Nothing lifts "server"; only the
    campaign file lifts "key"; the others a person's consent does.
    """

    code: str
    what: str
    remedy: str

    @property
    def is_foreign(self) -> bool:
        return self.code in ("slug", "server")

    @property
    def consent_lifts(self) -> bool:
        return self.code in ("slug", "spreadsheet", "board")


def refusals(recorded: Version, version: Version, *, recorded_server: str, server: str) -> list[Refusal]:
    """All reasons for which `version` needs a person's word after `recorded`. The servers are kinds; "" is unknown."""
    found = []
    before, after = recorded.campaign, version.campaign
    if recorded_server and recorded_server != server:
        found.append(
            Refusal(
                "server",
                f"this ledger holds what was seen at another kind of server ({_SERVERS[recorded_server]}); this run "
                f"would ask {_SERVERS[server]}.",
                "Set or unset SHEETS_SYNC_ENDPOINT as before, or name another state folder with --state DIR; what two "
                "kinds of servers showed is never mixed.",
            )
        )
    if before.slug != after.slug:
        found.append(
            Refusal(
                "slug",
                f"this ledger belongs to the campaign {before.slug!r}, and this file is of {after.slug!r}.",
                "Give each campaign a state folder (--state DIR) or database of its own. If it is the same campaign "
                f"under a new slug, say so: {ACCEPT}",
            )
        )
        return found
    return [*found, *_places(recorded, version), *_keys(before.units, after.units)]


_SERVERS = {"google": "Google", "local": "a local Sheets server"}


def _places(recorded: Version, version: Version) -> Iterator[Refusal]:
    """Another spreadsheet for what was in the recorded one."""
    if recorded.spreadsheet != version.spreadsheet:
        yield _moved("spreadsheet", "the campaign's spreadsheet", recorded.spreadsheet, version.spreadsheet)
    if recorded.board != version.board:
        yield _moved("board", "the spreadsheet of the board", recorded.board, version.board)
    former = _by_any_key(version.campaign.units)
    for unit in recorded.campaign.units:
        now = former.get(unit.key)
        if now is not None and now.spreadsheet != unit.spreadsheet:
            yield _moved(
                "spreadsheet", f"the spreadsheet of {unit.name}", unit.spreadsheet or "", now.spreadsheet or ""
            )


def _moved(code: str, whose: str, before: str, after: str) -> Refusal:
    return Refusal(
        code,
        f"{whose} was {before or 'the common one'}, and the campaign file now names {after or 'the common one'}.",
        "If that is a slip, put the recorded one back. If everything was moved there, adjustments too, say so: "
        + ACCEPT,
    )


def _keys(before: tuple[Unit, ...], after: tuple[Unit, ...]) -> Iterator[Refusal]:
    """A key that is gone while another unit has its tab: one unit renamed, or two units one after the other?"""
    present = _by_any_key(after)
    tabs = {(unit.spreadsheet, _folded(title)): unit for unit in after for title in (unit.name, unit.tab)}
    for unit in before:
        taker = tabs.get((unit.spreadsheet, _folded(unit.tab)))
        if unit.key in present or taker is None:
            continue
        yield Refusal(
            "key",
            f"the unit {unit.key!r} is gone from the campaign file, and {taker.key!r} has its tab “{unit.tab}”.",
            f'If it is the same unit, write former_keys = ["{unit.key}"] at {taker.key!r}. If another one takes over, '
            f"leave {unit.key!r} in the file and give it its last_day.",
        )


def _by_any_key(units: tuple[Unit, ...]) -> dict[str, Unit]:
    return {key: unit for unit in units for key in (*unit.former_keys, unit.key)}


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())
