"""What must be sent so that a spreadsheet is set up for the campaign. Pure: compares, and gives requests.

Safe to repeat: a spreadsheet that is right gives no request. Never writes into a cell where units type: only
headings, notes, formats, dropdowns, protections and the job's own tabs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.errors import SpreadsheetSetupError
from sheets_sync.spreadsheet import ids, requests, tab_requests
from sheets_sync.spreadsheet.difference import difference
from sheets_sync.spreadsheet.plan import TabPlan
from sheets_sync.spreadsheet.snapshot import Setup, Tab, TabSetup
from sheets_sync.tabs.claims import Titles, claims, stray_of
from sheets_sync.tabs.feedback import Feedback, line_formula
from sheets_sync.tabs.headings import NEW_ROWS, Provisioning, headings
from sheets_sync.tabs.input_tabs import InputTab, input_tab, overrides_tab
from sheets_sync.tabs.ownership import (
    befores_on_tabs,
    fold_title,
    free_title,
    own_tab,
    tagged_tab,
    unit_tags,
)
from sheets_sync.words.conventions import conventions
from sheets_sync.words.texts import languages, texts
from sheets_sync.words.worded import worded

WIDTHS = {"text": 220, "url": 220, "choice": 150, "date": 110}


def expected_locale(campaign: Campaign) -> tuple[str, str]:
    """Locale and timezone that the spreadsheet must have."""
    return conventions(campaign.locale).spreadsheet_locale, campaign.timezone.key


def provision(
    setup: Setup,
    campaign: Campaign,
    plans: Iterable[TabPlan],
    units: Sequence[Unit],
    adopt: Mapping[str, str] | None = None,
    *,
    with_overrides: bool = True,
    coordinators: tuple[str, ...] = (),
    feedback: Feedback | None = None,
) -> Provisioning:
    """Compares a spreadsheet with what the campaign needs for `units`; `plans` are the job's own tabs to be.

    `adopt`: title of a tab that people made -> key of the unit whose it is. Raises SpreadsheetSetupError where a filled
    tab looks like that of a unit without one, and nobody said whose it is.

    `with_overrides`: whether the overrides are read here, so that their tab must be. `coordinators`: the mail addresses
    that alone may type in it, beside the job and the owner; none leaves it open. `feedback`: what units are told in
    their own tabs.
    """
    done = Provisioning(spare=[entry for entry in setup.tabs if _is_unused(entry)])
    plans = list(plans)
    locale, timezone = expected_locale(campaign)
    if (setup.locale, setup.timezone) != (locale, timezone):
        done.add(worded("provision.settings", locale=locale, timezone=timezone), requests.set_locale(locale, timezone))
    taken = {entry.tab.sheet_id for entry in setup.tabs}
    for index, plan in enumerate(plans):
        _job_tab(done, setup, plan, taken, index)
    if with_overrides:
        overrides = replace(overrides_tab(campaign), editors=coordinators)
        _input_tab(done, setup, overrides, taken, _find(setup, overrides.tag, overrides.titles))
    taken_over = befores_on_tabs(campaign.units)
    owners = [unit for unit in units if unit.key not in taken_over]  # others take over a tab that is there
    whose = _tabs_of(setup, campaign, owners, adopt or {})
    for unit in owners:
        wanted = _telling(_known_by(input_tab(unit, campaign), unit, setup), unit, _by_titles(feedback, setup))
        _input_tab(done, setup, wanted, taken, whose.get(unit.key))
    done.requests = ids.identified(done.requests, setup.metadata_ids, setup.protection_ids)
    return done


def _is_unused(entry: TabSetup) -> bool:
    """Whether a tab is the empty one with which Google makes a spreadsheet. It is not deleted: somebody may type there
    in this very moment, and then finds the text in the tab that it has become."""
    return entry.tab.tag is None and not entry.tab.rows and fold_title(entry.tab.title) in _fresh_titles()


def _fresh_titles() -> frozenset[str]:
    """How Google titles it, in every language."""
    return frozenset(fold_title(texts(language).say("tabs.fresh")) for language in languages())


def _by_titles(feedback: Feedback | None, setup: Setup) -> Feedback | None:
    """The feedback with the titles that the job's tabs have now: people may have renamed them."""
    if feedback is None or feedback.board:
        return feedback
    titles = {entry.tab.tag: entry.tab.title for entry in setup.tabs}
    return replace(
        feedback,
        compliance=titles.get("compliance", feedback.compliance),
        problems=titles.get("problems", feedback.problems),
    )


def _telling(wanted: InputTab, unit: Unit, feedback: Feedback | None) -> InputTab:
    if feedback is None:
        return wanted
    line = "" if feedback.level == "off" else line_formula(unit.name, feedback)
    return replace(wanted, line=line, colours=feedback.level == "full")


