"""What the project measures of itself: `python -m tests.proofs.NAME` prints times and ratios."""
