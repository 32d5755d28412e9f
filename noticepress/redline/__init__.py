"""Redlines: two texts read as one, with whole words marked inside the structure of the text.

    compare_html(old, new) -> Redline(html, changes, counts)

Pure. Taking every `ins` and inserted block and dropping every `del` and deleted block gives the new text;
the other way round, with `data-redline-old` in place of each marker, the old one.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

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


def compare_html(old: str, new: str, *, words: Words = ENGLISH_WORDS, first: int = 1) -> Redline:
    """The redline of two sanitised HTML bodies, as markdown-it renders them or nh3 returns them.

    `words` are the words for assistive technology, in the language of the page; `first` is the number of the first
    change, where several redlines share a page.
    """
    old_chunks, new_chunks = top_level(clean(old)), top_level(clean(new))
    known = frozenset(old_chunks) & frozenset(new_chunks)
    nodes = merge(list(_items(old_chunks, known, "old")), list(_items(new_chunks, known, "new")))
    flows = find_flows(nodes)
    moves = find_moves(nodes, flows)
    log = ChangeLog(first)
    writer = BlockWriter(log, words, flows, moves, frozenset(_ID.findall(new)))
    html = writer.html(settle(nodes, flows, moves))
    return Redline(html, log.changes, log.counts)


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


@lru_cache(maxsize=2048)
def _chunk(html: str, _side: Literal["old", "new"]) -> Chunk:
    """A block that is read once, in however many comparisons its text stands on this side."""
    return Chunk(html)