def _tabs_of(setup: Setup, campaign: Campaign, units: Sequence[Unit], adopt: Mapping[str, str]) -> dict[str, TabSetup]:
    """The tab of each unit that has one. Raises SpreadsheetSetupError where a unit has none and a filled tab that no
    unit claims looks like its own: a second tab beside it would split the unit's reports."""
    entries = {entry.tab.sheet_id: entry for entry in setup.tabs}
    titles, tabs = Titles(campaign), [entry.tab for entry in setup.tabs]
    found = claims(units, tabs, titles)
    whose = {key: entries[tab.sheet_id] for key, tab in found.tabs.items()}
    others = {fold_title(tab.title): tab for tab in found.others}
    for title, key in adopt.items():
        if key in {unit.key for unit in units} and key not in whose and fold_title(title) in others:
            whose[key] = entries[others.pop(fold_title(title)).sheet_id]
    for tab in others.values():
        stray = stray_of(tab, titles, campaign)
        if stray and stray.unit in {unit.key for unit in units} and stray.unit not in whose:
            unit = campaign.unit_by_key[stray.unit]
            raise SpreadsheetSetupError(
                worded("provision.stray", title=tab.title, rows=stray.rows, name=unit.name),
                where=setup.spreadsheet_id,
                remedy=worded("provision.stray.remedy", title=tab.title, key=unit.key),
            )
    return whose


def _known_by(wanted: InputTab, unit: Unit, setup: Setup) -> InputTab:
    """The tab under the mark that it bears: after a change of its unit's key that of a former one."""
    borne = {entry.tab.tag for entry in setup.tabs}
    return replace(wanted, tag=next((tag for tag in unit_tags(unit) if tag in borne), wanted.tag))


def _job_tab(done: Provisioning, setup: Setup, plan: TabPlan, taken: set[int], index: int) -> None:
    entry = _find(setup, plan.name, (plan.title,))
    if entry is None or own_tab(plan, entry.tab) is None:
        sheet_id = ids.sheet_id_for(plan.name, taken)
        taken.add(sheet_id)
        title = free_title(plan.title, (entry.tab.title for entry in setup.tabs))
        done.add(
            worded("provision.tab", title=title),
            *tab_requests.new_job_tab(plan, sheet_id, title, index),
            *tab_requests.write_difference(difference(plan, None), sheet_id),
        )
        return
    sheet_id, protection = entry.tab.sheet_id, f"sheets-sync: {plan.title}"
    if entry.tab.tag is None:
        done.add(worded("provision.mark", title=entry.tab.title), requests.tag_sheet(sheet_id, plan.name))
    if protection not in entry.protections:
        done.add(
            worded("provision.protection", title=entry.tab.title),
            requests.protect(requests.grid_range(sheet_id), protection),
        )
    if (entry.frozen_rows, entry.frozen_columns) != (plan.frozen_rows, plan.frozen_columns):
        done.add(
            worded("provision.frozen", title=entry.tab.title),
            requests.grid_size(sheet_id, frozen_rows=plan.frozen_rows, frozen_columns=plan.frozen_columns),
        )


def _find(setup: Setup, tag: str, titles: Iterable[str]) -> TabSetup | None:
    tab = tagged_tab(tag, titles, [entry.tab for entry in setup.tabs])
    return next((entry for entry in setup.tabs if entry.tab is tab), None) if tab else None


def _input_tab(done: Provisioning, setup: Setup, wanted: InputTab, taken: set[int], entry: TabSetup | None) -> None:
    if entry is None:
        _new_input_tab(done, setup, wanted, taken)
        return
    if entry.tab.tag is None:
        done.add(worded("provision.mark", title=entry.tab.title), requests.tag_sheet(entry.tab.sheet_id, wanted.tag))
    headings(done, entry, wanted)


def _new_input_tab(done: Provisioning, setup: Setup, wanted: InputTab, taken: set[int]) -> None:
    """A tab that is missing, told as one action: an unused one of the spreadsheet, or a new one."""
    title = free_title(wanted.title, (entry.tab.title for entry in setup.tabs))
    if done.spare:
        spare = done.spare.pop()
        entry = replace(spare, tab=replace(spare.tab, title=title))
        made = requests.rename_sheet(spare.tab.sheet_id, title)
    else:
        sheet_id, width = ids.sheet_id_for(wanted.tag, taken), len(wanted.columns) + bool(wanted.line)
        taken.add(sheet_id)
        entry = TabSetup(Tab(sheet_id, title, row_count=NEW_ROWS, column_count=width), frozen_rows=1)
        made = requests.add_sheet(sheet_id, title, index=None, rows=NEW_ROWS, columns=width, frozen_rows=1)
    parts = Provisioning()
    headings(parts, entry, wanted)
    widths = (
        requests.column_width(entry.tab.sheet_id, n, WIDTHS.get(c.type, 100)) for n, c in enumerate(wanted.columns)
    )
    done.add(
        worded("provision.tab", title=title),
        made,
        requests.tag_sheet(entry.tab.sheet_id, wanted.tag),
        *widths,
        *parts.requests,
    )
