"""Redlines: two texts read as one, with whole words marked inside the structure of the text.

    compare_html(old, new) -> Redline(html, changes, counts)

Pure. Taking every `ins` and inserted block and dropping every `del` and deleted block gives the new text;
the other way round, with `data-redline-old` in place of each marker, the old one.
"""

import re
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from noticepress.fragments import Fragments
from noticepress.redline.blocks import Block, Chunk
from noticepress.redline.changes import ENGLISH_WORDS, Change, ChangeLog, Counts, Kind, Redline, Words
from noticepress.redline.emit import BlockWriter
from noticepress.redline.flow import find_flows
from noticepress.redline.merge import merge
from noticepress.redline.moves import find_moves
from noticepress.redline.settle import settle
from noticepress.redline.tree import clean, top_level

__all__ = ["ENGLISH_WORDS", "Change", "Counts", "Kind", "Redline", "Words", "compare_html"]

Side = Literal["old", "new"]
_ID = re.compile(r'\sid="([^"]*)"')


def compare_html(
    old: str | tuple[str, ...], new: str | tuple[str, ...], *, words: Words = ENGLISH_WORDS, first: int = 1
) -> Redline:
    """The redline of two sanitised HTML bodies, as markdown-it renders them or nh3 returns them: each as one, or as
    balanced pieces that follow each other.

    `words` are the words for assistive technology, in the language of the page; `first` is the number of the first
    change, where several redlines share a page.
    """
    before, after = _text(_pieces(old), "old"), _text(_pieces(new), "new")
    known = before.known & after.known
    nodes = merge(_items(before, known), _items(after, known))
    flows = find_flows(nodes)
    moves = find_moves(nodes, flows)
    log = ChangeLog(first)
    writer = BlockWriter(log, words, flows, moves, after.ids)
    fragments = Fragments(writer.fragments(settle(nodes, flows, moves)))
    return Redline(fragments, log.changes, log.counts)


class _Text(Struct, frozen=True):
    """A text as its top-level blocks, all of which differ as objects, and every id in it."""

    chunks: tuple[Chunk, ...]
    known: frozenset[str]
    ids: frozenset[str]


def _pieces(html: str | tuple[str, ...]) -> tuple[str, ...]:
    return (html,) if isinstance(html, str) else html


@lru_cache(maxsize=64)
def _text(pieces: tuple[str, ...], side: Side) -> _Text:
    counts: dict[str, int] = {}
    chunks: list[Chunk] = []
    ids: set[str] = set()
    for piece in pieces:
        found, own = _piece(piece)
        ids |= own
        for html in found:
            before = counts[html] = counts.get(html, -1) + 1
            chunks.append(_chunk(html, side, before))
    return _Text(tuple(chunks), frozenset(counts), frozenset(ids))


@lru_cache(maxsize=1024)
def _piece(html: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The top-level blocks of a piece, and the ids in it."""
    return top_level(clean(html)), frozenset(_ID.findall(html))


@lru_cache(maxsize=2048)
def _chunk(html: str, side: Side, before: int) -> Chunk:
    """A block that is read once, in however many comparisons it stands on this side or the other: each time where as
    many like it came `before`. A block stands for itself: no other object is the same block."""
    return Chunk(html) if side == "new" else Chunk(html, _chunk(html, "new", before))


def _items(text: _Text, known: frozenset[str]) -> list[Block | Chunk]:
    """Top-level blocks; those that the other text has too are not looked into."""
    items: list[Block | Chunk] = []
    for chunk in text.chunks:
        if chunk.key in known:
            items.append(chunk)
        else:
            items += chunk.blocks
    return items
