"""A body cut where no block can reach across, so that each piece can be rendered by itself.

That is at an empty line followed by a line that begins, at its very start, like a paragraph, a table or a heading, and
that no passage encloses. Bodies with constructs that reach further (link definitions, footnotes, fences, definition
lists) stay in one piece.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final

from msgspec import Struct

from noticepress.markup.dialect import Html
from noticepress.markup.gaps import GAP
from noticepress.rows import Rows, differing

PASSAGE: Final = ":::"
"""Stands in every body, and every piece, that has passages."""

_DEFINITION: Final = re.compile(r"(?:^|\n) *[:~] ")
_BEGINNING: Final = re.compile(
    r"(?: *\n)*(?:[^\W\d_]|[|\[!(\"'“”„«»‘’‚&@§€$%\\/]|\d+[^\d.)]|#{1,6} |\*\*[^\W_]|\*[^\W_]|_[^\W_]|\*\*[“„«]|`[^`])"
)
_MARKER: Final = re.compile(r"^ {0,3}(:{3,})(?!:) *(.*?) *$", re.MULTILINE)


class Cut(Struct, frozen=True, eq=False):
    """A body as pieces: the source of each, and the number of the line before its first. `stretches` are what stands
    between empty lines, with what was seen of each, and `starts` the place of the first stretch of each piece."""

    sources: list[str]
    lines: list[int]
    stretches: list[str]
    seen: "list[_Seen]"
    starts: list[int]


_KNOWN: Final = Rows[int, Cut]()
"""The last body of so many stretches that has no passages and was cut."""


def cut(markdown: str, html: Html) -> Cut:
    """The pieces of a body."""
    stretches = markdown.split("\n\n") if html == "off" else []
    if (last := _KNOWN.get(len(stretches))) and (found := _cut_like(last, stretches)):
        _KNOWN.put(len(stretches), found)
        return found
    seen = [each for each in map(_seen, stretches) if each]
    if not seen or len(seen) < len(stretches):
        return Cut([markdown], [0], [], [], [0])
    if has_passages(markdown):
        return _cut(stretches, _outside(_within_passages(markdown), stretches, seen))
    found = _cut(stretches, seen)
    _KNOWN.put(len(stretches), found)
    return found


def _cut(stretches: list[str], seen: "list[_Seen]") -> Cut:
    starts = [place for place, (begins, _) in enumerate(seen) if begins or not place]
    sources = [_joined(stretches[begin:end]) for begin, end in pairwise([*starts, len(stretches)])]
    return Cut(sources, _lines(seen, starts), stretches, seen, starts)


def _cut_like(last: Cut, stretches: list[str]) -> Cut | None:
    """A body that has few other stretches than the last one, each of which begins a piece or not as that in its place
    did; None for any other."""
    places = differing(stretches, last.stretches)
    seen = last.seen.copy()
    for place in places if places is not None else ():
        each = _seen(stretches[place])
        if each is None or each[0] != seen[place][0] or PASSAGE in stretches[place]:
            return None
        seen[place] = each
    if places is None:
        return None
    sources, ends = last.sources.copy(), [*last.starts[1:], len(stretches)]
    for piece in {bisect_right(last.starts, place) - 1 for place in places}:
        sources[piece] = _joined(stretches[last.starts[piece] : ends[piece]])
    return Cut(sources, _lines(seen, last.starts), stretches, seen, last.starts)


def _joined(stretches: Sequence[str]) -> str:
    return stretches[0] if len(stretches) == 1 else "\n\n".join(stretches)


def _lines(seen: "Sequence[_Seen]", starts: Sequence[int]) -> list[int]:
    before = [0, *accumulate([lines for _, lines in seen])]
    return [before[start] for start in starts]


_Seen = tuple[bool, int]


@lru_cache(maxsize=1024)
def _seen(stretch: str) -> _Seen | None:
    """Of a stretch of a body between empty lines: whether it begins like a block that nothing reaches into, and how
    many lines it has, with the empty one behind it; None where something in it may reach further."""
    if "]:" in stretch or "[^" in stretch or "```" in stretch or "~~~" in stretch:
        return None
    if "\r" in stretch or "\t" in stretch or GAP in stretch:
        return None
    if (": " in stretch or "~ " in stretch) and _DEFINITION.search(stretch):
        return None
    return bool(_BEGINNING.match(stretch)), stretch.count("\n") + 2


def _outside(within: Sequence[range], stretches: Sequence[str], seen: Sequence[_Seen]) -> list[_Seen]:
    """The same of stretches of which those that a passage encloses begin nothing."""
    found, at = list[_Seen](), 0
    for stretch, each in zip(stretches, seen, strict=True):
        found.append((False, each[1]) if any(at - 2 in some for some in within) else each)
        at += len(stretch) + 2
    return found


@lru_cache(maxsize=64)
def has_passages(markdown: str) -> bool:
    """Whether there may be passages in a body."""
    return ":" in markdown and PASSAGE in markdown  # a single sign is found far sooner


def _within_passages(markdown: str) -> Sequence[range]:
    """The offsets at which a passage may be open: from a line that opens one to the next that closes it. A passage in
    a list or a quotation ends with that at the latest, which is before any boundary."""
    found: list[range] = []
    begin, marker = -1, ""
    for match in _MARKER.finditer(markdown):
        if begin < 0 and match[2]:
            begin, marker = match.start(), match[1]
        elif begin >= 0 and not match[2] and len(match[1]) >= len(marker):
            found.append(range(begin, match.end()))
            begin = -1
    return [*found, range(begin, len(markdown) + 1)] if begin >= 0 else found
