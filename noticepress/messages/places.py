"""Where the content of a block stands in the source text, behind the markers of its containers."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from noticepress.messages.blocks import Block

_CLOSING_HASHES: Final = re.compile(r"[ \t]+#+[ \t]*$")
_ONLY_CONTAINER: Final = re.compile(r"[\s>]*")


class Place(NamedTuple):
    """A position in the source: row and column, both from 0."""

    row: int
    column: int


class Span(NamedTuple):
    """A piece of the source; `opens_line` says that a block could start at its first character."""

    start: Place
    end: Place
    opens_line: bool


def text_span(lines: Sequence[str], block: Block, text: str) -> Span:
    """The span of a text that begins with the block's content and may leave out the end of it."""
    places: list[Place] = []
    row = block.first
    for content in block.content.strip().split("\n"):
        while not lines[row].rstrip().endswith(content.strip()) and row < block.last - 1:
            row += 1
        places.append(Place(row, len(lines[row].rstrip()) - len(content.strip())))
        row += 1
    wanted = text.strip().split("\n")
    last = places[len(wanted) - 1]
    return Span(places[0], Place(last.row, last.column + len(wanted[-1].strip())), opens_line=True)


def heading_span(lines: Sequence[str], block: Block, text: str) -> Span:
    """The span of an ATX heading's text on its line, without its attributes and closing hashes."""
    line, content = lines[block.first].rstrip(), block.content.strip()
    if not line.endswith(content):
        line = _CLOSING_HASHES.sub("", line).rstrip()
    column = len(line) - len(content)
    return Span(Place(block.first, column), Place(block.first, column + len(text.strip())), opens_line=False)


def html_span(lines: Sequence[str], block: Block) -> Span:
    """The span of an HTML block, with the indentation of its first line."""
    rows = block.content.rstrip("\n").split("\n")
    last = block.first + len(rows) - 1
    column = max(0, len(lines[block.first]) - len(rows[0]))
    return Span(Place(block.first, column), Place(last, len(lines[last])), opens_line=True)


def cell_spans(lines: Sequence[str], row: int, contents: Sequence[str]) -> list[Span]:
    """The spans of a table row's cells; empty spans for the cells that the row does not write out.

    GFM tables: cells are divided by `|`, `\\|` is a pipe within a cell, and the outer pipes may be left out.
    """
    pieces = _pieces(lines[row])
    first = contents[0].strip().replace("|", "\\|") if contents else ""
    lead = pieces[0][1]
    has_outer_pipe = bool(_ONLY_CONTAINER.fullmatch(lead)) or not first or not lead.rstrip().endswith(first)
    if not has_outer_pipe:
        start = len(lead.rstrip()) - len(first)
        pieces[0] = (start, lead[start:])
    spans: list[Span] = []
    for start, text in pieces[1:] if has_outer_pipe else pieces:
        column = start + len(text) - len(text.lstrip())
        end = max(column, start + len(text.rstrip()))
        opens_line = not has_outer_pipe and not spans
        spans.append(Span(Place(row, column), Place(row, end), opens_line))
    missing = Span(Place(row, len(lines[row])), Place(row, len(lines[row])), opens_line=False)
    return [*spans, *[missing] * len(contents)][: len(contents)]


def _pieces(line: str) -> list[tuple[int, str]]:
    pieces, start, escaped = [], 0, False
    for column, character in enumerate(line):
        if character == "|" and not escaped:
            pieces.append((start, line[start:column]))
            start = column + 1
        escaped = character == "\\"
    return [*pieces, (start, line[start:])]
