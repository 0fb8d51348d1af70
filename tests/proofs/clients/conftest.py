"""A local server for a client's own suite: everything that is said to Google goes to it.

Copied beside the suite by `tests.proofs.clients`, which sets SERVER_CODE (where the server's code lies), KEY_FILE and
MADE_FILE (the id of a file to make).
"""

import configparser
import json
import os
import pathlib
import sys

if "SERVER_CODE" in os.environ:
    sys.path.insert(0, os.environ["SERVER_CODE"])
    configparser.ConfigParser.readfp = configparser.ConfigParser.read_file  # older suites call it by its older name

    from sheets_sync.local_sheets import LocalSheets
    from sheets_sync.local_sheets.accounts import key_file
    from sheets_sync.local_sheets.redirect import redirect

    server = LocalSheets().start()
    away = redirect(server)
    away.__enter__()
    pathlib.Path(os.environ["KEY_FILE"]).write_text(json.dumps(key_file(server.url)))
    server.create_spreadsheet("Try", id=os.environ["MADE_FILE"])

    def pytest_unconfigure(config):
        away.__exit__(None, None, None)
        server.stop()
