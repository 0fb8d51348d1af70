"""Renders a finished model through the templates of an office: docx, html, md, and pdf out of the docx; verifies them.

A file is replaced only by a whole new one; where anything goes wrong the last good file stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from importlib import import_module
from itertools import chain, count
from pathlib import Path
from typing import Any

from sheets_sync.documents import docx, files, gaps, pdf, sources, text, trace
from sheets_sync.documents.bounds import bounded, seconds_for
from sheets_sync.documents.environment import first_of
from sheets_sync.documents.reading import check_size
from sheets_sync.documents.trace import described, layout_of
from sheets_sync.documents.verify import Mismatch, Verification, check_form, compared, side_file
from sheets_sync.errors import ConfigError
from sheets_sync.rollup.model import LAYOUT, CampaignReport, DayReport
from sheets_sync.words.worded import worded

__all__ = [
    "FORMATS",
    "Mismatch",
    "Verification",
    "check_form",
    "described",
    "layout_of",
    "render",
    "rendered",
    "verify",
]

FORMATS = ("docx", "html", "md", "pdf")
SIDE = "trace"

NOT_FOR_TEMPLATES = frozenset(
    {"figures", "totals", "moment", "report_day", "internal", "units", "seen", "declared", "layout", "so_far", "cells"}
)
EARLIER = "earlier"
"""The folder, within that of the templates, of those by which the layouts before this one were made."""


def render(
    model: DayReport | CampaignReport,
    *,
    templates: Path,
    formats: Sequence[str],
    out: Path,
    name: str,
    mode: int | None = None,
) -> list[Path]:
    """Writes `out`/`name`.FORMAT for each format and gives their paths, in the order of `formats`.

    Beside them stands `name`.trace.json: every figure with the cells that it came from. A file that says something
    else is never replaced, since people may have worked in it: then all are written as `name`-2, `name`-3 and so on.
    Templates are `daily.*` and `campaign.*` in the folder `templates`. All are rendered before the first file is
    written, so a broken template (`TemplateError`) leaves all files as they were. Where a pdf can't be made
    (`ConfigError`), the other files are written all the same. `mode`: bits of the files, see `files.write`.
    """
    unknown = [form for form in formats if form not in FORMATS]
    if unknown:
        raise ConfigError(
            worded("rendering.no_format", format=unknown[0]),
            remedy=worded("rendering.no_format.remedy", known=", ".join(FORMATS)),
        )
    made = _free(model, templates, [form for form in formats if form != "pdf"], out, name)
    side = made.pop(SIDE)
    paths: dict[str, Path] = {}
    if made:
        paths = {form: files.write(path, content, mode) for form, (path, content) in made.items()}
        files.write(*side, mode)
    if "pdf" in formats:
        path = side[0].with_name(side[0].name.removesuffix(trace.SUFFIX) + ".pdf")
        content = _pdf(model, templates, path.stem)
        paths["pdf"] = files.write(path, content, mode)
        files.write(*side, mode)
    return [paths[form] for form in formats]


def _free(
    model: DayReport | CampaignReport, templates: Path, forms: Sequence[str], out: Path, name: str
) -> dict[str, tuple[Path, bytes]]:
    """Path and content by form, under the first name whose files are missing or say just this."""
    side = trace.render(model)
    for free in chain([name], (f"{name}-{n}" for n in count(2))):
        made = {form: (out / f"{free}.{form}", _rendered(model, templates, form, free)) for form in forms}
        made[SIDE] = (out / f"{free}{trace.SUFFIX}", side)
        if all(files.is_free(path, content) for path, content in made.values()):
            return made
    raise AssertionError("names don't end")  # pragma: no cover


def _pdf(model: DayReport | CampaignReport, templates: Path, name: str) -> bytes:
    """Out of the docx by LibreOffice; where that is missing, out of the html, which then has the internal part too."""
    if pdf.libreoffice():
        return pdf.of_docx(_rendered(model, templates, "docx", name), model.moment)
    pdf.check_html()
    text.compiled()
    return pdf.of_html(_bounded(model, templates, "html", lambda: _page(model, templates, name)))


def verify(path: Path, model: DayReport | CampaignReport, *, templates: Path) -> Verification:
    """Holds a docx or html, and the side file beside it, against the model as recomputed from the evidence.

    `described` says of which day and moment the model must be. Raises ConfigError for what can't be read.
    """
    form = check_form(path)
    check_size(path)
    try:
        document = path.read_bytes()
        side = path.with_name(path.stem + trace.SUFFIX).read_bytes()
    except OSError as error:
        raise ConfigError(worded("rendering.unreadable", reason=error.strerror or error), where=str(path)) from error
    model = replace(model, layout=trace.version_of(side))
    verdict = _nearest(document, model, _made_by(model, templates), form, path.stem)
    return replace(verdict, mismatches=(*verdict.mismatches, *side_file(side, trace.render(model))))


def _made_by(model: DayReport | CampaignReport, templates: Path) -> list[Path]:
    """The folders of templates by which a paper of this layout may have been made."""
    earlier = templates / EARLIER
    return [earlier, templates] if model.layout < LAYOUT and earlier.is_dir() else [templates]


def _nearest(
    document: bytes, model: DayReport | CampaignReport, folders: Sequence[Path], form: str, name: str
) -> Verification:
    """What came of holding the document against the paper as each folder's templates make it: the first that holds."""
    for templates in folders:
        fresh = _rendered(model, templates, form, name)
        verdict = compared(document, fresh, form, model.heading, model.locale, model.internal)
        if verdict.holds:
            return verdict
    return verdict


