"""Which tab is which unit's, and which tabs with reports no unit claims. Pure.

The job's mark goes first, then a title that equals the unit's to the letter, then one that equals it when case,
accents, the place of a tone mark, invisible characters, marks and the language's words for kinds of units make no
difference. Any other tab with the
campaign's headings and rows (a copy, a renamed original, a title with a slip) is read for nobody, and named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.cells import CellReader, places_of
from sheets_sync.cells.known_forms import bared, known
from sheets_sync.spreadsheet.snapshot import Tab
from sheets_sync.tabs.elsewhere import Reports
from sheets_sync.tabs.ownership import fold_title, is_original, unit_tags
from sheets_sync.tabs.parts import Layout, people_lines
from sheets_sync.tabs.row_reader import as_text
from sheets_sync.tabs.rows import UNCLAIMED, Problem, Severity
from sheets_sync.tabs.titles import every_title
from sheets_sync.words.texts import texts

_FEWEST_HEADINGS = 3
"""Headings by which a tab whose title says nothing counts as one with reports."""
_FEWEST_WITH_TITLE = 2
"""The same where its title or mark resembles a unit's."""


@dataclass(frozen=True, slots=True)
class Stray:
    """A tab with `rows` filled rows under the campaign's headings that no unit claims. `unit`: the key of the one that
    it resembles; "" where it resembles none. `issues` are the urgent matters that its rows tell."""

    tab: Tab
    rows: int
    unit: str = ""
    issues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claims:
    """`tabs`: unit key -> its tab. `alike`: units whose tab has another title than theirs, and no mark. `others` are
    the tabs of nobody: the job's own, and those that may be strays."""

    tabs: Mapping[str, Tab]
    alike: frozenset[str]
    others: tuple[Tab, ...]


class Titles:
    """The titles of a campaign's units, as they are compared."""

    def __init__(self, campaign: Campaign) -> None:
        self._campaign = campaign
        self._reader = CellReader(campaign)
        self.reports = Reports(campaign, self._reader, campaign.last_day)
        self._equal: dict[str, str | None] = {}
        self._job = {fold_title(title) for title in every_title()}

    @cached_property
    def _units_of(self) -> Mapping[str, frozenset[str]]:
        """The units of each form of a title; most looks meet only tabs with the very titles of their units."""
        found: dict[str, set[str]] = defaultdict(set)
        for unit in self._campaign.units:
            for form in _forms((unit.tab, unit.name, *unit.aliases), self._campaign.language):
                found[form].add(unit.key)
        return {form: frozenset(keys) for form, keys in found.items()}

    def is_job(self, tab: Tab) -> bool:
        """Whether a tab is one of the job's own: by its mark, whatever its title; by its title where it has no mark."""
        return not tab.tag.startswith("unit:") if tab.tag else fold_title(tab.title) in self._job

    def equal(self, title: str) -> str | None:
        """The one unit whose title a title equals, folded; None where there is none or several."""
        if title not in self._equal:
            self._equal[title] = self._found_equal(title)
        return self._equal[title]

    def _found_equal(self, title: str) -> str | None:
        forms = _forms((title,), self._campaign.language)
        found = {key for form in forms for key in self._units_of.get(form, ())}
        if len(found) != 1:
            return None
        read = self._reader.read("unit", title, today=self._campaign.last_day)  # some names are never guessed
        return str(read.value) if read.usable and read.value in found else None

    def resembled(self, tab: Tab) -> str:
        """The unit that a tab of nobody resembles, by a mark that came with the copy or by its title; "" for none."""
        if tab.tag is not None and tab.tag.startswith("unit:"):
            return tab.tag.removeprefix("unit:")
        equal = self.equal(tab.title)
        if equal:
            return equal
        read = self._reader.read("unit", tab.title, today=self._campaign.last_day)
        return str(read.value) if read.usable else self._contained(tab.title)

    def _contained(self, title: str) -> str:
        """The unit whose longest form stands in a title, as in "Bản sao của Gò Dầu"."""
        words = f" {bared(known(title))} "
        found = [(len(form), key) for form, keys in self._units_of.items() if f" {form} " in words for key in keys]
        return max(found)[1] if found else ""


def _forms(titles: Iterable[str], language: str) -> Iterable[str]:
    """Titles without case, accents, marks; with and without the language's word for a kind of unit before them."""
    for title in titles:
        for place in places_of(known(title), language):
            if place.strip():
                yield bared(place)


