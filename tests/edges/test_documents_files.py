"""Files appear whole or not at all, and what killed runs left behind goes away."""

from __future__ import annotations

import os
from pathlib import Path

from sheets_sync.documents import files


def test_what_a_killed_run_left_behind_is_removed(tmp_path: Path) -> None:
    """An old temporary file goes with the next write; one that somebody may still be writing stays."""
    old, fresh, other = tmp_path / ".a.docx.1.tmp", tmp_path / ".b.docx.2.tmp", tmp_path / "notes.txt"
    for path in (old, fresh, other):
        path.write_bytes(b"x")
    for path in (old, other):
        os.utime(path, (0, 0))
    files.write(tmp_path / "a.docx", b"whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == [fresh.name, "a.docx", other.name]
