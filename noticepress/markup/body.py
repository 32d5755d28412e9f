"""Markdown body to HTML, for one edition in one place."""

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape, unescape
from typing import Final

from msgspec import Struct

from noticepress.markup.cutting import PASSAGE, cut, has_passages
from noticepress.markup.dialect import Html
from noticepress.markup.filling import Way, fill
from noticepress.markup.gaps import Piece
from noticepress.markup.passages import Keep, Label
from noticepress.markup.pieces import Before, How, choices, shelf
from noticepress.markup.sanitise import sanitise
from noticepress.markup.sections import Section, identifiers

_NUMBERED: Final = re.compile(r"(?:^|-)p[0-9]+$")
"""An id such as paragraphs have."""


class Rendering(Struct, frozen=True):
    """How a body becomes HTML.

    `prefix` goes before every id (`eea-`); `inside` before the id that a link within the text leads to (`#` and the
    prefix); `shift` makes headings that many levels lower; `keep` decides regional passages (none: all stay, in a `div`
    that names them), and `label` whether a kept one says whom it is for; `link` maps any other link and each image to
    its URL, `language` each such link to the tag and the name of its language (empty: the text's own); with `anchors`
    paragraphs get ids, and headings and paragraphs a link to themselves labelled by these words (section, paragraph).
    For a text that runs from right to left, `isolate` holds the values that were filled in (None: the text runs from
    left to right).
    """

    html: Html = "off"
    prefix: str = ""
    inside: str = ""
    shift: int = 0
    keep: Keep | None = None
    label: Label | None = None
    link: Callable[[str], str] | None = None
    language: Callable[[str], tuple[str, str]] | None = None
    anchors: tuple[str, str] | None = None
    isolate: tuple[str, ...] | None = None


class Body(Struct, frozen=True):
    """The HTML of a body as balanced pieces that follow each other, and its sections, ids and levels as they stand in
    that HTML."""

    pieces: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def html(self) -> str:
        """Its pieces as one."""
        return "".join(self.pieces)


def render_body(markdown: str, rendering: Rendering, before: Before | None = None) -> Body:
    """Render a body without front matter; never fails, since every text is valid Markdown. Pieces made before need not
    be made for it.

    Paragraphs and tight list items are numbered within their section (`cookies-p3`); ids a heading has taken are
    stepped over.
    """
    in_pieces = cut(markdown, rendering.html)
    pieces = _taken(markdown, in_pieces.sources, rendering, before)
    titled = [(each.headings, line) for each, line in zip(pieces, in_pieces.lines, strict=True) if each.headings]
    headings = [(section, line) for own, line in titled for section in own]
    ids = identifiers([section for section, _ in headings])
    found = [_placed(section, each, line, rendering) for (section, line), each in zip(headings, ids, strict=True)]
    body = _body(pieces, found, rendering)
    if rendering.html == "sanitised":
        return Body((sanitise(body.html, rendering.prefix),), body.sections)
    return body


def _taken(markdown: str, sources: list[str], rendering: Rendering, before: Before | None) -> list[Piece]:
    """The pieces of a body; only those with passages are made for what is chosen of these."""
    # A body with footnotes is one piece
    document = rendering.prefix.rstrip("-") if len(sources) == 1 and "[^" in markdown else ""
    plain = How(rendering.html, document, None, rendering.isolate)
    if not rendering.keep or not has_passages(markdown):
        return shelf(plain).take(sources, before)
    chosen = plain._replace(choices=choices(markdown, rendering.keep, rendering.label))
    parts = [source for source in sources if PASSAGE in source], [source for source in sources if PASSAGE not in source]
    taken = {
        source: each
        for how, some in zip((chosen, plain), parts, strict=True)
        for source, each in zip(some, shelf(how).take(some, before), strict=True)
    }
    return [taken[source] for source in sources]


def _placed(section: Section, identifier: str, before: int, rendering: Rendering) -> Section:
    """The section of a piece as it stands in the body; `before` is the number of the line before the piece."""
    level, line = min(6, section.level + rendering.shift), section.line + before
    return Section(rendering.prefix + identifier, level, section.title, line, section.explicit, section.covers)


def _body(pieces: list[Piece], found: list[Section], rendering: Rendering) -> Body:
    """The pieces of a body filled; `found` are its sections, of which some may not be there."""
    ids = [section.id for section in found]
    # No heading but one with an id like a paragraph's has a say in how paragraphs elsewhere are numbered
    taken = frozenset(ids) if any(map(_NUMBERED.search, ids)) else frozenset[str]()
    labels = _signs(rendering.anchors) if rendering.anchors else None
    way = Way(rendering.shift, labels, taken, rendering.prefix.rstrip("-"))
    targets = _Targets(rendering)
    filled = fill(pieces, ids, way, targets.inside, targets.__getitem__)
    shown: list[Section] = []
    first = 0
    for each, made in zip(pieces, filled, strict=True):
        if each.headings:
            shown += [found[first + place] for place in made.shown]
            first += len(each.headings)
    return Body(tuple([each.html for each in filled]), tuple(shown))


@lru_cache(maxsize=64)
def _signs(labels: tuple[str, str]) -> tuple[str, str]:
    """What ends the opening tag of the anchor of a paragraph and of a section, with its sign."""
    # A link read aloud after every paragraph would be too much, so these are for the pointer alone
    of_paragraph = f'tabindex="-1" aria-hidden="true" title="{escape(labels[1])}">¶'
    return of_paragraph, f'aria-label="{escape(labels[0])}">#'


class _Targets(dict[str, str]):
    """What is written for the target of a link: the value of its attribute, with the attributes for its language
    behind it."""

    def __init__(self, rendering: Rendering) -> None:
        self._rendering = rendering
        self.inside = rendering.inside or f"#{rendering.prefix}"

    def __missing__(self, value: str) -> str:
        found = self[value] = _inward(self.inside, value) if value[:1] == "#" else self._outward(value)
        return found

    def _outward(self, value: str) -> str:
        target, rendering = unescape(value), self._rendering
        tag, name = rendering.language(target) if rendering.language else ("", "")
        language = f'" hreflang="{escape(tag)}" data-np-language="{escape(name)}' if tag else ""
        return _quoted(rendering.link(target) if rendering.link else target) + language


@lru_cache(maxsize=1024)
def _inward(inside: str, value: str) -> str:
    """What is written for a target within the text."""
    return _quoted(inside + unescape(value)[1:])


def _quoted(target: str) -> str:
    return escape(target, quote=False).replace('"', "&quot;")
