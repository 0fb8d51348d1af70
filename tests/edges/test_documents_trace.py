"""Every figure is accounted for: the side file names its cells, and the checker finds a number that was altered."""

from __future__ import annotations

import json
import re
import shutil
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from documents_samples import issued_models
from docx import Document

from sheets_sync.campaign.model import Campaign
from sheets_sync.config import resources
from sheets_sync.documents import Verification, described, layout_of, render, verify
from sheets_sync.errors import ConfigError
from sheets_sync.job.publishing.earlier import as_said_then
from sheets_sync.rollup import DayReport
from sheets_sync.tabs.rows import Row

sys.path.append(str(Path(__file__).parents[1] / "core"))  # the hand-made rows stand beside the tests of the model

from rollup_samples import at, campaign, campaign_model, day_model, many_rows, row, statuses

TEMPLATES = resources.templates_dir()
ISSUED = Path(__file__).parent / "issued"
SMALL = campaign()


def model(kind: str, rows: Any = None) -> Any:
    known, seen = many_rows(SMALL) if rows is None else rows, statuses(SMALL, go_dau="late")
    if kind == "daily":
        return day_model(SMALL, date(2022, 12, 18), known, seen, as_of=at(18, 10, 5))
    return campaign_model(SMALL, known, seen, as_of=at(31, 12))


def written(made: Any, form: str, out: Path) -> Path:
    return render(made, templates=TEMPLATES, formats=[form], out=out, name="ban")[0]


@pytest.mark.parametrize("kind", ["daily", "campaign"])
def test_side_file(kind: str, tmp_path: Path) -> None:
    """Each figure of the document is in the side file, as the sum of what its cells add."""
    made = model(kind)
    page = written(made, "html", tmp_path).read_text(encoding="utf-8")
    side = json.loads((tmp_path / "ban.trace.json").read_text(encoding="utf-8"))
    linked = {unquote(name) for name in re.findall(r'href="ban\.trace\.json#([^"]+)"', page)}
    assert len(linked) > 20
    assert linked <= set(side["figures"])
    days = {report["day"] for report in side["reports"]}
    assert days == {"2022-12-18"} if kind == "daily" else len(days) > 1
    for name, figure in side["figures"].items():
        if kind == "daily" and name.startswith("whole."):
            assert "from" not in figure
            continue
        assert all(0 <= place < len(side["cells"]) for place, _ in figure["from"])
        if figure["adding"] != "share":
            assert figure["value"] == pytest.approx(sum(amount for _, amount in figure["from"]))


def test_side_file_names_the_cell(tmp_path: Path) -> None:
    """An entry says where the cell stands, what was typed and how it was read."""
    seen = {("go-dau", date(2022, 12, 16)): at(16, 8, 45)}
    made = day_model(SMALL, date(2022, 12, 16), [row(quantity=30, estimates=["quantity"])], {}, as_of=at())
    written(replace(made, seen=seen), "md", tmp_path)
    side = json.loads((tmp_path / "ban.trace.json").read_text(encoding="utf-8"))
    figure = side["figures"]["day.QA2.phần"]
    assert (figure["value"], figure["adding"], figure["measure"]) == (30, "sum", "phần")
    [[place, amount]] = figure["from"]
    assert amount == 30
    assert side["cells"][place] == {
        "report": 0,
        "cell": "E2",
        "typed": "khoảng 30",
        "read": "30",
        "estimated": True,
    }
    first = {"unit": "go-dau", "day": "2022-12-16", "tab": "go-dau", "poll": "2022-12-16T08:45:00+07:00"}
    assert side["reports"][0] == first


@pytest.mark.parametrize("kind", ["daily", "campaign"])
def test_described(kind: str, tmp_path: Path) -> None:
    """The side file tells of which day and moment a document is."""
    made = model(kind)
    day = date(2022, 12, 18) if isinstance(made, DayReport) else None
    assert described(written(made, "md", tmp_path)) == (day, made.moment, 1)
    (tmp_path / "ban.trace.json").write_text("{")
    with pytest.raises(ConfigError, match=r"ban\.trace\.json"):
        described(tmp_path / "ban.md")


@pytest.mark.parametrize("kind", ["daily", "campaign"])
@pytest.mark.parametrize("form", ["docx", "html"])
def test_a_document_holds(kind: str, form: str, tmp_path: Path) -> None:
    """A document as it was written is accounted for to the last number."""
    made = model(kind)
    assert verify(written(made, form, tmp_path), made, templates=TEMPLATES) == Verification()


