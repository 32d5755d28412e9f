"""Whole processes, measured from outside: seconds, seconds of all processors, megabytes of the largest process."""

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_MEMORY = Path("/dev/shm")
_SETTLED = 2.1


@dataclass(frozen=True, slots=True)
class Figure:
    """What a process took; several runs are told by their medians."""

    seconds: float
    busy: float
    megabytes: int

    def __str__(self) -> str:
        return f"{self.seconds:.2f} s ({self.busy:.2f}), {self.megabytes} MB"


def measured(command: Sequence[str | Path], folder: Path) -> Figure:
    """Run a command in a folder; its output is shown where it fails, and nothing is measured any more."""
    begun = time.perf_counter()
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(command, cwd=folder, stdout=said, stderr=subprocess.STDOUT) as process,
    ):
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - begun
        if process.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{said.read().decode()}")
    return Figure(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024)


@dataclass(frozen=True, slots=True)
class Trial:
    """A command to be measured in a folder; `before` prepares each run and is not counted."""

    before: Callable[[], object]
    command: Sequence[str | Path]
    folder: Path


def alternately(runs: int, trials: Mapping[str, Trial]) -> dict[str, Figure]:
    """The medians of so many runs of each, which take turns: a machine that grows slower does so for all of them."""
    figures: dict[str, list[Figure]] = {name: [] for name in trials}
    for _ in range(runs):
        for name, each in trials.items():
            each.before()
            figures[name].append(measured(each.command, each.folder))
    return {name: _median(found) for name, found in figures.items()}


def median(runs: int, before: Callable[[], object], command: Sequence[str | Path], folder: Path) -> Figure:
    """The medians of so many runs of one."""
    return alternately(runs, {"": Trial(before, command, folder)})[""]


def _median(figures: Sequence[Figure]) -> Figure:
    return Figure(
        statistics.median(each.seconds for each in figures),
        statistics.median(each.busy for each in figures),
        round(statistics.median(each.megabytes for each in figures)),
    )


def settle() -> None:
    """Wait until files that changed lie far enough in the past to be trusted by their times."""
    time.sleep(_SETTLED)


def machine(folder: Path) -> str:
    """The machine and the kind of storage that the figures come from."""
    kind = subprocess.run(
        ["stat", "-f", "-c", "%T", folder], capture_output=True, text=True, check=False
    ).stdout.strip()
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release().split('-')[0]}, "
        f"CPython {platform.python_version()}, files on {kind or 'an unknown file system'}, "
        f"load {os.getloadavg()[0]:.1f} before the first run"
    )


def roomy(texts: int) -> Path:
    """A folder in memory if one has room enough for that many texts in four forms, else one on disk."""
    needed = texts * 500_000
    is_roomy = _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > needed
    return _MEMORY if is_roomy else Path(tempfile.gettempdir())


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
