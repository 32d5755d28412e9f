"""Texts as their top-level blocks, of which those that two texts have in common are not looked into."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from noticepress.redline.blocks import Block, Chunk, Shared
from noticepress.redline.tree import clean, top_level

Side = Literal["old", "new"]

_ID = re.compile(r'\sid="([^"]*)"')


class Text(Struct, frozen=True, eq=False):
    """A text as its top-level blocks, all of which differ as objects; their HTML, that of blocks which stand there but
    once, and that of any two that follow each other; and every id in the text."""

    chunks: tuple[Chunk, ...]
    known: frozenset[str]
    single: frozenset[str]
    neighbours: frozenset[tuple[str, str]]
    ids: frozenset[str]


@lru_cache(maxsize=64)
def text_of(pieces: tuple[str, ...], side: Side) -> Text:
    """The text that balanced pieces of HTML make, on one side of a comparison."""
    counts: dict[str, int] = {}
    chunks: list[Chunk] = []
    ids: set[str] = set()
    for piece in pieces:
        found, own = _piece(piece)
        ids |= own
        for html in found:
            before = counts[html] = counts.get(html, -1) + 1
            chunks.append(_chunk(html, side, before))
    single = frozenset(html for html, before in counts.items() if not before)
    neighbours = frozenset(pairwise(chunk.html for chunk in chunks))
    return Text(tuple(chunks), frozenset(counts), single, neighbours, frozenset(ids))


@lru_cache(maxsize=1024)
def _piece(html: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The top-level blocks of a piece, and the ids in it."""
    return top_level(clean(html)), frozenset(_ID.findall(html))


@lru_cache(maxsize=2048)
def _chunk(html: str, side: Side, before: int) -> Chunk:
    """A block that is read once, in however many comparisons it stands on this side or the other: each time where as
    many like it came `before`. A block stands for itself: no other object is the same block."""
    return Chunk(html) if side == "new" else Chunk(html, _chunk(html, "new", before))


def apart(text: Text, other: Text) -> list[Block | Shared]:
    """The blocks of a text, and those that the other text has too as they are. Of the latter such as stand once in each
    and follow each other in both are one: where one of them is kept in place, all are."""
    known, single = text.known & other.known, text.single & other.single
    items: list[Block | Shared] = []
    run: list[Chunk] = []
    for chunk in text.chunks:
        html = chunk.html
        if run and not (html in single and run[-1].html in single and (run[-1].html, html) in other.neighbours):
            items.append(Shared(tuple(run)))
            run = []
        if html in known:
            run.append(chunk)
        else:
            items += chunk.blocks
    if run:
        items.append(Shared(tuple(run)))
    return items
