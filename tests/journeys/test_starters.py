"""The starters: campaigns of other offices to begin from, each with its own demo."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from documents_text import said
from office import run

from sheets_sync.config import load, resources
from sheets_sync.demo import read_typing
from sheets_sync.starters import STARTERS
from sheets_sync.words.formats import formats
from sheets_sync.words.texts import SECTIONS, texts

PLACEHOLDERS = ("paste-the-id-or-the-address-here", "dien-ma-bang-tinh-vao-day")
VIETNAMESE = re.compile(r"[ạảãầấẩẫăắằặẳẵẹẻẽềếểễệỉịĩọỏốồổỗộơớờởỡợụủũưứừửữựỳỵỷỹđ]|\b(?:ngày|báo cáo|của|và)\b", re.I)
PRINTED = ("annexes", "daily", "editions", "final", "frame", "papers", "reporting", "sources", "wordings")
ENGLISH_SENTENCES = tuple(
    text
    for section in PRINTED
    if section in SECTIONS
    for text in texts("en").section(section).values()
    if isinstance(text, str) and " " in text and "{" not in text
)
TAG = re.compile("<[^>]*>")
PERSONAL = re.compile(
    r"tây ninh|@(?!(?:[\w-]+\.)*example\.org)[\w.-]+|https?://(?!example\.org)|(?<!\d)0\d{9}(?!\d)", re.I
)


def test_the_starters_are_these() -> None:
    """Every folder of a starter can be named, and every name has its folder."""
    assert {path.name for path in (resources.jobs_dir() / "starters").iterdir()} == set(STARTERS)


@pytest.mark.parametrize("name", STARTERS)
def test_a_starter_is_a_commented_campaign_without_problems(name: str, tmp_path: Path) -> None:
    """`init --like` writes a file that loads, says what its keys mean, and waits for a spreadsheet of one's own."""
    done = run("init", tmp_path / "new", "--like", name)
    assert done.returncode == 0, done.stderr
    path = tmp_path / "new" / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    assert load(path, environ={}).spreadsheet in PLACEHOLDERS
    assert text.startswith("# ")
    assert text.count("# ") > 20
    assert run("init", tmp_path / "new", "--like", name).returncode == 2


@pytest.mark.parametrize("name", STARTERS)
def test_a_starter_names_nobody(name: str) -> None:
    """No province, mail, address or telephone number of anybody stands in a starter, and no letterhead."""
    folder = resources.starter(name)
    for path in folder.iterdir():
        assert not (found := PERSONAL.search(path.read_text(encoding="utf-8"))), f"{path}: {found and found[0]}"
    table = tomllib.loads((folder / "campaign.toml").read_text(encoding="utf-8"))
    assert not {"issuer", "place", "authority", "signer", "recipients"} & set(table["documents"])


def test_the_starters_are_the_offices_that_they_say() -> None:
    """Thirty schools on Fridays at 17:00 in London; clinics with two slots; districts by the month; a daily union."""
    found = {
        name: load(folder / "campaign.toml", environ={}).campaign
        for name, folder in zip(STARTERS, map(resources.starter, STARTERS), strict=True)
    }
    schools, clinics = found["school-weekly-en"], found["clinic-twice-daily-vi"]
    assert (len(schools.units), schools.locale, str(schools.timezone)) == (30, "en-GB", "Europe/London")
    assert {f"{period.deadline:%A %H:%M}" for period in schools.periods} == {"Friday 17:00"}
    assert [slot.key for slot in clinics.slots] == ["ngay", "dem"]
    assert found["district-monthly-en"].period == "month"
    assert found["youth-union-daily-vi"].period == "day"


def test_an_unknown_starter_is_told_with_the_nearest(tmp_path: Path) -> None:
    """A name that no starter has ends with code 2, the nearest name and all the others, and leaves nothing behind."""
    for command in (("init", "nowhere"), ("demo", "--out", "nowhere")):
        done = run(*command, "--like", "school-weekly", cwd=tmp_path)
        assert done.returncode == 2
        assert "Did you mean 'school-weekly-en'?" in " ".join(done.stderr.split())
        assert all(name in done.stderr for name in STARTERS)
    assert not list(tmp_path.iterdir())


def test_init_without_a_kind_writes_the_general_starter(tmp_path: Path) -> None:
    """Without `--like` the file is the one with every key."""
    assert run("init", tmp_path).returncode == 0
    general = resources.jobs_dir() / "starter" / "campaign.toml"
    assert (tmp_path / "campaign.toml").read_bytes() == general.read_bytes()


