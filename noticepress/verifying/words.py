"""The words of a page against those of the Markdown that it shows: block by block, without markup."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

from noticepress.markup import Rendering, render_body
from noticepress.model import Html

_BLOCKS: Final = frozenset(
    "address article aside blockquote body caption dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 "
    "h6 header hr html legend li main nav ol option p pre section summary table tbody td tfoot th thead tr ul".split()
)
_VOID: Final = frozenset("area base br col embed hr img input link meta source track wbr".split())
_UNREAD: Final = frozenset("script style template".split())


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
        hidden = hidden or "data-only" in names or "data-except" in names
        self._open.append((tag, hidden))

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


def blocks_of(html: str) -> tuple[str, ...]:
    """The words of every block of a page, in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.blocks)


def missing_blocks(markdown: str, html: Html, page: frozenset[str]) -> Iterator[str]:
    """The blocks of a published body that a page does not show word by word.

    Passages for single editions and blocks with values of a region are not looked for: they differ by edition.
    """
    for block in blocks_of(render_body(markdown, Rendering(html=html)).html):
        if block not in page and "{{" not in block:
            yield block
