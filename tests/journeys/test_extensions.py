"""An office's own rules and column types: used by the command, named where they fail, never in the way."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from office import run

import sheets_sync as ss
from sheets_sync.campaign import extensions
from sheets_sync.demo.pytest_plugin import CAMPAIGN, Office, office, office_campaign  # noqa: F401 - the fixture
from sheets_sync.words import texts as words

EXAMPLE = Path(__file__).resolve().parents[1] / "example_office"
PLATE = '\n[[columns]]\nkey = "plate"\nheader = "Biển số"\ntype = "plate"\n'
USED = '\n[extensions]\nmodules = ["my_office.rules"]\n'


@pytest.fixture(autouse=True)
def nothing_stays_registered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Modules made for one test are forgotten after it."""
    monkeypatch.syspath_prepend(str(EXAMPLE))
    before, modules = dict(extensions._noted), set(sys.modules)
    yield
    words._REGISTERED.clear()
    words._texts_of.cache_clear()
    extensions._noted.clear()
    extensions._noted.update(before)
    for name in set(sys.modules) - modules:
        if name.partition(".")[0] in ("my_office", "broken_office"):
            del sys.modules[name]


def campaign_with(folder: Path, text: str) -> Path:
    path = folder / "campaign.toml"
    path.write_text(CAMPAIGN + text, encoding="utf-8")
    return path


def broken(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> str:
    """A module of that text, named by a campaign file."""
    (folder / "broken_office.py").write_text("import sheets_sync as ss\n" + text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    return '\n[extensions]\nmodules = ["broken_office"]\n'


def test_the_command_uses_a_package_of_the_office(tmp_path: Path) -> None:
    """Rules and a type of an installed package work through the command; `check` names them with their version."""
    path = campaign_with(tmp_path, PLATE + USED)
    found = run("cells", "--campaign", path, "--type", "plate", "70a 12345", PYTHONPATH=str(EXAMPLE))
    assert json.loads(found.stdout)["value"] == "70A-12345"
    refused = run("cells", "--campaign", path, "--type", "plate", "xe máy", PYTHONPATH=str(EXAMPLE))
    assert "không phải biển số xe" in json.loads(refused.stdout)["message"]
    script = "from sheets_sync.config import load; from pathlib import Path; import sys; " \
             "print([(e.name, e.version) for e in load(Path(sys.argv[1])).campaign.extensions])"  # fmt: skip
    listed = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, env={"PYTHONPATH": str(EXAMPLE)}
    )
    assert listed.stdout.strip() == "[('my_office.rules', '1.2.0')]", listed.stderr


def test_an_installed_package_is_used_by_its_entry_point(tmp_path: Path) -> None:
    """What a package offers by an entry point holds without a word in the campaign file."""
    info = tmp_path / "site" / "my_office-1.2.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: my-office\nVersion: 1.2.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[sheets_sync.extensions]\nmy_office = my_office.rules\n", encoding="utf-8")
    path = campaign_with(tmp_path, PLATE)
    site = f"{EXAMPLE}:{info.parent}"
    found = run("cells", "--campaign", path, "--type", "plate", "70a 12345", PYTHONPATH=site)
    assert json.loads(found.stdout)["verdict"] == "accept"


def test_the_example_s_own_tests_pass(tmp_path: Path) -> None:
    """An office tests its rules with the fixture, in its own package."""
    options = ["-q", "-p", "no:cacheprovider", "-c", "/dev/null"]
    command = [sys.executable, "-m", "pytest", *options, str(EXAMPLE / "tests")]
    from importlib.metadata import entry_points

    if not any(point.value == "sheets_sync.demo.pytest_plugin" for point in entry_points(group="pytest11")):
        command += ["-p", "sheets_sync.demo.pytest_plugin"]
    done = subprocess.run(command, capture_output=True, text=True, env={"PYTHONPATH": str(EXAMPLE)}, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 passed" in done.stdout


@pytest.mark.slow
def test_the_example_is_typed() -> None:
    """A developer's module passes mypy --strict against the package."""
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--follow-imports=silent",
         str(EXAMPLE / "my_office")],
        capture_output=True, text=True, check=False, cwd=EXAMPLE.parents[1],
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('@ss.rule(code="Z9", messages={"vi": "x"})\ndef r(row, campaign):\n    raise RuntimeError("boom")\n',
         "broken_office.r của cơ quan bị lỗi (RuntimeError: boom)"),
        ('@ss.rule(code="Z9", messages={"vi": "x"})\ndef r(row, campaign):\n    yield "colour", {}\n',
         "'colour' is no column"),
        ('@ss.rule(code="Z9", messages={"vi": "x"})\ndef r(row, campaign):\n    return 5\n', "broken_office.r"),
    ],
)  # fmt: skip
def test_a_rule_that_fails_is_named_and_the_row_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    """Module, rule, row and error stand in the list of problems; the report counts all the same."""
    path = campaign_with(tmp_path, broken(tmp_path, monkeypatch, text))
    with ss.open(path, now="2022-12-16T09:00", server=ss.LocalSheets(listen=False)) as session:
        session.provision()
        _type(session)
        session.tick()
        (problem,) = session.problems()
        assert (problem.code, problem.severity) == ("X8", "reminder")
        assert said in problem.message
        assert session.judgement("an-hoa", "16/12").status is ss.Status.ON_TIME


