"""The only writer of `published/` and `correcting/`: all or nothing.

The ledger is the commit point: texts are written and synced first, then the ledger is replaced by one rename. A text
without a ledger entry does not exist for any reader, so a process killed in between leaves nothing half-published.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from noticepress.errors import RefusedError
from noticepress.files import replace_file
from noticepress.folders import LEDGER, correcting_file, folder_of
from noticepress.ledger import FIRST, digest, line_of
from noticepress.model import Document
from noticepress.publishing.values import Publication

try:
    import fcntl
except ImportError:  # Windows: the rename of the ledger is still atomic, two publishers at once are not kept apart
    fcntl = None  # type: ignore[assignment]


def write(root: Path, publication: Publication) -> None:
    """Write a publication, all or nothing. RefusedError where another process publishes the same document."""
    folder = folder_of(root, publication.document.config) / "published"
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder):
        ledger = folder / LEDGER
        if not ledger.is_file():
            replace_file(ledger, b"")  # texts without any ledger are a loss that readers of sources must notice
        before = ledger.read_bytes()
        expected = publication.entries[0].previous
        last = digest(before.rstrip(b"\n").rsplit(b"\n", 1)[-1]) if before else FIRST
        if last != expected:
            msg = f"“{publication.document.id}” was published by somebody else meanwhile. Run the command again."
            raise RefusedError(msg)
        for name, raw in publication.files.items():
            replace_file(folder / name, raw)
        lines = "".join(f"{line_of(entry)}\n" for entry in publication.entries)
        replace_file(ledger, before + lines.encode())


def begin_correction(root: Path, document: Document, version: date, locale: str, raw: bytes) -> Path:
    """Put a copy of a text where it is mended. RefusedError where one is there already."""
    file = correcting_file(root, document.config, version, locale)
    if file.exists():
        msg = f"{file.relative_to(root)} is there already: mend it, or delete it to begin again."
        raise RefusedError(msg)
    replace_file(file, raw)
    return file


def end_correction(root: Path, document: Document, version: date, locale: str) -> None:
    """Take away the copy in which a text was mended, and the folders that become empty."""
    file = correcting_file(root, document.config, version, locale)
    file.unlink(missing_ok=True)
    for folder in (file.parent, file.parent.parent):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / ".lock").open("a") as handle:
        if fcntl is not None:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                msg = f"Another process is publishing in {folder}. Wait for it, then run the command again."
                raise RefusedError(msg) from error
        yield
