"""The evidence on disk: an append-only chain of records, written before anything is judged.

chain     records, each with the digest of the one before      bodies  facts as the JSON that records hold
store     SQLite or PostgreSQL, versions of the schema         ledger  appending and reading
merging   the records of another ledger, as records of ours
"""

from __future__ import annotations

from sheets_sync.ledger.bodies import to_iso
from sheets_sync.ledger.chain import FIRST, Chain, Fault, Record, canonical
from sheets_sync.ledger.ledger import Ledger, Merged
from sheets_sync.ledger.migrations import SCHEMA_VERSION

__all__ = ["FIRST", "SCHEMA_VERSION", "Chain", "Fault", "Ledger", "Merged", "Record", "canonical", "to_iso"]
