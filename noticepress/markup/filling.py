"""The gaps in the pieces of a body filled: ids, levels of headings, anchors and the targets of links."""

from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from html import escape
from typing import Final, NamedTuple

from msgspec import Struct

from noticepress.markup.gaps import HEADING, HEADING_LEVEL, LINK, PARAGRAPH, PARAGRAPH_LINK, Piece
from noticepress.rows import Rows, differing


class Way(NamedTuple):
    """How gaps are filled: by how many levels headings are lower, how anchors end (None: there are none), which ids no
    paragraph may get, and the section before the first heading."""

    shift: int
    labels: tuple[str, str] | None
    taken: frozenset[str]
    section: str


class Filled(NamedTuple):
    """A piece without gaps: its HTML, the places among its headings of those that are there, and the section and the
    number of the last paragraph at its end."""

    html: str
    shown: tuple[int, ...]
    section: str
    last: int


@lru_cache(maxsize=2048)
def _filled(each: Piece, links: tuple[str, ...], ids: tuple[str, ...], section: str, count: int, way: Way) -> Filled:
    """A piece whose links and headings have these targets and ids; it follows the paragraph of that number in a
    section."""
    shift, labels, taken, _ = way
    if each.bare and labels is None:
        return Filled(each.bare, (), section, count)
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
    return Filled("".join(written), tuple(shown), section, count)


def _next_paragraph(section: str, count: int, taken: Collection[str]) -> tuple[str, int]:
    while True:
        count += 1
        paragraph = f"{section}-p{count}" if section else f"p{count}"
        if paragraph not in taken:
            return paragraph, count


class _Row(Struct, frozen=True, eq=False):
    """The pieces of a body, the ids of its headings with the place among them of the first of each piece, and what was
    made of each piece. Those at the places `outward` have links that lead out of the text."""

    pieces: list[Piece]
    ids: list[str]
    firsts: list[int]
    filled: list[Filled]
    outward: frozenset[int]


_KNOWN: Final = Rows[tuple[int, Way, str], _Row]()


def fill(pieces: list[Piece], ids: list[str], way: Way, inside: str, target_of: Callable[[str], str]) -> list[Filled]:
    """The pieces of a body filled in reading order. `ids` are those of its headings; `target_of` gives what is written
    for the target of a link, which for one within the text depends on `inside` alone."""
    key = len(pieces), way, inside
    last = _KNOWN.get(key)
    row = _row_like(last, pieces, ids, way, target_of) if last and last.ids == ids else None
    row = row or _row(pieces, ids, way, target_of)
    _KNOWN.put(key, row)
    return row.filled


def _row(pieces: list[Piece], ids: list[str], way: Way, target_of: Callable[[str], str]) -> _Row:
    filled: list[Filled] = []
    firsts: list[int] = []
    section, count, first = way.section, 0, 0
    for each in pieces:
        firsts.append(first)
        links = tuple(map(target_of, each.links)) if each.links else ()
        own = tuple(ids[first : first + len(each.headings)]) if each.headings else ()
        found = _filled(each, links, own, section, count, way)
        filled.append(found)
        section, count, first = found.section, found.last, first + len(own)
    return _Row(pieces, ids, firsts, filled, frozenset(_outward(pieces, range(len(pieces)))))


def _row_like(
    last: _Row, pieces: list[Piece], ids: list[str], way: Way, target_of: Callable[[str], str]
) -> _Row | None:
    """The row of a body that has few other pieces than the last one, with as many headings; None for any other. What is
    filled again: these pieces, those whose links lead elsewhere from each page, and after each those that follow until
    one follows the same paragraph as before."""
    places = differing(pieces, last.pieces)
    if places is None or any(len(pieces[at].headings) != len(last.pieces[at].headings) for at in places):
        return None
    outward = last.outward.difference(places).union(_outward(pieces, places))
    filled, at = last.filled.copy(), 0
    for place in sorted({*places, *outward}):
        if place < at:
            continue
        at = place
        while at < len(pieces):
            each, before = pieces[at], filled[at]
            section, count = (filled[at - 1].section, filled[at - 1].last) if at else (way.section, 0)
            links = tuple(map(target_of, each.links)) if each.links else ()
            first = last.firsts[at]
            own = tuple(ids[first : first + len(each.headings)])
            now = filled[at] = _filled(each, links, own, section, count, way)
            at += 1
            if (now.section, now.last) == (before.section, before.last):
                break
    return _Row(pieces, ids, last.firsts, filled, outward)


def _outward(pieces: Sequence[Piece], places: Sequence[int]) -> list[int]:
    return [place for place in places if not all(link.startswith("#") for link in pieces[place].links)]
