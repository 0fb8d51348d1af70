"""Documents: whole files or none, the same text in every format, and no typed text that can do harm."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from documents_samples import SMALL, TEMPLATES, TEXT_FORMATS, both_models, made, words_of
from docx import Document
from rollup_samples import at, campaign_model, day_model, many_rows, row, statuses

from sheets_sync.documents import pdf, render
from sheets_sync.documents.environment import escape_markdown
from sheets_sync.errors import ConfigError, TemplateError
from sheets_sync.rollup import DocumentSettings, revised

HOSTILE = [
    "<script>alert(1)</script> & <b>đậm</b> \"ngoặc\" 'đơn'",
    "{{ heading.issuer }} {% for x in range(9) %} {%p if 1 %} {# ghi chú #} {_{ }_} %_}",
    "a\x00b\x07c\x0bd\x1be\ufffef\ud800g",
    "\u202eđảo\u202c \u200fchữ\u200e \u2066x\u2069",
    "| ô | *đậm* _nghiêng_ [chữ](javascript:x) `mã` # ~ \\",
    "dòng 1\ndòng 2\r\n- dòng 3\t\fhết",
    "]]> <!-- --> <w:p/> &amp; &#60; &lt;",
    "dài " * 750,
    '=HYPERLINK("https://vi-du.example")',
]


@pytest.fixture(scope="module")
def models() -> dict[str, Any]:
    """Both documents of a small campaign."""
    return both_models()


@pytest.mark.parametrize("name", ["daily", "campaign"])
def test_every_sentence_stands_in_every_format(models: dict[str, Any], name: str, tmp_path: Path) -> None:
    """docx, html and md say the same: each sentence of the model is in all of them."""
    model = models[name]
    lines = [*model.reporting, *(group.paragraph for group in getattr(model, "results", ()))]
    lines += [line for group in getattr(model, "works", ()) for line in group.lines]
    for form in TEXT_FORMATS:
        text = words_of(made(model, form, tmp_path))
        for line in lines:
            assert str(line) in text, form


@pytest.mark.parametrize("name", ["daily", "campaign"])
@pytest.mark.parametrize("form", TEXT_FORMATS)
def test_same_model_same_bytes(
    models: dict[str, Any], name: str, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rendering again gives the same bytes, whatever the clock and the time zone of the machine."""
    first = made(models[name], form, tmp_path / "a").read_bytes()
    before = os.environ.get("TZ")
    os.environ["TZ"] = "America/New_York"
    time.tzset()
    try:
        now = time.time
        monkeypatch.setattr(time, "time", lambda: now() + 86_400)  # what the zip and the docx would be stamped with
        second = made(models[name], form, tmp_path / "b").read_bytes()
    finally:
        os.environ.pop("TZ") if before is None else os.environ.__setitem__("TZ", before)
        time.tzset()
    assert first == second


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", TEXT_FORMATS)
def test_hostile_text(text: str, form: str, tmp_path: Path) -> None:
    """What people type is shown as text: never evaluated, never mark-up, never able to spoil the file."""
    rows = [
        row(activity="NH2", details=text, place=text, issues=text),
        row(number=2, valid=False, rejected=[("quantity", text, "C11")]),
    ]
    model = campaign_model(SMALL, rows, statuses(SMALL), as_of=at(31))
    path = made(model, form, tmp_path)
    shown = words_of(path)
    assert model.work_lists[0].rows[0].what in shown
    assert model.left_out[0].typed in shown
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u200e\u200f\u2066-\u2069]", shown)
    if form == "docx":
        Document(str(path))
    elif form == "html":
        assert "<script" not in path.read_text(encoding="utf-8")
        assert "<b>" not in path.read_text(encoding="utf-8")


# typed, as Markdown source
MARKDOWN = [
    ("1.500 m", "1.500 m"),
    ("1. một", "1\\. một"),
    ("- một", "\\- một"),
    ("---", "\\---"),
    ("a|b", "a\\|b"),
    ("*đậm* _x_", "\\*đậm\\* \\_x\\_"),
    ("<b> & #", "\\<b\\> \\& \\#"),
]


