"""The tests; a package so that its proofs run as `python -m tests.proofs.NAME`."""
