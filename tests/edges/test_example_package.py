"""An office's own package, installed beside this one, through the command: its rules, its column type, its template."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import sheets_sync as ss
from sheets_sync.demo.pytest_plugin import CAMPAIGN

EXAMPLE = Path(__file__).resolve().parents[1] / "example_office"
PLATE = '\n[[columns]]\nkey = "plate"\nheader = "Biển số"\ntype = "plate"\n'
COMMAND = "from sheets_sync.cli import main; main()"
Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pip installed the example, without asking any index."""
    pytest.importorskip("hatchling", reason="builds the example; pip install 'sheets-sync[test]'")
    folder = tmp_path_factory.mktemp("site")
    offline = ["--no-index", "--no-deps", "--no-build-isolation", "--target", str(folder)]
    pip = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", *offline, str(EXAMPLE)]
    done = subprocess.run(pip, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def command(site: Path, tmp_path: Path) -> Command:
    """The command as it runs where the example is installed, in a folder of its own."""

    def run(*args: object, **environ: str) -> subprocess.CompletedProcess[str]:
        clean = {k: v for k, v in os.environ.items() if not k.startswith("SHEETS_SYNC")}
        paths = os.pathsep.join([str(site), *filter(None, [clean.get("PYTHONPATH")])])
        return subprocess.run(
            [sys.executable, "-c", COMMAND, *map(str, args)],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            env={**clean, "PYTHONUTF8": "1", "PYTHONPATH": paths, **environ},
        )

    return run


@pytest.mark.once
def test_an_installed_package_works_through_the_command(command: Command, site: Path, tmp_path: Path) -> None:
    """No line of this package and no word on modules in the campaign file: the entry point is enough. A rule speaks in
    the list of problems, a type reads its cells, a template makes the paper."""
    documents = f'\n[documents]\nformats = ["md"]\ntemplates = "{site / "my_office" / "templates"}"\n'
    (tmp_path / "campaign.toml").write_text(CAMPAIGN + PLATE + documents, encoding="utf-8")
    with ss.LocalSheets() as server:
        server.create_spreadsheet(id="office")
        at = {"SHEETS_SYNC_ENDPOINT": server.url}
        made = command("provision", **at)
        assert made.returncode == 0, made.stderr
        tab = server.client().open_by_key("office").worksheet("An Hòa")
        cells = ["16/12", "Trồng cây", "Trồng cây ven đường", "1.200", "", "", "70a 12345"]
        tab.update([cells], "A2", value_input_option="USER_ENTERED")
        ticked = command("run", "--now", "2022-12-16T09:00:00+07:00", "--json", **at)
        assert json.loads(ticked.stdout)["reminders"] == 1, ticked.stderr
        listed = command("check", "--json", **at)
    said = [finding["what"] for finding in json.loads(listed.stdout)["findings"]]
    assert any("my_office.rules 1.2.0" in what for what in said), said
    (problem,) = json.loads(command("problems", "--json").stdout)
    assert (problem["code"], problem["cell"]) == ("Z1", "D2")
    assert "vượt kế hoạch (1000)" in problem["message"]
    (row,) = json.loads(command("rows", "--json").stdout)
    assert (row["plate"], row["plate_typed"]) == ("70A-12345", "70a 12345")
    paper = command("rollup", "--day", "16/12", "--now", "2022-12-16T09:05:00+07:00", "--json")
    (path,) = json.loads(paper.stdout)["documents"]
    assert "Ngày 16/12/2022." in Path(tmp_path, path).read_text(encoding="utf-8")


@pytest.mark.once
def test_the_example_s_own_tests_pass_where_it_is_installed(site: Path, tmp_path: Path) -> None:
    """An office tests its rules with the fixture of this package and nothing else."""
    environ = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"PYTHONPATH": str(site)}
    pytest_run = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull]
    done = subprocess.run(
        [*pytest_run, "--rootdir", str(tmp_path), str(EXAMPLE / "tests")],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=environ,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 passed" in done.stdout