@pytest.mark.parametrize(("typed", "source"), MARKDOWN)
def test_markdown_is_escaped(typed: str, source: str) -> None:
    """Markdown shows a typed text as it is."""
    assert escape_markdown(typed) == source


def test_opinion_is_not_in_the_html(tmp_path: Path) -> None:
    """What units write about public opinion is internal: the html that many can open does not have it."""
    rows = [row(issues="Người dân phản ánh mương nước bị tắc"), row(activity="DL1", quantity=3, number=2)]
    for model in (
        day_model(SMALL, date(2022, 12, 16), rows, statuses(SMALL), as_of=at()),
        campaign_model(SMALL, rows, statuses(SMALL), as_of=at()),
    ):
        assert "mương nước" in words_of(made(model, "docx", tmp_path))
        assert "bức xúc." in words_of(made(model, "docx", tmp_path))
        page = made(model, "html", tmp_path)
        public = words_of(page)
        assert "DL1" not in page.read_text(encoding="utf-8")
        assert "mương nước" not in public
        assert "vấn đề bức xúc." not in public


# file, text of the template, what the error must name
BROKEN = [
    ("daily.html", "a\n{{ heading.titel }}\n", "daily.html, line 2"),
    ("daily.html", "a\n\n{% if %}\n", "daily.html, line 3"),
    ("daily.html", "{{ nothing }}", "daily.html, line 1"),
    ("daily.html", "{{ ''.__class__.__mro__ }}", "daily.html, line 1"),
    ("daily.html", "{% for x in day %}{{ x / 2 }}{% endfor %}", "daily.html, line 1"),
    ("daily.md", "\n{{ figures }}", "daily.md, line 2"),
    ("daily.md", '{% include "../../secret" %}', "secret"),
]


@pytest.mark.parametrize(("name", "source", "named"), BROKEN)
def test_broken_text_template(models: dict[str, Any], name: str, source: str, named: str, tmp_path: Path) -> None:
    """A broken template names file and line, and the last good document stays."""
    folder = own_templates(tmp_path)
    good = render(models["daily"], templates=folder, formats=TEXT_FORMATS, out=tmp_path, name="ban")
    before = [path.read_bytes() for path in good]
    (folder / name).write_text(source, encoding="utf-8")
    with pytest.raises(TemplateError, match=re.escape(named)):
        render(models["daily"], templates=folder, formats=TEXT_FORMATS, out=tmp_path, name="ban")
    assert [path.read_bytes() for path in good] == before
    assert not list(tmp_path.glob("*.tmp"))


@pytest.mark.parametrize(
    ("tag", "named"),
    [
        ("{{ heading.titel }}", "tag {{ heading.titel }}"),
        ("{{ rubbish }}", "tag {{ rubbish }}"),
        ("{% if day %}", "daily.docx"),
    ],
)
def test_broken_word_template(models: dict[str, Any], tag: str, named: str, tmp_path: Path) -> None:
    """A broken Word template names file and tag."""
    folder = own_templates(tmp_path)
    document = Document(str(folder / "daily.docx"))
    document.add_paragraph(tag)
    document.save(str(folder / "daily.docx"))
    with pytest.raises(TemplateError) as error:
        made(models["daily"], "docx", tmp_path, folder)
    assert named in str(error.value)
    assert "daily.docx" in str(error.value)


def test_tags_that_cross(models: dict[str, Any], tmp_path: Path) -> None:
    """A tag that begins outside of a table and ends within it is an error: nothing is left out in silence."""
    folder = own_templates(tmp_path)
    document = Document(str(folder / "daily.docx"))
    document.add_paragraph("{% if not day %}")
    document.add_table(1, 1).rows[0].cells[0].text = "{% endif %}"
    document.save(str(folder / "daily.docx"))
    with pytest.raises(TemplateError, match=r"daily\.docx: a tag begins"):
        made(models["daily"], "docx", tmp_path, folder)


