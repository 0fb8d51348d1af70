"""What the project measures of itself: `python -m sheets_sync.benchmarks.NAME` prints times and ratios."""
