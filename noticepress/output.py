"""The only writer of the output folder: whole files, in an order in which no page links to one that is not there.

Files are compared before they are written, so that nothing that stays the same is touched. New pages are written at
once, each beside its place and renamed; pages that change, and entry pages, at which readers arrive, are laid ready
beside their places and renamed when every new page is there; deletions come last.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from msgspec import Struct, field

from noticepress.artifact import Artifact
from noticepress.errors import EnvironmentFault
from noticepress.marks import exchanged, filled
from noticepress.views import Outline

_READY: Final = ".ready-"
_NEW: Final = ".new-"
_MARK: Final = ".build-"


class Report(Struct):
    """What a build did to the output: counts of files; `made` are pages and other files that were made at all, the
    others were known to be as they are."""

    made: int = 0
    written: int = 0
    unchanged: int = 0
    deleted: int = 0
    foreign: list[str] = field(default_factory=list)

    @property
    def reused(self) -> int:
        """How many files were not made again, though a new fingerprint may have been put into them."""
        return self.written + self.unchanged - self.made


class Written(Struct, frozen=True):
    """What writing the artifacts of a part did: its files with their keys, those laid ready, how many files were made,
    and how many of these were written; the outlines of its redlines that later builds may take from it."""

    files: Mapping[str, str]
    ready: tuple[str, ...]
    made: int
    written: int
    outlines: Mapping[str, Outline] = field(default_factory=dict)


def write_part(
    folder: Path, artifacts: Iterable[Artifact], known: Mapping[str, str], note: Callable[[str], object]
) -> Written:
    """Write what is new and no entry page, and lay the rest ready.

    `known` are the files that stand in the folder as they were made, with their keys: those are not made again.
    `note` is told the paths, one a line, before files are written there.
    EnvironmentFault where the folder cannot be written.
    """
    files: dict[str, str] = {}
    ready: list[str] = []
    made = written = 0
    put = _Writer(folder, note).put
    try:
        for artifact in artifacts:
            found = put(artifact, known.get(artifact.path, ""))
            files[artifact.path] = found.name
            made += found.is_made
            written += found.is_written
            if found.waits:
                ready.append(artifact.path)
    except OSError as error:
        raise _fault(folder, error) from error
    return Written(files, tuple(ready), made, written)


class _Put(NamedTuple):
    """What writing an artifact did: how its file is known now, whether it was made and written, and whether it lies
    ready."""

    name: str
    is_made: bool = False
    is_written: bool = False
    waits: bool = False


class _Writer:
    """Writes the files of a part."""

    def __init__(self, folder: Path, note: Callable[[str], object]) -> None:
        self._folders, self._note = _Folders(folder), note
        self._own = os.urandom(6).hex()  # the number of a process is not its own among machines

    def put(self, artifact: Artifact, before: str) -> _Put:
        """Write an artifact whose file was known by that name before, unless it is there as it is."""
        parent, _, name = artifact.path.rpartition("/")
        place = f"{self._folders.path(parent)}/"
        key, marks = _known(before)
        is_known = artifact.key and key == artifact.key and tuple(mark for mark, _ in marks) == artifact.marks
        if is_known and os.path.isfile(place + name):
            return _Put(before)
        is_new = self._folders.make(parent)
        data, now, is_made = _bytes_of(artifact, place + name, key, marks)
        if not is_new and _there(place + name) == data:
            return _Put(now, is_made)
        waits = artifact.is_entry or (not is_new and os.path.exists(place + name))
        temporary, target = f"{_NEW}{self._own}-{name}", f"{_READY}{name}" if waits else name
        inside = artifact.path.removesuffix(name)
        self._note(f"{inside}{temporary}\n{inside}{target}")
        with open(place + temporary, "wb") as handle:
            handle.write(data)
        os.replace(place + temporary, place + target)
        return _Put(now, is_made, True, waits)


def finish(folder: Path, ready: Iterable[str], obsolete: Iterable[str]) -> int:
    """Put what was laid ready into its places, then delete what is obsolete; how many there were.

    EnvironmentFault where that fails; the next build heals what is missing.
    """
    deleted = 0
    try:
        for path in ready:
            _ready(folder / path).replace(folder / path)
        for path in sorted(obsolete):
            deleted += _delete(folder, path)
    except OSError as error:
        raise _fault(folder, error) from error
    return deleted


@contextmanager
def marked(folder: Path, run: str, note: Callable[[str], object]) -> Iterator[None]:
    """The folder with a mark of this build in it, by which other machines see that it is the same folder; afterwards
    it is rid of the mark, and of what machines that died have left half written. `note` is as in `write_part`."""
    mark = folder / f"{_MARK}{run}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        note(mark.name)
        mark.touch()
    except OSError as error:
        raise _fault(folder, error) from error
    try:
        yield
    finally:
        mark.unlink(missing_ok=True)
        for name in _files(folder):
            if name.rpartition("/")[2].startswith(_NEW):
                (folder / name).unlink(missing_ok=True)


def sees(folder: Path, run: str) -> bool:
    """Whether the folder bears the mark of that build."""
    return (folder / f"{_MARK}{run}").is_file()


def ready_paths(paths: Iterable[str]) -> set[str]:
    """The names under which files lie ready."""
    return {_ready(Path(path)).as_posix() for path in paths}


def foreign_files(folder: Path, own: set[str]) -> list[str]:
    """The files of a folder that are not among its own."""
    return sorted(set(_files(folder)) - own)


class _Folders:
    """The folders below the output folder that this part has looked at, by their paths in it, each with whether it was
    made just now, so that there is nothing in it but what this part writes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._root = str(folder)
        self._seen: dict[str, bool] = {}

    def path(self, inside: str) -> str:
        """The whole path of a folder."""
        return f"{self._root}/{inside}" if inside else self._root

    def make(self, inside: str) -> bool:
        """Make a folder with those above it; whether it is new. EnvironmentFault where it leads out of the output."""
        if inside not in self._seen:
            self._seen[inside] = self._made(inside)
        return self._seen[inside]

    def _made(self, inside: str) -> bool:
        if not inside:
            self._folder.mkdir(parents=True, exist_ok=True)
            return False
        self.make(inside.rpartition("/")[0])
        try:
            os.mkdir(self.path(inside))
        except FileExistsError:
            path = self._folder / inside
            if path.is_symlink() and not path.resolve().is_relative_to(self._folder.resolve()):
                msg = f"{path} leads out of the output folder through a symbolic link. Delete the link."
                raise EnvironmentFault(msg) from None
            if not path.is_dir():
                raise
            return False
        return True


