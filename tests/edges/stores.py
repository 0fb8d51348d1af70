"""Where the tests keep ledgers: SQLite files, and databases of a PostgreSQL that the tests start on loopback."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from sheets_sync.ledger import Ledger

PASSWORD = "mật-khẩu/của:máy@chủ"
"""With characters that mean something in a URL."""


@dataclass(frozen=True)
class Place:
    """A ledger that does not exist yet: in a state folder (`url` None), or at a URL."""

    folder: Path
    url: str | None = field(default=None, repr=False)

    def open(self, server: str = "", *, to_read: bool = False) -> Ledger:
        """The ledger as the server with this name opens it; each has a state folder of its own."""
        return Ledger.at(self.folder / server if server else self.folder, self.url, to_read=to_read)

    def shared(self) -> Place:
        """The same store by URL, for several servers."""
        return self if self.url else Place(self.folder, f"sqlite:///{self.folder / 'shared.sqlite'}")

    def tamper(self, statement: str) -> None:
        """Changes the database behind the ledger's back."""
        engine = create_engine(self.url or f"sqlite:///{self.folder / 'ledger.sqlite'}")
        with engine.begin() as connection:
            connection.execute(text(statement))
        engine.dispose()


@dataclass(frozen=True)
class Server:
    """A PostgreSQL on loopback."""

    port: int
    process: subprocess.Popen[bytes]

    def url(self, database: str) -> str:
        from urllib.parse import quote

        return f"postgresql+psycopg://postgres:{quote(PASSWORD, safe='')}@127.0.0.1:{self.port}/{database}"

    def fresh(self) -> str:
        """The URL of a database of its own."""
        name = f"ledger_{uuid.uuid4().hex}"
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return self.url(name)


def binaries() -> Path | None:
    """The newest PostgreSQL of Debian's packages; None where none is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: float(path.parts[-3]))
    return found[-1].parent if found else None


@contextlib.contextmanager
def running_postgres() -> Iterator[Server]:
    """A server in a temporary folder; skips the test where there is none to start."""
    folder = binaries()
    if folder is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    pytest.importorskip("psycopg", reason="psycopg is not installed (pip install 'sheets-sync[postgres]')")
    home = Path(tempfile.mkdtemp(prefix="sheets-sync-postgres-"))
    who = _account(home)
    port = _free_port()
    try:
        (home / "password").write_text(PASSWORD, encoding="utf-8")
        (home / "password").chmod(0o644)  # also for the account that PostgreSQL runs as
        subprocess.run(
            [folder / "initdb", "-D", home / "data", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync",
             "--auth=scram-sha-256", "--pwfile", home / "password"],
            check=True, capture_output=True, cwd=home, **who,
        )  # fmt: skip
        options = {"listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": home, "fsync": "off"}
        log = (home / "log").open("wb")
        process = subprocess.Popen(
            [folder / "postgres", "-D", home / "data", *(f"--{name}={value}" for name, value in options.items())],
            stderr=log, cwd=home, **who,
        )  # fmt: skip
        log.close()
        try:
            server = Server(port, process)
            _wait_until_ready(server, folder, home / "log")
            yield server
        finally:
            process.send_signal(signal.SIGINT)  # ends open sessions too
            process.wait(timeout=60)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _account(home: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as an account without rights."""
    if os.getuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            account = pwd.getpwnam(name)
            os.chown(home, account.pw_uid, account.pw_gid)
            return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    pytest.skip("there is no account without rights to run PostgreSQL as")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(server: Server, folder: Path, log: Path) -> None:
    for _ in range(600):
        assert server.process.poll() is None, log.read_text(encoding="utf-8", errors="replace")
        asked = subprocess.run(
            [folder / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(server.port)], capture_output=True
        )
        if asked.returncode == 0:
            return
        time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8", errors="replace"))
