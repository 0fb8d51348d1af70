"""Writing the documents that are due or asked for, and verifying them. What was written is noted in the ledger, so that
nothing is written twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sheets_sync.compliance.recount import counts, recounted
from sheets_sync.config import Settings, resources
from sheets_sync.errors import ConfigError, DisagreementError, StorageError, TemplateError
from sheets_sync.evidence.fold import Evidence
from sheets_sync.job.in_force import in_force
from sheets_sync.job.publishing.archive import Archive, EditionDraft
from sheets_sync.job.publishing.due import Due, due_documents
from sheets_sync.ledger import Ledger
from sheets_sync.words.worded import worded

if TYPE_CHECKING:
    from sheets_sync.board.reminders import Say
    from sheets_sync.documents import Mismatch, Verification
    from sheets_sync.rollup import CampaignReport, DayReport


UNORDERED = "papers-unordered"
"""File of a state folder: documents were being written, and their folders may not be in order yet."""


def publish_due(settings: Settings, evidence: Evidence, ledger: Ledger, now: datetime) -> list[Path]:
    """Writes every document that is due and notes it in the ledger.

    One for which a spreadsheet could not be read waits for the next looks, two polls long.
    A document of which nothing changed since its last edition is noted as settled, and not written again. One that
    can't be made (ConfigError, StorageError) keeps what was there and does not stop the others; the first error is
    raised at the end.
    """
    archive = Archive(settings, evidence, ledger)
    dues = due_documents(archive.settings.campaign, settings.documents, archive.notes, archive.moment(now))
    dues = [due for due in dues if now > due.moment + 2 * settings.polls.every or _all_read(settings, evidence, now)]
    paths: list[Path] = []
    failures: list[ConfigError | StorageError] = []
    if not dues and not (settings.state / UNORDERED).exists():
        return paths
    with _in_order(archive):
        for due in dues:
            try:
                paths += _publish(archive, due, now)
            except (ConfigError, StorageError) as error:
                failures.append(error)
            finally:
                archive.forget_models()
    if failures:
        raise failures[0]
    return paths


@contextmanager
def _in_order(archive: Archive) -> Iterator[None]:
    """Documents are written here; then their folders are put in order, by the next run where this one is killed."""
    from sheets_sync.job.publishing import folders

    mark = archive.settings.state / UNORDERED
    with suppress(OSError):
        mark.touch(0o660)
    try:
        yield
    finally:
        folders.put_in_order(archive)
        with suppress(OSError):
            mark.unlink(missing_ok=True)


def _all_read(settings: Settings, evidence: Evidence, now: datetime) -> bool:
    """Whether the last look at each spreadsheet came through: what stands there now is in the evidence."""
    last = {poll.spreadsheet: poll for poll in evidence.polls if poll.sent <= now}
    return not any(last[name].error for name in settings.spreadsheets if name in last)


def _publish(archive: Archive, due: Due, now: datetime) -> list[Path]:
    from sheets_sync.job.publishing import folders

    draft, plan = archive.draft(due.day, now), archive.settings.documents
    out = folders.place_of(archive, due.day, draft)
    if draft.issued and all((out / f"{draft.name}.{form}").is_file() for form in plan.formats):
        archive.note(draft, due.day, due.moment, [])
        return []
    return _write(archive, draft, due.day, due.moment, plan.formats, out)


def write_document(
    archive: Archive,
    as_of: datetime,
    day: date | None,
    *,
    formats: Sequence[str] | None = None,
    out: Path | None = None,
) -> tuple[EditionDraft, list[Path]]:
    """Writes the daily report of `day`, or the rollup where it is None: the edition in force at `as_of`, or the next
    one where something changed since. `out`: a folder to write into as it is; else the campaign's, in its order."""
    from sheets_sync.job.publishing import folders

    plan, draft = archive.settings.documents, archive.draft(day, as_of)
    forms = formats or plan.formats
    if out is not None and out.resolve() != plan.out.resolve():
        return draft, _write(archive, draft, day, None, forms, out)
    with _in_order(archive):
        paths = _write(archive, draft, day, None, forms, folders.place_of(archive, day, draft))
    return draft, [folders.moved(path) for path in paths]


def _write(
    archive: Archive, draft: EditionDraft, day: date | None, due: datetime | None, formats: Sequence[str], out: Path
) -> list[Path]:
    """Writes a document; what could be written is noted, also where the pdf fails. Where the template of one format
    is broken, the others are written all the same; then the edition is noted, and what was due stays due."""
    from sheets_sync.documents import files, render

    if out.is_relative_to(archive.settings.documents.out):
        with files.told(out):
            files.make_inside(out, archive.settings.documents.out)
    templates, mode = _templates(archive.settings), archive.settings.documents.mode
    paths: list[Path] = []
    try:
        for some in ([form for form in formats if form != "pdf"], [form for form in formats if form == "pdf"]):
            if some:
                paths += render(draft.model, templates=templates, formats=some, out=out, name=draft.name, mode=mode)
    except TemplateError:
        made: list[Path] = []
        for form in formats:
            with suppress(ConfigError):
                made += render(draft.model, templates=templates, formats=[form], out=out, name=draft.name, mode=mode)
        if made and draft.number and not draft.issued:
            archive.note(draft, day, None, made)
        raise
    finally:
        if paths and draft.number and (due or not draft.issued):
            archive.note(draft, day, due, paths)
    return paths


def _templates(settings: Settings) -> Path:
    return settings.documents.templates or resources.templates_dir()


def message_words(settings: Settings) -> Say:
    """The words of messages: the office's own templates, and those that are shipped for kinds that it has not."""
    from sheets_sync.documents.messages import say

    folders = list(dict.fromkeys((_templates(settings), resources.templates_dir())))
    office = settings.documents.settings.compiler
    return partial(say, folders, settings.campaign.locale, office=office)


def verify_document(archive: Archive, path: Path) -> Verification:
    """Recomputes every figure of a document from the evidence. Raises DisagreementError where that was changed."""
    from sheets_sync.documents import check_form, described, layout_of, verify
    from sheets_sync.job.publishing.folders import moved

    path = moved(path)
    if not path.is_file():
        raise ConfigError(worded("commands.no_document"), where=str(path))
    check_form(path)
    if broken := archive.ledger.first_broken():
        raise DisagreementError(
            worded("commands.chain_broken", seq=broken.seq),
            where=str(archive.settings.state),
            remedy=worded("commands.chain_broken.remedy"),
        )
    model = archive.edition(*described(path), layout=layout_of(path))
    verdict = verify(path, model, templates=_templates(archive.settings))
    return replace(verdict, mismatches=(*verdict.mismatches, *_recounted(archive, model)))


def _recounted(archive: Archive, model: DayReport | CampaignReport) -> Iterator[Mismatch]:
    """Counts of reports that are others when the looks are gone through once more, by another way."""
    from sheets_sync.documents import Mismatch

    campaign = in_force(archive.settings, archive.evidence, model.moment).campaign
    found = recounted(archive.evidence, campaign, model.moment)
    days = [model.report_day] if model.report_day else None
    scope = "day" if model.report_day else "whole"
    for name, count in counts(found, campaign, model.moment, days).items():
        figure = model.figures.get(f"{scope}.{name}")
        if (figure.value if figure else 0) != count:
            said = str(figure.value if figure else 0)
            yield Mismatch((said,), f"{scope}.{name}: {said}", f"{scope}.{name}: {count}")
