"""A folder `published/` at one moment, although somebody may be publishing meanwhile."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from noticepress.folders import LEDGER
from noticepress.head import HEAD

_TRIES: Final = 20


class Snapshot(Struct, frozen=True):
    """The bytes of ledger and head (None: they are not there), and the names below the folder of every file, and of
    what is a link or another thing that is no file."""

    ledger: bytes | None
    head: bytes | None
    files: tuple[str, ...]
    others: tuple[str, ...]


def snapshot(folder: Path) -> Snapshot:
    """What lies in a folder. OSError, which names the file, where one of the two cannot be read.

    A publication writes the head before and after everything else: while it differs before and after, what was read
    between is of two moments.
    """
    head = _bytes(folder / HEAD)
    for _ in range(_TRIES):
        ledger = _bytes(folder / LEDGER)
        files, others = _names(folder)
        before, head = head, _bytes(folder / HEAD)
        if before == head:
            break
    return Snapshot(ledger, head, files, others)


def _bytes(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() and not file.is_symlink() else None


def _names(folder: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = sorted(_entries(str(folder)))
    start = len(str(folder)) + 1
    files = tuple(path[start:].replace(os.sep, "/") for path, is_file in found if is_file)
    return files, tuple(path[start:].replace(os.sep, "/") for path, is_file in found if not is_file)


def _entries(folder: str) -> Iterator[tuple[str, bool]]:
    """Every path below a folder that is no folder, and whether it is a file and no link."""
    if not Path(folder).is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(entry.path)
            else:
                yield entry.path, entry.is_file(follow_symlinks=False)
