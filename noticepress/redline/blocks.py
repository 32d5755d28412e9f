"""Blocks: a body as paragraphs, headings, lists, tables and the words in them.

A block is a leaf (its content is inline) or a container (its content is blocks). Inline content that stands
beside blocks, as in `<li>text<ul>…</ul></li>`, becomes a leaf without a tag, so that tight and loose lists
are alike.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from html import unescape

from msgspec import Struct

from noticepress.redline.tokens import Break, Inline, Marks, Run, Thing, Token, bag_of, in_sequence, tokenise
from noticepress.redline.tree import VOID, Attrs, Element, Node, depth, parse, serialise

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
TEXT_BLOCKS = HEADINGS | {"p", "pre", "dt", "caption"}
_CONTAINERS = frozenset(
    ["ul", "ol", "li", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "blockquote", "div", "section", "dl", "dd"]
)
KNOWN = TEXT_BLOCKS | _CONTAINERS | {"hr"}
"""Blocks whose attributes carry no meaning for a comparison."""
_OTHER = frozenset(
    [
        "address",
        "article",
        "aside",
        "details",
        "summary",
        "figure",
        "figcaption",
        "footer",
        "header",
        "hgroup",
        "main",
        "nav",
        "form",
        "fieldset",
        "legend",
        "center",
        "dir",
        "menu",
        "colgroup",
        "col",
        "optgroup",
        "option",
    ]
)
_BLOCK_TAGS = KNOWN | _OTHER
_TEXT_TAGS = TEXT_BLOCKS | {"summary", "figcaption", "legend", "address"}
CELLS = frozenset({"td", "th"})
_TAGS = re.compile(r"<[^>]*>")
_IDS = re.compile(r'\sid="([^"]*)"')
_SAYS_SOMETHING = 0.25
_DEEPEST = 60  # beyond it no block is worth finding
_PLACES = frozenset({"ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr", "colgroup"})


class Block(Struct, frozen=True, eq=False, dict=True):
    """A block of one text. Two blocks are the same block only if they are the same object; `key` compares content."""

    tag: str
    """Its element, or "" for inline content that has no block element of its own."""
    attrs: Attrs
    """Its attributes; of inline content, the element it stands in where that is part of the text, as `details` is."""
    children: "tuple[Block, ...]"
    content: tuple[Node, ...]
    """The inline content of a leaf."""
    opaque: bool = False
    """Text run together with elements that are no blocks to a reader of the HTML: compared as a whole only."""
    twin: "Block | None" = None
    """A block of another text with the same content, whose words are these."""

    @cached_property
    def words(self) -> tuple[Token, ...]:
        """All its tokens in reading order."""
        if self.twin:
            return self.twin.words
        if self.opaque:
            return tokenise((Run(unescape(_TAGS.sub(" ", self.inner)), ()),))
        if self.is_leaf:
            verbatim = self.tag == "pre"
            return tokenise(_inline(self.content, ()), verbatim=verbatim)
        return tuple(in_sequence(child.words for child in self.children))

    @cached_property
    def weight(self) -> float:
        if self.twin:
            return self.twin.weight
        return sum(token.weight for token in self.words)

    @cached_property
    def key(self) -> str:
        """Equal for two blocks that read the same: ids, classes and tight or loose lists aside."""
        if self.twin:
            return self.twin.key
        if self.opaque:
            return f"\x06{self.inner}"
        tag = "" if self.tag == "p" else self.tag
        attrs = "" if self.tag in KNOWN or not self.attrs else repr(self.attrs)
        inside = _leaf_key(self.words) if self.is_leaf else "".join(child.key for child in self.children)
        return f"\x02{tag}{attrs}\x03{inside}\x04"

    @cached_property
    def substance(self) -> tuple[int, float]:
        """How many of its words say something, and their weight."""
        if self.twin:
            return self.twin.substance
        weights = [token.weight for token in self.words if token.weight >= _SAYS_SOMETHING]
        return len(weights), sum(weights)

    @cached_property
    def bag(self) -> dict[str, float]:
        """The weight of each word, repeated words added up."""
        return self.twin.bag if self.twin else bag_of(self.words)

    @cached_property
    def family(self) -> str:
        """Blocks of one family can be shown as one block that changed its element."""
        if self.is_bound:
            return self.key if self.opaque else f"{self.attrs}"
        if not self.tag or self.tag == "p" or self.tag in HEADINGS:
            return "text"
        if self.tag in CELLS:
            return "cell"
        if self.tag in ("ul", "ol"):
            return "list"
        return self.tag if self.tag in KNOWN else f"{self.tag}{self.attrs}"

    @property
    def is_leaf(self) -> bool:
        return self.opaque or not self.tag or (self.tag in _TEXT_TAGS and not self.children)

    @property
    def is_bound(self) -> bool:
        """Whether its words cannot be shown in another block."""
        return self.opaque or (not self.tag and bool(self.attrs))

    @property
    def holds_only_items(self) -> bool:
        """Whether words may not stand directly in it (lists, tables, rows)."""
        return self.tag in _PLACES

    @property
    def inner(self) -> str:
        """The inline HTML of a leaf."""
        return serialise(self.content)

    def attribute(self, name: str) -> str:
        return next((value for key, value in self.attrs if key == name), "")

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every id in it."""
        inside = _IDS.findall(self.inner) if self.is_leaf else [each for child in self.children for each in child.ids]
        return frozenset([*inside, *([own] if (own := self.attribute("id")) else [])])

    def all(self) -> "Iterator[Block]":
        """The block and every block in it, each before those in it."""
        yield self
        for child in self.children:
            yield from child.all()

    def leaves(self) -> "Iterator[Block]":
        """Its leaves in reading order, itself if it is one; those that are bound to their element are left out."""
        if self.is_leaf and not self.is_bound:
            yield self
        for child in self.children:
            yield from child.leaves()


