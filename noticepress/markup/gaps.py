"""A piece of a body as HTML with gaps, which a page fills (body.py)."""

from typing import Final

from msgspec import Struct

from noticepress.markup.sections import Section

GAP: Final = "\x00"
"""Frames the name of a gap; no HTML of markdown-it holds this character."""

HEADING, HEADING_LINK, HEADING_LEVEL, PARAGRAPH, PARAGRAPH_LINK, LINK = "hHtpPl"
"""Gaps: the id of a heading, its anchor and its level; the id attribute of a paragraph and its anchor; the target of a
link."""


class Piece(Struct, frozen=True, eq=False):
    """HTML with gaps: `parts` are literal text, the kind of a gap with its value, literal text and so on.

    `headings` are those of the source, with their explicit id or none; the value of a heading's gap is its place
    among them. `links` are the values of the gaps of links; `bare` is its HTML without anchors where it has neither
    headings nor links, so that nothing else in it depends on the page, else `""`; `parsed` says whether it took the
    parser to make it. A piece is told from others as an object, since each is made once.
    """

    parts: tuple[str, ...]
    headings: tuple[Section, ...]
    links: tuple[str, ...]
    bare: str
    parsed: bool


def piece_of(parts: tuple[str, ...], found: tuple[Section, ...], *, parsed: bool = True) -> Piece:
    """The piece of some parts, with its headings."""
    links = tuple([gap[1:] for gap in parts[1::2] if gap[0] == LINK])
    bare = "" if found or links else "".join(parts[::2])
    return Piece(parts, found, links, bare, parsed)


def gapped(html: str, found: tuple[Section, ...], *, parsed: bool = True) -> Piece:
    """The piece of HTML in which gaps are named, with its headings."""
    return piece_of(tuple(html.split(GAP)), found, parsed=parsed)


def gap(kind: str, value: object = "") -> str:
    """A gap as it is named in HTML."""
    return f"{GAP}{kind}{value}{GAP}"
