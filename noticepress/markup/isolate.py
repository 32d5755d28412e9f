"""Left-to-right runs in right-to-left text: values filled in, telephone numbers, e-mail and web addresses.

Without isolation the bidirectional algorithm (Unicode UAX 9) turns the groups of a telephone number round and moves a
house number to the other end of its street. The published Markdown stays as it is: isolation belongs to the page.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markdown_it.token import Token


_ADDRESS: Final = r"https?://[^\s<>]*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|www\.[\w-]+(?:\.[\w-]+)+"
_NUMBER: Final = r"(?<![\w+])[+(]?\d(?:[\u00a0\u202f ()./-]{0,3}\d){5,}"


def isolate(tokens: "Sequence[Token]", values: Sequence[str]) -> None:
    """Put every such run of the text into a `bdi` element; `values` are those that were filled in."""
    lines = {line.strip() for value in values for line in value.splitlines()}
    known = "|".join(re.escape(line) for line in sorted(lines - {""}, key=lambda line: (-len(line), line)))
    runs = re.compile("|".join(part for part in (known, _ADDRESS, _NUMBER) if part))
    for token in tokens:
        if token.children:
            token.children = [piece for child in token.children for piece in _pieces(child, runs)]


def _pieces(child: "Token", runs: re.Pattern[str]) -> "Iterator[Token]":
    if child.type != "text" or not runs.search(child.content):
        yield child
        return
    end = 0
    for match in runs.finditer(child.content):
        yield _token("text", child.content[end : match.start()])
        # A run without letters has no direction of its own.
        has_letters = any(letter.isalpha() for letter in match[0])
        yield _token("html_inline", "<bdi>" if has_letters else '<bdi dir="ltr">')
        yield _token("text", match[0])
        yield _token("html_inline", "</bdi>")
        end = match.end()
    yield _token("text", child.content[end:])


def _token(kind: str, content: str) -> "Token":
    from markdown_it.token import Token

    token = Token(kind, "", 0)
    token.content = content
    return token
