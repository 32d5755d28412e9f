"""A unit beside its translation, as the checks look at them: parsed inline, with what readers see and can follow."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from msgspec import Struct, field

from noticepress.markup import Html, parser, resolve
from noticepress.messages.links import masked
from noticepress.messages.units import Unit

_TAG: Final = re.compile(r"</?([a-zA-Z][\w-]*)")
_ADDRESS: Final = re.compile(r"""<[^<>]*?\b(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


class Inline(Struct, frozen=True, dict=True):
    """An inline run, parsed. Variables stand as a plain word in it, as their values will once they are resolved.

    No slots: each part is found on first use only.
    """

    markdown: str
    html: Html
    references: Mapping[str, Any]

    @cached_property
    def tokens(self) -> list[Any]:
        """The inline tokens, escaped characters in tokens of their own."""
        md = parser(self.html)
        found: list[Any] = []
        md.inline.parse(resolve(self.markdown, str), md, {"references": dict(self.references)}, found)
        return found

    @cached_property
    def text(self) -> str:
        """What a reader reads; code, HTML and footnote marks as a NUL character each."""
        return "".join(_text(token) for token in self.tokens)

    @cached_property
    def unescaped(self) -> str:
        """What a reader reads and nobody escaped: where literal markup shows that a delimiter did not work."""
        return "".join("\0" if token.type == "text_special" else _text(token) for token in self.tokens)

    @cached_property
    def targets(self) -> tuple[str, ...]:
        """Where its links lead and its images come from."""
        return tuple(
            str(token.attrs.get("href", token.attrs.get("src", "")))
            for token in self.tokens
            if token.type in ("link_open", "image")
        )

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """Where its raw HTML leads, unless that is shown as text, and the web addresses among its words."""
        linked = 0
        words = []
        for token in self.tokens:
            linked += {"link_open": 1, "link_close": -1}.get(token.type, 0)
            words.append(token.content if token.type == "text" and not linked else " ")
        written = (next(filter(None, found), "") for found in _ADDRESS.findall(self._raw))
        return (*written, *masked("".join(words))[1])

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """The names of the tags of raw HTML, where that is not shown as text."""
        return tuple(name.lower() for name in _TAG.findall(self._raw))

    @property
    def _raw(self) -> str:
        return "".join(token.content for token in self.tokens if token.type == "html_inline")


class Pair(Struct, frozen=True, dict=True):
    """A unit and its translation.

    `path` and `line` say where the translation stands; `acknowledged` are the rules whose warnings a reviewer has
    looked at; `glossary` has for terms of the source language those of the other, of which one should stand.
    `source` and `target` are both as inline runs; plain text, such as a title, has no markup.
    """

    unit: Unit
    msgstr: str
    path: str
    line: int
    html: Html
    references: Mapping[str, Any]
    acknowledged: frozenset[str] = frozenset()
    is_plain: bool = False
    glossary: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_markdown(self) -> bool:
        """Whether it is an inline run of Markdown: not plain text, not an HTML block."""
        return not self.is_plain and self.unit.kind != "html block"

    @cached_property
    def source(self) -> Inline:
        """The unit, parsed."""
        return Inline(self.unit.msgid, self.html, self.references)

    @cached_property
    def target(self) -> Inline:
        """The translation, parsed."""
        return Inline(self.msgstr, self.html, self.references)


def _text(token: Any) -> str:
    if token.type in ("text", "text_special"):
        return str(token.content)
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type == "image":
        return "".join(_text(child) for child in token.children or ())
    return "\0" if token.type in ("code_inline", "html_inline", "footnote_ref") else ""
