"""The server works where the formula engine is not installed, and says what it then refuses."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sheets_sync.local_sheets.serving import warnings

from .conftest import Api


def test_formulas_are_refused_by_name(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the engine a formula is refused with its name; values are written and read as ever."""
    monkeypatch.setitem(sys.modules, "formualizer", None)
    assert "formualizer" in " ".join(warnings())
    api.put("A1", [1])
    answer = api.call("PUT", "/values/B1", {"values": [["=A1+1"]]}, valueInputOption="USER_ENTERED")
    assert answer.status_code == 501
    assert "formualizer" in answer.json()["error"]["message"]
    assert api.values("A1:B1") == [["1"]]


def test_the_engine_is_imported_for_formulas_only() -> None:
    """Neither the job nor a server without formulas imports the engine."""
    modules = "sheets_sync.cli, sheets_sync.job, sheets_sync.local_sheets.server"
    code = f"import sys, {modules}; print('formualizer' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "False\n"
