"""Renders a finished model through the templates of an office: docx, html, md, and pdf out of the docx; verifies them.

A file is replaced only by a whole new one; where anything goes wrong the last good file stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from sheets_sync.documents import docx, files, pdf, text, trace
from sheets_sync.documents.trace import described
from sheets_sync.documents.verify import Mismatch, check_form, mismatches
from sheets_sync.errors import ConfigError
from sheets_sync.rollup.model import CampaignReport, DayReport

__all__ = ["FORMATS", "Mismatch", "check_form", "described", "render", "verify"]

FORMATS = ("docx", "html", "md", "pdf")

NOT_FOR_TEMPLATES = frozenset({"figures", "totals", "moment", "report_day"})


def render(
    model: DayReport | CampaignReport, *, templates: Path, formats: Sequence[str], out: Path, name: str
) -> list[Path]:
    """Writes `out`/`name`.FORMAT for each format and gives their paths, in the order of `formats`.

    Beside them stands `name`.trace.json: every figure with the cells that it came from.
    Templates are `daily.*` and `campaign.*` in the folder `templates`. All are rendered before the first file is
    written, so a broken template (`TemplateError`) leaves all files as they were. A pdf comes last: where LibreOffice
    is missing (`ConfigError`), the other files are written all the same.
    """
    unknown = [form for form in formats if form not in FORMATS]
    if unknown:
        raise ConfigError(f"no such document format: {unknown[0]!r}.", remedy=f"Known: {', '.join(FORMATS)}.")
    rendered = {form: _rendered(model, templates, form, name) for form in formats if form != "pdf"}
    paths = {form: files.write(out / f"{name}.{form}", content) for form, content in rendered.items()}
    files.write(out / f"{name}{trace.SUFFIX}", trace.render(model))
    if "pdf" in formats:
        source = rendered.get("docx") or _rendered(model, templates, "docx", name)
        paths["pdf"] = files.write(out / f"{name}.pdf", pdf.convert(source, model.moment))
    return [paths[form] for form in formats]


def verify(path: Path, model: DayReport | CampaignReport, *, templates: Path) -> tuple[Mismatch, ...]:
    """Numbers of a docx or html that the model, recomputed from the evidence, does not account for; none: it holds.

    `described` says of which day and moment the model must be.
    """
    form = check_form(path)
    try:
        document = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"the document can't be read: {error.strerror or error}.", where=str(path)) from error
    return mismatches(document, _rendered(model, templates, form, path.stem), form)


def _rendered(model: DayReport | CampaignReport, templates: Path, form: str, name: str) -> bytes:
    template = f"{'daily' if isinstance(model, DayReport) else 'campaign'}.{form}"
    if form == "docx":
        subject = " ".join(model.heading.subject)
        return docx.render(
            templates / template, context(model, name), title=subject, author=model.heading.issuer, moment=model.moment
        )
    return text.render(templates, template, context(model.public() if form == "html" else model, name))


def context(model: DayReport | CampaignReport, name: str) -> dict[str, Any]:
    """What a template sees: the fields of the model that are finished text, and the name of the side file."""
    seen = {field.name: getattr(model, field.name) for field in fields(model) if field.name not in NOT_FOR_TEMPLATES}
    return seen | {"trace": f"{name}{trace.SUFFIX}"}
