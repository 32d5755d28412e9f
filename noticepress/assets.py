"""The assets of a theme: style sheets, scripts and images, each with the fingerprint of its bytes in its name."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from noticepress.marks import gap, mark


class Asset(Struct, frozen=True):
    """A file of the theme: its name, and the fingerprint of its bytes that stands in it, so that caches may keep it for
    ever."""

    name: str
    fingerprint: str
    data: bytes

    @property
    def fingerprinted(self) -> str:
        """Its name in the output."""
        return self._named(mark(self.fingerprint))

    def gapped(self, number: int) -> str:
        """That name with a gap for the fingerprint."""
        return self._named(gap(number))

    def _named(self, middle: str) -> str:
        stem, dot, suffix = self.name.rpartition(".")
        return f"{stem}{middle}{dot}{suffix}" if dot else f"{self.name}{middle}"


def read_assets(folders: Sequence[Path]) -> Iterator[Asset]:
    """The assets in the folders of a theme, the first of which has precedence."""
    names = {
        file.relative_to(folder / "assets").as_posix()
        for folder in folders
        for file in (folder / "assets").rglob("*")
        if file.is_file()
    }
    for name in sorted(names):
        file = next(each / "assets" / name for each in folders if (each / "assets" / name).is_file())
        data = file.read_bytes()
        yield Asset(name, sha256(data).hexdigest()[:12], data)
