"""The public names: what a developer may rely on, and what importing them costs."""

from __future__ import annotations

import doctest
import inspect
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import sheets_sync as ss
from sheets_sync import errors

PROMISED = {
    "rule", "column_type", "language", "open", "judge", "load_campaign", "read_cell", "LocalSheets",
    "Session", "Campaign", "Unit", "Column", "Activity", "Period", "Board", "Judgement", "Status", "Explanation", "Row",
    "Problem", "Reading", "Verdict", "Frames", "TickResult", "Verification",
}  # fmt: skip
"""What the library promised once; more may be added, nothing is taken away."""


def error_classes() -> set[str]:
    return {name for name, found in vars(errors).items() if isinstance(found, type) and issubclass(found, Exception)}


def test_the_promised_names_and_every_error_are_public() -> None:
    """`__all__` is sorted, and holds what was promised and the whole tree of errors."""
    assert ss.__all__ == sorted(ss.__all__)
    assert set(ss.__all__) == PROMISED | error_classes()
    assert set(ss.__all__) <= set(dir(ss))


@pytest.mark.parametrize("name", ss.__all__)
def test_every_public_name_is_there_and_says_what_it_is(name: str) -> None:
    """A name can be loaded, has a docstring, and comes from the package."""
    found = getattr(ss, name)
    assert found.__doc__, name
    assert found.__module__.startswith("sheets_sync."), name


@pytest.mark.parametrize("name", [name for name in dir(ss.Session) if not name.startswith("_")])
def test_every_part_of_a_session_says_what_it_does(name: str) -> None:
    """Methods and properties have docstrings of their own."""
    assert inspect.getdoc(getattr(ss.Session, name)), name


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    """A typing error is told as Python tells it."""
    with pytest.raises(AttributeError, match="no attribute 'opne'"):
        ss.opne  # noqa: B018


def test_importing_loads_nothing_but_the_names() -> None:
    """`import sheets_sync` is quick since it imports none of its rooms; pandas comes with the first frame only."""
    script = (
        "import sys; known = set(sys.modules); import sheets_sync as ss; new = set(sys.modules) - known; "
        "assert {m for m in new if m.startswith('sheets_sync')} <= {'sheets_sync', 'sheets_sync.late_names'}, new; "
        "assert not {'gspread', 'sqlalchemy', 'pydantic', 'requests'} & new; "
        "ss.open; ss.Frames; ss.judge; ss.Session; assert 'pandas' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_the_readme_says_what_every_public_name_is() -> None:
    """The README's table has all of them, and no other."""
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    table = readme[readme.index("| public name |") :].partition("\n\n")[0]
    named = set(re.findall(r"`(?:Session\.)?(\w+)`", table)) - {*dir(ss.Session)}
    assert named | {"open"} == set(ss.__all__)


@pytest.mark.parametrize("module", ["", ".campaign.extensions", ".job.one_cell", ".config.kept", ".compliance.judging"])
def test_the_examples_of_the_docstrings_hold(module: str) -> None:
    """What stands in a docstring is what happens."""
    found = doctest.testmod(import_module(f"sheets_sync{module}"), raise_on_error=False)
    assert found.attempted
    assert not found.failed
