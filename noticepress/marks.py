"""Fingerprints of assets in the pages that name them: all that changes in a page when a style sheet does.

A mark is a dot and the fingerprint behind it. A page is made with gaps in the places of its marks, which are filled
last: so it cannot depend on them otherwise. Where each mark stands as often as there were gaps for it, and so nowhere
else, others can be put in their places, and the page is the one that would be made with them.
"""

import re
from collections.abc import Sequence

_FRAME = b"\0"
_ESCAPED = ("%00", "\\u0000")


def mark(fingerprint: str) -> str:
    """How a fingerprint stands in a page; two marks never overlap, since only the first character is a dot."""
    return f".{fingerprint}"


def gap(number: int) -> str:
    """What holds the place of a mark, counted from 0; no HTML holds its first character."""
    return f"\0{number}\0"


def are_whole(page: str) -> bool:
    """Whether every gap of a page is as it was given out: a template may have cut or escaped one."""
    pieces = page.split("\0")
    return len(pieces) % 2 == 1 and all(map(str.isdigit, pieces[1::2])) and not any(each in page for each in _ESCAPED)


def filled(gapped: bytes, marks: Sequence[str]) -> tuple[bytes, tuple[int, ...]]:
    """A page with its marks in its gaps, and how many gaps there were for each."""
    counts = [0] * len(marks)
    first, *pieces = gapped.split(_FRAME)
    found = [first]
    at = 0
    while at < len(pieces):
        number = int(pieces[at]) if pieces[at].isdigit() else len(marks)
        if number < len(marks) and at + 1 < len(pieces):
            counts[number] += 1
            found += (marks[number].encode(), pieces[at + 1])
            at += 2
        else:
            found += (_FRAME, pieces[at])
            at += 1
    return b"".join(found), tuple(counts)


def exchanged(data: bytes, before: Sequence[tuple[str, int]], now: Sequence[str]) -> bytes | None:
    """A page with others in the places of its marks, each of which filled so many gaps; None where one of these stands
    elsewhere too, or one of the new ones anywhere, or where there were no gaps."""
    old = dict(before)
    if not any(old.values()) or not len(old) == len(before) == len(set(now)) == len(now):
        return None
    if any(data.count(each.encode()) != count for each, count in before):
        return None
    if any(each.encode() in data for each in set(now).difference(old)):
        return None
    table = {one.encode(): other.encode() for one, other in zip(old, now, strict=True)}
    return re.sub(b"|".join(map(re.escape, table)), lambda found: table[found[0]], data)
