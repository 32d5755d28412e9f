"""The block structure of a body as values: what a translation must keep, and where its inline runs stand."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from msgspec import Struct

from noticepress.markup import Html, parser, sections

LINE_END: Final = re.compile(r"\r\n?|\n")


class Block(Struct, frozen=True):
    """A block token: its type (`paragraph_open`, `inline` …), what tells it from another of its type, its raw content,
    and the rows of the source it spans (from 0, the second one excluded)."""

    type: str
    shape: tuple[str | bool, ...]
    markup: str
    content: str
    first: int
    last: int


class Outline(Struct, frozen=True):
    """A parsed body: its blocks in source order, its link reference definitions by label as markdown-it keeps them,
    and the id of the section that the heading on a row opens."""

    blocks: tuple[Block, ...]
    references: Mapping[str, Any]
    section_at: Mapping[int, str]


@lru_cache(maxsize=32)  # a source is looked at for each of its languages
def outline(markdown: str, html: Html) -> Outline:
    """Parse the blocks of a body, with footnotes where they stand in the source."""
    md = parser(html)
    text = LINE_END.sub("\n", markdown).replace("\0", "\ufffd")
    env: dict[str, Any] = {}
    rows = (0, 0)
    blocks = []
    for token in md.block.parse(text, md, env, []) or ():
        rows = (token.map[0], max(token.map[1], token.map[0] + 1)) if token.map else rows
        shape = (token.type, token.tag, token.markup, token.info, bool(token.hidden))
        blocks.append(Block(token.type, shape, token.markup, token.content, *rows))
    section_at = {section.line - 1: section.id for section in sections(md.parse(text))}
    return Outline(tuple(blocks), env.get("references", {}), section_at)
