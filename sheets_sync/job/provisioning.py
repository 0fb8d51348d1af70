"""Setting up the campaign's spreadsheets: what is missing is made, what people typed is never touched."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sheets_sync.board import words
from sheets_sync.campaign.model import Unit
from sheets_sync.campaign.timeline import Adoption
from sheets_sync.config import Settings
from sheets_sync.errors import InvalidRequestError, SheetsSyncError, WriteInDoubtError
from sheets_sync.gateway import Gateway
from sheets_sync.job import opening
from sheets_sync.job.guides import guide_plan
from sheets_sync.job.in_force import version_in, with_adoption
from sheets_sync.job.judging import first_plans
from sheets_sync.spreadsheet.plan import TabPlan
from sheets_sync.tabs.feedback import Feedback
from sheets_sync.tabs.headings import Provisioning
from sheets_sync.tabs.setup import provision
from sheets_sync.tabs.titles import tab_title


def provision_with(
    gateway: Gateway,
    settings: Settings,
    now: datetime,
    *,
    dry_run: bool = False,
    with_guide: bool = False,
    adopt: Mapping[str, str] | None = None,
    tell: Callable[[str], None] | None = None,
) -> dict[str, Provisioning]:
    """Sets up every spreadsheet of the campaign at an aware moment; each by one read and, where something is missing,
    one atomic write. Dry, it only says what is missing. One spreadsheet that fails does not keep the others from being
    set up; its error is raised at the end.

    `adopt`: title of a tab that people made -> key of the unit whose it is. `tell` is called, before anything is
    written, with each change that writes over a word of a person.

    `with_guide`: also the guides of units and coordinators, as a tab; where it is there it stays as it is.
    """
    settings = with_recorded_headings(settings, now)
    plans = first_plans(settings, now) + ([guide_plan(settings.campaign)] if with_guide else [])
    done: dict[str, Provisioning] = {}
    failed: list[SheetsSyncError] = []
    for spreadsheet, units in settings.spreadsheets.items():
        own = plans if spreadsheet == settings.board_spreadsheet else []
        try:
            done[spreadsheet] = _set_up(
                gateway, settings, spreadsheet, own, units, dry_run=dry_run, adopt=adopt or {}, tell=tell
            )
        except SheetsSyncError as error:
            failed.append(error)
    if failed:
        raise failed[0]
    return done


def with_recorded_headings(settings: Settings, now: datetime) -> Settings:
    """The settings whose columns are also known by the headings that were recorded before: a tab that bears one needs
    no second column. Where the evidence can't be read, by those of the campaign file alone."""
    try:
        evidence = opening.evidence_of(settings)
    except SheetsSyncError:
        return settings
    if not evidence.adoptions:
        return settings
    campaign = settings.campaign
    known = with_adoption(settings, evidence, Adoption(now, version_in(settings))).campaign.column_by_key
    columns = tuple(replace(column, aliases=known[column.key].aliases) for column in campaign.columns)
    return replace(settings, campaign=replace(campaign, columns=columns))


def feedback_of(settings: Settings, spreadsheet: str) -> Feedback:
    """What the tabs of a spreadsheet tell their units. Over the job's tabs of another spreadsheet that needs a person's
    consent in Google, so there it is off unless the campaign asks for it."""
    locale = settings.campaign.locale
    elsewhere = spreadsheet != settings.board_spreadsheet
    return Feedback(
        level=settings.feedback or ("off" if elsewhere else "full"),
        locale=locale,
        compliance=tab_title("compliance", locale),
        problems=tab_title("problems", locale),
        unread=words.text("never_read", locale),
        board=settings.board_spreadsheet if elsewhere else None,
    )


def _set_up(
    gateway: Gateway,
    settings: Settings,
    spreadsheet: str,
    plans: Sequence[TabPlan],
    units: Sequence[Unit],
    *,
    dry_run: bool,
    adopt: Mapping[str, str],
    tell: Callable[[str], None] | None,
) -> Provisioning:
    """What was missing, and is there now. A write in doubt, or one that people crossed, is settled by reading back."""
    first: Provisioning | None = None
    for last in (False, False, True):
        result = provision(
            gateway.read_setup(spreadsheet),
            settings.campaign,
            plans,
            units,
            adopt,
            with_overrides=spreadsheet == settings.board_spreadsheet,
            coordinators=settings.coordinators,
            feedback=feedback_of(settings, spreadsheet),
        )
        first = first or result
        if dry_run:
            return first
        if tell is not None and result is first:
            for change in result.replaced:
                tell(change)
        try:
            gateway.write(spreadsheet, result.requests)
            return first
        except (WriteInDoubtError, InvalidRequestError):
            if last:
                raise
    raise AssertionError("the last turn returns or raises")
