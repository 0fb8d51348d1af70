"""What of a changed campaign needs a person's word before it counts. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sheets_sync.campaign.model import Unit
from sheets_sync.campaign.version import Version
from sheets_sync.words.texts import texts

Say = Callable[..., str]
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


def refusals(
    recorded: Version, version: Version, *, recorded_server: str, server: str, language: str = "en"
) -> list[Refusal]:
    """All reasons for which `version` needs a person's word after `recorded`, told in a language. The servers are
    kinds; "" is unknown."""
    found = []
    before, after = recorded.campaign, version.campaign
    say = texts(language).say
    if recorded_server and recorded_server != server:
        kinds = {"before": say(f"refusals.{recorded_server}"), "after": say(f"refusals.{server}")}
        found.append(Refusal("server", say("refusals.server", **kinds), say("refusals.server_remedy")))
    if before.slug != after.slug:
        what = say("refusals.slug", before=before.slug, after=after.slug)
        found.append(Refusal("slug", what, say("refusals.slug_remedy", accept=ACCEPT)))
        return found
    return [*found, *_places(recorded, version, say), *_keys(before.units, after.units, say)]


def _places(recorded: Version, version: Version, say: Say) -> Iterator[Refusal]:
    """Another spreadsheet for what was in the recorded one."""
    if recorded.spreadsheet != version.spreadsheet:
        yield _moved("spreadsheet", say("refusals.spreadsheet"), recorded.spreadsheet, version.spreadsheet, say)
    if recorded.board != version.board:
        yield _moved("board", say("refusals.board"), recorded.board, version.board, say)
    former = _by_any_key(version.campaign.units)
    for unit in recorded.campaign.units:
        now = former.get(unit.key)
        if now is not None and now.spreadsheet != unit.spreadsheet:
            whose = say("refusals.unit_spreadsheet", unit=unit.name)
            yield _moved("spreadsheet", whose, unit.spreadsheet or "", now.spreadsheet or "", say)


def _moved(code: str, whose: str, before: str, after: str, say: Say) -> Refusal:
    common = say("refusals.common")
    what = say("refusals.moved", whose=whose, before=before or common, after=after or common)
    return Refusal(code, what, say("refusals.moved_remedy", accept=ACCEPT))


def _keys(before: tuple[Unit, ...], after: tuple[Unit, ...], say: Say) -> Iterator[Refusal]:
    """A key that is gone while another unit has its tab: one unit renamed, or two units one after the other?"""
    present = _by_any_key(after)
    tabs = {(unit.spreadsheet, _folded(title)): unit for unit in after for title in (unit.name, unit.tab)}
    for unit in before:
        taker = tabs.get((unit.spreadsheet, _folded(unit.tab)))
        if unit.key in present or taker is None:
            continue
        keys = {"before": unit.key, "after": taker.key}
        yield Refusal("key", say("refusals.key", **keys, tab=unit.tab), say("refusals.key_remedy", **keys))


def _by_any_key(units: tuple[Unit, ...]) -> dict[str, Unit]:
    return {key: unit for unit in units for key in (*unit.former_keys, unit.key)}


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())