@pytest.fixture(scope="module", params=STARTERS)
def shown(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A starter's folder, and what its demo gave."""
    out = tmp_path_factory.mktemp(request.param) / "out"
    done = run("demo", "--like", request.param, "--out", out, "--json")
    assert done.returncode == 0, done.stderr
    return resources.starter(request.param), dict(json.loads(done.stdout))


def test_the_board_is_what_the_typing_log_means(shown: tuple[Path, dict[str, Any]]) -> None:
    """Each status equals the one that was worked out from the log by hand; no tab of the job is taken for a unit's."""
    folder, result = shown
    assert result["board"]["unclaimed"] == []
    expected = expectation(folder)
    found = {
        unit["unit"]: {"/".join(filter(None, (day["day"], day.get("slot")))): day["status"] for day in unit["days"]}
        for unit in result["board"]["units"]
    }
    plain = dict.fromkeys(expected["reports"], expected["otherwise"])
    assert found == {unit: plain | expected["except"].get(unit, {}) for unit in found}


def test_the_totals_are_what_the_typing_log_adds_up_to(shown: tuple[Path, dict[str, Any]]) -> None:
    """The campaign's figures equal the sums that were made by hand."""
    folder, result = shown
    expected = expectation(folder)
    found = result["totals"]["campaign"]
    assert found.get("columns", {}) == expected.get("figures", {})
    for key, nothing in {"activities": {}, "combined": {}, "money": 0, "people": 0}.items():
        assert found.get(key, nothing) == expected.get(key, nothing), key


def test_papers_come_out_in_both_formats(shown: tuple[Path, dict[str, Any]]) -> None:
    """There is a page and a Word file for reports and for the campaign."""
    suffixes = [Path(path).suffix for path in shown[1]["documents"]]
    assert suffixes.count(".docx") == suffixes.count(".html") >= 3


def test_papers_are_in_the_campaign_s_language(shown: tuple[Path, dict[str, Any]]) -> None:
    """English papers have no letter or word of Vietnamese; Vietnamese ones have no sentence of the English texts."""
    english = load(shown[0] / "campaign.toml", environ={}).campaign.language == "en"
    for path in map(Path, shown[1]["documents"]):
        text = said(path)
        if english:
            assert [found[0] for found in VIETNAMESE.finditer(text)] == [], path
        else:
            assert [sentence for sentence in ENGLISH_SENTENCES if sentence in text] == [], path


NOT_PRINTED = {"whole.rows"}
"""What a paper only holds for the next edition, which may print it and tell what changed."""


def test_the_papers_say_what_was_worked_out(shown: tuple[Path, dict[str, Any]]) -> None:
    """Each figure and count of each report's last paper, and of the campaign's, is the one that was worked out by hand,
    and stands in its page."""
    folder, result = shown
    said = formats(load(folder / "campaign.toml", environ={}).campaign.locale)
    found: dict[str, dict[str, float]] = {}
    pages = [Path(path) for path in result["documents"] if path.endswith(".html")]
    traces = {page: json.loads(page.with_suffix(".trace.json").read_text(encoding="utf-8")) for page in pages}
    for page, trace in sorted(traces.items(), key=lambda item: item[1]["as_of"]):
        figures = {name: figure["value"] for name, figure in trace["figures"].items()}
        own = {name: value for name, value in figures.items() if name.startswith(("day.", "whole."))}
        found[trace["day"] or "campaign"] = own
        text = TAG.sub(" ", page.read_text(encoding="utf-8"))
        printed = {name: value for name, value in own.items() if name not in NOT_PRINTED}
        assert [name for name, value in printed.items() if said.number(value) not in text] == []
    assert found == expectation(folder)["papers"]


def test_papers_have_no_part_about_what_a_campaign_has_not(shown: tuple[Path, dict[str, Any]]) -> None:
    """Schools that count neither money, people nor activities get no part and no word about them."""
    folder, result = shown
    if folder.name != "school-weekly-en":
        pytest.skip("has activities")
    for path in map(Path, result["documents"]):
        text = said(path)
        assert not re.search("resource|activit|money|gift|volunteer", text, re.I), path
        if path.name.startswith("final"):
            assert "II. RESULTS 1. Figures - Pupils on roll: 6,015. - Incidents: 7. 2. Matters that arose" in text
            assert "III. ASSESSMENT" in text


def test_every_expectation_is_about_the_log(shown: tuple[Path, dict[str, Any]]) -> None:
    """The log names only units that there are, and so does the expectation."""
    folder, result = shown
    units = {unit["unit"] for unit in result["board"]["units"]}
    assert {act.unit for act in read_typing(folder / "typing.jsonl")} <= units
    assert set(expectation(folder)["except"]) <= units


def expectation(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "expected.json").read_text(encoding="utf-8")))
