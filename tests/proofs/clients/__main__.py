"""`python -m tests.proofs.clients [--checkouts DIR] [--only NAME] [--write]`: how many of each client's tests pass.

Installs public clients into an environment of their own, which needs the package registries, and runs them against a
local server. Clients that keep their suites in their repositories only are run where `--checkouts` names a folder with
checkouts: `pygsheets`, `node-google-spreadsheet`. Ends with 1 when a client passes less than 95 of 100.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from .bench import CODE, Bench, counted
from .suites import SUITES, Suite

README = CODE / "sheets_sync" / "local_sheets" / "README.md"
HEAD = "| client, run against the server | passed | failed |\n| --- | --- | --- |\n"
ENOUGH = 0.95


def row(suite: Suite, passed: int, failed: int) -> str:
    return f"| {suite.client} | {passed} | {failed}{': ' + suite.note if failed and suite.note else ''} |\n"


def write(rows: list[str]) -> None:
    """Puts the table into the server's README in place of the one that stands there."""
    before, head, after = README.read_text("utf-8").partition(HEAD)
    assert head, "the README has no table of clients"
    rest = after[after.index("\n\n") :]
    README.write_text(before + head + "".join(rows).rstrip("\n") + rest, "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.proofs.clients", description=__doc__)
    parser.add_argument("--checkouts", type=Path, metavar="DIR", help="a folder with checkouts of clients")
    parser.add_argument("--only", default="", metavar="NAME", help="clients whose line holds this")
    parser.add_argument("--verbose", action="store_true", help="print what the suites print")
    parser.add_argument("--write", action="store_true", help="put the table into the server's README")
    options = parser.parse_args()
    rows, poor = [], 0
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name), options.checkouts and options.checkouts.resolve())
        bench.install()
        for suite in (one for one in SUITES if options.only in one.client):
            try:
                text = suite.run(bench)
            except (OSError, StopIteration) as error:
                print(f"{suite.client}: left out: {error}", flush=True)
                continue
            if options.verbose:
                print(text)
            passed, failed = counted(text)
            rows.append(row(suite, passed, failed))
            poor += passed < ENOUGH * (passed + failed) or not passed
            print(rows[-1] if passed else text.strip()[-400:] + "\n", end="", flush=True)
    if options.write:
        write(rows)
    return 1 if poor else 0


if __name__ == "__main__":
    sys.exit(main())
