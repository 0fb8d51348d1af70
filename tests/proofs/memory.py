"""What the operating system says of the memory of this process, in MB."""

from __future__ import annotations

import resource
from pathlib import Path


def resident() -> float:
    """What it holds now; 0 where the system does not say (it is not Linux)."""
    return _status("VmRSS")


def peak() -> float:
    """The most it held. getrusage counts what the parent held before it started us, so it is the second choice."""
    return _status("VmHWM") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _status(name: str) -> float:
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(name + ":")), 0.0)
