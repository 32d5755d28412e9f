"""The book of an output folder: which files stand there, for which part of the site, and what they were made of.

It is kept in the cache folder: an index of the parts, and a page for each part with the keys of its files, and with
what is worth knowing of its redlines. A build first strikes out of the index what it makes anew, and writes it in when
every file is in its place: whatever the book says is true at every instant, also of a build that died. A page that is
damaged is as good as none. While files are written they are noted beside it, so that nothing of a build that died
stays for ever.
"""

import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import astuple

from noticepress.files import locked
from noticepress.views import Outline, Size


class Part(Struct, frozen=True):
    """A part of the site as it was written: the key of everything that its bytes depend on, the SHA-256 of its page of
    the book, and the number of its files."""

    key: str
    page: str
    count: int


class Known(Struct, frozen=True):
    """What is known of a part: its files with their keys, and the outlines of its redlines by theirs."""

    files: Mapping[str, str] = field(default_factory=dict)
    outlines: Mapping[str, Outline] = field(default_factory=dict)


class Book:
    """What stands in an output folder, by part; one book for each output folder."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self._file = cache / f"output-{sha256(str(folder.resolve()).encode()).hexdigest()[:12]}.json"
        self._pages = self._file.with_suffix("")
        self._notes = self._pages / "notes"
        self.parts: dict[str, Part] = {}
        self._others: set[str] = set()

    @contextmanager
    def opened(self) -> Iterator[None]:
        """The book as it is now, for one build at a time: another into the same folder waits."""
        self._notes.mkdir(parents=True, exist_ok=True)
        with locked(self._file.with_suffix(".lock"), wait=True):
            self.parts, self._others = self._read()
            self._others |= self._noted()
            yield

    @contextmanager
    def noting(self) -> Iterator[Callable[[str], object]]:
        """What notes a path before a file is written there, so that the next build knows of it if this one dies."""
        self._notes.mkdir(parents=True, exist_ok=True)
        with (self._notes / os.urandom(8).hex()).open("ab", buffering=0) as handle:
            yield lambda path: handle.write(f"{path}\n".encode("utf-8", "surrogateescape"))

    def known(self, name: str, part: Part | None = None) -> Known:
        """What stands there for a part, which may have been struck out since (`part`: as it was written in); nothing
        where its page is damaged."""
        part = part or self.parts.get(name)
        try:
            raw = self._page(name).read_bytes()
            if part is None or sha256(raw).hexdigest() != part.page:
                return Known()
            values = json.loads(raw)
            files = {str(path): str(key) for path, key in values["files"].items()}
            return Known(files, {str(key): _outline(*each) for key, each in values["outlines"].items()})
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return Known()

    def standing(self, names: Collection[str]) -> Mapping[str, Known]:
        """What stands there now for some parts, each read when it is asked for: they may be many."""
        return _Standing(self, {name: self.parts.get(name) for name in names})

    def paths(self, names: Iterable[str]) -> set[str]:
        """Every file that was written for some parts, and every one that a build which did not end may have left; none
        that stands there for another part, although it may have been noted in the last moment of a build."""
        wanted = set(names)
        others = set(self.parts) - wanted if self._others else ()
        standing = {path for name in others for path in self.known(name).files}
        return {path for name in wanted for path in self.known(name).files} | (self._others - standing)

    def strike(self, names: Iterable[str], others: Iterable[str]) -> None:
        """Take parts out, whose files are about to change; `others` are files that may be there from now on."""
        gone = set(names)
        self._keep({name: part for name, part in self.parts.items() if name not in gone}, others)

    def enter(self, made: Mapping[str, tuple[str, Known]]) -> None:
        """Write parts in, each with its key and its files, all of which stand in their places; nothing else is there
        besides what the book says."""
        parts = dict(self.parts)
        for name, (key, known) in made.items():
            outlines = {key: (astuple(each.size), each.sections) for key, each in known.outlines.items()}
            raw = json.dumps({"files": dict(known.files), "outlines": outlines}).encode()
            _replace(self._page(name), raw)
            parts[name] = Part(key, sha256(raw).hexdigest(), len(known.files))
        self._keep(parts, ())
        pages = {self._page(name) for name in parts}
        for page in {*self._pages.glob("*.json"), *self._notes.iterdir()} - pages:
            page.unlink(missing_ok=True)

    def _keep(self, parts: dict[str, Part], others: Iterable[str]) -> None:
        self.parts, self._others = parts, set(others)
        values = {
            "parts": {name: [part.key, part.page, part.count] for name, part in parts.items()},
            "others": sorted(self._others),
        }
        _replace(self._file, json.dumps(values).encode())

    def _page(self, name: str) -> Path:
        return self._pages / f"{sha256(name.encode()).hexdigest()[:16]}.json"

    def _read(self) -> tuple[dict[str, Part], set[str]]:
        """The index; where it is damaged no part is known to be as it should, but which files were written still is."""
        try:
            values = json.loads(self._file.read_bytes())
            parts = {str(name): Part(str(key), str(page), int(n)) for name, (key, page, n) in values["parts"].items()}
            return parts, {str(path) for path in values["others"]}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}, {path for page in self._pages.glob("*.json") for path in _listed(page)}

    def _noted(self) -> set[str]:
        """What builds that did not end have noted; a last line without its end was never acted on."""
        noted = (file.read_bytes().decode("utf-8", "surrogateescape") for file in self._notes.iterdir())
        return {path for text in noted for path in text.split("\n")[:-1]}


class _Standing(Mapping[str, Known]):
    def __init__(self, book: Book, parts: Mapping[str, Part | None]) -> None:
        self._book, self._parts = book, parts

    def __getitem__(self, name: str) -> Known:
        part = self._parts[name]
        return self._book.known(name, part) if part else Known()

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


def _listed(page: Path) -> set[str]:
    try:
        return set(json.loads(page.read_bytes())["files"])
    except (OSError, ValueError, TypeError, KeyError):
        return set()


def _outline(size: list[int], sections: list[tuple[int, str]]) -> Outline:
    return Outline(Size(*map(int, size)), tuple((int(number), str(title)) for number, title in sections))


def _replace(file: Path, raw: bytes) -> None:
    """Whole or not at all; unlike a published text it may be lost with the machine's power."""
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    temporary.write_bytes(raw)
    temporary.replace(file)
