"""Patches in the unified format, applied strictly: every line that a patch names must stand where it says."""

import re
from typing import Final

_HUNK: Final = re.compile(rb"@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@.*")


class PatchError(Exception):
    """A patch cannot be read, or does not fit the text."""


def patched(old: bytes, patch: bytes) -> bytes:
    """The bytes that a patch of one file makes of `old` (empty where it creates the file). PatchError."""
    lines = patch.split(b"\n")
    if lines[-1]:
        raise PatchError("it is cut off")
    before = _lines(old)
    made: list[bytes] = []
    place, number = 0, 0
    while number < len(lines) - 1:
        head = _HUNK.fullmatch(lines[number])
        number += 1
        if head is None:
            continue
        start, taken = int(head[1]), int(head[2] or 1)
        first = start - 1 if taken else start
        if not place <= first <= len(before):
            raise PatchError(f"line {start} is not there")
        made += before[place:first]
        place = first
        rest = [taken, int(head[3] or 1)]
        while any(rest) or (number < len(lines) and lines[number].startswith(b"\\")):
            if number >= len(lines) - 1:
                raise PatchError("it is cut off")
            place = _step(lines, number, before, place, made, rest)
            number += 1
    return b"".join([*made, *before[place:]])


def _step(lines: list[bytes], number: int, before: list[bytes], place: int, made: list[bytes], rest: list[int]) -> int:
    """Take one line of a hunk; gives the new place in the old text, and counts `rest` (old, new) down."""
    sign, words = lines[number][:1], lines[number][1:]
    if sign == b"\\":
        return place
    has_end = not lines[number + 1].startswith(b"\\")
    line = words + (b"\n" if has_end else b"")
    if sign in (b" ", b"-"):
        if place >= len(before) or before[place] != line:
            raise PatchError(f"line {place + 1} is not what it says")
        place, rest[0] = place + 1, rest[0] - 1
    if sign in (b" ", b"+"):
        made.append(line)
        rest[1] -= 1
    if sign not in (b" ", b"-", b"+") or min(rest) < 0:
        raise PatchError(f"its line {number + 1} cannot be read")
    return place


def _lines(data: bytes) -> list[bytes]:
    found = [line + b"\n" for line in data.split(b"\n")]
    found[-1] = found[-1][:-1]
    return found if found[-1] else found[:-1]
