"""Papers of an office that reports in English, and of one in a language that nobody built in: every word is theirs."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from documents_text import said
from office import World
from test_languages import ENGLISH, VIETNAMESE, played, pseudo, server

from sheets_sync.job import opening
from sheets_sync.job.publishing import verify_document, write_document
from sheets_sync.local_sheets import LocalSheets

__all__ = ["pseudo", "server"]  # fixtures

FORMS = ("docx", "html", "md")
DAYS = (date(2027, 1, 11), None)
"""The report of a day, and that of the campaign."""


def papers(world: World, out: Path) -> list[Path]:
    """Both papers in every form, made of what was recorded so far."""
    found: list[Path] = []
    with opening.archive_of(world.settings) as archive:
        for day in DAYS:
            found += write_document(archive, world.clock.now, day, formats=FORMS, out=out)[1]
    return found


@pytest.fixture
def english(server: LocalSheets, tmp_path: Path) -> tuple[World, list[Path]]:
    """A British office and its papers."""
    world = played(server, tmp_path, "en-GB")
    return world, papers(world, tmp_path / "papers")


def test_papers_of_an_english_office_are_english(english: tuple[World, list[Path]]) -> None:
    """No form of any paper has a Vietnamese word, nor does the source of a page."""
    for path in english[1]:
        text = said(path)
        assert [found[0] for found in VIETNAMESE.finditer(text)] == [], path
        if path.suffix != ".docx":
            assert not VIETNAMESE.search(path.read_text(encoding="utf-8")), path


def test_an_english_day_report_says_what_happened(english: tuple[World, list[Path]]) -> None:
    """Who reported, money with its sign and pence, the campaign's headings, a plain letterhead, an English name."""
    for path in english[1][:3]:
        text = said(path).replace("\u00a0", " ").replace("** **", " ").replace("\\", "")
        assert path.name.startswith("report-2027-01-11-17h10")
        for part in (
            "DAILY REPORT",
            "Visits of schools: 11/01/2027 (figures up to 17:10",
            "Reports received from 1 of 2 units (on time 1)",
            "Pupils: 1,250; Spent: £1,250.50.",
            "11 January 2027",
            "[issuing office]",
        ):
            assert part in text, (path.suffix, part)


def test_english_papers_verify_and_an_altered_number_is_found(english: tuple[World, list[Path]]) -> None:
    """A paper in English holds; a figure, a share of it, or a word that makes it another number does not."""
    world, made = english
    (page,) = (path for path in made if path.suffix == ".html" and path.name.startswith("report-"))
    text = page.read_text(encoding="utf-8")
    with opening.archive_of(world.settings) as archive:
        for path in made:
            if path.suffix != ".md":
                assert verify_document(archive, path).mismatches == (), path
        for old, new in (
            ("£1,250.50", "£1,250.60"),
            (">1,250<", ">about 1,250<"),
            ("£1,250.50<", "£1,250.50 million<"),
        ):
            assert old in text
            page.write_text(text.replace(old, new, 1), encoding="utf-8")
            assert verify_document(archive, page).mismatches, new


def test_papers_of_another_language_are_its_texts_and_nothing_else(
    server: LocalSheets, tmp_path: Path, pseudo: None
) -> None:
    """Without what stands in that language's texts, a paper holds what was typed and the campaign's names: no word."""
    world = played(server, tmp_path, "qps")
    typed = set(re.findall(r"[^\W\d_]+", ENGLISH + "museum pupils January III"))  # the name of the month is CLDR's
    for path in papers(world, tmp_path / "papers"):
        text = re.sub(r"\b[0-9a-f]{16}\b", "", said(path))  # without the code of the evidence
        while text != (text := re.sub(r"⟦[^⟦⟧]*⟧", " ", text)):
            pass
        words = re.findall(r"[^\W\d_]{3,}", text)
        strange = [word for word in words if word not in typed and word.lower() not in typed]
        assert strange == [], path


def test_papers_of_layouts_before_languages_are_held_as_vietnamese_ones(
    english: tuple[World, list[Path]],
) -> None:
    """An English office's papers of earlier layouts were in Vietnamese; they are made so again to be verified."""
    world = english[0]
    with opening.archive_of(world.settings) as archive:
        for day in DAYS:
            earlier, now = (archive.edition(day, world.clock.now, 1, layout) for layout in (2, None))
            assert (earlier.locale, now.locale) == ("vi", "en-GB")
            assert "Đã nhận" in str(earlier.reporting[0])
            assert {name: f.value for name, f in earlier.figures.items()}.items() <= {
                name: f.value for name, f in now.figures.items()
            }.items()
