"""Names of the documents and of the folders in which they lie: letters without marks, digits and hyphens."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "daily": "bao-cao-nhanh",
    "final": "bao-cao-ket-qua",
    "final_folder": "ket-qua",
    "old_folder": "cu",
    "latest_folder": "moi-nhat",
    "latest_title": "Tài liệu mới nhất – {name}",
}
