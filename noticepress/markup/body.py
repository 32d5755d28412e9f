"""Markdown body to HTML, for one edition in one place."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from html import escape, unescape
from typing import Final

from markdown_it.common.utils import escapeHtml
from msgspec import Struct
from msgspec.structs import replace

from noticepress.markup.dialect import Html
from noticepress.markup.gaps import HEADING, HEADING_LEVEL, HEADING_LINK, LINK, PARAGRAPH, Piece
from noticepress.markup.passages import Keep, Label
from noticepress.markup.pieces import PASSAGE, Before, How, choices, cut, shelf
from noticepress.markup.sanitise import sanitise
from noticepress.markup.sections import Section, identified

_NUMBERED: Final = re.compile(r"(?:^|-)p[0-9]+$")
"""An id such as paragraphs have."""


class Rendering(Struct, frozen=True):
    """How a body becomes HTML.

    `prefix` goes before every id (`eea-`); `shift` makes headings that many levels lower; `keep` decides regional
    passages (none: all stay, in a `div` that names them), and `label` whether a kept one says whom it is for; `link`
    maps each link or image target to its URL, `language` each link's to the tag and the name of its language (empty:
    the text's own); with `anchors` paragraphs get ids, and headings and paragraphs a link to themselves labelled by
    these words (section, paragraph). For a text that runs from right to left, `isolate` holds the values that were
    filled in (None: the text runs from left to right).
    """

    html: Html = "off"
    prefix: str = ""
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
    sources = cut(markdown, rendering.html)
    pieces = _taken(markdown, [source for source, _ in sources], rendering, before)
    headings = [
        replace(section, line=section.line + before) if before else section
        for each, (_, before) in zip(pieces, sources, strict=True)
        for section in each.headings
    ]
    found = [_placed(section, rendering) for section in identified(headings)]
    filling = _Filling(rendering, found)
    first = 0
    for each in pieces:
        filling.add(each, first)
        first += len(each.headings)
    written = tuple(filling.pieces)
    if rendering.html == "sanitised":
        written = (sanitise("".join(written), rendering.prefix),)
    return Body(written, tuple(filling.shown))


def _taken(markdown: str, sources: Sequence[str], rendering: Rendering, before: Before | None) -> list[Piece]:
    """The pieces of a body; only those with passages are made for what is chosen of these."""
    document = rendering.prefix.rstrip("-") if "[^" in markdown else ""
    plain = How(rendering.html, document, None, rendering.isolate)
    if not rendering.keep or PASSAGE not in markdown:
        return shelf(plain).take(sources, before)
    chosen = plain._replace(choices=choices(markdown, rendering.keep, rendering.label))
    parts = [source for source in sources if PASSAGE in source], [source for source in sources if PASSAGE not in source]
    taken = {
        source: each
        for how, some in zip((chosen, plain), parts, strict=True)
        for source, each in zip(some, shelf(how).take(some, before), strict=True)
    }
    return [taken[source] for source in sources]


def _placed(section: Section, rendering: Rendering) -> Section:
    if not rendering.prefix and not rendering.shift:
        return section
    level = min(6, section.level + rendering.shift)
    return replace(section, id=rendering.prefix + section.id, level=level)


class _Filling:
    """Fills the gaps of pieces in reading order. `found` are the sections of the whole body, `shown` those that are
    there."""

    def __init__(self, rendering: Rendering, found: Sequence[Section]) -> None:
        self.pieces: list[str] = []
        self.shown: list[Section] = []
        self._rendering, self._found = rendering, found
        self._section, self._count, self._paragraph = rendering.prefix.rstrip("-"), 0, ""
        self._taken = frozenset(section.id for section in found)
        self._links: dict[str, str] = {}
        self._is_free = not any(map(_NUMBERED.search, self._taken))

    def add(self, each: Piece, first: int) -> None:
        """The next piece; `first` is the place of its first heading in the body."""
        labels = self._rendering.anchors
        if each.bare and labels is None:
            self.pieces.append(each.bare)
        elif not each.headings and (labels is None or self._is_free):
            links = tuple(map(self._link, each.links))
            html, self._count = _numbered(each, links, self._section, self._count, labels)
            self.pieces.append(html)
        else:
            parts = list(each.parts)
            for at in range(1, len(parts), 3):
                parts[at], parts[at + 1] = "", self._filled(parts[at], parts[at + 1], first)
            self.pieces.append("".join(parts))

    def _filled(self, kind: str, value: str, first: int) -> str:
        if kind == LINK:
            return self._link(value)
        if kind == HEADING_LEVEL:
            return str(min(6, int(value) + self._rendering.shift))
        if kind == HEADING:
            section = self._found[first + int(value)]
            self._section, self._count = section.id, 0
            self.shown.append(section)
            return escape(section.id)
        return self._anchored(kind, self._rendering.anchors) if self._rendering.anchors else ""

    def _anchored(self, kind: str, labels: tuple[str, str]) -> str:
        if kind == HEADING_LINK:
            return _anchor(self._section, "#", f'aria-label="{escape(labels[0])}"')
        if kind == PARAGRAPH:
            return f' id="{escape(self._next_paragraph())}"'
        return _to_paragraph(self._paragraph, labels[1])

    def _next_paragraph(self) -> str:
        while True:
            self._count += 1
            self._paragraph = _paragraph_id(self._section, self._count)
            if self._paragraph not in self._taken:
                return self._paragraph

    def _link(self, value: str) -> str:
        """The value of the attribute that names a target, with the attributes for its language behind it."""
        if value not in self._links:
            self._links[value] = self._resolved(unescape(value))
        return self._links[value]

    def _resolved(self, target: str) -> str:
        tag, name = self._rendering.language(target) if self._rendering.language else ("", "")
        language = f'" hreflang="{escape(tag)}" data-np-language="{escape(name)}' if tag else ""
        if self._rendering.link:
            target = self._rendering.link(target)
        elif self._rendering.prefix and target.startswith("#"):
            target = f"#{self._rendering.prefix}{target[1:]}"
        return escapeHtml(target) + language


@lru_cache(maxsize=2048)
def _numbered(
    each: Piece, links: tuple[str, ...], section: str, count: int, labels: tuple[str, str] | None
) -> tuple[str, int]:
    """A piece without headings that has these links, whose paragraphs are numbered after `count` in that section; and
    the number of its last."""
    parts, targets = list(each.parts), iter(links)
    for at in range(1, len(parts), 3):
        gap = ""
        if parts[at] == LINK:
            gap = next(targets)
        elif labels and parts[at] == PARAGRAPH:
            count += 1
            gap = f' id="{escape(_paragraph_id(section, count))}"'
        elif labels:
            gap = _to_paragraph(_paragraph_id(section, count), labels[1])
        parts[at], parts[at + 1] = "", gap
    return "".join(parts), count


def _paragraph_id(section: str, number: int) -> str:
    return f"{section}-p{number}" if section else f"p{number}"


def _to_paragraph(paragraph: str, label: str) -> str:
    # A link after every paragraph would be read aloud after every paragraph, so these are for the pointer alone.
    return _anchor(paragraph, "¶", f'tabindex="-1" aria-hidden="true" title="{escape(label)}"')


def _anchor(identifier: str, sign: str, attributes: str) -> str:
    return f' <a class="np-anchor" href="#{escape(identifier)}" {attributes}>{sign}</a>'