def _twin(block: Block) -> Block:
    children = tuple(map(_twin, block.children))
    return Block(block.tag, block.attrs, children, block.content, block.opaque, block)


class Chunk:
    """A top-level block that is parsed only when something asks what is in it. With a `twin`, which stands in another
    text, its blocks are twins of that one's."""

    def __init__(self, html: str, twin: "Chunk | None" = None) -> None:
        self.html, self._twin = html, twin

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        if self._twin:
            return tuple(map(_twin, self._twin.blocks))
        nodes = parse(self.html)
        if depth(self.html) > _DEEPEST:
            return (Block("div", (), (), nodes, opaque=True),)
        return tuple(read_blocks(nodes))


class Shared(Struct, frozen=True, eq=False):
    """Top-level blocks that stand in two texts as they are, one after the other in both."""

    chunks: tuple[Chunk, ...]

    @property
    def key(self) -> str:
        """What is compared: the HTML of the first."""
        return self.chunks[0].html

    @property
    def weight(self) -> float:
        """About the weight of their words."""
        return sum([len(chunk.html) for chunk in self.chunks]) / 8

    @property
    def blocks(self) -> "Iterator[Block]":
        """What is in them."""
        return (block for chunk in self.chunks for block in chunk.blocks)


def read_blocks(nodes: Sequence[Node], parent: str = "") -> Iterator[Block]:
    """The blocks of a run of nodes in a parent that is part of the text, if any; inline nodes between blocks
    become leaves without a tag.

    Text that touches text inside an element such as `details` is one line with it for whoever reads the HTML
    word by word, so the two stay together as one opaque block.
    """
    glued: list[tuple[Block, tuple[Node, ...]]] = []
    for block, source in _parts(nodes, parent):
        if glued and not (_has_text_at(glued[-1][0], -1) and _has_text_at(block, 0)):
            yield _together(glued)
            glued = []
        glued.append((block, source))
    if glued:
        yield _together(glued)


