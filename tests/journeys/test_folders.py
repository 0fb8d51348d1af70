"""Where the papers lie: a folder a day, older editions inside it, links to the newest; nobody's work is touched."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from office import GOOD, World, make_world, run

from sheets_sync.job.letters import document_letters
from sheets_sync.ledger import Ledger
from sheets_sync.local_sheets import LocalSheets
from tests.office import SAMPLE, moment

DAY = "2022-12-16"
FIRST, SECOND = f"bao-cao-nhanh-{DAY}-10h00", f"bao-cao-nhanh-{DAY}-21h00"


def two_editions(world: World, between: object = None) -> Path:
    """The papers of a day whose figures changed after the deadline; `between` is called before the second."""
    world.type("go-dau", 1)
    world.tick("10:00")
    if callable(between):
        between(world.settings.documents.out)
    world.type("go-dau", 1, {**GOOD, "Số lượng": "25"})
    world.tick("21:00")
    return world.settings.documents.out


def standing(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob("[!~]*.docx"))


def verified(world: World, path: Path) -> int:
    return run("rollup", "--verify", path, "--campaign", world.settings.path).returncode


def test_the_folder_of_a_day_shows_its_newest_edition(world: World) -> None:
    """The newest edition stands in the folder of its day, the one before it whole in `cu`; both verify, also by the
    path at which the older one was written."""
    out = two_editions(world)
    assert standing(out / DAY) == [SECOND]
    old = sorted(path.name for path in (out / DAY / "cu").iterdir())
    assert old == [f"{FIRST}.docx", f"{FIRST}.html", f"{FIRST}.trace.json"]
    for path in (out / DAY / f"{SECOND}.docx", out / DAY / "cu" / f"{FIRST}.html", out / DAY / f"{FIRST}.docx"):
        assert verified(world, path) == 0


def test_links_lead_to_the_newest_of_each(world: World) -> None:
    """`moi-nhat` has plain names: relative links to the last day's paper and the rollup, which verify as papers do."""
    out = two_editions(world)
    world.type("go-dau", 2, {**GOOD, "Ngày báo cáo": "17/12"})
    world.tick("10:00", day="2022-12-17")
    world.tick("21:00", day="2022-12-30")
    newest = out / "moi-nhat"
    last = "bao-cao-nhanh-2022-12-30-21h00"
    assert os.readlink(newest / "bao-cao-nhanh.docx") == f"../2022-12-30/{last}.docx"
    (final,) = (out / "ket-qua").glob("*.docx")
    assert os.readlink(newest / "bao-cao-ket-qua.docx") == f"../ket-qua/{final.name}"
    sides = [f"{final.stem}.trace.json", f"{last}.trace.json"]  # where the pages lead for every cell
    plain = ["bao-cao-ket-qua.docx", "bao-cao-ket-qua.html", "bao-cao-nhanh.docx", "bao-cao-nhanh.html"]
    assert sorted(path.name for path in newest.iterdir()) == sorted([*plain, *sides])
    assert {verified(world, newest / name) for name in plain} == {0}


@pytest.mark.parametrize("how", ["written", "opened", "opened by its link", "opened in Word"])
def test_a_paper_in_which_somebody_works_stays(world: World, how: str) -> None:
    """What was changed, or is open, is not moved and not replaced; it stays with all files of its edition, and a link
    through which it is open goes on to lead to it."""

    def work(out: Path) -> None:
        paper = out / DAY / f"{FIRST}.docx"
        if how == "written":
            paper.write_bytes(paper.read_bytes() + b"mine")
        elif how == "opened":
            paper.with_name(f".~lock.{paper.name}#").touch()
        elif how == "opened in Word":
            paper.with_name(f"~${paper.name[2:]}").touch()
        else:
            (out / "moi-nhat" / ".~lock.bao-cao-nhanh.docx#").touch()

    out = two_editions(world, work)
    assert standing(out / DAY) == [FIRST, SECOND]
    assert not (out / DAY / "cu").exists()
    assert (out / DAY / f"{FIRST}.trace.json").is_file()
    assert (out / DAY / f"{FIRST}.docx").read_bytes().endswith(b"mine") is (how == "written")
    by_link = how == "opened by its link"
    led = {path.name: os.readlink(path) for path in (out / "moi-nhat").glob("*.docx")}
    first, second = f"../{DAY}/{FIRST}.docx", f"../{DAY}/{SECOND}.docx"
    assert led == (
        {"bao-cao-nhanh.docx": first, f"{SECOND}.docx": second} if by_link else {"bao-cao-nhanh.docx": second}
    )


