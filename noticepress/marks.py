"""Fingerprints of assets in the pages that name them: all that changes in a page when a style sheet does.

A mark is a dot and the fingerprint behind it. A page is made with gaps in the places of its marks, which are filled
last: so it cannot depend on them otherwise. Where each mark stands as often as there were gaps for it, and so nowhere
else, others can be put in their places, and the page is the one that would be made with them.
"""

import re
from collections.abc import Iterator, Sequence

_FRAME = b"\0"
_ESCAPED = ((b"%", b"00"), (b"\\", b"u0000"))
"""How a template may have escaped the frame of a gap."""


def mark(fingerprint: str) -> str:
    """How a fingerprint stands in a page; two marks never overlap, since only the first character is a dot."""
    return f".{fingerprint}"


def gap(number: int) -> str:
    """What holds the place of a mark, counted from 0; no HTML holds its first character."""
    return f"\0{number}\0"


def are_whole(page: bytes) -> bool:
    """Whether every gap of a page is as it was given out: a template may have cut or escaped one."""
    places = list(_places(page, _FRAME))
    inside = (page[begin + 1 : end] for begin, end in zip(places[::2], places[1::2], strict=False))
    escaped = (page.startswith(rest, at + 1) for sign, rest in _ESCAPED for at in _places(page, sign))
    return len(places) % 2 == 0 and all(map(bytes.isdigit, inside)) and not any(escaped)


def _places(page: bytes, sign: bytes) -> Iterator[int]:
    """Where a sign stands that is rare: looking for the next one takes less time than to cut the page there."""
    at = page.find(sign)
    while at >= 0:
        yield at
        at = page.find(sign, at + 1)


def filled(gapped: bytes, marks: Sequence[str]) -> tuple[bytes, tuple[int, ...]]:
    """A page with its marks in its gaps, and how many gaps there were for each."""
    counts = [0] * len(marks)
    found: list[bytes] = []
    done, begin = 0, gapped.find(_FRAME)
    while begin >= 0:
        end = gapped.find(_FRAME, begin + 1)
        if end < 0:
            break
        inside = gapped[begin + 1 : end]
        if inside.isdigit() and (number := int(inside)) < len(marks):
            counts[number] += 1
            found += (gapped[done:begin], marks[number].encode())
            done, begin = end + 1, gapped.find(_FRAME, end + 1)
        else:
            begin = end
    found.append(gapped[done:])
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
