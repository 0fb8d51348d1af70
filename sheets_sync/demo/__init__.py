"""The demo: the whole main job on the embedded local server, and a copy of it to train with in the browser."""

from __future__ import annotations

from sheets_sync.demo.people import Act, People, read_typing
from sheets_sync.demo.run import run_demo

__all__ = ["Act", "People", "read_typing", "run_demo"]
