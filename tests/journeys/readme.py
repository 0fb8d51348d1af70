"""The README's commands, and its first one on a fresh machine."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

from filelock import FileLock

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(name: str) -> str:
    """The one command under a mark of the README."""
    found = re.search(rf"<!-- {name} -->\n```sh\n(.+)\n```", README)
    assert found, name
    return found[1]


def demo_on_a_fresh_machine(folder: Path) -> tuple[Path, str]:
    """The README's first command in a copy of the checkout, without an environment: where its demo lies, what it said.

    It takes a minute, so it is made once for all who name the same folder, also where they are several processes.
    """
    copy, done = folder / "copy", folder / "done.json"
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "lock"):
        if not done.exists():
            _copy_checkout(copy)
            environ = {k: v for k, v in os.environ.items() if not k.startswith(("SHEETS_SYNC", "VIRTUAL_ENV"))}
            command = ["bash", "-c", block("demo")]
            ended = subprocess.run(command, cwd=copy, env=environ, capture_output=True, text=True, check=False)
            told = {"code": ended.returncode, "said": ended.stdout, "complained": ended.stderr}
            done.write_text(json.dumps(told), encoding="utf-8")
    told = json.loads(done.read_text(encoding="utf-8"))
    assert told["code"] == 0, told["complained"]
    return copy / "demo-out", told["said"]


def _copy_checkout(copy: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
