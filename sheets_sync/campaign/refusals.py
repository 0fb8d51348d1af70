"""What of a changed campaign needs a person's word before it counts. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sheets_sync.campaign.model import Unit
from sheets_sync.campaign.version import Version
from sheets_sync.words.worded import worded

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
        kinds = {"before": worded(f"refusals.{recorded_server}"), "after": worded(f"refusals.{server}")}
        found.append(Refusal("server", worded("refusals.server", **kinds), worded("refusals.server_remedy")))
    if before.slug != after.slug:
        what = worded("refusals.slug", before=before.slug, after=after.slug)
        found.append(Refusal("slug", what, worded("refusals.slug_remedy", accept=ACCEPT)))
        return found
    return [*found, *_places(recorded, version), *_keys(before.units, after.units)]


def _places(recorded: Version, version: Version) -> Iterator[Refusal]:
    """Another spreadsheet for what was in the recorded one."""
    if recorded.spreadsheet != version.spreadsheet:
        yield _moved("spreadsheet", worded("refusals.spreadsheet"), recorded.spreadsheet, version.spreadsheet)
    if recorded.board != version.board:
        yield _moved("board", worded("refusals.board"), recorded.board, version.board)
    former = _by_any_key(version.campaign.units)
    for unit in recorded.campaign.units:
        now = former.get(unit.key)
        if now is not None and now.spreadsheet != unit.spreadsheet:
            whose = worded("refusals.unit_spreadsheet", unit=unit.name)
            yield _moved("spreadsheet", whose, unit.spreadsheet or "", now.spreadsheet or "")


def _moved(code: str, whose: str, before: str, after: str) -> Refusal:
    common = worded("refusals.common")
    what = worded("refusals.moved", whose=whose, before=before or common, after=after or common)
    return Refusal(code, what, worded("refusals.moved_remedy", accept=ACCEPT))


def _keys(before: tuple[Unit, ...], after: tuple[Unit, ...]) -> Iterator[Refusal]:
    """A key that is gone while another unit has its tab: one unit renamed, or two units one after the other?"""
    present = _by_any_key(after)
    tabs = {(unit.spreadsheet, _folded(title)): unit for unit in after for title in (unit.name, unit.tab)}
    for unit in before:
        taker = tabs.get((unit.spreadsheet, _folded(unit.tab)))
        if unit.key in present or taker is None:
            continue
        keys = {"before": unit.key, "after": taker.key}
        yield Refusal("key", worded("refusals.key", **keys, tab=unit.tab), worded("refusals.key_remedy", **keys))


def _by_any_key(units: tuple[Unit, ...]) -> dict[str, Unit]:
    return {key: unit for unit in units for key in (*unit.former_keys, unit.key)}


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())
