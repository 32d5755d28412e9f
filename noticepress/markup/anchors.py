"""Where in a source each address within its page begins: of sections and of paragraphs."""

from collections.abc import Callable

from msgspec import Struct

from noticepress.markup.dialect import Html, parsed
from noticepress.markup.passages import CLOSE, OPEN, passage_of
from noticepress.markup.sections import citable, sections


class Anchor(Struct, frozen=True):
    """The id of a section or paragraph, and the line of the body (from 1) at which it begins."""

    id: str
    line: int
    is_heading: bool


def anchors(
    markdown: str, html: Html, *, prefix: str = "", keep: Callable[[str, tuple[str, ...]], bool]
) -> tuple[Anchor, ...]:
    """The anchors of a body as `render_body` numbers them, with the same prefix and the same passages kept."""
    tokens = parsed(markdown, html)
    ids = [prefix + section.id for section in sections(tokens)]
    remaining, own = iter(ids), citable(tokens)
    section, count, dropped_at = prefix.rstrip("-"), 0, -1
    found = []
    for index, token in enumerate(tokens):
        heading = next(remaining) if token.type == "heading_open" else ""
        if token.type == OPEN and dropped_at < 0 and not keep(*passage_of(token)):
            dropped_at = token.level
        elif token.type == CLOSE and dropped_at == token.level:
            dropped_at = -1
        if dropped_at >= 0:
            continue
        line = (token.map or [0])[0] + 1
        if heading:
            section, count = heading, 0
            found.append(Anchor(heading, line, is_heading=True))
        elif index in own:
            count += 1
            while _paragraph(section, count) in ids:
                count += 1
            found.append(Anchor(_paragraph(section, count), line, is_heading=False))
    return tuple(found)


def _paragraph(section: str, count: int) -> str:
    return f"{section}-p{count}" if section else f"p{count}"
