"""Cheap facts about files (size, time of change), from which a build sees in a moment that nothing changed.

This module imports nothing that takes time: a build that has nothing to do should be over before a parser or a
template engine is loaded. What it says is trusted for skipping alone; `--full` and `verify` read everything.
"""

import json
import os
import sys
from hashlib import sha256
from pathlib import Path
from sysconfig import get_path
from typing import Final

from msgspec import Struct
from msgspec.structs import asdict

CACHE: Final = ".noticepress"
"""The folder of the project that holds what may be lost: what is known of the last build, and locks."""

_LEDGER: Final = "ledger.jsonl"
_TICK: Final = 50_000_000
_COARSE_TICK: Final = 2_000_000_000
"""A file that changed less than so many nanoseconds before it was looked at may change again within the same tick. Of
times without fractions of a millisecond the file system may count in seconds."""


class Last(Struct, frozen=True):
    """The last build into a folder: the facts it began with, its day and time zone, the folder of the theme, what it
    said, how many files stand there, and in which forms besides their own."""

    facts: str
    day: str
    zone: str
    theme: str
    said: tuple[str, ...]
    files: int
    forms: str


class Facts(Struct, frozen=True):
    """What is known of a folder without reading a file in it: the hash of the names, sizes and times of change of all
    files below it, the moment in nanoseconds from which a change of any of them has another time, the ledgers among
    them, and whether links are there, of which the facts say nothing."""

    digest: str
    settled: int
    ledgers: tuple[str, ...]
    has_links: bool

    def are_settled(self, now: int) -> bool:
        """Whether a file that changes from now on, in nanoseconds since the epoch, will be known by its time."""
        return self.settled <= now


class Look:
    """The facts of folders as they were when they were first asked for: what is read later is at least as new."""

    def __init__(self) -> None:
        self._known: dict[str, Facts] = {}

    def __reduce__(self) -> tuple[type["Look"], tuple[()]]:
        return Look, ()  # another machine looks for itself

    def of(self, folder: str | Path) -> Facts:
        """The facts of a folder; of one that is not there, those of an empty one."""
        path = str(folder)
        if path not in self._known:
            self._known[path] = self._at(path)
        return self._known[path]

    def _at(self, folder: str) -> Facts:
        digest, settled, has_links = sha256(), 0, False
        ledgers: list[str] = []
        for entry in _entries(folder):
            if entry.is_dir(follow_symlinks=False):
                below = self.of(entry.path)
                said, from_then = below.digest, below.settled
                has_links |= below.has_links
                ledgers += below.ledgers
            else:
                status = entry.stat(follow_symlinks=False)
                said, from_then = f"{status.st_size}\0{status.st_mtime_ns}", _settled(status.st_mtime_ns)
                has_links |= entry.is_symlink()
                ledgers += [entry.path] if entry.name == _LEDGER else []
            digest.update(f"{entry.name}\0{said}\n".encode("utf-8", "surrogateescape"))
            settled = max(settled, from_then)
        return Facts(digest.hexdigest(), settled, tuple(ledgers), has_links)


def _settled(changed: int) -> int:
    return changed + (_TICK if changed % 1_000_000 else _COARSE_TICK)


def facts(root: Path, theme: str, now: int, look: Look) -> str:
    """The hash of the facts of everything that a build reads, or `""` where a file changed too short a time ago.

    `theme` is the folder of the site's own theme, `now` counts nanoseconds since the epoch.
    """
    package = Path(__file__).parent
    own = [package, package.parent / "theme", package.parent / "locales"]
    found = [look.of(each) for each in (root / "notices", root / "locales", root / theme, *own)]
    if not all(each.are_settled(now) for each in found):
        return ""
    return sha256("\n".join([_installed(), *(each.digest for each in found)]).encode()).hexdigest()


def program(look: Look) -> str:
    """The hash of the facts of the program: its own files, and the libraries beside it."""
    return sha256(f"{_installed()}\n{look.of(Path(__file__).parent).digest}".encode()).hexdigest()


def _installed() -> str:
    """The version of Python, and the libraries, whose folders bear theirs in their names."""
    names = sorted(each.name for each in os.scandir(get_path("purelib")) if each.name.endswith(".dist-info"))
    return "\n".join([sys.version, *names])


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


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        found = [entry for entry in os.scandir(folder) if entry.name != "__pycache__"]
    except OSError:
        return []
    return sorted(found, key=lambda entry: entry.name)
