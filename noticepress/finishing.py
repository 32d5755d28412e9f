"""What a page does to the HTML of a text without touching its words: tables that scroll, link targets for paper, and
the way from one change of a redline to the next.

The HTML comes from our own renderer or sanitiser: attribute values are quoted, and every element is closed.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape, unescape
from typing import Final
from urllib.parse import unquote

from msgspec import Struct

from noticepress.fragments import GAP, Fragment, Joined
from noticepress.rows import Rows, differing

_TABLE: Final = re.compile(r"<table\b|</table>")
_LINK: Final = re.compile(r'<a (?:"[^"]*"|[^">])*?href="(?!#)([^"]*)"')
_OUTWARD: Final = re.compile('href="(?!#)')
_TAG: Final = re.compile(r"<[^>]*>")
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_STEP_TAG: Final = re.compile(
    r"<(?:(/?)(a|ins|del|span|summary)(?![\w-])|"
    r'([a-zA-Z][\w-]*)(?=(?:"[^"]*"|[^">])*? id="change-))((?:"[^"]*"|[^">])*)>'
)
"""The tags that decide where links to other changes stand: every inline one, of the others those of changes."""
_CHANGE: Final = re.compile(f' id="change-{GAP}(-?[0-9]+){GAP}"')
_GAPS: Final = re.compile(f"{GAP}(s?)(-?[0-9]+){GAP}")
_MARKER: Final = re.compile(r'<span data-redline="(?:link|format|typography)"[^>]*? data-redline-old="([^"]*)"[^>]*>')
_ID: Final = re.compile(r'\sid="[^"]*"')
_FOLDED: Final = re.compile(r"<details\b(?![^>]*\sopen\b)")
_GROUPS: Final = frozenset("ul ol dl table thead tbody tfoot tr".split())
_VOID: Final = frozenset("area base br col embed hr img input link meta source track wbr".split())


_KNOWN: Final = Rows[tuple[int, str], tuple[tuple[str, ...], list[bytes]]]()
"""The last text of so many pieces that was finished."""


class StepWords(Struct, frozen=True):
    """What the links from change to change say, in the language of the page."""

    previous: str
    following: str
    listing: str


def scrolling_tables(html: str, label: str) -> str:
    """Every table in a box that scrolls and takes the keyboard's focus, so that a wide one fits a phone."""
    if "<table" not in html:
        return html
    box = f'<div class="np-scroll" role="group" aria-label="{escape(label)}" tabindex="0">'
    return _TABLE.sub(lambda found: f"{found[0]}</div>" if found[0] == "</table>" else f"{box}{found[0]}", html)


def written_links(html: str, absolute: Callable[[str], str]) -> str:
    """Links to other pages of the site with their absolute address beside them, and links to an e-mail address that
    their words do not say with that address, for a printed page to write out."""

    def written(found: re.Match[str]) -> str:
        target = unescape(found[1])
        if target.lower().startswith("mailto:"):
            url = unquote(target[7:].partition("?")[0])
            words = _TAG.sub("", html[found.end() : html.find("</a>", found.end())].partition(">")[2])
            return found[0] if url in unescape(words) else f'{found[0]} data-np-url="{escape(url)}"'
        if _ELSEWHERE.match(target):
            return found[0]
        return f'{found[0]} data-np-url="{escape(absolute(target))}"'

    return _LINK.sub(written, html)


def finished(html: str, absolute: Callable[[str], str], label: str) -> list[bytes]:
    """The HTML of a text as it stands on a page, in UTF-8 and in pieces, where `absolute` makes whole addresses of
    those of links; `label` is the word for a table."""
    pieces = html.pieces if isinstance(html, Joined) else (html,)
    key = len(pieces), label
    last = _KNOWN.get(key)
    places = differing(pieces, last[0]) if last else None
    found = last[1].copy() if last and places is not None else [b""] * len(pieces)
    for place in range(len(pieces)) if places is None else places:
        found[place] = _piece(pieces[place], label)
    _KNOWN.put(key, (pieces, found))
    if all(found):
        return found
    return [made or _linked(each, absolute, label) for each, made in zip(pieces, found, strict=True)]


@lru_cache(maxsize=2048)
def _piece(html: str, label: str) -> bytes:
    """A piece that is the same on all pages; nothing where the page decides about a link in it."""
    if not _OUTWARD.search(html):
        return scrolling_tables(html, label).encode()
    return b"" if _leads_elsewhere(html) else _linked(html, str, label)


def _linked(html: str, absolute: Callable[[str], str], label: str) -> bytes:
    return written_links(scrolling_tables(html, label), absolute).encode()


def _leads_elsewhere(html: str) -> bool:
    return any(not _ELSEWHERE.match(unescape(found[1])) for found in _LINK.finditer(html))


def redlined(
    fragments: Iterable[Fragment], last: int, words: StepWords, absolute: Callable[[str], str], label: str
) -> list[bytes]:
    """A redline as it stands on a page, in UTF-8 and in pieces: finished as other texts are, every marker with what it
    replaced beside it, and each change with links to the one before, the next, and the list (`#np-changes`). `last` is
    the number of the last change on the page, `label` the word for a table.
    """
    ways = escape(words.previous), escape(words.following), escape(words.listing)
    ready, parts = _readier(label, ways), list[bytes]()
    for fragment in fragments:
        html, first = fragment.gapped, fragment.first
        found = ready(html) or _stepped(written_links(_with_old_text(html), absolute), label, ways)
        if not found.numbers:
            parts.append(found.form)
        elif first + found.least > 1 and first + found.most < last:
            parts.append(found.form % tuple([first + number for number in found.numbers]))
        else:
            parts.append("".join(_at_an_end(found.parts, first, last, ways)).encode())
    return parts


