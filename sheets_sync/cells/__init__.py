"""Cells as people type them: raw cell -> value or problem, per column type. Source: POLICY.md.

reader        any cell, what holds for every type      normalise  typed text -> the copy that is parsed
reading       the result                               own_types  the column types of an office's own
vietnamese    how cells are read that are typed in a language: words, numbers, dates, names
english
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells.own_types import OwnTypeRules
from sheets_sync.cells.reader import CellReader, TypeRules
from sheets_sync.cells.reading import Reading, Verdict
from sheets_sync.words.texts import registered

__all__ = ["CellReader", "Reading", "Verdict", "places_of", "rules_of"]


def rules_of(campaign: Campaign) -> Mapping[str, TypeRules]:
    """The rules of every column type, made for one campaign and its language; the office's own types go with them."""
    own = {kind.name: OwnTypeRules(kind) for extension in campaign.extensions for kind in extension.types}
    return {**own, **_of_language(campaign)}


def _of_language(campaign: Campaign) -> Mapping[str, TypeRules]:
    """A language that an office brings is read as English is where it has no reader of its own."""
    if campaign.language == "vi":
        from sheets_sync.cells import vietnamese

        return vietnamese.rules_of(campaign)
    from sheets_sync.cells import english

    brought = registered(campaign.locale)
    readers: Mapping[str, TypeRules] = brought.cells(campaign) if brought and brought.cells else {}
    return {**english.rules_of(campaign), **readers}


def places_of(title: str, language: str) -> Iterator[str]:
    """What a compared title may name: itself and, where a language puts words for the kind of a unit before its name
    (`Huyện Gò Dầu`), what stands after them."""
    if language != "vi":
        yield title
        return
    from sheets_sync.cells.vietnamese.kind_words import candidates

    for _, place in candidates(title, bare=True):
        yield place
