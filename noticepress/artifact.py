"""What a build makes: a file of the output as a value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file of the output: its path below the folder, its bytes, and whether a reader may arrive there directly
    (such files are written after those they lead to)."""

    path: str
    data: bytes
    is_entry: bool = False
