"""Documents from evidence: which are due, edition by edition, writing and verifying them.

archive    what was issued, and the models of what could be        due      which documents are due
known_at   what documents of one moment rest on                    folders  where they lie
writing    writing what is due or asked for, verifying it, and the words of messages
"""

from __future__ import annotations

from sheets_sync.job.publishing.archive import Archive, EditionDraft
from sheets_sync.job.publishing.due import Due, due_documents
from sheets_sync.job.publishing.writing import message_words, publish_due, verify_document, write_document

__all__ = [
    "Archive",
    "Due",
    "EditionDraft",
    "due_documents",
    "message_words",
    "publish_due",
    "verify_document",
    "write_document",
]