def claims(units: Sequence[Unit], tabs: Sequence[Tab], titles: Titles) -> Claims:
    """Whose each tab is, of the tabs of one spreadsheet and the units that report in it."""
    found: dict[str, Tab] = {}
    alike: set[str] = set()
    place = {id(tab): number for number, tab in enumerate(tabs)}
    free = {id(tab): tab for tab in tabs if not titles.is_job(tab)}

    def take(unit: Unit, tab: Tab) -> None:
        found[unit.key] = free.pop(id(tab))

    marked = _grouped((tab.tag, tab) for tab in free.values() if tab.tag and (is_original(tab) or not tab.tag_id))
    for unit in units:
        own = [tab for tag in unit_tags(unit) for tab in marked.get(tag, ()) if id(tab) in free]
        own.sort(key=lambda tab: place[id(tab)])
        if own:
            take(unit, next((tab for tab in own if is_original(tab)), _titled(unit, own) or own[0]))
    titled = _grouped((fold_title(tab.title), tab) for tab in free.values() if not is_original(tab))
    for unit in units:
        if unit.key not in found:
            mine = (tab for title in _titles_of(unit) for tab in titled.get(title, ()) if id(tab) in free)
            if tab := next(mine, None):
                take(unit, tab)
    if all(unit.key in found for unit in units):
        return Claims(found, frozenset(), tuple(free.values()))
    equal = _grouped((titles.equal(tab.title), tab) for tab in free.values() if not is_original(tab))
    for unit in units:
        if unit.key in found:
            continue
        near = equal.get(unit.key, [])
        if len(near) > 1:
            near = [tab for tab in near if tab.rows]
        if len(near) == 1:
            take(unit, near[0])
            alike.add(unit.key)
    return Claims(found, frozenset(alike), tuple(free.values()))


def _grouped(pairs: Iterable[tuple[str | None, Tab]]) -> dict[str | None, list[Tab]]:
    found: dict[str | None, list[Tab]] = defaultdict(list)
    for name, tab in pairs:
        found[name].append(tab)
    return found


def _titles_of(unit: Unit) -> list[str]:
    """A unit's title, name and aliases, in the order in which they count."""
    return [fold_title(title) for title in (unit.tab, unit.name, *unit.aliases)]


def _titled(unit: Unit, tabs: Sequence[Tab]) -> Tab | None:
    """The tab with the unit's title, name or an alias, in this order."""
    return next((tab for title in _titles_of(unit) for tab in tabs if fold_title(tab.title) == title), None)


def stray_of(tab: Tab, titles: Titles, campaign: Campaign) -> Stray | None:
    """What a tab of nobody holds; None where it has neither the campaign's headings with rows below them, nor rows that
    are reports by what stands in them."""
    layout = Layout(tab, campaign.columns)
    unit = titles.resembled(tab)
    fewest = _FEWEST_WITH_TITLE if unit else min(_FEWEST_HEADINGS, len(campaign.columns))
    if layout.header.row is None or layout.header.count < fewest:
        rows = sum(map(titles.reports.is_one, tab.rows))
        return Stray(tab, rows, unit) if rows else None
    rows = sum(
        any(at < len(values) and values[at] not in (None, "") for at in part.header.columns.values())
        for part in layout.parts
        for _, values in people_lines(tab, campaign, part)
    )
    rows += sum(sum(value not in (None, "") for value in values) > 1 for _, values in layout.above)
    return Stray(tab, rows, unit, _issues(layout, campaign)) if rows else None


def _issues(layout: Layout, campaign: Campaign) -> tuple[str, ...]:
    """The texts in the column of urgent matters: they are passed on from wherever they can be read."""
    key = campaign.key_of("issues")
    places = ((part.header.columns[key], part) for part in layout.parts if key in part.header.columns)
    found = (as_text(values[at]) for at, part in places for _, values in part.lines if at < len(values))
    return tuple(dict.fromkeys(text for text in found if text.strip()))


def unit_with_rows_of(tab: Tab, whose: Claims) -> str:
    """The unit whose tab has most rows in common with a tab of nobody, such as a copy under another title; "" where
    none has, or several have as many."""
    own = {row for row in tab.rows[1:] if sum(value not in (None, "") for value in row) >= _FEWEST_HEADINGS}
    heads = {other.rows[:1] for other in whose.tabs.values()}
    own = {row for row in own if (row,) not in heads}
    shared = sorted((len(own.intersection(other.rows)), key) for key, other in whose.tabs.items()) if own else []
    most, key = shared[-1] if shared else (0, "")
    return key if most and [count for count, _ in shared].count(most) == 1 else ""


def stray_problem(stray: Stray, campaign: Campaign) -> Problem:
    """A tab that is read for nobody, as a problem of the unit that it resembles."""
    unit = campaign.unit_by_key.get(stray.unit)
    resembles = texts(campaign.locale).say("tabs.resembles", name=unit.name) if unit else ""
    facts = {"rows": str(stray.rows), "resembles": resembles}
    if stray.issues:
        facts["issues"] = "\n".join(stray.issues)
    key = unit.key if unit else ""
    return Problem(key, stray.tab.title, stray.tab.sheet_id, UNCLAIMED, Severity.ERROR, facts=facts)
