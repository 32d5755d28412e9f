"""Translation units: the inline runs of a body, and where each stands in the source text."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, Literal

from msgspec import Struct

from noticepress.markup import Html
from noticepress.markup.dialect import split_attributes
from noticepress.messages.blocks import LINE_END, Block, Outline, outline
from noticepress.messages.inline import canonical
from noticepress.messages.places import Span, cell_spans, heading_span, html_span, text_span

Form = Literal["lines", "line", "cell", "html"]
"""How a unit may be written: as lines, as one line, as a table cell, or verbatim as an HTML block."""

_SILENT_HTML: Final = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)|<[^<>]*>|&\w+;", re.DOTALL | re.IGNORECASE
)
_SPOKEN_ATTRIBUTE: Final = re.compile(r"\b(?:alt|title|aria-label)\s*=", re.IGNORECASE)
_KINDS: Final = {
    "list_item": "list item",
    "dd": "definition",
    "dt": "term",
    "th": "table cell",
    "td": "table cell",
    "heading": "heading",
    "footnote_reference": "footnote",
    "blockquote": "quotation",
}


class Unit(Struct, frozen=True):
    """A piece of text that is translated as a whole.

    `msgid` is its raw inline Markdown in canonical form (of an HTML block: the raw HTML); `kind` one of heading,
    paragraph, list item, table cell, term, definition, quotation, footnote, html block, front matter; `section` the
    id of the section it stands in (empty before the first heading); `line` its line in the body, from 1.
    """

    msgid: str
    kind: str
    section: str
    line: int


class Slot(Struct, frozen=True):
    """A unit with its place: the number of its block, the span that a translation replaces, and how it is written."""

    unit: Unit
    block: int
    span: Span
    form: Form


def units(markdown: str, *, html: Html = "off") -> list[Unit]:
    """The units of a body in the order of the source; a repeated text appears as often as it stands there."""
    return list(_units(markdown, html))


@lru_cache(maxsize=256)  # a source is looked at for each of its languages
def _units(markdown: str, html: Html) -> tuple[Unit, ...]:
    text = markdown.replace("\0", "\ufffd")  # as CommonMark reads it
    return tuple(slot.unit for slot in slots(LINE_END.split(text), outline(text, html), html))


def slots(lines: Sequence[str], parsed: Outline, html: Html) -> Iterator[Slot]:
    """The units of a parsed body with their places in its lines, which are given without their line ends."""
    open_blocks: list[str] = []
    section = ""
    cells: list[Span] = []
    for number, block in enumerate(parsed.blocks):
        if block.type.endswith("_close"):
            open_blocks.pop()
        elif block.type.endswith("_open"):
            open_blocks.append(block.type.removesuffix("_open"))
            if block.type == "heading_open":
                section = parsed.section_at.get(block.first, section)
            elif block.type == "tr_open":
                cells = cell_spans(lines, block.first, _row(parsed.blocks, number))
        elif block.type == "inline":
            span, form = _placed(lines, block, parsed.blocks[number - 1], cells)
            if block.content.strip():
                kind = next((_KINDS[name] for name in reversed(open_blocks) if name in _KINDS), "paragraph")
                msgid = canonical(_text(block, kind), html, parsed.references)
                if msgid:
                    yield Slot(Unit(msgid, kind, section, span.start.row + 1), number, span, form)
        elif block.type == "html_block" and _speaks(block.content):
            span = html_span(lines, block)
            unit = Unit(block.content.strip(), "html block", section, span.start.row + 1)
            yield Slot(unit, number, span, "html")


def _placed(lines: Sequence[str], block: Block, opening: Block, cells: list[Span]) -> tuple[Span, Form]:
    if opening.type in ("th_open", "td_open"):
        return cells.pop(0), "cell"
    if opening.type == "heading_open" and opening.markup.startswith("#"):
        return heading_span(lines, block, _text(block, "heading")), "line"
    is_heading = opening.type == "heading_open"
    span = text_span(lines, block, _text(block, "heading") if is_heading else block.content)
    return span, "line" if opening.type == "dt_open" else "lines"


def _text(block: Block, kind: str) -> str:
    return split_attributes(block.content)[0] if kind == "heading" else block.content


def _row(blocks: Sequence[Block], opening: int) -> list[str]:
    closing = next(number for number in range(opening, len(blocks)) if blocks[number].type == "tr_close")
    return [block.content for block in blocks[opening:closing] if block.type == "inline"]


def _speaks(html: str) -> bool:
    return bool(re.search(r"\w", _SILENT_HTML.sub("", html))) or bool(_SPOKEN_ATTRIBUTE.search(html))
