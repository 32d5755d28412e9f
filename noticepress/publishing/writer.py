"""The only writer of `published/` and `correcting/`: all or nothing.

The ledger is the commit point. Before anything else the head says what will be written (`head.json`), then come the
texts, then the ledger, by one rename, then the head again. A text without a ledger entry does not exist for any reader,
so a process killed in between leaves nothing half-published; what it leaves is known, and cleared away by the next.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from noticepress.errors import RefusedError
from noticepress.facts import CACHE
from noticepress.files import TEMPORARY, locked, replace_file
from noticepress.folders import LEDGER, correcting_file, folder_of
from noticepress.head import HEAD, Begun, Head, read_head, write_head
from noticepress.ledger import FIRST, digest, line_of, named_files, read_ledger, stamp_file
from noticepress.model import Document, Entry
from noticepress.publishing.values import Publication

_AGAIN: Final = "was published by somebody else meanwhile. Run the command again."


def write(root: Path, publication: Publication) -> None:
    """Write a publication, all or nothing. RefusedError where another process publishes the same document."""
    document = publication.document
    with _opened(root, document) as desk:
        if desk.last != publication.entries[0].previous:
            msg = f"“{document.id}” {_AGAIN}"
            raise RefusedError(msg)
        lines = "".join(f"{line_of(entry)}\n" for entry in publication.entries)
        head = replace(desk.head, last=publication.entries[-1].digest)
        desk.put(publication.files, head, desk.ledger + lines.encode())


def write_stamp(root: Path, document: Document, entry: Entry, answer: bytes) -> Path:
    """Keep the answer of a time-stamping authority beside the entry that it attests. RefusedError as for `write`."""
    with _opened(root, document) as desk:
        if desk.last != (document.entries[-1].digest if document.entries else FIRST):
            msg = f"“{document.id}” {_AGAIN}"
            raise RefusedError(msg)
        name = stamp_file(entry)
        head = replace(desk.head, stamps={**desk.head.stamps, name: digest(answer)})
        desk.put({name: answer}, head, desk.ledger)
        return desk.folder / name


class _Desk(Struct, frozen=True):
    """A folder `published/` that this process alone writes to: its ledger and head as they are, and the files that its
    ledger names."""

    folder: Path
    ledger: bytes
    head: Head
    named: frozenset[str]

    @property
    def last(self) -> str:
        """The hash of the ledger's last line."""
        return digest(self.ledger.removesuffix(b"\n").rsplit(b"\n", 1)[-1]) if self.ledger else FIRST

    def put(self, files: Mapping[str, bytes], head: Head, ledger: bytes) -> None:
        """Add files and write the ledger, and then the head; where that fails, all is as before."""
        begun = Begun(head.last, {name: digest(raw) for name, raw in files.items()})
        try:
            replace_file(self.folder / HEAD, write_head(replace(self.head, begun=begun)))
            for name, raw in files.items():
                if name not in self.named:  # a local file that an earlier text shows as well
                    replace_file(self.folder / name, raw)
            if ledger != self.ledger:
                replace_file(self.folder / LEDGER, ledger)
        except BaseException:
            with suppress(OSError):
                self._take_back(files)
            raise
        replace_file(self.folder / HEAD, write_head(head))

    def _take_back(self, files: Mapping[str, bytes]) -> None:
        """Delete what was added, unless the ledger names it already."""
        if _bytes(self.folder / LEDGER) == self.ledger:
            self.clear(files)
            replace_file(self.folder / HEAD, write_head(self.head))

    def clear(self, names: Iterable[str]) -> None:
        """Delete files that neither ledger nor head name, and the folders that become empty."""
        for name in names:
            if name not in self.named and name not in self.head.stamps and (self.folder / name).is_file():
                (self.folder / name).unlink()
                _drop_empty((self.folder / name).parent, self.folder)


@contextmanager
def _opened(root: Path, document: Document) -> Iterator[_Desk]:
    """The folder of a document, with nobody else at it, and without what an interrupted publication left."""
    folder = folder_of(root, document.config) / "published"
    with _locked(root / CACHE, document):
        folder.mkdir(parents=True, exist_ok=True)
        ledger, head = _bytes(folder / LEDGER), read_head(_bytes(folder / HEAD))
        desk = _Desk(folder, ledger, head or Head(str(document.id)), named_files(read_ledger(ledger, LEDGER, [])))
        for left in folder.rglob(f"{TEMPORARY}*"):
            left.unlink()
        if desk.head.begun and desk.last == desk.head.last:
            desk.clear(desk.head.begun.files)
        yield replace(desk, head=replace(desk.head, last=desk.last, begun=None))


def _bytes(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""


def begin_correction(root: Path, document: Document, version: date, locale: str, raw: bytes) -> Path:
    """Put a copy of a text where it is mended. RefusedError where one is there already."""
    file = correcting_file(root, document.config, version, locale)
    if file.exists():
        msg = (
            f"{file.relative_to(root)} is there already: mend it, and run the command again with "
            "--reason “what was wrong”.\nTo begin again, delete it first."
        )
        raise RefusedError(msg)
    replace_file(file, raw)
    return file


def end_correction(root: Path, document: Document, version: date, locale: str) -> None:
    """Take away the copy in which a text was mended, and the folders that become empty."""
    file = correcting_file(root, document.config, version, locale)
    file.unlink(missing_ok=True)
    _drop_empty(file.parent, file.parent.parent.parent)


def _drop_empty(folder: Path, top: Path) -> None:
    """Take away a folder and those above it, up to `top`, while they are empty."""
    while folder != top and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


@contextmanager
def _locked(cache: Path, document: Document) -> Iterator[None]:
    """Hold the lock of a document. It lies outside of `published/`, where everything is proof."""
    cache.mkdir(parents=True, exist_ok=True)
    try:
        with locked(cache / f"publishing-{document.id.domain}.lock", wait=False):
            yield
    except BlockingIOError as error:
        msg = f"Another process is publishing “{document.id}”. Wait for it, then run the command again."
        raise RefusedError(msg) from error
