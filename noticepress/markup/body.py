"""Markdown body to HTML, for one edition in one place."""

import re
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from html import escape, unescape
from typing import Final, NamedTuple

from msgspec import Struct

from noticepress.markup.dialect import Html
from noticepress.markup.gaps import HEADING, HEADING_LEVEL, LINK, PARAGRAPH, PARAGRAPH_LINK, Piece
from noticepress.markup.passages import Keep, Label
from noticepress.markup.pieces import PASSAGE, Before, How, choices, cut, has_passages, shelf
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
    sources = cut(markdown, rendering.html)
    pieces = _taken(markdown, [source for source, _ in sources], rendering, before)
    titled = [(each.headings, line) for each, (_, line) in zip(pieces, sources, strict=True) if each.headings]
    headings = [(section, line) for own, line in titled for section in own]
    ids = identifiers([section for section, _ in headings])
    found = [_placed(section, each, line, rendering) for (section, line), each in zip(headings, ids, strict=True)]
    body = _body(pieces, found, rendering)
    if rendering.html == "sanitised":
        return Body((sanitise(body.html, rendering.prefix),), body.sections)
    return body


def _taken(markdown: str, sources: Sequence[str], rendering: Rendering, before: Before | None) -> list[Piece]:
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


def _body(pieces: Sequence[Piece], found: Sequence[Section], rendering: Rendering) -> Body:
    """The pieces of a body filled in reading order; `found` are its sections, of which some may not be there."""
    taken = frozenset([section.id for section in found])
    # No heading but one with an id like a paragraph's has a say in how paragraphs elsewhere are numbered
    taken = taken if any(map(_NUMBERED.search, taken)) else frozenset()
    how = rendering.shift, _signs(rendering.anchors) if rendering.anchors else None, taken
    section, count, first = rendering.prefix.rstrip("-"), 0, 0
    target_of = _Targets(rendering).__getitem__
    written: list[str] = []
    shown: list[Section] = []
    for each in pieces:
        if each.bare and rendering.anchors is None:
            written.append(each.bare)
            continue
        links = tuple(map(target_of, each.links)) if each.links else ()
        if not each.headings:
            html, _, section, count = _filled(each, links, (), section, count, how)
        else:
            own = found[first : first + len(each.headings)]
            html, places, section, count = _filled(each, links, tuple([one.id for one in own]), section, count, how)
            shown += [own[place] for place in places]
            first += len(own)
        written.append(html)
    return Body(tuple(written), tuple(shown))


class _Targets(dict[str, str]):
    """What is written for the target of a link: the value of its attribute, with the attributes for its language
    behind it."""

    def __init__(self, rendering: Rendering) -> None:
        self._rendering = rendering
        self._inside = rendering.inside or f"#{rendering.prefix}"

    def __missing__(self, value: str) -> str:
        found = self[value] = _inward(self._inside, value) if value[:1] == "#" else self._outward(value)
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


class _Filled(NamedTuple):
    """A piece without gaps: its HTML, the places among its headings of those that are there, and the section and the
    number of the last paragraph at its end."""

    html: str
    shown: tuple[int, ...]
    section: str
    last: int


@lru_cache(maxsize=2048)
def _filled(
    each: Piece,
    links: tuple[str, ...],
    ids: tuple[str, ...],
    section: str,
    count: int,
    how: tuple[int, tuple[str, str] | None, frozenset[str]],
) -> _Filled:
    """A piece whose links and headings have these targets and ids; it follows the paragraph of that number in a
    section. `how` says by how many levels headings are lower, how anchors end, and which ids no paragraph may get."""
    shift, labels, taken = how
    kept, targets, shown, own = each.parts, iter(links), list[int](), ""
    written = list(kept[:1])
    for gap, literal in zip(kept[1::2], kept[2::2], strict=True):
        if gap == PARAGRAPH:
            if labels:
                paragraph, count = _next_paragraph(section, count, taken)
                own = escape(paragraph)
                written.append(f' id="{own}"')
        elif gap == PARAGRAPH_LINK:
            if labels:
                written += f' <a class="np-anchor" href="#{own}" ', labels[0], "</a>"
        elif gap[0] == LINK:
            written.append(next(targets))
        elif gap[0] == HEADING_LEVEL:
            written.append(str(min(6, int(gap[1:]) + shift)))
        elif gap[0] == HEADING:
            shown.append(int(gap[1:]))
            section, count = ids[shown[-1]], 0
            own = escape(section)
            written.append(own)
        elif labels:
            written += f' <a class="np-anchor" href="#{own}" ', labels[1], "</a>"
        written.append(literal)
    return _Filled("".join(written), tuple(shown), section, count)


@lru_cache(maxsize=64)
def _signs(labels: tuple[str, str]) -> tuple[str, str]:
    """What ends the opening tag of the anchor of a paragraph and of a section, with its sign."""
    # A link read aloud after every paragraph would be too much, so these are for the pointer alone
    of_paragraph = f'tabindex="-1" aria-hidden="true" title="{escape(labels[1])}">¶'
    return of_paragraph, f'aria-label="{escape(labels[0])}">#'


def _next_paragraph(section: str, count: int, taken: Collection[str]) -> tuple[str, int]:
    while True:
        count += 1
        paragraph = f"{section}-p{count}" if section else f"p{count}"
        if paragraph not in taken:
            return paragraph, count