def test_a_file_saved_in_place_of_a_link_stays(world: World) -> None:
    """A program that saves over a link leaves a file there: it is somebody's, and the link gets a name of its own."""

    def save(out: Path) -> None:
        link = out / "moi-nhat" / "bao-cao-nhanh.docx"
        link.unlink()
        link.write_bytes(b"mine")

    newest = two_editions(world, save) / "moi-nhat"
    assert (newest / "bao-cao-nhanh.docx").read_bytes() == b"mine"
    assert os.readlink(newest / f"{SECOND}.docx") == f"../{DAY}/{SECOND}.docx"


def test_an_office_with_all_papers_in_one_folder_goes_on(world: World) -> None:
    """Papers that an earlier version put into the folder itself stay there, verify, and are not written again; the next
    edition goes into the folder of its day."""

    def flatten(out: Path) -> None:
        for path in (out / DAY).iterdir():
            path.rename(out / path.name)
        (out / DAY).rmdir()

    world.type("go-dau", 1)
    world.tick("10:00")
    out = world.settings.documents.out
    flatten(out)
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    assert world.tick("21:00").documents == []  # nothing changed
    done = run("rollup", "--day", DAY, "--campaign", world.settings.path)
    assert done.stdout.split() == [str(out / f"{FIRST}.docx"), str(out / f"{FIRST}.html")]
    world.type("go-dau", 2)
    world.tick("21:05")
    run("rollup", "--day", DAY, "--campaign", world.settings.path)
    assert before == {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    assert standing(out / DAY) == [f"bao-cao-nhanh-{DAY}-21h05"]
    assert verified(world, out / f"{FIRST}.docx") == 0


def test_a_disk_without_links_gets_a_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no link can be made, a page leads to the newest papers; one that somebody changed stays as it is."""

    def refused(*_: object, **__: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "symlink", refused)
    world.type("go-dau", 1)
    world.tick("10:00")
    page = world.settings.documents.out / "moi-nhat" / "index.html"
    text = page.read_text(encoding="utf-8")
    assert f'href="../{DAY}/{FIRST}.docx"' in text
    assert f'href="../{DAY}/{FIRST}.html"' in text
    assert [path.name for path in page.parent.iterdir()] == ["index.html"]
    world.type("go-dau", 2)
    world.tick("21:00")
    assert f'href="../{DAY}/{SECOND}.docx"' in page.read_text(encoding="utf-8")
    page.write_text("my own", encoding="utf-8")
    world.tick("21:00", day="2022-12-17")
    assert page.read_text(encoding="utf-8") == "my own"


def test_a_run_that_was_killed_is_put_in_order_by_the_next(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a run is killed after its papers were noted, the next one puts them in order, though nothing is due, and
    leaves no half-made link behind."""

    class Killed(BaseException):
        pass

    replaced = os.replace

    def killed(source: Path, target: Path) -> None:
        if Path(source).is_symlink():
            raise Killed
        replaced(source, target)

    out = two_editions(world)
    world.type("go-dau", 1, {**GOOD, "Ngày báo cáo": "17/12"})
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", killed)
        patched.setattr(Path, "unlink", lambda path, missing_ok=False: None)
        with pytest.raises(Killed):
            world.tick("10:00", day="2022-12-17")
    assert list((out / "moi-nhat").glob(".*.tmp"))
    assert world.tick("10:05", day="2022-12-17").documents == []
    assert not list((out / "moi-nhat").glob(".*"))
    assert os.readlink(out / "moi-nhat" / "bao-cao-nhanh.docx").startswith("../2022-12-17/")
    assert not (world.settings.state / "papers-unordered").exists()


def test_what_cannot_be_put_in_order_holds_up_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where a file can't be moved, as on a system that locks open files, its edition stays whole beside the newer one;
    where there can't be links either, the papers are written all the same, and it is logged."""
    rename = Path.rename

    def locked(path: Path, to: Path) -> Path:
        if path.suffix == ".html":
            raise PermissionError(13, "The file is in use", str(path))
        return rename(path, to)

    def spoil(out: Path) -> None:
        monkeypatch.setattr(Path, "rename", locked)
        for path in (out / "moi-nhat").iterdir():
            path.unlink()
        (out / "moi-nhat").rmdir()
        (out / "moi-nhat").write_text("a file of somebody's", encoding="utf-8")

    out = two_editions(world, spoil)
    assert standing(out / DAY) == [FIRST, SECOND]
    assert sorted(path.suffix for path in (out / DAY).glob(f"{FIRST}*")) == [".docx", ".html", ".json"]
    assert (out / "moi-nhat").read_text(encoding="utf-8") == "a file of somebody's"
    assert "The file is in use" in caplog.text


def test_an_old_edition_asked_for_again_goes_to_the_old_ones(world: World) -> None:
    """`rollup` of a past moment gives the edition of that moment where it stands, and where it was thrown away puts it
    among the old ones: the folder of the day still shows the newest."""
    out = two_editions(world)
    ask = ("rollup", "--day", DAY, "--now", f"{DAY}T12:00:00+07:00", "--campaign", world.settings.path)
    old = out / DAY / "cu"
    assert run(*ask).stdout.split() == [str(old / f"{FIRST}.docx"), str(old / f"{FIRST}.html")]
    (old / f"{FIRST}.docx").unlink()
    (old / f"{FIRST}.html").unlink()
    (old / f"{FIRST}.trace.json").unlink()
    assert run(*ask).stdout.split() == [str(old / f"{FIRST}.docx"), str(old / f"{FIRST}.html")]
    assert standing(out / DAY) == [SECOND]


def test_letters_find_their_papers_wherever_they_lie(world: World) -> None:
    """A letter that could not leave in time has the files of its own edition, also after that was put aside."""
    from sheets_sync.config.settings import MailPlan

    two_editions(world)
    plan = MailPlan(server="smtp://mail.example", sender="a@office.example", daily_to=("b@office.example",))
    settings = replace(world.settings, mail=plan)
    with Ledger.at(settings.state) as ledger:
        letters = list(document_letters(settings, ledger.documents(), moment("21:30")))
    assert [[file.name for file in letter.attachments] for letter in letters] == [
        [f"{FIRST}.docx", f"{FIRST}.html"],
        [f"{SECOND}.docx", f"{SECOND}.html"],
    ]


def test_names_are_words_of_the_language(tmp_path: Path) -> None:
    """An English campaign has English names of folders and papers."""
    with LocalSheets() as server:
        out = two_editions(make_world(server, tmp_path, SAMPLE.replace('locale = "vi"', 'locale = "en"')))
    assert standing(out / DAY) == [f"report-{DAY}-21h00"]
    assert standing(out / DAY / "old") == [f"report-{DAY}-10h00"]
    assert os.readlink(out / "latest" / "report.html") == f"../{DAY}/report-{DAY}-21h00.html"


def test_folders_are_open_to_those_who_may_use_the_outer_one(world: World) -> None:
    """An office that opened its folder to a group finds those inside open too; else they are as closed as it is."""
    out = world.settings.documents.out
    out.mkdir(parents=True)
    out.chmod(0o775)
    two_editions(world)
    assert {oct(path.stat().st_mode & 0o777) for path in out.rglob("*") if path.is_dir()} == {"0o775"}
