"""Redlines: two texts read as one, with whole words marked inside the structure of the text.

    compare_html(old, new) -> Redline(html, changes, counts)

Pure. Taking every `ins` and inserted block and dropping every `del` and deleted block gives the new text;
the other way round, with `data-redline-old` in place of each marker, the old one.
"""

from noticepress.fragments import Fragments
from noticepress.redline.changes import ENGLISH_WORDS, Change, ChangeLog, Counts, Kind, Redline, Words
from noticepress.redline.emit import BlockWriter
from noticepress.redline.flow import find_flows
from noticepress.redline.merge import merge
from noticepress.redline.moves import find_moves
from noticepress.redline.settle import settle
from noticepress.redline.texts import apart, text_of

__all__ = ["ENGLISH_WORDS", "Change", "Counts", "Kind", "Redline", "Words", "compare_html"]


def compare_html(
    old: str | tuple[str, ...], new: str | tuple[str, ...], *, words: Words = ENGLISH_WORDS, first: int = 1
) -> Redline:
    """The redline of two sanitised HTML bodies, as markdown-it renders them or nh3 returns them: each as one, or as
    balanced pieces that follow each other.

    `words` are the words for assistive technology, in the language of the page; `first` is the number of the first
    change, where several redlines share a page.
    """
    before, after = text_of(_pieces(old), "old"), text_of(_pieces(new), "new")
    nodes = merge(apart(before, after), apart(after, before))
    flows = find_flows(nodes)
    moves = find_moves(nodes, flows)
    log = ChangeLog(first)
    writer = BlockWriter(log, words, flows, moves, after.ids)
    fragments = Fragments(writer.fragments(settle(nodes, flows, moves)))
    return Redline(fragments, log.changes, log.counts)


def _pieces(html: str | tuple[str, ...]) -> tuple[str, ...]:
    return (html,) if isinstance(html, str) else html
