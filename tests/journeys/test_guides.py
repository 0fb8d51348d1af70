"""The guides: the administrator's commands run in order; the others reach the spreadsheet; what they name exists."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
from pathlib import Path

import pytest
from office import COMMAND, World, run

from sheets_sync.cli import cli
from sheets_sync.compliance import words
from sheets_sync.compliance.judging import Status
from sheets_sync.config import load, resources
from sheets_sync.job.guides import guide_plan
from sheets_sync.tabs.titles import tab_title

GUIDES = resources.jobs_dir() / "guides"
LANGUAGES = ("vi", "en")


def text_of(language: str, name: str) -> str:
    return (GUIDES / language / f"{name}.md").read_text(encoding="utf-8")


def commands(markdown: str) -> list[str]:
    return re.findall(r"```sh\n(.*?)```", markdown, re.DOTALL)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_administrators_guide_can_be_followed(language: str, tmp_path: Path) -> None:
    """Every fenced command, in order, in one shell, ends well on the local server; `check` has nothing to mend."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    script = "\n".join(["set -e", *commands(text_of(language, "administrator"))]).replace("8085", str(port))
    clean = {k: v for k, v in os.environ.items() if not k.startswith("SHEETS_SYNC")}
    environ = {**clean, "PATH": f"{COMMAND.parent}:{os.environ['PATH']}", "PYTHONUTF8": "1", "SHEETS_SYNC_LANG": "en"}
    shell = subprocess.Popen(
        ["bash", "-c", script],
        cwd=tmp_path,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        said, _ = shell.communicate(timeout=120)
    finally:
        os.killpg(shell.pid, signal.SIGTERM)  # the server that the guide started
    assert shell.returncode == 0, said
    assert "FIX" not in said
    assert "all sound" in said
    assert "OnCalendar" in (tmp_path / "reports" / "units.txt").read_text()


def test_both_languages_say_the_same_commands() -> None:
    """What is typed does not depend on the language, but for the title of the spreadsheet."""
    vi, en = (commands(text_of(language, "administrator")) for language in LANGUAGES)
    assert [block.replace("Báo cáo", "Reports") for block in vi] == en


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_guides_name_exists(language: str) -> None:
    """Commands, options, signs of the board and titles of tabs are those of the program."""
    everything = "".join(text_of(language, name) for name in ("administrator", "units", "coordinators"))
    for name, options in re.findall(r"sheets-sync (\w+)((?: --[\w-]+)*)", everything):
        assert name in cli.commands
        known = {option for parameter in cli.commands[name].params for option in parameter.opts}
        assert set(options.split()) <= known or name == "evidence"
    units = text_of(language, "units")
    for status in (Status.ON_TIME, Status.LATE, Status.MISSED, Status.INVALID, Status.PENDING, Status.UNDETERMINED):
        said = words.status_words(status, language)
        assert f"{said.sign} {said.word.lower()[:3]}" in units
    for picture in re.findall(r"\]\(([^)]+\.png)\)", everything):
        assert (GUIDES / language / picture).is_file()
    assert tab_title("problems", language) in units
    assert tab_title("overrides", language) in text_of(language, "coordinators")


def test_the_guide_can_stand_in_the_spreadsheet(world: World) -> None:
    """`provision --with-guide` makes the tab once, protected as the job's others; a tick goes on beside it."""
    where = {"SHEETS_SYNC_ENDPOINT": world.server.url}
    first = run("provision", "--with-guide", "--campaign", world.settings.path, **where)
    assert "Hướng dẫn" in first.stdout
    again = run("provision", "--with-guide", "--campaign", world.settings.path, **where)
    assert "nothing to change" in again.stdout
    column = [row[0] for row in world.values("Hướng dẫn") if row]
    assert column[0] == "Dành cho đơn vị"
    assert any(line.startswith("• Mỗi đơn vị gõ") for line in column)
    outcome = world.tick("10:00")
    assert outcome.tick.errors == 0


def test_a_guide_for_each_language() -> None:
    """Each language of campaigns has its guides, with nothing of Markdown in the cells; one without has the English."""
    for language in (*LANGUAGES, "en-GB", "qps"):
        campaign = load(resources.sample_campaign() / "campaign.toml", environ={}).campaign
        from dataclasses import replace

        plan = guide_plan(replace(campaign, locale=language))
        assert len(plan.cells) > 20
        assert not any(mark in str(cell.value) for cell in plan.cells.values() for mark in ("**", "`", "# "))
