"""The words of a page against those of the Markdown that it shows: block by block, without markup; of a redline, the
words of the old or of the new text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from itertools import groupby
from typing import Final, Literal

from noticepress.markup import Rendering, render_body
from noticepress.model import Html

_BLOCKS: Final = frozenset(
    "address article aside blockquote body caption dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 "
    "h6 header hr html legend li main nav ol option p pre section summary table tbody td tfoot th thead tr ul".split()
)
_VOID: Final = frozenset("area base br col embed hr img input link meta source track wbr".split())
_UNREAD: Final = frozenset("script style template".split())
_REDLINE: Final = re.compile(r'<div class="np-text np-redline">.*</article>', re.DOTALL)
_NOT_IN: Final = {"old": ("ins", "inserted", "moved-to"), "new": ("del", "deleted", "moved-from")}

_ELSEWHERE: Final = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_TARGET: Final = re.compile(r"⟨[^⟩]*⟩")
GAP: Final = ""
"""What stands among the blocks of a text for passages that differ by edition."""

Side = Literal["old", "new"]


class _Reader(HTMLParser):
    """Gathers the words between the borders of blocks; what anchors add, and passages of editions, are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self._words: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._end_block()
        if tag in _VOID:
            self._words.append(" " if tag == "br" else "")
            return
        names = dict(attrs)
        hidden = tag in _UNREAD or "np-anchor" in (names.get("class") or "").split()
        if "data-only" in names or "data-except" in names:
            self._end_block()
            self.blocks.append(GAP)
            hidden = True
        self._open.append((tag, hidden))
        target = names.get("href") or ""
        if tag == "a" and _ELSEWHERE.match(target):
            self.handle_data(f"⟨{target}⟩")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_block()
        if any(each == tag for each, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not any(hidden for _, hidden in self._open):
            self._words.append(data)

    def close(self) -> None:
        super().close()
        self._end_block()

    def _end_block(self) -> None:
        words = " ".join("".join(self._words).split())
        self._words.clear()
        if words:
            self.blocks.append(words)


class _SideReader(_Reader):
    """Reads one side of a redline: what stands in the other text alone, and what belongs to neither, is left out."""

    def __init__(self, side: Side) -> None:
        super().__init__()
        self._side: Side = side

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        names = dict(attrs)
        other, *kinds = _NOT_IN[self._side]
        hidden = "data-redline-note" in names or tag == other or names.get("data-redline") in kinds
        replaced = names.get("data-redline-old") if self._side == "old" else None
        if replaced is not None and not hidden and not any(each for _, each in self._open):
            self._words += blocks_of(replaced)
        if tag not in _VOID and (hidden or replaced is not None):
            self._open[-1] = (tag, True)


def words_of_side(page: str, side: Side) -> str:
    """The characters of one side of the redline on a page, without white space."""
    reader = _SideReader(side)
    found = _REDLINE.search(page)
    reader.feed(found[0] if found else "")
    reader.close()
    return _bare(reader.blocks)


def missing_in_redline(blocks: Sequence[str], words: str) -> tuple[str, ...]:
    """The blocks of a published body that one side of a redline does not hold word by word; where all are there, but
    in another order or with others between them, the first after which that is so."""
    if missing := tuple(each for each in blocks if _is_fixed(each) and _bare([each]) not in words):
        return missing
    place = 0
    for run in _runs(blocks):
        found = words.find(_bare(run), place)
        if found < 0:
            return (_where_it_parts(run, words),)
        place = found + len(_bare(run))
    return ()


def starts(blocks: Sequence[str], words: str) -> bool:
    """Whether the first block of a published body stands on one side of a redline."""
    return any(_bare([each]) in words for each in blocks[:1] if _is_fixed(each))


def _where_it_parts(run: Sequence[str], words: str) -> str:
    return next((last for count, last in enumerate(run, 1) if _bare(run[:count]) not in words), run[0])


def _bare(blocks: Iterable[str]) -> str:
    """The characters of blocks, without white space and the targets of links."""
    return "".join(_TARGET.sub("", "".join(blocks)).split())


def _is_fixed(block: str) -> bool:
    """Whether a block reads the same in every edition."""
    return block != GAP and "{{" not in block


def _runs(blocks: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The blocks that follow each other in every edition, run by run."""
    for is_fixed, run in groupby(blocks, _is_fixed):
        if is_fixed:
            yield tuple(run)


def blocks_of(html: str) -> tuple[str, ...]:
    """The words of every block of a page, in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.blocks)


def blocks_of_text(markdown: str, html: Html) -> tuple[str, ...]:
    """The words of every block of a published body, in order."""
    return blocks_of(render_body(markdown, Rendering(html=html)).html)


def missing_blocks(blocks: Sequence[str], page: Sequence[str]) -> tuple[str, ...]:
    """The blocks of a published body that a page does not show word by word; where all are there, but in another order
    or with others between them, the first after which that is so.

    Passages for single editions and blocks with values of a region are not looked for: they differ by edition.
    """
    shown = frozenset(page)
    if missing := tuple(each for each in blocks if _is_fixed(each) and each not in shown):
        return missing
    place = 0
    for run in _runs(blocks):
        matches = [_matching(run, page, start) for start in range(place, len(page)) if page[start] == run[0]]
        if len(run) not in matches:
            return (run[max(matches, default=1) - 1],)
        place = next(start for start in range(place, len(page)) if _matching(run, page, start) == len(run)) + len(run)
    return ()


def _matching(run: Sequence[str], page: Sequence[str], start: int) -> int:
    """How many blocks of a run stand on a page from a place on."""
    return next((count for count, block in enumerate(run) if page[start + count : start + count + 1] != (block,)),
                len(run))  # fmt: skip
