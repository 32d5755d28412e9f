"""HTML in pieces: those that a text is put together from, and those of a redline, which are numbered wherever they
stand. A piece is the same in many pages, so that what is made of it is made once."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

GAP: Final = "\x00"
"""Frames a gap; no HTML holds this character, which parsers replace."""


class Joined(str):
    """HTML as one, which knows the balanced pieces that follow each other in it."""

    __slots__ = ("pieces",)
    pieces: tuple[str, ...]

    def __new__(cls, pieces: Iterable[str]) -> "Joined":
        found = tuple(pieces)
        joined = super().__new__(cls, "".join(found))
        joined.pieces = found
        return joined


class Fragment(NamedTuple):
    """A balanced piece of HTML. `gapped` is its HTML, in which a gap holds the place of a change, counted from 0;
    `first` is the number of the change at place 0."""

    gapped: str
    first: int = 0

    @property
    def html(self) -> str:
        """Its HTML with the numbers of its changes."""
        if GAP not in self.gapped:
            return self.gapped
        parts = in_parts(self.gapped)
        return "".join(str(self.first + int(part)) if at % 2 else part for at, part in enumerate(parts))


@lru_cache(maxsize=1024)
def in_parts(gapped: str) -> tuple[str, ...]:
    """Literal HTML and, in turn, what a gap holds."""
    return tuple(gapped.split(GAP))


class Fragments(tuple[Fragment, ...]):
    """Fragments that follow each other; false where there are none. A template may write them as they are."""

    __slots__ = ()

    def __html__(self) -> str:
        return html_of(self)


def html_of(fragments: Iterable[Fragment]) -> str:
    """Fragments as one HTML."""
    return "".join(each.html for each in fragments)


def shifted(gapped: str, by: int) -> str:
    """HTML whose places stand among others, `by` of which come before them."""
    return "".join(f"{GAP}{by + int(part)}{GAP}" if at % 2 else part for at, part in enumerate(in_parts(gapped)))
