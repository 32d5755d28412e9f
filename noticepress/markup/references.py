"""What a text points at: its links and images, with their lines."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from noticepress.markup.dialect import Html, parsed
from noticepress.markup.sanitise import is_remote
from noticepress.markup.sections import plain_text

if TYPE_CHECKING:
    from markdown_it.token import Token


class Reference(Struct, frozen=True):
    """A link or an image: its target as markdown-it normalises it, its text, and its line in the body (from 1)."""

    kind: Literal["link", "image"]
    target: str
    text: str
    line: int


def references(tokens: "Sequence[Token]") -> Iterator[Reference]:
    """The references of a parsed body in reading order."""
    for token in tokens:
        line = (token.map or [0])[0] + 1
        link: tuple[str, int, list[str]] | None = None
        for child in token.children or ():
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            elif child.type == "link_open":
                link = str(child.attrs.get("href", "")), line, []
            elif child.type == "link_close" and link:
                yield Reference("link", link[0], "".join(link[2]), link[1])
                link = None
            elif child.type == "image":
                yield Reference("image", str(child.attrs.get("src", "")), plain_text(child), line)
            elif link:
                link[2].append(child.content)


def local_targets(markdown: str, html: Html = "off") -> tuple[str, ...]:
    """The files beside a text that it shows or links, as it names them, each once; links to notices are not files."""
    found = []
    for reference in references(parsed(markdown, html)):
        target = reference.target.partition("#")[0].partition("?")[0]
        is_page = reference.kind == "link" and target.endswith((".md", "/"))
        if target and not target.startswith(("/", "notice:")) and not is_remote(target) and not is_page:
            found.append(target)
    return tuple(dict.fromkeys(found))
