"""Cheap facts about files (size, time of change), from which a build sees in a moment that nothing changed.

This module imports nothing that takes time: a build that has nothing to do should be over before a parser or a
template engine is loaded. What it says is trusted for skipping alone; `--full` and `verify` read everything.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from sysconfig import get_path
from typing import Final

CACHE: Final = ".noticepress"
"""The folder of the project that holds what may be lost: what is known of the last build, and locks."""

_RACY: Final = 2_000_000_000
"""A file changed less than so many nanoseconds before it was looked at may change again within the same tick."""


@dataclass(frozen=True, slots=True)
class Last:
    """The last build into a folder: the facts it began with, its day and time zone, the folder of the theme, what it
    said and how many files stand there."""

    facts: str
    day: str
    zone: str
    theme: str
    said: tuple[str, ...]
    files: int


def facts(root: Path, theme: str, now: int) -> str:
    """The hash of the facts of everything that a build reads, or `""` where a file changed too short a time ago.

    `theme` is the folder of the site's own theme, `now` counts nanoseconds since the epoch.
    """
    package = Path(__file__).parent
    own = [package, package.parent / "theme", package.parent / "locales"]
    found, newest = _of([root / "notices", root / "locales", root / theme, *own])
    return "" if newest > now - _RACY else found


def program() -> str:
    """The hash of the facts of the program: its own files, and the libraries beside it."""
    return _of([Path(__file__).parent])[0]


def _of(folders: Iterable[Path]) -> tuple[str, int]:
    """The hash of the facts of some folders and of the libraries, and the time of the last change."""
    digest, newest = sha256(sys.version.encode()), 0
    for name in sorted(each.name for each in Path(get_path("purelib")).iterdir() if each.name.endswith(".dist-info")):
        digest.update(name.encode())  # it holds the version
    for folder in dict.fromkeys(folders):
        for path, size, changed in _files(str(folder)):
            digest.update(f"{path}\0{size}\0{changed}\n".encode("utf-8", "surrogateescape"))
            newest = max(newest, changed)
    return digest.hexdigest(), newest


def last_build(cache: Path, output: Path) -> Last | None:
    """What is known of the last build into a folder."""
    try:
        values = json.loads(_file(cache, output).read_bytes())
        return Last(**{**values, "said": tuple(values["said"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def remember(cache: Path, output: Path, last: Last) -> None:
    """Keep what is known of a build for the next one."""
    file = _file(cache, output)
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    temporary.write_text(json.dumps(asdict(last)))
    temporary.replace(file)


def forget(cache: Path, output: Path) -> None:
    """What is known of a folder is no longer true: a build has begun."""
    _file(cache, output).unlink(missing_ok=True)


def _file(cache: Path, output: Path) -> Path:
    return cache / f"last-{sha256(str(output.resolve()).encode()).hexdigest()[:12]}.json"


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    """Every file below a folder by name, with its size and time of change."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name == "__pycache__":
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path)
        else:
            status = entry.stat(follow_symlinks=False)
            yield entry.path, status.st_size, status.st_mtime_ns
