"""What a build makes: a file of the output as a value."""

from collections.abc import Callable

from msgspec import Struct

from noticepress.marks import filled


class Artifact(Struct, frozen=True):
    """A file of the output: its path below the folder, its bytes or what makes them, and whether a reader may arrive
    there directly (such files are written after those they lead to).

    `key` is the hash of everything that can change a byte of it but its marks, for which `content` has gaps (marks.py):
    where both stay the same, the bytes need not be made again. `""`: what the bytes depend on is not known without
    making them.
    """

    path: str
    content: bytes | Callable[[], bytes]
    is_entry: bool = False
    key: str = ""
    marks: tuple[str, ...] = ()

    @property
    def gapped(self) -> bytes:
        """Its bytes with gaps for its marks, made now where they were not."""
        return self.content if isinstance(self.content, bytes) else self.content()

    @property
    def data(self) -> bytes:
        """Its bytes."""
        return filled(self.gapped, self.marks)[0]
