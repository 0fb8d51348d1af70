"""What the tree of errors says is what the classes say."""

from __future__ import annotations

import re

import pytest

from sheets_sync import errors

TREE = re.findall(r"^[ │├└─]*(\w+Error) +(?:(\d) +(yes|no|once).*|.*)$", errors.__doc__ or "", re.MULTILINE)


def test_the_tree_names_every_error() -> None:
    """Whoever reads the tree knows every error of the package."""
    assert {name for name, _, _ in TREE} == {
        name for name, found in vars(errors).items() if isinstance(found, type) and issubclass(found, Exception)
    }


@pytest.mark.parametrize(("name", "exit_code", "again"), [line for line in TREE if line[1]], ids=lambda word: word)
def test_an_error_is_what_the_tree_says(name: str, exit_code: str, again: str) -> None:
    """Its exit code, and whether another try by itself helps, are those of the tree."""
    found = vars(errors)[name]
    assert found.exit_code == int(exit_code)
    assert found.retryable == (again == "yes")
