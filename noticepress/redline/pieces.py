"""Inline HTML written piece by piece, and words of a deleted block whose ids the new text has too."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from noticepress.redline.tokens import Marks, Token
from noticepress.redline.tree import escape, quote, start_tag

NOTE = "data-redline-note"
_ID = re.compile(r'\sid="([^"]*)"')
_TAGS = re.compile(r"<[^>]*>")


class Wrapper(NamedTuple):
    """An inline element of the output. Only its first start tag may carry an id."""

    first: str
    again: str
    close: str


Wrappers = tuple[Wrapper, ...]


class InlineWriter:
    """Writes pieces of text inside their elements, and keeps an element open as long as the next piece shares it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._open: list[Wrapper] = []
        self._opened: set[Wrapper] = set()
        self._space = ""
        self._last: Wrappers = ()

    def put(self, wrappers: Wrappers, html: str) -> None:
        if wrappers == self._last:
            self._parts += (self._space, html)
            self._space = ""
            return
        self._last = wrappers
        shared = 0
        for one, other in zip(wrappers, self._open, strict=False):
            if one != other:
                break
            shared += 1
        self._close(shared)
        if self._space:
            self._parts.append(self._space)
            self._space = ""
        for wrapper in wrappers[shared:]:
            self._parts.append(wrapper.again if wrapper in self._opened else wrapper.first)
            self._opened.add(wrapper)
            self._open.append(wrapper)
        self._parts.append(html)

    def words(self, tokens: Iterable[Token], base: Wrappers = (), skip: int = 0) -> None:
        """Words with their white space inside `base`, without the outermost `skip` of their own elements."""
        before: Marks | None = None
        for token in tokens:
            self._space += token.space
            for html, marks in token.pieces:
                if marks == before:
                    self._parts += (self._space, html)
                    self._space = ""
                else:
                    self.put((*base, *mark_wrappers(marks[skip:])), html)
                    before = marks

    def space(self, html: str) -> None:
        """White space, to be written inside what the pieces on both sides share."""
        self._space += html

    def finish(self) -> str:
        self._close(0)
        return "".join(self._parts) + self._space

    def _close(self, keep: int) -> None:
        while len(self._open) > keep:
            self._parts.append(self._open.pop().close)


@lru_cache(maxsize=256)
def note(text: str, kind: str, attributes: str = "") -> str:
    """Words of the redline itself, which are of neither text."""
    return f'<span {NOTE}="{kind}"{attributes}>{escape(text)}</span>'


@lru_cache(maxsize=4096)
def mark_wrappers(marks: Marks) -> Wrappers:
    return tuple(Wrapper(start := start_tag(*mark), start, f"</{mark[0]}>") for mark in marks)


def inner_html(tokens: Iterable[Token], skip: int = 0) -> str:
    """Tokens as the HTML of their text, without the outermost `skip` elements."""
    writer = InlineWriter()
    writer.words(tokens, skip=skip)
    return writer.finish()


def old_piece(html: str, marks: Marks, taken: frozenset[str]) -> str | None:
    """A deleted piece with an id that the new text has too: its HTML in an attribute, its words as a note.

    None where its ids are its own and it can stand in the page as it is.
    """
    if not marks and " id=" not in html:
        return None
    ids = [value for _, attrs in marks for name, value in attrs if name == "id"]
    ids += _ID.findall(html) if " id=" in html else []
    if taken.isdisjoint(ids):
        return None
    whole = InlineWriter()
    whole.put(mark_wrappers(marks), html)
    text = _TAGS.sub("", html)
    shown = f'<span {NOTE}="copy">{text}</span>' if text else ""
    return f'<span data-redline="link" data-redline-flow data-redline-old="{quote(whole.finish())}">{shown}</span>'


def deleted_html(tokens: Iterable[Token], taken: frozenset[str]) -> str:
    """Words of a deleted block, none of them with an id of the new text."""
    writer = InlineWriter()
    for token in tokens:
        writer.space(token.space)
        for html, marks in token.pieces:
            copy = old_piece(html, marks, taken)
            writer.put(() if copy else mark_wrappers(marks), copy or html)
    return writer.finish()
