"""Public clients of Google Sheets, run against the local server: `python -m tests.proofs.clients`."""
