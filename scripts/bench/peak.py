"""The most memory that a process has held."""

import re
from pathlib import Path


def peak(process: int | str = "self") -> float:
    """In MB, since the program began: what `getrusage` calls a peak counts what its parent held, too."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    found = re.search(r"VmHWM:\s+(\d+)", status)  # none once the process is at its end
    return int(found[1]) / 1024 if found else 0.0