def rendered(model: DayReport | CampaignReport, templates: Path, form: str, name: str) -> bytes:
    """A document in one form but pdf, written nowhere. Raises TemplateError."""
    return _rendered(model, templates, form, name)


def _rendered(model: DayReport | CampaignReport, templates: Path, form: str, name: str) -> bytes:
    """In a child process with bounds; what it needs is imported here, once."""
    if form == "docx":
        import_module("docxtpl")
    else:
        text.compiled()
    return _bounded(model, templates, form, lambda: _made(model, templates, form, name))


def _bounded(model: DayReport | CampaignReport, templates: Path, form: str, work: Callable[[], bytes]) -> bytes:
    rows = model.totals.valid_rows + model.totals.invalid_rows
    return bounded(work, _template(model, templates, form), seconds=seconds_for(rows))


def _made(model: DayReport | CampaignReport, templates: Path, form: str, name: str) -> bytes:
    if form == "docx":
        subject = " ".join(model.heading.subject)
        return docx.render(
            _template(model, templates, form),
            context(model, name),
            title=subject,
            author=model.heading.issuer,
            moment=model.moment,
            locale=model.locale,
        )
    if form == "html":
        return _page(model.public(), templates, name)
    made = text.render(_folders(model, templates), _name(model, form), context(model, name))
    return gaps.of_md(made, model.locale).encode()


def _page(model: DayReport | CampaignReport, templates: Path, name: str) -> bytes:
    seen = context(model, name) | {"sources": sources.PLACE}
    page = text.render(_folders(model, templates), _name(model, "html"), seen)
    page = gaps.of_html(page, model.locale)
    return sources.filled(page, model, f"{name}{trace.SUFFIX}")


def _template(model: DayReport | CampaignReport, templates: Path, form: str) -> Path:
    return first_of(_folders(model, templates), _name(model, form))


def _folders(model: DayReport | CampaignReport, templates: Path) -> list[Path]:
    """Where templates of a paper are looked for: those of its language's own layout go before those of all."""
    tags = dict.fromkeys((model.locale, model.locale.partition("-")[0]))
    return [*(folder for tag in tags if (folder := templates / tag).is_dir()), templates]


def _name(model: DayReport | CampaignReport, form: str) -> str:
    return f"{'daily' if isinstance(model, DayReport) else 'campaign'}.{form}"


def context(model: DayReport | CampaignReport, name: str) -> dict[str, Any]:
    """What a template sees: the fields of the model that are finished text, and the name of the side file."""
    seen = {field.name: getattr(model, field.name) for field in fields(model) if field.name not in NOT_FOR_TEMPLATES}
    return seen | {"trace": f"{name}{trace.SUFFIX}"}