def _name(artifact: Artifact, counts: Iterable[int]) -> str:
    """How a file is known: by its key, and its marks with the number of their gaps."""
    marks = (f"{mark}:{count}" for mark, count in zip(artifact.marks, counts, strict=True))
    return " ".join((artifact.key, *marks))


def _known(name: str) -> tuple[str, tuple[tuple[str, int], ...]]:
    """The key by which a file is known, and its marks with the number of their gaps."""
    key, *marks = name.split(" ")
    return key, tuple((mark, int(count or 0)) for mark, _, count in (each.partition(":") for each in marks))


def _bytes_of(artifact: Artifact, file: str, key: str, marks: Sequence[tuple[str, int]]) -> tuple[bytes, str, bool]:
    """The bytes of a file that was known otherwise before, how it is known now, and whether it had to be made."""
    if artifact.key and key == artifact.key and (there := _there(file)) is not None:
        data = exchanged(there, marks, artifact.marks)
        if data is not None:
            return data, _name(artifact, (count for _, count in marks)), False
    data, counts = filled(artifact.gapped, artifact.marks)
    return data, _name(artifact, counts), True


def _there(file: str) -> bytes | None:
    """What stands in a file that is one and no link."""
    try:
        return None if os.path.islink(file) else Path(file).read_bytes()
    except OSError:
        return None


def _ready(file: Path) -> Path:
    return file.with_name(f"{_READY}{file.name}")


def _delete(folder: Path, path: str) -> int:
    file = folder / path
    if not file.parent.resolve().is_relative_to(folder.resolve()):
        return 0
    there = file.is_file() or file.is_symlink()
    if there:
        file.unlink()
    parent = file.parent
    while parent != folder and parent.is_dir() and not any(parent.iterdir()):
        parent.rmdir()
        parent = parent.parent
    return int(there and not file.name.startswith((_READY, _NEW)))


def _files(folder: Path) -> Iterator[str]:
    for directory, _, names in os.walk(folder):
        for name in names:
            yield Path(directory, name).relative_to(folder).as_posix()


def _fault(folder: Path, error: OSError) -> EnvironmentFault:
    return EnvironmentFault(
        f"{error.filename or folder} cannot be written: {error.strerror}. The next build will complete the site."
    )