_Ways = tuple[str, str, str]
"""What links to the change before, the next, and the list say."""


class _Numbered(Struct, frozen=True):
    """A fragment ready to be numbered: `form` is filled in with `numbers`, if it has any, counted from that of the
    first change, where none of its changes, `least` to `most`, is the first or the last of the page. `parts` are what
    stands between gaps, and of each gap whether links belong there (`s`) and the place of the change."""

    form: bytes
    numbers: tuple[int, ...] = ()
    least: int = 0
    most: int = 0
    parts: tuple[str, ...] = ()


def _numbered(parts: tuple[str, ...], ways: _Ways) -> _Numbered:
    places = tuple(map(int, parts[2::3]))
    if not places:
        return _Numbered(parts[0].encode())
    form, numbers = [parts[0].replace("%", "%%")], list[int]()
    links = _links("%d", "%d", tuple(each.replace("%", "%%") for each in ways))
    for kind, place, literal in zip(parts[1::3], places, parts[3::3], strict=True):
        form += (links if kind else "%d", literal.replace("%", "%%"))
        numbers += (place - 1, place + 1) if kind else (place,)
    return _Numbered("".join(form).encode(), tuple(numbers), min(places), max(places), parts)


def _at_an_end(parts: tuple[str, ...], first: int, last: int, ways: _Ways) -> Iterator[str]:
    """The same in numbers where a change may be the first or the last of the page."""
    yield parts[0]
    for kind, place, literal in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        number = first + int(place)
        before, after = str(number - 1) if number > 1 else "", str(number + 1) if number < last else ""
        yield _links(before, after, ways) if kind else str(number)
        yield literal


def _links(before: str, after: str, ways: Sequence[str]) -> str:
    """Links to other changes by their numbers, where there are any, and to the list."""
    previous = f'<a href="#change-{before}">{ways[0]}</a> ' if before else ""
    following = f'<a href="#change-{after}">{ways[1]}</a> ' if after else ""
    return f'{previous}{following}<a href="#np-changes">{ways[2]}</a>'


@lru_cache(maxsize=8)
def _readier(label: str, ways: _Ways) -> Callable[[str], _Numbered | None]:
    """What makes a fragment ready that is the same on all pages; it gives None where the page decides about a link in
    it."""

    @lru_cache(maxsize=2048)
    def ready(html: str) -> _Numbered | None:
        html = _with_old_text(html)
        return None if _leads_elsewhere(html) else _stepped(written_links(html, str), label, ways)

    return ready


def _stepped(html: str, label: str, ways: _Ways) -> _Numbered:
    boxed = scrolling_tables(html, label)
    parts = _GAPS.split("".join(_Steps(boxed).parts())) if GAP in boxed else (boxed,)
    return _numbered(tuple(parts), ways)


def _with_old_text(html: str) -> str:
    """What each marker replaced stands beside it, hidden, so that a style sheet alone can show the old text.

    It is in an element of its own that is of neither text (`data-redline-note`). What a text folds is open, for a
    change in it would not be seen.
    """

    def doubled(match: re.Match[str]) -> str:
        old = _ID.sub("", unescape(match[1]))
        return f'<span class="np-was" data-redline-note="old">{old}</span>{match[0]}'

    return _FOLDED.sub("<details open", _MARKER.sub(doubled, html))


class _Steps:
    """One pass over a fragment. Links are due after the element at a depth is closed, or after the next note: that of
    an outer block comes before those of the blocks in it.

    They are of neither text (`data-redline-note`); a style sheet shows them at the change that is the target. They
    stand after an inline change, outside a link or a summary that holds it, or after the first words of a changed
    block.
    """

    def __init__(self, html: str) -> None:
        self._html = html
        self._open: list[tuple[str, bool]] = []
        self._after: list[tuple[int, str]] = []  # depth, place
        self._at_note: list[tuple[str, str]] = []  # place, class

    def parts(self) -> Iterator[str]:
        position = 0
        for tag in _STEP_TAG.finditer(self._html):
            yield self._html[position : tag.end()]
            position = tag.end()
            if tag[3]:
                yield from self._block(tag[3], tag[4])
            elif tag[1]:
                yield from self._closing()
            else:
                self._opening(tag[2], tag[4])
        yield self._html[position:]
        yield from (_steps_of(*each) for each in self._at_note)  # of elements that no words may stand in

    def _block(self, name: str, attributes: str) -> Iterator[str]:
        for found in _CHANGE.finditer(attributes):
            if name in _VOID:
                yield _steps_of(found[1])
            else:
                self._at_note.append((found[1], "np-step np-step-group" if name in _GROUPS else "np-step"))

    def _opening(self, name: str, attributes: str) -> None:
        if name == "a":
            self._at_note += [(place, "np-step") for place in _CHANGE.findall(attributes)]
        elif " id=" in attributes and (found := _CHANGE.search(attributes)):
            pressed = [depth for depth, (each, _) in enumerate(self._open) if each in ("a", "summary")]
            self._after.append((pressed[0] if pressed else len(self._open), found[1]))
        self._open.append((name, 'data-redline-note="start"' in attributes))

    def _closing(self) -> Iterator[str]:
        _, is_note = self._open.pop()
        for due in [each for each in self._after if each[0] == len(self._open)]:
            self._after.remove(due)
            yield _steps_of(due[1])
        if is_note and self._at_note:
            yield _steps_of(*self._at_note.pop(0))


def _steps_of(place: str, kind: str = "np-step") -> str:
    return f'<span class="{kind}" data-redline-note="step">{GAP}s{place}{GAP}</span>'
