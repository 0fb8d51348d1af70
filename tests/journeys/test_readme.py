"""The README tells the truth: its commands run as they stand there, and its tables name what exists."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sheets_sync.cli import cli
from tests.office import papers

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(name: str) -> str:
    """The one command under a mark of the README."""
    found = re.search(rf"<!-- {name} -->\n```sh\n(.+)\n```", README)
    assert found, name
    return found[1]


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
def test_the_demo_command_on_a_fresh_machine(tmp_path: Path) -> None:
    """The README's first command, in a copy of the checkout without an environment, ends with board and documents."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    copy = tmp_path / "copy"
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("SHEETS_SYNC", "VIRTUAL_ENV"))}
    done = subprocess.run(
        ["bash", "-c", block("demo")], cwd=copy, env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Huyện Đoàn" in done.stdout or "Gò Dầu" in done.stdout
    assert papers(copy / "demo-out" / "documents", ".docx")
