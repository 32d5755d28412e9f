"""Files written whole or not at all, and by one process at a time."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

TEMPORARY: Final = ".new-"
"""How the names begin under which files are written before they are renamed; a killed process leaves such a file."""

try:
    import fcntl
except ImportError:  # Windows: a rename is still atomic, two processes at once are not kept apart
    fcntl = None  # type: ignore[assignment]  # a module elsewhere, and asked for before it is used


def replace_file(file: Path, raw: bytes) -> None:
    """Write a file, and the folders it needs, so that after a crash it is as before or as wanted.

    The bytes go to a new file beside it, which is synced and renamed. OSError, which names the file, where that
    fails; nothing is left then.
    """
    try:
        _replace(file, raw)
    except OSError as error:
        error.filename = str(file)
        raise


def _replace(file: Path, raw: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent, prefix=TEMPORARY, delete=False) as handle:
        temporary = Path(handle.name)
        try:
            handle.write(raw)
            handle.flush()
            os.fsync(handle.fileno())
            temporary.chmod(0o644)
            temporary.replace(file)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    descriptor = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def locked(file: Path, *, wait: bool) -> Iterator[None]:
    """Hold a file that stands for what one process at a time may do; the system lets it go when the process ends.

    BlockingIOError where another process holds it, unless this one is to wait.
    """
    with file.open("a") as handle:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield
