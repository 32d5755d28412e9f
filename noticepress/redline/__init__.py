"""Redlines: two texts read as one, with whole words marked inside the structure of the text.

    compare_html(old, new) -> Redline(html, changes, counts)

Pure. Taking every `ins` and inserted block and dropping every `del` and deleted block gives the new text;
the other way round, with `data-redline-old` in place of each marker, the old one.
"""

import re
from collections.abc import Iterator
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

_ID = re.compile(r'\sid="([^"]*)"')


def compare_html(
    old: str | tuple[str, ...], new: str | tuple[str, ...], *, words: Words = ENGLISH_WORDS, first: int = 1
) -> Redline:
    """The redline of two sanitised HTML bodies, as markdown-it renders them or nh3 returns them: each as one, or as
    balanced pieces that follow each other.

    `words` are the words for assistive technology, in the language of the page; `first` is the number of the first
    change, where several redlines share a page.
    """
    before, after = (_text((html,) if isinstance(html, str) else html) for html in (old, new))
    known = before.known & after.known
    nodes = merge(list(_items(before.chunks, known, "old")), list(_items(after.chunks, known, "new")))
    flows = find_flows(nodes)
    moves = find_moves(nodes, flows)
    log = ChangeLog(first)
    writer = BlockWriter(log, words, flows, moves, after.ids)
    fragments = Fragments(writer.fragments(settle(nodes, flows, moves)))
    return Redline(fragments, log.changes, log.counts)


class _Text(Struct, frozen=True):
    """A text as its top-level blocks, and every id in it."""

    chunks: tuple[str, ...]
    known: frozenset[str]
    ids: frozenset[str]


@lru_cache(maxsize=64)
def _text(pieces: tuple[str, ...]) -> _Text:
    read = [_piece(each) for each in pieces]
    chunks = tuple(chunk for each in read for chunk in each.chunks)
    return _Text(chunks, frozenset(chunks), frozenset[str]().union(*(each.ids for each in read)))


@lru_cache(maxsize=1024)
def _piece(html: str) -> _Text:
    chunks = top_level(clean(html))
    return _Text(chunks, frozenset(chunks), frozenset(_ID.findall(html)))


def _items(chunks: tuple[str, ...], known: frozenset[str], side: Literal["old", "new"]) -> Iterator[Block | Chunk]:
    """Top-level blocks; those that the other text has too are not looked into."""
    seen: set[str] = set()
    for html in chunks:
        # A block stands for itself: of two that read the same, in one text or in both, each is an object of its own.
        chunk = Chunk(html) if html in seen else _chunk(html, side)
        seen.add(html)
        if html in known:
            yield chunk
        else:
            yield from chunk.blocks


@lru_cache(maxsize=1024)
def _chunk(html: str, side: Literal["old", "new"]) -> Chunk:
    """A block that is read once, in however many comparisons its text stands on this side or the other."""
    return Chunk(html) if side == "new" else Chunk(html, _chunk(html, "new"))
