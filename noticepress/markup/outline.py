"""A body as the checks look at it: its blocks in reading order, with their lines, and the passages among them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from noticepress.markup.dialect import Html, parsed
from noticepress.markup.passages import CLOSE, OPEN, passage_of
from noticepress.markup.references import Reference, references
from noticepress.markup.sections import Section, sections

if TYPE_CHECKING:
    from markdown_it.token import Token

LINE_BREAK: Final = re.compile(r"\r\n|\r|\n")
"""The line ends of CommonMark; `str.splitlines` would also cut at form feeds and U+2028."""

_CONTAINERS: Final = {
    "bullet_list_open": "list",
    "ordered_list_open": "numbered list",
    "blockquote_open": "quotation",
    "table_open": "table",
    "dl_open": "definition list",
    "dd_open": "definition",
    "footnote_block_open": "footnotes",
}
_RUNS: Final = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "th_open": "table cell",
    "td_open": "table cell",
    "dt_open": "term",
}
_LEAVES: Final = {"fence": "code block", "code_block": "code block", "html_block": "HTML block", "hr": "line"}
_FENCE: Final = re.compile(r"[\s>]*:{3,}\s*$")


class Span(Struct, frozen=True):
    """A stretch of an inline run: plain text, code or raw HTML, its line in the body (from 1), whether it is bold."""

    kind: Literal["text", "code", "html"]
    text: str
    line: int
    strong: bool


class Block(Struct, frozen=True):
    """A heading, paragraph, table cell, term, code block, HTML block or line.

    `within` names the containers round it from the outside in (`list`, `quotation`, `only eea`); `line` counts from 1.
    """

    kind: str
    line: int
    within: tuple[str, ...]
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """What a reader reads, line breaks as spaces."""
        return "".join(span.text for span in self.spans if span.kind != "html").strip()

    def line_at(self, offset: int) -> int:
        """The line of the body on which the character of `text` at this offset stands."""
        spoken = [span for span in self.spans if span.kind != "html"]
        whole = "".join(span.text for span in spoken)
        offset += len(whole) - len(whole.lstrip())
        for span in spoken:
            if offset < len(span.text):
                return span.line
            offset -= len(span.text)
        return self.line


class Passage(Struct, frozen=True):
    """A regional passage: `only` or `except`, its regions, its line, and whether a `:::` closes it."""

    kind: str
    regions: tuple[str, ...]
    line: int
    closed: bool


class HeadingAttributes(Struct, frozen=True):
    """What a heading's braces say, by name, and the line."""

    values: Mapping[str, str]
    line: int


class Outline(Struct, frozen=True):
    """Everything the checks ask of a body, from one parse."""

    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    references: tuple[Reference, ...]
    passages: tuple[Passage, ...]
    attributes: tuple[HeadingAttributes, ...]


def outline(markdown: str, html: Html) -> Outline:
    """Parse a body once. Never fails, since every text is valid Markdown."""
    tokens = parsed(markdown, html)
    lines = LINE_BREAK.split(markdown)
    return Outline(
        sections(tokens),
        tuple(_blocks(tokens)),
        tuple(references(tokens)),
        tuple(_passages(tokens, lines)),
        tuple(
            HeadingAttributes(token.meta["attributes"], _line(token))
            for token in tokens
            if token.type == "heading_open" and token.meta["attributes"]
        ),
    )


def _blocks(tokens: "Sequence[Token]") -> Iterator[Block]:
    within: list[str] = []
    kind = "paragraph"
    for token in tokens:
        if token.type in _CONTAINERS:
            within.append(_CONTAINERS[token.type])
        elif token.type == OPEN:
            passage, regions = passage_of(token)
            within.append(" ".join((passage, *regions)))
        elif token.type.removesuffix("_close") + "_open" in _CONTAINERS or token.type == CLOSE:
            del within[-1:]  # a definition list may end a footnote that it did not begin
        elif token.type in _RUNS:
            kind = _RUNS[token.type]
        elif token.type == "inline":
            yield Block(kind, _line(token), tuple(within), tuple(_spans(token)))
        elif token.type in _LEAVES:
            yield Block(_LEAVES[token.type], _line(token), tuple(within), tuple(_leaf(token)))


def _spans(inline: "Token") -> Iterator[Span]:
    line, depth = _line(inline), 0
    for child in inline.children or ():
        if child.type in ("softbreak", "hardbreak"):
            yield Span("text", " ", line, depth > 0)
            line += 1
        elif child.type in ("strong_open", "strong_close"):
            depth += child.nesting
        elif child.type in ("text", "text_special"):
            yield Span("text", child.content, line, depth > 0)
        elif child.type == "code_inline":
            yield Span("code", child.content, line, depth > 0)
        elif child.type == "html_inline":
            yield Span("html", child.content, line, depth > 0)


def _leaf(token: "Token") -> Iterator[Span]:
    if token.type == "html_block":
        for offset, text in enumerate(token.content.split("\n")):
            yield Span("html", text, _line(token) + offset, strong=False)
    elif token.content:
        yield Span("code", token.content, _line(token), strong=False)


def _passages(tokens: "Sequence[Token]", lines: Sequence[str]) -> Iterator[Passage]:
    for token in tokens:
        if token.type == OPEN and token.map:
            kind, regions = passage_of(token)
            end = token.map[1]
            closed = end < len(lines) and bool(_FENCE.match(lines[end]))
            yield Passage(kind, regions, _line(token), closed)


def _line(token: "Token") -> int:
    return (token.map or [0])[0] + 1
