"""A body cut into pieces that are rendered once, wherever they stand.

From version to version a notice repeats almost all of its blocks, and every version is shown in several places. So a
piece is parsed and rendered once into HTML with gaps: for ids, links and the anchors that name them. What fills a gap
depends on the page; what stands between gaps does not.

Where a body is cut, cutting.py says.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from msgspec import Struct

from noticepress.markup.dialect import Html, parser
from noticepress.markup.gaps import (
    GAP,
    HEADING,
    HEADING_LEVEL,
    HEADING_LINK,
    LINK,
    PARAGRAPH,
    PARAGRAPH_LINK,
    Piece,
    gapped,
)
from noticepress.markup.isolate import isolate
from noticepress.markup.passages import choosing
from noticepress.markup.sanitise import is_remote
from noticepress.markup.sections import Section, citable, headings
from noticepress.markup.simple import simple
from noticepress.rows import Rows, differing

if TYPE_CHECKING:
    from markdown_it.token import Token

_MOST: Final = 1024
"""Beyond so many pieces a shelf lets go of those that were not used since it last held so many."""

_ATTRIBUTE: Final = re.compile(f' ({GAP}p{GAP})=""')
_PASSAGE: Final = re.compile(r"(?<!:):{3,}(?=([^\r\n]*))")


class How(NamedTuple):
    """How sources become pieces. `document` keeps the footnotes of several texts on a page apart; `isolated` is what
    `isolate` is given (None: nothing is isolated)."""

    html: Html
    document: str
    choices: "Choices | None"
    isolated: tuple[str, ...] | None


class Before(Protocol):
    """What knows pieces that were made before (memory.py), and is told of those that are used."""

    def find(self, how: How, source: str) -> Piece | None:
        """The piece of a source, if it was made before."""

    def use(self, how: How, sources: Sequence[str], pieces: Sequence[Piece]) -> None:
        """These pieces are used of these sources."""


class Shelf:
    """The pieces that were made in one way, each once; those that were used last are kept."""

    made = 0
    """How many pieces the parser has made in this process, in whatever way."""

    def __init__(self, how: How) -> None:
        self._how = how
        self._pieces: dict[str, Piece] = {}
        self._older: dict[str, Piece] = {}
        self._parses = False  # whether it took the parser to make any of them
        self._last = Rows[int, tuple[list[str], list[Piece], Before | None]]()

    def take(self, sources: list[str], before: Before | None = None) -> list[Piece]:
        """The pieces of some sources, which follow each other in a body; those made before need not be made."""
        last = self._last.get(len(sources))
        places = differing(sources, last[0]) if last and last[2] is before else None
        if last and places is not None:
            pieces = last[1].copy()
            for place, each in zip(places, self._taken([sources[place] for place in places], before), strict=True):
                pieces[place] = each
        else:
            pieces = self._taken(sources, before)
        self._last.put(len(sources), (sources, pieces, before))
        return pieces

    def _taken(self, sources: Sequence[str], before: Before | None) -> list[Piece]:
        if not all(map(self._pieces.__contains__, sources)):
            self._stock([source for source in dict.fromkeys(sources) if source not in self._pieces], before)
        found = [self._pieces[source] for source in sources]
        if before and self._parses:
            before.use(self._how, sources, found)
        if len(self._pieces) > _MOST:
            self._pieces, self._older = {}, self._pieces
        return found

    def _stock(self, missing: Sequence[str], before: Before | None) -> None:
        """Put pieces where `take` finds them: those that were here, simple ones, those made before, and the rest, which
        is parsed."""
        may_be_simple = self._how.html == "off" and self._how.isolated is None
        unknown = []
        for source in missing:
            each = self._older.get(source) or (simple(source) if may_be_simple else None)
            if each := each or (before.find(self._how, source) if before else None):
                self._pieces[source] = each
                self._parses |= each.parsed
            else:
                unknown.append(source)
        if unknown:
            self._pieces.update(zip(unknown, self.rendered(unknown), strict=True))
            Shelf.made += len(unknown)
            self._parses = True

    def rendered(self, sources: Sequence[str]) -> list[Piece]:
        """The sources as pieces: parsed together, since nothing reaches from one into the next."""
        how = self._how
        if how.choices and how.choices.keep:
            # Headings are those of the whole text, so that a section has the same id in every edition.
            found = _titles(how.html, how.document).of(sources)
            runs = _parsed(how, sources, choosing(how.choices.kept, how.choices.labelled))
        else:
            runs = _parsed(how, sources, {})
            found = [headings(run) for run in runs]
        return [self._piece(run, own) for run, own in zip(runs, found, strict=True)]

    def _piece(self, tokens: "list[Token]", found: tuple[Section, ...]) -> Piece:
        how = self._how
        if how.isolated is not None:
            isolate(tokens, how.isolated)
        _open_gaps(tokens, found)
        _align_by_class(tokens)
        md, env = parser(how.html), {"docId": how.document} if how.document else {}
        rendered = _ATTRIBUTE.sub(r"\1", str(md.renderer.render(tokens, md.options, env)))
        return gapped(rendered, found)


class _Titles:
    """The headings of sources before anything is chosen, which are the same for every choice."""

    def __init__(self, html: Html, document: str) -> None:
        self._how = How(html, document, None, None)
        self._known: dict[str, tuple[Section, ...]] = {}

    def of(self, sources: Sequence[str]) -> list[tuple[Section, ...]]:
        """The headings of each source."""
        if len(self._known) > _MOST:
            self._known.clear()
        if missing := [source for source in dict.fromkeys(sources) if source not in self._known]:
            runs = _parsed(self._how, missing, {})
            self._known.update(zip(missing, map(headings, runs), strict=True))
        return [self._known[source] for source in sources]


@lru_cache(maxsize=16)
def _titles(html: Html, document: str) -> _Titles:
    return _Titles(html, document)


def _parsed(how: How, sources: Sequence[str], env: Mapping[str, Any]) -> "list[list[Token]]":
    """The tokens of each source, all of which are parsed together."""
    own = {"docId": how.document} if how.document else {}
    return _runs(parser(how.html).parse("\n\n".join(sources), {**own, **env}), sources)


@lru_cache(maxsize=16)
def shelf(how: How) -> Shelf:
    """The pieces that are made in that way."""
    return Shelf(how)


def _runs(tokens: "Sequence[Token]", sources: Sequence[str]) -> "list[list[Token]]":
    """The tokens of each of several sources that were parsed together; lines of headings are counted in their own."""
    if len(sources) == 1:
        return [list(tokens)]
    starts, line = [], 0
    for source in sources:
        starts.append(line)
        line += source.count("\n") + 2
    runs: list[list[Token]] = [[] for _ in sources]
    at = 0
    for token in tokens:
        while token.map and at + 1 < len(starts) and token.map[0] >= starts[at + 1]:
            at += 1
        if token.type == "heading_open" and token.map:
            token.map = [each - starts[at] for each in token.map]
        runs[at].append(token)
    return runs


class Choices(Struct, frozen=True):
    """What becomes of each passage of a body: by its kind and regions, whether it is kept and how it is labelled."""

    keep: tuple[tuple[str, bool, str], ...]

    def kept(self, kind: str, regions: tuple[str, ...]) -> bool:
        return self._of(kind, regions)[1]

    def labelled(self, kind: str, regions: tuple[str, ...]) -> str:
        return self._of(kind, regions)[2]

    def _of(self, kind: str, regions: tuple[str, ...]) -> tuple[str, bool, str]:
        key = " ".join((kind, *regions))
        return next(choice for choice in self.keep if choice[0] == key)


def choices(
    markdown: str,
    keep: Callable[[str, tuple[str, ...]], bool],
    label: Callable[[str, tuple[str, ...]], str] | None,
) -> Choices:
    """The choices for everything in a body that may be a passage."""
    found = {}
    for match in _PASSAGE.finditer(markdown.replace(GAP, "\ufffd")):
        kind, *regions = match[1].replace(",", " ").split() or [""]
        if kind:
            named = tuple(regions)
            found[" ".join((kind, *named))] = (keep(kind, named), label(kind, named) if label else "")
    return Choices(tuple((key, *choice) for key, choice in found.items()))


def _open_gaps(tokens: "Sequence[Token]", found: Sequence[Section]) -> None:
    from markdown_it.token import Token

    by_line = {section.line: place for place, section in enumerate(found)}
    paragraphs = citable(tokens)
    pending = ""
    for index, token in enumerate(tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{GAP}{HEADING_LEVEL}{token.tag[1:]}{GAP}"
        if token.type == "heading_open":
            place = by_line[(token.map or [0])[0] + 1]
            token.attrSet("id", f"{GAP}{HEADING}{place}{GAP}")
            pending = f"{GAP}{HEADING_LINK}{place}{GAP}"
        elif index in paragraphs:
            token.attrSet(f"{GAP}{PARAGRAPH}{GAP}", "")
            pending = f"{GAP}{PARAGRAPH_LINK}{GAP}"
        elif token.type == "inline" and token.children is not None:
            _open_links(token.children)
            if pending:
                anchor = Token("html_inline", "", 0)
                anchor.content, pending = pending, ""
                token.children.append(anchor)


def _open_links(children: "Sequence[Token]") -> None:
    for child in children:
        attribute = {"link_open": "href", "image": "src"}.get(child.type)
        if attribute:
            target = str(child.attrs.get(attribute, ""))
            is_refused = child.type == "image" and is_remote(target)
            child.attrSet(attribute, "" if is_refused else f"{GAP}{LINK}{target}{GAP}")


def _align_by_class(tokens: "Sequence[Token]") -> None:
    """Table alignment as a class: a strict Content-Security-Policy forbids the `style` attribute."""
    for token in tokens:
        if token.type in ("th_open", "td_open") and "style" in token.attrs:
            style = str(token.attrs.pop("style"))
            token.attrSet("class", f"np-align-{style.removeprefix('text-align:')}")
