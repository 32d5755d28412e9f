"""Patches: the way from one published text to the next, as `git apply` and `patch` read it.

The format is the unified diff with the extended header of Git. Lines end at line feeds alone, so that carriage
returns, form feeds and the line separators of Unicode stay what they are: bytes of the line.
"""

from difflib import unified_diff

_NO_NEWLINE = "\n\\ No newline at end of file\n"


def patch(name: str, old: bytes | None, new: bytes) -> bytes:
    """The patch that makes `new` of `old` in a file of this name; where `old` is None, it makes the file.

    Between equal texts it is a rename of the file to itself: the one change of nothing that both programs accept.
    """
    header = f"diff --git a/{name} b/{name}\n"
    if old == new:
        return f"{header}similarity index 100%\nrename from {name}\nrename to {name}\n".encode()
    origin = f"a/{name}"
    if old is None:
        header, origin = f"{header}new file mode 100644\n", "/dev/null"
    pieces = unified_diff(_lines(old or b""), _lines(new), origin, f"b/{name}")
    return header.encode() + b"".join(_ended(piece) for piece in pieces)


def _lines(data: bytes) -> list[str]:
    """The lines with their ends; Latin-1 gives every byte a character and takes it back."""
    lines = data.decode("latin-1").split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _ended(piece: str) -> bytes:
    return (piece if piece.endswith("\n") else piece + _NO_NEWLINE).encode("latin-1")
