"""Redlines in short, as an archive tells them: those that were made for an earlier build are not made again."""

from collections.abc import Callable, Mapping
from functools import partial

from noticepress.deferred import Deferred, key_of
from noticepress.views import Outline, RedlinePage, outline


class Outlines:
    """The outlines of redlines by key: what is known from before, and what an archive asks for. `program` stands for
    the program that makes them, which is part of every key."""

    def __init__(self, known: Mapping[str, Outline] | None = None, program: str = "") -> None:
        self._known, self._program = known or {}, program
        self._asked: dict[str, Deferred[Outline]] = {}

    def of(self, page: RedlinePage) -> Deferred[Outline]:
        """The outline of a redline, which is not made for it where it is known."""
        key = key_of(self._program, "outline", [part.content.key for part in page.parts])
        known = self._known.get(key)
        make: Callable[[], Outline] = partial(outline, page) if known is None else partial(_same, known)
        return self._asked.setdefault(key, Deferred(key, make))

    def to_keep(self) -> dict[str, Outline]:
        """What was asked for and is known by now."""
        return {key: each.value for key, each in self._asked.items() if key in self._known or each.is_made}


def _same(known: Outline) -> Outline:
    return known
