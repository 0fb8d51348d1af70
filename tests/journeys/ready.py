"""The command without the start of Python: a process that has imported all that commands need makes a child for each.

A child has a folder, environment, files and exit code of its own, like the installed command. What Python itself reads
when it starts can't be told to it: whoever sets PYTHONPATH or a locale starts the installed command.
"""

from __future__ import annotations

import array
import atexit
import gc
import importlib
import io
import json
import os
import pkgutil
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

MAY_DIFFER = ("SHEETS_SYNC_", "NO_COLOR", "COLUMNS", "HOME", "TZ", "NO_GCE_CHECK", "CLOUDSDK_CONFIG", "GOOGLE_APP")
"""How the names of those variables begin that are read anew at each command."""
NOT_IMPORTED = ("sheets_sync.frames", "pytest_plugin", "__main__")
"""Few commands need tables, which are heavy; the plugins are pytest's."""


def may_be_told(environ: Mapping[str, str]) -> bool:
    """Whether a child that was made ready before can run with these variables."""
    return hasattr(os, "fork") and all(name.startswith(MAY_DIFFER) for name in environ)


def run(command: Path, arguments: Sequence[str], folder: Path, stdin: str, environ: Mapping[str, str]) -> Any:
    """Runs the command as `subprocess.run` does with texts."""
    os.umask(mask := os.umask(0))
    told = {"arguments": [str(command), *arguments], "folder": str(folder), "environ": dict(environ), "mask": mask}
    with tempfile.TemporaryFile() as typed, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        typed.write(stdin.encode())
        typed.seek(0)
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(600)
            line.connect(str(_place()))
            files = array.array("i", [typed.fileno(), out.fileno(), err.fileno()])
            line.sendmsg([b"!"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, files)])
            line.sendall(json.dumps(told).encode() + b"\n")
            code = int(line.makefile().readline())
        return subprocess.CompletedProcess(told["arguments"], code, _text(out), _text(err))


def _text(file: Any) -> str:
    file.seek(0)
    return str(file.read().decode())


@cache
def _place() -> Path:
    """The socket of the ready process, which is started when the first command comes."""
    folder = Path(tempfile.mkdtemp(prefix="ready-"))
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("SHEETS_SYNC", "COV_"))}
    command = [sys.executable, str(Path(__file__)), str(folder / "s")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env={**clean, "PYTHONUTF8": "1"})
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(process.wait)
    atexit.register(process.terminate)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    return folder / "s"


# ── in the ready process ──────────────────────────────────────────────────────────────────────────────────────────


def serve(place: str) -> None:
    """Makes a child for whoever connects. Returns in the child, with everything set for its command."""
    _import_all()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(place)
    listener.listen(64)
    gc.freeze()
    print("ready", flush=True)
    while True:
        line, _ = listener.accept()
        while _ended():
            pass
        if os.fork():
            line.close()
            continue
        listener.close()
        told, files = _heard(line)
        if child := os.fork():
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            line.sendall(f"{code}\n".encode())
            os._exit(0)
        line.close()
        _become(told, files)
        return


def _ended() -> bool:
    try:
        return os.waitpid(-1, os.WNOHANG)[0] != 0
    except ChildProcessError:
        return False


def _heard(line: socket.socket) -> tuple[dict[str, Any], list[int]]:
    _, files, _, _ = socket.recv_fds(line, 1, 3)
    return json.loads(line.makefile().readline()), files


def _become(told: dict[str, Any], files: list[int]) -> None:
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)), encoding="utf-8")
    for name, number, errors in (("stdout", 1, "strict"), ("stderr", 2, "backslashreplace")):
        raw = io.BufferedWriter(io.FileIO(number, "w", closefd=False))
        setattr(sys, name, io.TextIOWrapper(raw, encoding="utf-8", errors=errors, line_buffering=number == 2))
    os.umask(told["mask"])
    os.chdir(told["folder"])
    os.environ.clear()
    os.environ.update(told["environ"])
    time.tzset()
    sys.argv = told["arguments"]


def _import_all() -> None:
    sys.path[0] = str(Path(sys.executable).parent)  # where the installed command lies
    import sheets_sync

    for module in pkgutil.walk_packages(sheets_sync.__path__, "sheets_sync."):
        if not any(name in module.name for name in NOT_IMPORTED):
            importlib.import_module(module.name)
    importlib.import_module("docxtpl")


def _run() -> NoReturn:
    from sheets_sync.cli import main

    sys.exit(main())


if __name__ == "__main__":
    serve(sys.argv[1])
    _run()
