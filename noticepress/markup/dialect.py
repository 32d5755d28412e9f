"""The Markdown dialect: CommonMark 0.31.2 plus tables, strikethrough, footnotes, definition lists,
heading attributes and regional passages.

This package is the only importer of markdown-it-py and its plugins, and loads them for the first text that needs them.
`DIALECT` names the dialect in the ledger, so that a text published today can be rendered by the same rules in twenty
years; raise it when a change here would render a published text differently.
"""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, Literal

from noticepress.markup.passages import passages

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

DIALECT: Final = 1

Html = Literal["off", "sanitised", "raw"]
"""What becomes of raw HTML: shown as text, passed through an allow-list, or kept (for tests of the dialect alone)."""

_ATTRIBUTES = re.compile(
    r"[ \t]*(?<!\\)\{[ \t]*(#[^\s{}\"'<>=#]+(?:[ \t]+[a-z]+=\"[^\"{}]*\")*)[ \t]*\}[ \t]*$",
)
_PAIR = re.compile(r"([a-z]+)=\"([^\"]*)\"")


@cache
def parser(html: Html = "off") -> "MarkdownIt":
    """The parser of the dialect; shared, since markdown-it-py keeps no state between documents."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    md = MarkdownIt("commonmark", {"html": html != "off"}).enable(["table", "strikethrough"])
    md.use(footnote_plugin).use(deflist_plugin).use(passages)
    md.core.ruler.before("inline", "heading_attributes", _heading_attributes)
    return md


@lru_cache(maxsize=8)  # several ask for the same text one after the other
def parsed(markdown: str, html: Html) -> "tuple[Token, ...]":
    """The tokens of a body, for reading only."""
    return tuple(parser(html).parse(markdown))


def split_attributes(content: str) -> tuple[str, dict[str, str]]:
    """A heading's raw inline content without its attributes, and the attributes (`id`, `covers` …)."""
    match = _ATTRIBUTES.search(content)
    if match is None:
        return content, {}
    attributes = {"id": match[1].split()[0][1:]}
    attributes.update(_PAIR.findall(match[1]))
    return content[: match.start()], attributes


def _heading_attributes(state: "StateCore") -> None:
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type == "heading_open":
            inline.content, attributes = split_attributes(inline.content)
            opening.meta["attributes"] = attributes
