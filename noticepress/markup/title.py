"""The title that a foreign text bears in its first heading."""

from msgspec import Struct

from noticepress.markup.dialect import parser
from noticepress.markup.sections import plain_text


class FirstHeading(Struct, frozen=True):
    """The heading that serves as title: its words without markup or tags, whether nothing stands before it, and the
    text without it (the text itself where something does)."""

    title: str
    is_first: bool
    rest: str


def first_heading(markdown: str) -> FirstHeading | None:
    """The heading with which a text begins, else its first heading of level 1, or None. Line ends are line feeds."""
    tokens = parser("sanitised").parse(markdown)
    for index, token in enumerate(tokens):
        if token.type != "heading_open" or token.level or token.map is None:
            continue
        title = " ".join(plain_text(tokens[index + 1]).split())
        if not title or (index and token.tag != "h1"):
            continue
        rest = markdown if index else "\n".join(markdown.split("\n")[token.map[1] :])
        return FirstHeading(title, index == 0, rest)
    return None
