"""What is written is for the office alone; what comes from elsewhere can't break out or fill the machine."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sheets_sync.config import load, resources
from sheets_sync.documents import environment, files, reading
from sheets_sync.errors import ConfigError, StorageError, TemplateError
from sheets_sync.job import opening
from sheets_sync.ledger import Ledger

posix = pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")


@pytest.fixture
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@posix
@pytest.mark.usefixtures("usual_umask")
def test_documents_and_state_are_for_owner_and_group(tmp_path: Path) -> None:
    """With the usual umask nobody else can read a document or come into the state folder; a mode is kept."""
    assert mode(files.write(tmp_path / "new" / "a.docx", b"x")) == 0o640
    assert mode(tmp_path / "new") == 0o750
    assert mode(files.write(tmp_path / "b.docx", b"x", 0o664)) == 0o664
    with opening.locked(tmp_path / "state"), Ledger.at(tmp_path / "state"):
        assert mode(tmp_path / "state") == 0o750
    with Ledger.at(tmp_path / "other"):
        assert mode(tmp_path / "other") == 0o750


@posix
def test_the_command_writes_nothing_for_everybody(tmp_path: Path) -> None:
    """Whatever the umask: what a command writes is not readable by others; a stricter umask stays."""
    command = Path(sys.executable).parent / "sheets-sync"
    for umask, expected in ((0o000, 0o660), (0o077, 0o600)):
        folder = tmp_path / f"{umask:o}"
        subprocess.run([command, "init", folder], check=True, capture_output=True, umask=umask)
        assert mode(folder / "campaign.toml") == expected


@pytest.mark.parametrize(("given", "mode"), [('mode = "0640"', 0o640), ('mode = "600"', 0o600), ("", None)])
def test_the_mode_of_documents(tmp_path: Path, given: str, mode: int | None) -> None:
    """`[documents] mode` is octal; anything else is refused with its line."""
    starter = (resources.jobs_dir() / "starter" / "campaign.toml").read_text(encoding="utf-8")
    path = tmp_path / "c.toml"
    path.write_text(starter.replace("[documents]", f"[documents]\n{given}"), encoding="utf-8")
    assert load(path, environ={}).documents.mode == mode
    path.write_text(starter.replace("[documents]", '[documents]\nmode = "rw"'), encoding="utf-8")
    with pytest.raises(ConfigError, match="mode"):
        load(path, environ={})


def test_a_template_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    """A link in the template folder may lead about in it, not out of it; the folder itself may be a link."""
    own, secret = tmp_path / "own", tmp_path / "secret.txt"
    own.mkdir()
    secret.write_text("secret")
    (own / "good.md").write_text("good")
    (own / "same.md").symlink_to(own / "good.md")
    (own / "out.md").symlink_to(secret)
    (own / "daily.docx").symlink_to(secret)
    (tmp_path / "linked").symlink_to(own)
    for folder in (own, tmp_path / "linked"):
        jinja = environment.plain(environment.loader(folder))
        assert jinja.get_template("same.md").render() == "good"
        with pytest.raises(TemplateError, match="leads out"):
            jinja.get_template("out.md")
        with pytest.raises(TemplateError, match="leads out"):
            environment.check_inside(folder / "daily.docx", [folder])


def test_a_word_file_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is verified is unpacked only as far as any document goes; a file larger than that is not opened."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 3_000_000)
    monkeypatch.setattr(reading, "LARGEST", 2_000_000)
    with pytest.raises(ConfigError, match="unpacks"):
        reading.read(packed.getvalue(), "docx")
    large = tmp_path / "large.html"
    large.write_bytes(b"x" * 2_000_001)
    with pytest.raises(ConfigError, match="too large"):
        reading.check_size(large)


def test_a_full_disk_is_told_as_such(tmp_path: Path) -> None:
    """A document that finds no room is exit code 3, says that the disk is full, and leaves nothing half written."""
    if not Path("/dev/full").exists() or os.geteuid() != 0:
        pytest.skip("needs a small file system of its own")
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small], capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        with pytest.raises(StorageError, match="disk is full") as caught:
            files.write(small / "a.docx", b"x" * 200_000)
        assert caught.value.exit_code == 3
        assert list(small.iterdir()) == []
    finally:
        subprocess.run(["umount", small], check=True)
