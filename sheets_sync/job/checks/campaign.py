"""Checks of what the campaign file says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sheets_sync.config.file import parse
from sheets_sync.config.tables import report_days
from sheets_sync.config.text import read
from sheets_sync.job.checks.finding import Finding
from sheets_sync.job.checks.visit import Visit, spreadsheet_at
from sheets_sync.tabs.overrides import overrides_tab_of
from sheets_sync.tabs.ownership import fold_title
from sheets_sync.tabs.titles import tab_title, tab_titles
from sheets_sync.words.conventions import conventions
from sheets_sync.words.formats import formats
from sheets_sync.words.texts import texts
from sheets_sync.words.worded import worded

_ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>.]+(\.[^@\s,;<>.]+)+")


def summary(visit: Visit) -> Iterator[Finding]:
    """What the file was understood as."""
    c = visit.settings.campaign
    counts = {"units": len(c.units), "columns": len(c.columns), "activities": len(c.activities), "days": len(c.days)}
    yield visit.fine("campaign", worded("checks.campaign.fine", **counts), str(visit.settings.path))


def language(visit: Visit) -> Iterator[Finding]:
    """How cells are read, where that is not the sample's way; and how many texts the language has in English only."""
    campaign = visit.settings.campaign
    found, path = conventions(campaign.locale), str(visit.settings.path)
    if campaign.locale != "vi":
        said = f"{campaign.language}, {found.date_order}, {found.currency}, {found.region}, {found.spreadsheet_locale}"
        yield visit.fine("language", worded("checks.language.fine", said=said), path)
    if lacking := texts(campaign.locale).lacking():
        yield visit.notice(
            "texts",
            worded("checks.texts", n=len(lacking), first=lacking[0]),
            worded("checks.texts.remedy"),
            path,
        )


def extensions(visit: Visit) -> Iterator[Finding]:
    """What the office adds of its own, and in which version."""
    for own in visit.settings.campaign.extensions:
        offers = [rule.code for rule in own.rules] + [kind.name for kind in own.types]
        said = f"{own.name} {own.version}: {', '.join(offers) or '–'}"
        yield visit.fine("extension", worded("checks.extension.fine", said=said), str(visit.settings.path))


def who_may_override(visit: Visit) -> Iterator[Finding]:
    """Whether everybody who can type in a unit's tab can also type overrides: Sheets tells nobody who typed a cell."""
    title = tab_title("overrides", visit.settings.campaign.locale)
    if visit.settings.coordinators or visit.settings.board:
        yield from _not_locked_yet(visit, title)
        yield from _left_behind(visit, title)
        return
    title = tab_title("overrides", visit.settings.campaign.locale)
    yield visit.notice(
        "override-door",
        worded("checks.override_door", title=title),
        worded("checks.override_door.remedy"),
        str(visit.settings.path),
    )


def _not_locked_yet(visit: Visit, title: str) -> Iterator[Finding]:
    """Coordinators are named, and no protection keeps others from the tab of overrides."""
    seen = visit.seen.get(visit.settings.board_spreadsheet)
    tab = overrides_tab_of(seen.snapshot.tabs, visit.settings.campaign.locale) if seen and seen.snapshot else None
    if not visit.settings.coordinators or seen is None or tab is None:
        return
    if not any(protection.sheet_id == tab.sheet_id and protection.whole for protection in seen.protections):
        yield visit.mend(
            "override-door",
            worded("checks.override_door_open", title=title),
            worded("checks.run_provision"),
            str(visit.settings.path),
        )


def _left_behind(visit: Visit, title: str) -> Iterator[Finding]:
    """Tabs of overrides in spreadsheets in which none are read: what coordinators type there counts for nothing."""
    for name, seen in visit.seen.items():
        if name == visit.settings.board_spreadsheet or seen.snapshot is None:
            continue
        if overrides_tab_of(seen.snapshot.tabs, visit.settings.campaign.locale) is not None:
            yield visit.notice(
                "old-overrides",
                worded("checks.old_overrides", title=title),
                worded("checks.old_overrides.remedy"),
                spreadsheet_at(name),
            )


def addresses(visit: Visit) -> Iterator[Finding]:
    """Editors and coordinators must be mail addresses: Google refuses the whole protection otherwise."""
    campaign = visit.settings.campaign
    named = [(f"editors ({u.key})", a) for u in campaign.units for a in u.editors]
    named += [("coordinators", a) for a in visit.settings.coordinators]
    for where, address in named:
        if not _ADDRESS.fullmatch(address):
            yield visit.mend(
                "address",
                worded("checks.address", address=address),
                worded("checks.address.remedy"),
                f"{visit.settings.path}: {where}",
            )


def job_titles(visit: Visit) -> Iterator[Finding]:
    """A unit's tab may not have the title of one of the job's own."""
    own = {fold_title(title) for title in tab_titles(visit.settings.campaign.locale).values()}
    for unit in visit.settings.campaign.units:
        if fold_title(unit.tab) in own:
            yield visit.mend(
                "job_title",
                worded("checks.job_title", tab=unit.tab),
                worded("checks.job_title.remedy"),
                f"{visit.settings.path}: units ({unit.key})",
            )


def days_off(visit: Visit) -> Iterator[Finding]:
    """A day off outside of the campaign takes nothing away: most often a wrong year."""
    path = visit.settings.path
    table = parse(path, read(path)).campaign
    span = report_days(table.model_copy(update={"days_off": []}))
    outside = [day for day in table.days_off if day not in span]
    if outside:
        said = ", ".join(formats(visit.language).short(day) for day in outside)
        yield visit.notice(
            "days_off",
            worded("checks.days_off", days=said),
            worded("checks.days_off.remedy"),
            f"{path}: days_off",
        )


def nil_activity(visit: Visit) -> Iterator[Finding]:
    """Without a nil activity a unit with nothing to report can only be late."""
    campaign = visit.settings.campaign
    if campaign.activities and not any(a.is_nil for a in campaign.activities):
        yield visit.notice(
            "nil_activity",
            worded("checks.nil_activity"),
            worded("checks.nil_activity.remedy"),
            str(visit.settings.path),
        )