def _parts(nodes: Sequence[Node], parent: str) -> Iterator[tuple[Block, tuple[Node, ...]]]:
    """Blocks with the nodes they were made from."""
    run: list[Node] = []
    for node in nodes:
        if isinstance(node, Element) and _holds_blocks(node):
            yield from ((block, tuple(run)) for block in _loose(run, parent))
            # White space before an element matters only where it is glued to what stands before
            space = tuple(run) if all(isinstance(n, str) and n.isspace() for n in run) else ()
            run = []
            yield _block(node), (*space, node)
        else:
            run.append(node)
    yield from ((block, tuple(run)) for block in _loose(run, parent))


def _has_text_at(block: Block, end: int) -> bool:
    """Whether a block begins (0) or ends (-1) with text that no block of HTML sets apart."""
    if block.opaque:
        return True
    if block.tag in KNOWN:
        return False
    return not block.children or _has_text_at(block.children[end], end)


def _together(glued: list[tuple[Block, tuple[Node, ...]]]) -> Block:
    if len(glued) == 1:
        return glued[0][0]
    return Block("div", (), (), tuple(node for _, source in glued for node in source), opaque=True)


def _loose(run: list[Node], parent: str) -> Iterator[Block]:
    if any(isinstance(node, Element) or not node.isspace() for node in run):
        yield Block("", (("", parent),) if parent else (), (), tuple(run))


def _block(element: Element) -> Block:
    if element.tag in _TEXT_TAGS and not any(_holds_blocks(child) for child in element.children):
        return Block(element.tag, element.attrs, (), element.children)
    children = tuple(read_blocks(element.children, "" if element.tag in KNOWN else element.tag))
    if element.tag in HEADINGS | {"p", "pre", "a"}:  # their content should be inline, and is not
        return Block("div", (), (), (element,), opaque=True)
    if element.tag not in KNOWN and any(child.opaque for child in children):
        return Block("div", (), (), (element,), opaque=True)
    return Block(element.tag, element.attrs, children, ())


def _holds_blocks(node: Node) -> bool:
    """Whether a node is a block, or an inline element round one (a link round a list, which HTML allows)."""
    return isinstance(node, Element) and (node.tag in _BLOCK_TAGS or any(map(_holds_blocks, node.children)))


def _inline(nodes: Iterable[Node], marks: Marks) -> Iterator[Inline]:
    for node in nodes:
        if isinstance(node, str):
            if node:
                yield Run(node, marks)
        elif node.tag == "br":
            yield Break()
        elif thing := _thing(node, marks):
            yield thing
        elif _text(node.children).isspace() and not _has_thing(node):
            yield Run(_text(node.children), marks)  # bold or linked white space is white space
        else:
            yield from _inline(node.children, (*marks, (node.tag, node.attrs)))


def _thing(node: Element, marks: Marks) -> Thing | None:
    attributes = dict(node.attrs)
    if node.tag == "img":
        return Thing(serialise((node,)), "\x00img", attributes.get("alt", ""), 1.0, marks)
    classes = attributes.get("class", "").split()
    if "footnote-ref" in classes or "footnote-backref" in classes:
        # Its number is not of the author's making: it follows from what stands before it
        return Thing(serialise((node,)), f"\x00{node.tag}", _text(node.children), 0.15, marks)
    if node.tag in VOID or (not _text(node.children) and not _has_thing(node)):
        return Thing(serialise((node,)), "\x00", "", 0.0, marks)  # an anchor or the like: nothing to see
    return None


def _has_thing(node: Element) -> bool:
    return any(isinstance(c, Element) and (c.tag in VOID or _has_thing(c)) for c in node.children)


def _text(nodes: Iterable[Node]) -> str:
    return "".join(node if isinstance(node, str) else _text(node.children) for node in nodes)


def _leaf_key(words: Iterable[Token]) -> str:
    return "\x05".join([token.space + token.sign for token in words])
