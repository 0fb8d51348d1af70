"""The quota's governor where moments are kept: threads and processes share one minute, a spoilt file stops nobody."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from sheets_sync.config import load, resources
from sheets_sync.errors import QuotaError
from sheets_sync.gateway import FileStore, Governor, MemoryStore
from sheets_sync.gateway.quota_table import TableStore
from sheets_sync.job.opening import governor_of

RESERVE = """
import sys
from pathlib import Path
from sheets_sync.gateway import FileStore, Governor
governor = Governor(FileStore(Path(sys.argv[1])), 5, now=lambda: 1000.0)
print([governor.reserve("read", 500.0) for _ in range(5)])
"""


def test_processes_share_a_minute(tmp_path: Path) -> None:
    """Three processes that want five reads each, five a minute: five go at once, five in a minute, five in two."""
    command = [sys.executable, "-c", RESERVE, str(tmp_path / "quota.json")]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    waits = sorted(wait for process in running for wait in json.loads(process.communicate()[0]))
    assert waits == [0.0] * 5 + [60.0] * 5 + [120.0] * 5


@pytest.mark.parametrize("kept", ["memory", "file"])
def test_threads_share_a_minute(tmp_path: Path, kept: str) -> None:
    """No place is given twice, however many threads ask at once."""
    store = MemoryStore() if kept == "memory" else FileStore(tmp_path / "quota.json")
    governor = Governor(store, 10, now=lambda: 1000.0)
    waits: list[float] = []
    threads = [threading.Thread(target=lambda: waits.append(governor.reserve("read", 500.0))) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(waits) == [0.0] * 10 + [60.0] * 10


def test_machines_share_a_minute(tmp_path: Path) -> None:
    """A ledger in a database holds the minute of all who use it; one that is gone stops nobody."""
    url = f"sqlite:///{tmp_path / 'shared.sqlite'}"
    here, there = (Governor(TableStore(url), 3, now=lambda: 1000.0) for _ in range(2))
    waits = [governor.reserve("read", 500.0) for governor in (here, there, here, there, here)]
    assert waits == [0.0, 0.0, 0.0, 60.0, 60.0]
    assert there.reserve("write", 0.0) == 0.0
    lost = Governor(TableStore(f"sqlite:///{tmp_path / 'none' / 'shared.sqlite'}"), 1)
    assert [lost.reserve("read", 0.0) for _ in range(2)] == [0.0, 0.0]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"read": 1}', '{"read": ["x"], "write": []}', "\x00\xff"])
def test_a_damaged_file_is_forgotten(tmp_path: Path, content: str) -> None:
    """A file cut off by a crash costs at worst a refusal by Google, never a poll."""
    path = tmp_path / "quota.json"
    path.write_text(content, encoding="utf-8")
    assert Governor(FileStore(path), 5, now=lambda: 1000.0).reserve("read", 0.0) == 0.0
    assert json.loads(path.read_text(encoding="utf-8")) == {"read": [1000.0], "write": []}


def test_a_folder_that_can_not_be_written_stops_nobody(tmp_path: Path) -> None:
    """A full or read-only disk takes the governor away, not the polls."""
    (tmp_path / "quota.json").mkdir()
    governor = Governor(FileStore(tmp_path / "quota.json"), 1, now=lambda: 1000.0)
    assert [governor.reserve("read", 0.0) for _ in range(3)] == [0.0, 0.0, 0.0]


def test_no_folder_is_made(tmp_path: Path) -> None:
    """Where nothing was recorded yet, looking leaves nothing behind; the minute is kept all the same."""
    governor = Governor(FileStore(tmp_path / "state" / "quota.json"), 1, now=lambda: 1000.0)
    assert governor.reserve("read", 0.0) == 0.0
    with pytest.raises(QuotaError):
        governor.reserve("read", 5.0)
    assert not (tmp_path / "state").exists()


def test_processes_of_a_campaign_share_its_state_folder(tmp_path: Path) -> None:
    """The governor of a campaign keeps its moments beside the ledger, with the campaign's own limit."""
    settings = load(resources.sample_campaign() / "campaign.toml", state=tmp_path, environ={})
    here, there = (governor_of(replace(settings, requests_per_minute=1)) for _ in range(2))
    assert here.reserve("read", 0.0) == 0.0
    with pytest.raises(QuotaError):
        there.reserve("read", 30.0)
    assert (tmp_path / "quota.json").exists()