@pytest.mark.once
@pytest.mark.usefixtures("rendered_here")
@pytest.mark.parametrize("kind", ["daily", "campaign"])
def test_each_altered_number_is_found(kind: str, tmp_path: Path) -> None:
    """Whichever number of the html is altered by hand, the checker names its place."""
    made = model(kind)
    path = written(made, "html", tmp_path)
    page = path.read_text(encoding="utf-8")
    places = [match.span(1) for match in re.finditer(r'#[^"<>]*">(?:khoảng )?([\d.,]+)<', page)]
    assert len(places) > 30
    for start, end in places[:: max(1, len(places) // 25)]:
        path.write_text(page[:start] + "98765" + page[end:], encoding="utf-8")
        (found,) = verify(path, made, templates=TEMPLATES).mismatches
        assert "98765" in found.numbers


def test_altered_word_file(tmp_path: Path) -> None:
    """A number altered in Word is found; words that a person adds or changes are not held against them."""
    made = model("campaign")
    path = written(made, "docx", tmp_path)
    document = Document(str(path))
    gap = next(line for line in document.paragraphs if line.text.startswith("[Ban Phong trào ghi"))
    gap.runs[1].text = "Các đơn vị đã chủ động ban hành kế hoạch."
    document.save(str(path))
    assert verify(path, made, templates=TEMPLATES) == Verification()
    line = next(line for line in document.paragraphs if "căn nhà" in line.text)
    line.runs[0].text = re.sub(r"\d+", "77777", line.text)
    document.save(str(path))
    (found,) = verify(path, made, templates=TEMPLATES).mismatches
    assert found.numbers == ("77777",)
    assert "căn nhà" in found.found
    assert "căn nhà" in found.expected


def test_numbers_that_changed_places(tmp_path: Path) -> None:
    """Two figures that were exchanged are found, though each occurs in the document."""
    rows = [row(people=111), row("tay-ninh", people=222)]
    made = day_model(SMALL, date(2022, 12, 16), rows, statuses(SMALL), as_of=at())
    path = written(made, "html", tmp_path)
    page = path.read_text(encoding="utf-8")
    path.write_text(page.replace(">111<", ">x<").replace(">222<", ">111<").replace(">x<", ">222<"), encoding="utf-8")
    assert verify(path, made, templates=TEMPLATES).mismatches


def test_evidence_that_changed(tmp_path: Path) -> None:
    """A document whose cells have other figures by now does not hold."""
    path = written(model("daily", [row(day=18, quantity=10)]), "docx", tmp_path)
    assert verify(path, model("daily", [row(day=18, quantity=11)]), templates=TEMPLATES).mismatches


@pytest.mark.parametrize("name", ["ban.md", "ban.pdf", "none.docx"])
def test_what_can_not_be_verified(name: str, tmp_path: Path) -> None:
    """Other formats and files that are missing are refused by name."""
    with pytest.raises(ConfigError):
        verify(tmp_path / name, model("daily"), templates=TEMPLATES)
    (tmp_path / "none.docx").write_bytes(b"PK")
    with pytest.raises(ConfigError):
        verify(tmp_path / "none.docx", model("daily"), templates=TEMPLATES)


@pytest.mark.parametrize("name", ["daily.docx", "daily.html", "campaign.docx"])
@pytest.mark.parametrize(("layout", "folder"), [(1, "first"), (2, "second")])
def test_what_an_earlier_version_issued_still_verifies(layout: int, folder: str, name: str, tmp_path: Path) -> None:
    """Papers of each earlier layout hold, a second edition too, and a changed number in them is still found."""
    stem = name.partition(".")[0]
    for kept in (ISSUED / folder).glob(f"{stem}.*"):
        shutil.copy(kept, tmp_path)
    assert layout_of(tmp_path / name) == layout
    issued = issued_models(layout)[stem]
    verdict = verify(tmp_path / name, issued, templates=TEMPLATES)
    assert verdict.mismatches == ()
    side = tmp_path / f"{stem}.trace.json"
    text = side.read_text(encoding="utf-8")
    changed = re.sub(r'"value": ?1', '"value":9', text, count=1)
    side.write_text(changed, encoding="utf-8")
    assert changed != text
    assert verify(tmp_path / name, issued, templates=TEMPLATES).mismatches


def test_papers_of_earlier_layouts_say_activities_as_they_did_then() -> None:
    """A campaign file that words no activity, as those of before: its papers of then are made with their sentences."""
    plain = [replace(activity, heading="", phrases=(), listed=False) for activity in SMALL.activities]
    then = as_said_then(replace(SMALL, activities=tuple(plain), locale="en"))
    made = day_model(then, date(2022, 12, 16), [row()], statuses(then), as_of=at(), layout=2)
    assert [str(group.paragraph) for group in made.results] == ["tặng 10 phần quà cho hộ nghèo, hộ khó khăn."]
    works = campaign_model(then, [row(activity="NH2")], statuses(then), as_of=at(31), layout=2).work_list
    assert [work.what for work in works] == ["Việc làm thử"]


def test_papers_of_a_day_do_not_grow_with_the_campaign(tmp_path: Path) -> None:
    """A day's page and side file list the cells of that day: on the sixtieth day they are as large as on the first."""
    long = campaign(14, 60)
    rows = [again for n, day in enumerate(long.days) for again in rows_of_day(long, n, day)]
    seen = statuses(long)
    sizes = []
    for n in (0, 14, 59):
        day = long.days[n]
        as_of = long.deadline_of(day)
        some = [r for r in rows if r.day is not None and r.day <= day]
        looks = {(r.unit, r.day): as_of for r in some}
        made = day_model(long, day, some, seen, as_of=as_of, evidence_code="0123456789abcdef")
        out = tmp_path / day.isoformat()
        made, name = replace(made, seen=looks), f"bao-cao-ngay-{day}-10h00"
        render(made, templates=TEMPLATES, formats=["docx", "html"], out=out, name=name)
        sizes.append(sum(path.stat().st_size for path in out.iterdir()))
    assert max(sizes) < 125_000  # sixty days with two editions a day: under 15 MB
    assert sizes[2] < 1.1 * sizes[1]


def rows_of_day(of: Campaign, n: int, day: date) -> list[Row]:
    """Two rows a unit on the day."""
    found = []
    for u, unit in enumerate(of.units):
        for k in range(2):
            activity = of.activities[(u * 7 + n * 3 + k) % (len(of.activities) - 1)]
            facts = {"people": 5 + u, "money": 50_000 * u, "place": f"xã số {(u + n) % 30}", "issues": "Không"}
            made = row(unit.key, 16, activity.code, 1 + (u + k) % 40, number=2 * n + k + 1, **facts)
            found.append(replace(made, day=day))
    return found
