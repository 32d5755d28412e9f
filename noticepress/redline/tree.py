"""A small frozen tree of HTML, and the cut of a page body into its top-level blocks.

The input is a sanitised body as markdown-it or nh3 writes it: every element closed, no scripts, no comments
that matter. A text may hold `ins` and `del` of its own; since a redline says its changes with these two, the
text's own are read as `u` and `s`, which look the same. Attributes that a redline uses for itself are
dropped on reading.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from html.parser import HTMLParser

from msgspec import Struct

from noticepress.fragments import GAP

Attrs = tuple[tuple[str, str], ...]

VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_OWN_TAGS = {"ins": "u", "del": "s"}
_RESERVED = ("data-redline", "data-change")
_NEEDS_READING = re.compile(r"</?(?:ins|del)\b|\bdata-(?:redline|change)", re.IGNORECASE)
_CUT_AT = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "table",
        "blockquote",
        "pre",
        "hr",
        "div",
        "section",
        "dl",
        "tr",
        "td",
        "th",
        "li",
    ]
)
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>|<!--.*?-->", re.DOTALL)


class Element(Struct, frozen=True):
    """An element: its lower-case tag, its attributes in source order, its children in order."""

    tag: str
    attrs: Attrs
    children: "tuple[Node, ...]"


Node = Element | str
"""An element, or the unescaped characters of a text node."""


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, Attrs, list[Node]]] = [("", (), [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = tuple((name, value or "") for name, value in attrs if not name.startswith(_RESERVED))
        tag = _OWN_TAGS.get(tag, tag)
        if tag in VOID:
            self.open[-1][2].append(Element(tag, kept, ()))
        else:
            self.open.append((tag, kept, []))

    def handle_endtag(self, tag: str) -> None:
        tag = _OWN_TAGS.get(tag, tag)
        if self.open[-1][0] == tag or any(name == tag for name, _, _ in self.open[1:]):
            while self._close() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1][2].append(data)

    def _close(self) -> str:
        tag, attrs, children = self.open.pop()
        self.open[-1][2].append(Element(tag, attrs, tuple(children)))
        return tag

    def finish(self) -> tuple[Node, ...]:
        self.close()
        while len(self.open) > 1:
            self._close()
        return tuple(self.open[0][2])


def parse(html: str) -> tuple[Node, ...]:
    """The nodes of an HTML fragment. An end tag without a start is ignored; what stays open is closed at the end."""
    builder = _Builder()
    builder.feed(html)
    return builder.finish()


def escape(text: str) -> str:
    """Text as HTML character data."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quote(text: str) -> str:
    """Text as the inside of a double-quoted attribute value."""
    return escape(text).replace('"', "&quot;")


@lru_cache(maxsize=4096)
def start_tag(tag: str, attrs: Attrs = ()) -> str:
    """`<tag name="value">`."""
    return f"<{tag}{''.join(f' {name}={chr(34)}{quote(value)}{chr(34)}' for name, value in attrs)}>"


def serialise(nodes: Iterable[Node]) -> str:
    """The nodes as HTML; reading it again gives the same nodes. Not recursive: a text may nest as deep as it likes."""
    parts: list[str] = []
    todo: list[Node | _End] = [*reversed([*nodes])]
    while todo:
        node = todo.pop()
        if isinstance(node, _End):
            parts.append(f"</{node.tag}>")
        elif isinstance(node, str):
            parts.append(escape(node))
        else:
            parts.append(start_tag(node.tag, node.attrs))
            if node.tag not in VOID:
                todo.append(_End(node.tag))
                todo += reversed(node.children)
    return "".join(parts)


class _End(Struct, frozen=True):
    tag: str


def depth(html: str) -> int:
    """How deep the elements of a fragment are nested, at most."""
    level = deepest = 0
    for match in _TAG.finditer(html):
        if (match[2] or "").lower() not in VOID | {""}:
            level += -1 if match[1] else 1
            deepest = max(deepest, level)
    return deepest


def clean(html: str) -> str:
    """The same HTML without what a redline keeps for itself; almost always the very string that came in."""
    html = html.replace(GAP, "\ufffd")
    return serialise(parse(html)) if _NEEDS_READING.search(html) else html


@lru_cache(maxsize=64)
def top_level(html: str) -> tuple[str, ...]:
    """A balanced fragment cut into its top-level blocks, and runs of anything else between them.

    Only tags are looked at, so that a block that did not change is never parsed. A fragment that is not
    balanced comes back in one piece.
    """
    pieces: list[str] = []
    stack: list[str] = []
    begin = 0
    for match in _TAG.finditer(html):
        name = (match[2] or "").lower()
        if not stack and not match[1] and name in _CUT_AT:
            pieces.append(html[begin : match.start()])
            begin = match.start()
        if name and name not in VOID:
            if not match[1]:
                stack.append(name)
            elif not stack or stack.pop() != name:
                return (html,)
        if not stack and (name in _CUT_AT):
            pieces.append(html[begin : match.end()])
            begin = match.end()
    if stack:
        return (html,)
    return tuple(stripped for piece in (*pieces, html[begin:]) if (stripped := piece.strip()))