@pytest.mark.parametrize("content", [None, b"", b"not a zip", b"PK\x03\x04 cut"])
def test_unusable_word_template(models: dict[str, Any], content: bytes | None, tmp_path: Path) -> None:
    """A missing or damaged Word template is named."""
    folder = own_templates(tmp_path)
    (folder / "daily.docx").unlink()
    if content is not None:
        (folder / "daily.docx").write_bytes(content)
    with pytest.raises(TemplateError, match=r"daily\.docx"):
        made(models["daily"], "docx", tmp_path, folder)


def own_templates(place: Path) -> Path:
    return shutil.copytree(TEMPLATES, place / "own", ignore=shutil.ignore_patterns("__pycache__"))


def test_unknown_format(models: dict[str, Any], tmp_path: Path) -> None:
    """A format that does not exist is refused by name."""
    with pytest.raises(ConfigError, match="odt"):
        made(models["daily"], "odt", tmp_path)


def test_equal_document_is_left_alone(models: dict[str, Any], tmp_path: Path) -> None:
    """A document that would come out the same is not written again."""
    path = made(models["daily"], "md", tmp_path)
    os.utime(path, (1, 1))
    made(models["daily"], "md", tmp_path)
    assert path.stat().st_mtime == 1


def test_a_file_that_somebody_changed_is_kept(models: dict[str, Any], tmp_path: Path) -> None:
    """A document in which people worked is never replaced: the new one is written beside it."""
    first = made(models["daily"], "docx", tmp_path)
    document = Document(str(first))
    document.paragraphs[-2].add_run("Ý kiến của lãnh đạo")
    document.save(str(first))
    mine = first.read_bytes()
    second = made(models["daily"], "docx", tmp_path)
    assert (first.read_bytes(), second.name) == (mine, "ban-2.docx")
    assert made(models["daily"], "docx", tmp_path).name == "ban-2.docx"


MAKE = """
import hashlib, sys
from pathlib import Path
sys.path[:0] = sys.argv[1:3]
from documents_samples import both_models
from sheets_sync.config import resources
from sheets_sync.documents import render
for name, model in both_models().items():
    for path in render(model, templates=resources.templates_dir(), formats=["docx", "html", "md"],
                       out=Path(sys.argv[3]), name=name):
        print(path.name, hashlib.sha256(path.read_bytes()).hexdigest())
    print(hashlib.sha256(Path(sys.argv[3], name + ".trace.json").read_bytes()).hexdigest())
"""


@pytest.mark.once
def test_any_machine_makes_the_same_bytes(tmp_path: Path) -> None:
    """Hash seed, time zone, locale and clock of the machine leave no trace in a document."""
    machines = [
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"},
    ]
    here = Path(__file__).parent
    said = {
        subprocess.run(
            [sys.executable, "-c", MAKE, str(here), str(here.parent / "core"), str(tmp_path / str(number))],
            env={**os.environ, **machine}, capture_output=True, check=True,
        ).stdout
        for number, machine in enumerate(machines)
    }  # fmt: skip
    assert len(said) == 1


def test_folder_that_cannot_be_written(models: dict[str, Any], tmp_path: Path) -> None:
    """Where the document can't be written, the error names the file."""
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match=r"ban\.md"):
        made(models["daily"], "md", tmp_path / "file")


