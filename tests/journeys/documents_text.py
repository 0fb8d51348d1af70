"""What a reader sees of a document, with single spaces."""

from __future__ import annotations

import re
from pathlib import Path

from sheets_sync.documents.reading import read


def said(path: Path) -> str:
    if path.suffix != ".md":
        return " ".join(read(path.read_bytes(), path.suffix[1:]).texts)
    text = re.sub(r"\\([\\`*_\[\]<>|~&#.)+=-])", r"\1", path.read_text(encoding="utf-8"))
    return " ".join(text.split())
