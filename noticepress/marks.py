"""Fingerprints of assets in the pages that name them: all that changes in a page when a style sheet does.

A mark is a dot and the fingerprint behind it. A page is made with gaps in the places of its marks, which are filled
last: so it cannot depend on them otherwise. Where each mark stands in its gaps and nowhere else, others can be put in
their places, and the page is the one that would be made with them.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

_GAP: Final = re.compile(rb"\x00([0-9]+)\x00")


def mark(fingerprint: str) -> str:
    """How a fingerprint stands in a page; two marks never overlap, since only the first character is a dot."""
    return f".{fingerprint}"


def gap(number: int) -> str:
    """What holds the place of a mark, counted from 0; no HTML holds its first character."""
    return f"\0{number}\0"


def filled(gapped: bytes, marks: Sequence[str]) -> bytes:
    """A page with its marks in its gaps."""

    def at(found: re.Match[bytes]) -> bytes:
        number = int(found[1])
        return marks[number].encode() if number < len(marks) else found[0]

    return _GAP.sub(at, gapped) if marks else gapped


def stand_alone(gapped: bytes, data: bytes, marks: Sequence[str]) -> bool:
    """Whether each mark of a page that was filled stands in its gaps and nowhere else."""
    gaps = Counter(map(int, _GAP.findall(gapped)))
    found = [data.count(each.encode()) for each in marks]
    return len(set(marks)) == len(marks) and found == [gaps[number] for number in range(len(marks))]


def exchanged(data: bytes, before: Sequence[str], now: Sequence[str]) -> bytes | None:
    """A page whose marks stand alone, with others in their places; None where those would not stand alone."""
    new = set(now).difference(before)
    if not before or len(now) != len(before) or len(set(now)) < len(now):
        return None
    if any(each.encode() in data for each in new):
        return None
    table = {one.encode(): other.encode() for one, other in zip(before, now, strict=True)}
    return re.sub(b"|".join(map(re.escape, table)), lambda found: table[found[0]], data)
