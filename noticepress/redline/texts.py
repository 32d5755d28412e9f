"""Texts as their top-level blocks, of which those that two texts have in common are not looked into."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from noticepress.redline.blocks import Block, Chunk, Shared
from noticepress.redline.tree import clean, top_level

Side = Literal["old", "new"]

_ID = re.compile(r'\sid="([^"]*)"')


class Text(Struct, frozen=True, eq=False):
    """A text as its top-level blocks, all of which differ as objects; their HTML, with the places of those that stand
    there but once; and every id in the text."""

    chunks: tuple[Chunk, ...]
    known: frozenset[str]
    places: Mapping[str, int]
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
    places = {chunk.html: place for place, chunk in enumerate(chunks) if not counts[chunk.html]}
    return Text(tuple(chunks), frozenset(counts), places, frozenset(ids))


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
    own, theirs, known = text.places, other.places, other.known
    items: list[Block | Shared] = []
    run: list[Chunk] = []
    following = -1
    for chunk in text.chunks:
        html = chunk.html
        place = theirs.get(html, -1) if html in own else -1
        if run and (place < 0 or place != following):
            items.append(Shared(tuple(run)))
            run = []
        if place >= 0:
            run.append(chunk)
        elif html in known:
            items.append(Shared((chunk,)))
        else:
            items += chunk.blocks
        following = place + 1
    if run:
        items.append(Shared(tuple(run)))
    return items
