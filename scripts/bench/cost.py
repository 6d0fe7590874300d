"""What a piece of work costs: measured in a process of its own, several times; the median counts."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile
from time import perf_counter, sleep

from bench.peak import peak

WORKER = Path(__file__).with_name("worker.py")
POLL = 0.05


class BenchError(Exception):
    """A piece of work that could not be measured; the message says which and why."""


@dataclass(frozen=True)
class Cost:
    """Seconds of all processors and of the clock, the peak of the memory in MB, and the rows made."""

    cpu: float
    wall: float
    peak: float
    rows: int = 0


def medians(costs: Sequence[Cost]) -> Cost:
    """The median of each figure by itself."""
    return Cost(
        median(cost.cpu for cost in costs),
        median(cost.wall for cost in costs),
        median(cost.peak for cost in costs),
        costs[0].rows,
    )


def measure(
    task: Mapping[str, object], repeats: int, python: Path | str = sys.executable, worker: Path = WORKER
) -> Cost:
    """Let a worker do a task so many times; it measures the work alone, not its own start."""
    costs = []
    for _ in range(repeats):
        done = subprocess.run(
            [python, worker], input=json.dumps(task), capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise BenchError(f"{task.get('name')}: {done.stderr.strip()[-800:] or 'killed'}")
        costs.append(Cost(**json.loads(done.stdout.splitlines()[-1])))
    return medians(costs)


def measure_command(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> Cost:
    """Run a command once; its costs are those of the process and of all that it waited for."""
    with TemporaryFile("w+") as output:
        began = perf_counter()
        process = subprocess.Popen(
            command, env={**os.environ, **environment}, cwd=folder, stdout=output, stderr=output
        )
        most, done = 0.0, 0
        while not done:
            most = max(most, peak(process.pid))
            done, status, usage = os.wait4(process.pid, os.WNOHANG)
            sleep(0 if done else POLL)
        wall = perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise BenchError(f"{' '.join(command)}:\n{output.read()[-3000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, most)
