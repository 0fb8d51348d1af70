"""Documents to look at: both models of a small campaign, rendered and read back as text."""

from __future__ import annotations

import html
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

from sheets_sync.config import resources
from sheets_sync.documents import render
from sheets_sync.rollup import revised

sys.path.append(str(Path(__file__).parents[1] / "core"))  # the hand-made rows stand beside the tests of the model

from rollup_samples import at, campaign, campaign_model, day_model, many_rows, statuses

TEMPLATES = resources.templates_dir()
SMALL = campaign()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT_FORMATS = ("docx", "html", "md")


def both_models(**more: Any) -> dict[str, Any]:
    """The daily report and the rollup of a small campaign: one unit missed every day, one was late."""
    rows, seen = many_rows(SMALL), statuses(SMALL, go_dau="missed", khoi_cqdn="late")
    day = at(18).date()
    return {
        "daily": day_model(SMALL, day, rows, seen, as_of=at(18, 10, 5), **more),
        "campaign": campaign_model(SMALL, rows, seen, as_of=at(31, 12), **more),
    }


def issued_models(layout: int) -> dict[str, Any]:
    """The models of the papers in `issued/`, which earlier versions made: by the layout in which they were."""
    if layout == 1:
        return both_models(layout=1)
    rows, day = many_rows(SMALL), at(18).date()
    seen = statuses(SMALL, go_dau="missed", khoi_cqdn="late")
    earlier = statuses(SMALL, go_dau="missed", khoi_cqdn="missed")
    first = day_model(SMALL, day, rows[:-40], earlier, as_of=at(18, 10, 5), layout=layout)
    second = day_model(SMALL, day, rows, seen, as_of=at(18, 21), layout=layout)
    name = "bao-cao-nhanh-2022-12-18-10h05"
    return {
        "daily": revised(second, first, campaign=SMALL, number=2, name=name),
        "campaign": campaign_model(SMALL, rows, seen, as_of=at(31, 12), layout=layout),
    }


def made(model: Any, form: str, out: Path, templates: Path = TEMPLATES) -> Path:
    return render(model, templates=templates, formats=[form], out=out, name="ban")[0]


def words_of(path: Path) -> str:
    """What a reader sees, with single spaces."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            tree = etree.fromstring(archive.read("word/document.xml"))
        lines = ["".join(part.text or "" for part in line.iter(f"{W}t")) for line in tree.iter(f"{W}p")]
        return " ".join(" ".join(lines).split())
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
        text = html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</?(a|strong)\b[^>]*>", "", text)))
    else:
        text = re.sub(r"\\([\\`*_\[\]<>|~&#.)+=-])", r"\1", text)
    return " ".join(text.split())
