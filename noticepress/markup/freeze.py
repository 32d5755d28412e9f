"""Publishing writes the id of every section into the Markdown, so that it can never drift again."""

import re
from collections.abc import Sequence
from typing import Final

from noticepress.markup.dialect import Html, parsed, split_attributes
from noticepress.markup.sections import Section, sections

LINES: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
"""Lines as CommonMark ends them; `str.splitlines` would also cut at form feeds and U+2028."""

_CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*$")


def write_out_ids(markdown: str, html: Html) -> str:
    """The same text with `{#id}` on every heading that had none; every other byte is kept."""
    tokens = parsed(markdown, html)
    openings = [token for token in tokens if token.type == "heading_open"]
    lines = LINES.findall(markdown)
    for opening, section in zip(openings, sections(tokens), strict=True):
        if section.explicit or opening.map is None:
            continue
        is_atx = opening.markup.startswith("#")
        row = opening.map[0] if is_atx else opening.map[1] - 2
        content = lines[row].rstrip("\r\n")
        lines[row] = _with_id(content, section.id, is_atx=is_atx) + lines[row][len(content) :]
    return "".join(lines)


def set_ids(markdown: str, wanted: Sequence[Section], html: Html) -> str:
    """The text with its headings, in order, bearing the ids of `wanted`; both must have as many headings."""
    tokens = parsed(markdown, html)
    openings = [token for token in tokens if token.type == "heading_open"]
    lines = LINES.findall(markdown)
    for opening, section in zip(openings, wanted, strict=True):
        if opening.map is None:
            continue
        is_atx = opening.markup.startswith("#")
        row = opening.map[0] if is_atx else opening.map[1] - 2
        content = lines[row].rstrip("\r\n")
        bare, _ = split_attributes(content)
        lines[row] = _with_id(bare, section.id, is_atx=is_atx) + lines[row][len(content) :]
    return "".join(lines)


def _with_id(line: str, identifier: str, *, is_atx: bool) -> str:
    if is_atx:
        bare = _CLOSING_HASHES.sub("", line)
        line = bare if "#" in bare else line
    return f"{line.rstrip()} {{#{identifier}}}"