def test_pdf_with_neither_program(models: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without LibreOffice and WeasyPrint a pdf is refused with a remedy, and the other formats are there."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    with pytest.raises(ConfigError, match=r"LibreOffice.*sheets-sync\[pdf\]"):
        render(models["daily"], templates=TEMPLATES, formats=["pdf", "md"], out=tmp_path, name="ban")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ban.md", "ban.trace.json"]


@pytest.mark.once
@pytest.mark.slow
def test_pdf_out_of_the_html(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without LibreOffice the pdf is made out of the html: the same content, the internal part too; twice the same."""
    rows = [row(issues="Mương nước bị tắc"), row("tay-ninh", quantity=1_234)]
    model = day_model(SMALL, date(2022, 12, 16), rows, statuses(SMALL), as_of=at(), evidence_code="0123456789abcdef")
    program = shutil.which("pdftotext")
    monkeypatch.setenv("PATH", str(tmp_path))
    first = made(model, "pdf", tmp_path / "a")
    assert first.read_bytes() == made(model, "pdf", tmp_path / "b").read_bytes()
    if program is None:
        pytest.skip("poppler-utils is not installed")
    done = subprocess.run([program, str(first), "-"], capture_output=True, check=True)
    text = " ".join(done.stdout.decode().split())
    for said in ("Mương nước bị tắc", "1.234", "TỔNG CỘNG", "PHÓ BÍ THƯ", "Mã chứng cứ: 0123456789abcdef"):
        assert said in text


@pytest.mark.slow
@pytest.mark.parametrize("name", ["daily", "campaign"])
def test_pdf(models: dict[str, Any], name: str, tmp_path: Path) -> None:
    """The pdf is made out of the docx, and twice the same. Skipped where LibreOffice is not installed."""
    if not any(shutil.which(program) for program in pdf.PROGRAMS):
        pytest.skip("LibreOffice is not installed")
    first = made(models[name], "pdf", tmp_path / "a").read_bytes()
    assert first.startswith(b"%PDF-")
    assert first == made(models[name], "pdf", tmp_path / "b").read_bytes()
    if shutil.which("pdftotext"):
        text = subprocess.run(
            ["pdftotext", str(tmp_path / "a" / "ban.pdf"), "-"], capture_output=True, check=True
        ).stdout.decode()
        assert "Nơi nhận" in text


def test_settings_stand_in_the_document(tmp_path: Path) -> None:
    """Head, addressees, recipients and signature are the office's own words."""
    settings = DocumentSettings(
        above=("BCH ĐOÀN TỈNH MẪU",), issuer="BAN PHONG TRÀO", number="Số:      -BC/PT", place="Mẫu",
        daily_addressees=("Ban Một", "Ban Hai"), daily_recipients=("Như trên", "Lưu: VT"), office="TRƯỞNG BAN",
        authority="", draft=False, end_mark=True,
    )  # fmt: skip
    model = day_model(SMALL, date(2022, 12, 16), [], statuses(SMALL), as_of=at(), settings=settings)
    for form in TEXT_FORMATS:
        text = words_of(made(model, form, tmp_path))
        for part in (
            "BCH ĐOÀN TỈNH MẪU",
            "BAN PHONG TRÀO",
            "-BC/PT",
            "Ban Một;",
            "Ban Hai.",
            "- Lưu: VT.",
            "TRƯỞNG BAN",
            "./.",
        ):
            assert part in text, (form, part)
        assert "DỰ THẢO" not in text


def test_later_edition(models: dict[str, Any], tmp_path: Path) -> None:
    """A later edition opens with its number and its predecessor; its last annex has the changes, in every format."""
    rows = [row(quantity=1_234, number=99), *many_rows(SMALL)]
    for name, build in (("daily", day_model), ("campaign", campaign_model)):
        day = (date(2022, 12, 16),) if name == "daily" else ()
        before, after = (build(SMALL, *day, some, statuses(SMALL), as_of=at(31)) for some in (rows[1:], rows))
        made_new = revised(after, before, campaign=SMALL, number=2, name="ban-1")
        for form in TEXT_FORMATS:
            text = words_of(made(made_new, form, tmp_path))
            opening = text.index("Chế độ báo cáo" if not day else "1. Tình hình")
            assert text.index("Bản 2, số liệu đến") < opening < text.rindex("TỔNG CỘNG") < text.index("Bản trước")
            assert "thêm 1.234 (ô E100)" in text
            assert "Bản 2" not in words_of(made(after, form, tmp_path))
