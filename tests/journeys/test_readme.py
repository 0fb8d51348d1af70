"""The README tells the truth: its commands run as they stand there, and its tables name what exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from readme import README, ROOT, block

from sheets_sync.cli import cli
from tests.office import papers


def test_the_table_of_commands_is_complete() -> None:
    """Every command stands in the README's table, and nothing that does not exist."""
    table = README[README.index("## Commands") : README.index("Every command has")]
    cells = re.findall(r"^\| (.*?) \|", table, re.MULTILINE)
    named = {name for cell in cells for name in re.findall(r"`([\w-]+)", cell)}
    assert named == set(cli.commands)


def test_modules_named_in_the_readme_exist() -> None:
    """Every room that the README names is there, and every module has its room."""
    table = README[README.index("| room |") :].partition("\n\n")[0]
    named = set(re.findall(r"`(\w+)/?`", "\n".join(line.split("|")[1] for line in table.splitlines()[2:])))
    files = [p.name for p in (ROOT / "sheets_sync").iterdir()]
    modules = {name.removesuffix(".py") for name in files if not name.startswith(("_", "."))}
    assert named == modules - {"py.typed"}


def test_ci_runs_the_readmes_test_command() -> None:
    """The continuous integration takes its command from the README."""
    assert block("tests") in README
    assert "README.md" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert block("tests").endswith("-m pytest -n auto --dist worksteal")


@pytest.mark.slow
def test_the_demo_command_on_a_fresh_machine(fresh_demo: tuple[Path, str]) -> None:
    """The README's first command, in a copy of the checkout without an environment, ends with board and documents."""
    out, said = fresh_demo
    assert "Huyện Đoàn" in said or "Gò Dầu" in said
    assert papers(out / "documents", ".docx")