def test_a_column_type_that_fails_rejects_its_cell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cell says which type failed, and why; nothing else does."""
    text = broken(tmp_path, monkeypatch, '@ss.column_type("odd")\nclass Odd:\n    def read_text(self, *a): return 1/0\n'
                  "    def read_number(self, *a): return {}\n")  # fmt: skip
    campaign = ss.load_campaign(campaign_with(tmp_path, text))
    for typed in ("x", 5.0):
        found = ss.read_cell("odd", typed, campaign)
        assert (found.verdict, found.code) == (ss.Verdict.REJECT, "X9")
        assert "broken_office: odd" in found.message


def test_a_rule_that_is_gone_leaves_its_problems_readable(tmp_path: Path) -> None:
    """What an extension said stays in the evidence; without it the code is told, and nothing fails."""
    path = campaign_with(tmp_path, USED)
    with ss.LocalSheets(listen=False) as server:
        with ss.open(path, now="2022-12-16T09:00", server=server) as session:
            session.provision()
            _type(session, quantity="2000")
            session.tick()
            assert "vượt kế hoạch" in session.problems()[0].message
        campaign_with(tmp_path, "")
        with ss.open(path, now="2022-12-16T09:05", server=server) as session:
            assert [p.message for p in session.problems()] == ["D2: Z1"]


@pytest.mark.parametrize(
    ("module", "said"),
    [
        ("x = 1/0\n", "broken_office can't be imported (ZeroDivisionError"),
        ('@ss.rule(code="R1", messages={"vi": "x"})\ndef r(row, campaign): ...\n', "'R1', which is there already"),
        ('@ss.column_type("money")\nclass M: ...\n', "'money', which is there already"),
        ('@ss.rule(code="Z1", messages={"vi": "{"})\ndef r(row, campaign): ...\n', "can't be filled in"),
        ('@ss.rule(code="z", messages={"vi": "x"})\ndef r(row, campaign): ...\n', "is no code"),
    ],
)
def test_a_module_that_can_t_be_used_is_a_config_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, said: str
) -> None:
    """Exit code 2, with the line of the campaign file."""
    path = campaign_with(tmp_path, broken(tmp_path, monkeypatch, module))
    with pytest.raises(ss.ConfigError) as error:
        ss.open(path)
    assert said in str(error.value)
    line = path.read_text(encoding="utf-8").splitlines().index('modules = ["broken_office"]') + 1
    assert error.value.where == f"{path}:{line}"


def test_the_rule_of_the_readme_holds_in_a_script(tmp_path: Path) -> None:
    """What a notebook or a script registers itself is used where the campaign names `__main__`."""
    readme = (EXAMPLE.parents[1] / "README.md").read_text(encoding="utf-8")
    (code,) = [text for text in re.findall(r"```python\n(.*?)```", readme, re.S) if "@ss.rule" in text]
    campaign_with(tmp_path, '\n[extensions]\nmodules = ["__main__"]\n')
    script = tmp_path / "notebook.py"
    look = 'with ss.open("campaign.toml") as office:\n    print(office.campaign.extensions[0].rules[0].code)\n'
    script.write_text(code + look, encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.stdout == "Z1\n", done.stderr


PSEUDO = """
from importlib import import_module
from sheets_sync.words.texts import SECTIONS

def marked(text):
    return f"[{text}]" if isinstance(text, str) else text

class Dozens:
    def read_text(self, plain, typed, context):
        return ss.Reading(ss.Verdict.ACCEPT, 12) if plain == "douzaine" else ss.Reading(ss.Verdict.REJECT, code="N1")
    def read_number(self, value, context):
        return ss.Reading(ss.Verdict.ACCEPT, value)

english = {name: import_module(f"sheets_sync.words.en.{name}").TEXTS for name in SECTIONS}
ss.language("fr", texts={name: {key: marked(text) for key, text in of.items()} for name, of in english.items()},
            cells=lambda campaign: {"decimal": Dozens()})
"""


def test_a_language_of_an_office_is_spoken_everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module registers a language; tabs, problems, `why` and messages speak it, papers come."""
    used = broken(tmp_path, monkeypatch, PSEUDO)
    path = tmp_path / "campaign.toml"
    text = CAMPAIGN.replace("timezone =", 'locale = "fr"\ntimezone =') + used
    path.write_text(text, encoding="utf-8")
    with ss.open(path, now="2022-12-16T09:00", server=ss.LocalSheets(listen=False)) as session:
        session.provision()
        _type(session, quantity="douzaine")
        session.tick()
        assert session.server is not None
        book = session.server.client().open_by_key(session.settings.spreadsheet)
        assert [tab.title for tab in book.worksheets()][:3] == ["[Compliance]", "[To fix]", "[Totals]"]
        assert "[Unit]" in str(book.worksheets()[0].get_all_values())
        assert session.rows()[0].value("quantity") == 12
        assert "1 of 2 units" in str(book.worksheets()[0].get_all_values())
        assert "[Deadline]" in session.why("an-hoa", "16/12").text()
        assert session.reminders()[0].text.startswith("[Dear units")
        assert session.write_document("16/12", formats="md")[0].is_file()


def test_an_unknown_type_names_the_nearest(tmp_path: Path) -> None:
    """Types of extensions are offered as the product's own are."""
    path = campaign_with(
        tmp_path, PLATE.replace('"plate"\n', '"plat"\n').replace('key = "plat"', 'key = "plate"') + USED
    )
    with pytest.raises(ss.ConfigError, match="Did you mean 'plate'"):
        ss.open(path)


def _type(session: ss.Session, quantity: str = "20") -> None:
    from sheets_sync.gateway.timekeeper import ReplayedClock

    played = Office(session, ReplayedClock(session.campaign.periods[0].deadline))
    played.people.type("an-hoa", day="16/12", activity="Trồng cây", details="Trồng cây ven đường", quantity=quantity)
