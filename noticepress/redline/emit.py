"""The merged tree as HTML, with a mark on every change and none on anything else."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache
from html import unescape

from noticepress.fragments import Fragment, shifted
from noticepress.redline.blocks import CELLS, HEADINGS, KNOWN, Block, Shared
from noticepress.redline.changes import HERE, ChangeLog, Words
from noticepress.redline.flow import Flows, spans_between
from noticepress.redline.inline import LeafWriter
from noticepress.redline.merge import Come, Gone, Kept, Leaf, Node, Pair, blocks_of
from noticepress.redline.moves import Move, Moves
from noticepress.redline.pieces import deleted_html, inner_html, note
from noticepress.redline.recording import Recording, Spans, recorded_leaf, recording
from noticepress.redline.rows import fill_row, list_values, with_value
from noticepress.redline.tokens import Token, in_sequence, plain_text
from noticepress.redline.tree import VOID, quote, start_tag
from noticepress.redline.words import Span

_HEADING = re.compile(r"<(h[1-6])\b((?:\"[^\"]*\"|[^>\"])*)>(.*?)</\1>", re.DOTALL)
_ID = re.compile(r'\sid="([^"]*)"')
_TAGS = re.compile(r"<[^>]*>")
_HOLDER = r"(?:li|td|th|dt|dd|caption)"
_FIRST_HOLDER = re.compile(rf"<{_HOLDER}\b(?:\"[^\"]*\"|[^>\"])*>")
_LAST_HOLDER = re.compile(rf".*(?=</{_HOLDER}>)", re.DOTALL)

_LINE_FEED = Fragment("\n")


class BlockWriter:
    """Writes one redline. `taken` are the ids of the new text: an old block with one of them loses it."""

    def __init__(self, log: ChangeLog, words: Words, flows: Flows, moves: Moves, taken: frozenset[str]) -> None:
        self._log, self._words, self._taken = log, words, taken
        self._flows, self._moves = flows, moves
        self._groups: dict[int, int] = {}
        self._moving: dict[Move, int] = {}

    def fragments(self, nodes: Iterable[Node]) -> Iterator[Fragment]:
        """The page body. Deleted and inserted blocks that follow each other stand on one line: they are one run."""
        crossed = {*self._flows.spans, *self._flows.hidden, *self._moves.leaving, *self._moves.arriving}
        joined, is_first = True, True
        for node in nodes:
            if isinstance(node, Kept) and isinstance(node.new, Shared):
                for fragment in self._same(node.new):
                    if not is_first:
                        yield _LINE_FEED
                    yield fragment
                    joined = is_first = False
                continue
            alone = isinstance(node, (Gone, Come))
            fragment = self._fragment(node, crossed)
            if fragment.gapped:
                if not is_first and not (alone and joined):
                    yield _LINE_FEED
                yield fragment
                joined, is_first = alone, False

    def _fragment(self, node: Node, crossed: Set[Block]) -> Fragment:
        """A node as it stands in every redline where none of its words moved or are shown in another block, else as it
        stands in this one."""
        if not crossed or crossed.isdisjoint(blocks_of(node)):
            found = _recorded(node, self._words, self._taken & _old_ids(node))
            begin = self._log.repeat(found.changes, found.sizes, found.section)
            return Fragment(found.gapped, self._log.start + begin)
        return Fragment(self._node(node), self._log.start)

    def _node(self, node: Node) -> str:
        if isinstance(node, Kept):
            return self._kept(node.new)
        if isinstance(node, Gone):
            return self._gone(node.old)
        if isinstance(node, Come):
            return self._come(node.new)
        return self._both(node)

    # Blocks of both texts

    def _same(self, shared: Shared) -> Iterator[Fragment]:
        for chunk in shared.chunks:
            fragment, section = _same(chunk.html)
            if section:
                self._log.section = section
            yield fragment

    def _kept(self, block: Block | Shared, extra: str = "", lead: str = "", tail: str = "") -> str:
        if isinstance(block, Shared):
            return "\n".join(fragment.gapped for fragment in self._same(block))
        self._enter(block)
        inner = block.inner if block.is_leaf else "".join(map(self._kept, block.children))
        return _element(block, inner, extra, lead, tail)

    def _both(self, node: Leaf | Pair, extra: str = "", lead: str = "", tail: str = "") -> str:
        self._enter(node.new)
        old, new = (block.tag or "p" for block in (node.old, node.new))
        label = self._flows.groups.get(node.new)
        if label or (old != new and not extra):
            number = (
                self._group(label) if label else self._log.add_words("restructured", node.old.words, node.new.words)
            )
            opened = self._open("restructured", number, node.new, self._words.restructured)
            extra, lead = (extra, lead + opened[1]) if extra else opened
        if old != new and "moved-to" not in extra:
            extra += f' data-redline-old-tag="{old}"'
        if isinstance(node, Pair):
            return _element(node.new, "".join(self._children(node)), extra, lead, tail)
        # Inline content gets an element of its own where the old text had one: it kept two paragraphs apart
        tag = node.new.tag or ("p" if old != new else "div" if node.old.tag or extra else "")
        spans = self._flows.spans.get(node.new) or spans_between(node.old, node.new)
        return self._leaf(node.new, tag, spans, extra=extra, lead=lead, tail=tail)

    def _leaf(self, leaf: Block, tag: str, spans: Sequence[Span], *, extra: str, lead: str, tail: str = "") -> str:
        inner = f"{lead}{self._inline(spans)}{tail}"
        return f"{start_tag(tag, leaf.attrs)[:-1]}{extra}>{inner}</{tag}>" if tag else inner

    def _inline(self, spans: Sequence[Span]) -> str:
        if found := recorded_leaf(spans, self._words) if isinstance(spans, Spans) else None:
            begin = self._log.repeat(found.changes, found.sizes, found.section)
            return shifted(found.gapped, begin)
        return LeafWriter(self._log, self._words, spans, self._taken).html()

    def _children(self, node: Pair) -> Iterator[str]:
        for child, value in zip(node.children, list_values(node), strict=True):
            html = self._node(child)
            if node.grid is not None and isinstance(child, (Gone, Come)):
                html = fill_row(html, node.grid, old=isinstance(child, Gone))
            yield with_value(html, value)

    # Blocks of the old text

    def _gone(self, block: Block) -> str:
        if block in self._moves.leaving:
            return self._leaving(block)
        if not _shows(block):  # an empty paragraph may still part two texts, an empty cell keeps its column
            extra = ' data-redline="deleted"' + ("" if block.tag in CELLS else " hidden")
            return self._old_element(block, "", extra) if block.tag in KNOWN else ""
        if not block.tag and block not in self._flows.hidden:
            return self._inline((Span(deleted=block.words),))
        label = next((self._flows.hidden[leaf] for leaf in block.leaves() if leaf in self._flows.hidden), None)
        left = self._left(block)
        if left or not block.words:
            number = self._log.add_words("deleted", left, ())
            self._log.count("deleted", left)
            extra, lead = self._open("deleted", number, block, self._words.deleted_start)
            return self._old_element(block, self._old_inner(block), extra, lead, note(self._words.deleted_end, "end"))
        extra = ' data-redline="deleted"'
        if label and self._is_hidden(block):
            extra += f' data-change="{self._group(label)}" hidden'
        return self._old_element(block, self._old_inner(block), extra)

    def _old_inner(self, block: Block) -> str:
        if block in self._flows.hidden:
            old = quote(inner_html(block.words))
            return f'<span data-redline="format" data-redline-flow data-redline-old="{old}"></span>'
        if block.is_leaf:
            return deleted_html(block.words, self._taken) if "id=" in block.inner and not block.opaque else block.inner
        return "".join(map(self._old_part, block.children))

    def _old_part(self, block: Block) -> str:
        """A block inside a deleted or moved one."""
        if block in self._moves.leaving:
            return self._leaving(block)
        return self._old_element(block, self._old_inner(block), " hidden" if self._is_hidden(block) else "")

    def _is_hidden(self, block: Block) -> bool:
        """Whether all its words are shown in other blocks; attributes of other elements are part of the text."""
        return bool(block.words) and self._shows_nothing(block)

    def _shows_nothing(self, block: Block) -> bool:
        if block.tag not in KNOWN | {""} or block in self._moves.leaving:
            return False
        if block.is_leaf:
            return not block.words or block in self._flows.hidden
        return all(map(self._shows_nothing, block.children))

    def _old_element(self, block: Block, inner: str, extra: str = "", lead: str = "", tail: str = "") -> str:
        if block.attribute("id") in self._taken or extra.endswith(" hidden"):
            block = Block(block.tag, tuple(a for a in block.attrs if a[0] != "id"), block.children, block.content)
        return _element(block, inner, extra, lead, tail)

    # Blocks of the new text

    def _come(self, block: Block) -> str:
        if block in self._moves.arriving:
            return self._arriving(self._moves.arriving[block], block)
        if self._flows.touches(block):
            return self._restructured(block)
        self._enter(block)
        if not _shows(block):
            return self._kept(block, ' data-redline="inserted"' if block.tag in CELLS else "")
        if not block.tag:
            return self._inline((Span(inserted=block.words),))
        left = self._left(block)
        if block.words and not left:
            return _element(block, self._new_inner(block), ' data-redline="inserted"')
        number = self._log.add_words("inserted", (), left)
        self._log.count("inserted", left)
        extra, lead = self._open("inserted", number, block, self._words.inserted_start)
        return _element(block, self._new_inner(block), extra, lead, note(self._words.inserted_end, "end"))

    def _new_inner(self, block: Block) -> str:
        return block.inner if block.is_leaf else "".join(map(self._new_part, block.children))

    def _new_part(self, block: Block) -> str:
        """A block inside an inserted one."""
        if block in self._moves.arriving:
            return self._arriving(self._moves.arriving[block], block)
        self._enter(block)
        return _element(block, self._new_inner(block))

    def _restructured(self, block: Block, within: int = 0) -> str:
        """A new block some of whose words stood in other blocks of the old text; `within` is the group round it."""
        self._enter(block)
        extra, lead = "", ""
        label = next(self._flows.groups[leaf] for leaf in block.leaves() if leaf in self._flows.groups)
        if label != within:
            extra, lead = self._open("restructured", self._group(label), block, self._words.restructured)
        if block.is_leaf:
            tag = block.tag or ("div" if extra else "")
            return self._leaf(block, tag, self._flows.spans[block], extra=extra, lead=lead)
        parts = (
            self._restructured(child, label) if self._flows.touches(child) else self._come(child)
            for child in block.children
        )
        return _element(block, "".join(parts), extra, lead)

    # Both ends of a move

    def _leaving(self, block: Block) -> str:
        number, other = self._move(self._moves.leaving[block])
        extra, lead = self._open("moved-from", number, block, self._words.moved_from, ends=2)
        lead += _link(self._words.moved_from_link, other)
        return self._old_element(block, self._old_inner(block), extra, lead, note(self._words.moved_end, "end"))

    def _arriving(self, move: Move, block: Block) -> str:
        number, other = self._move(move)
        self._log.count("moved", block.words)
        self._enter(block)
        extra, lead = self._open("moved-to", number, block, self._words.moved_to, ends=2)
        lead += _link(self._words.moved_to_link, other)
        tail = note(self._words.moved_end, "end")
        if isinstance(move.node, Kept):
            return self._kept(block, extra, lead, tail)
        return self._both(move.node, extra, lead, tail)

    def _move(self, move: Move) -> tuple[int, str]:
        """The number of a move and the id of its other end: the end that is read first has `change-N`."""
        if move in self._moving:
            return self._moving[move], f"change-{self._moving[move]}"
        number = self._log.add_words("moved", move.old.words, move.new.words)
        self._moving[move] = number
        return number, f"change-{number}-end"

    # What the parts above share

    def _open(self, kind: str, number: int, block: Block, text: str, *, ends: int = 1) -> tuple[str, str]:
        """The attributes of a changed element and the words that open it; one of the two has the id of the change."""
        ident = f"change-{number}" if self._log.first(number) else f"change-{number}-end" if ends > 1 else ""
        ident = f' id="{ident}"' if ident else ""
        own = block.tag in KNOWN and not block.attribute("id")  # ids of other elements are part of the text
        extra = f' data-redline="{kind}" data-change="{number}"'
        return (extra + ident, note(text, "start")) if own else (extra, note(text, "start", ident))

    def _left(self, block: Block) -> list[Token]:
        """The words of a deleted or inserted block that are neither moved nor shown elsewhere."""
        if block in self._moves.leaving or block in self._moves.arriving or block in self._flows.hidden:
            return []
        if block.is_leaf:
            return list(block.words)
        return in_sequence(self._left(child) for child in block.children)

    def _group(self, label: int) -> int:
        """The number of the change that a restructured group of blocks is."""
        if label not in self._groups:
            old, new = self._flows.texts[label]
            self._groups[label] = self._log.add_words("restructured", old, new)
        return self._groups[label]

    def _enter(self, block: Block) -> None:
        if block.tag in HEADINGS:
            self._log.section = (block.attribute("id"), plain_text(block.words))


@lru_cache(maxsize=1024)
def _recorded(node: Node, words: Words, taken: frozenset[str]) -> Recording:
    """A node that shares no words with others, for every redline in which it stands."""
    log = ChangeLog(section=HERE)
    return recording(BlockWriter(log, words, Flows(), Moves(), taken)._node(node), log)


@lru_cache(maxsize=1024)
def _old_ids(node: Node) -> frozenset[str]:
    return frozenset() if isinstance(node, (Kept, Come)) else node.old.ids


@lru_cache(maxsize=1024)
def _same(html: str) -> tuple[Fragment, tuple[str, str] | None]:
    """A block of both texts as it is, and the section in which it ends where it is not that in which it began."""
    return Fragment(html), _last_section(html)


@lru_cache(maxsize=1024)
def _last_section(html: str) -> tuple[str, str] | None:
    """The id and the title of the last heading in a block, if there is one."""
    section = None
    for match in _HEADING.finditer(html) if "<h" in html else ():
        ident = _ID.search(match[2])
        section = (ident[1] if ident else "", unescape(_TAGS.sub("", match[3])).strip())
    return section


def _element(block: Block, inner: str, extra: str = "", lead: str = "", tail: str = "") -> str:
    """A block's element. The notes at its ends stand where words may stand: in a list, inside its items."""
    if not block.tag:
        return f"{lead}{inner}{tail}"
    start = f"{start_tag(block.tag, block.attrs)[:-1]}{extra}>"
    if block.tag in VOID:
        return f"{lead}{start}{tail}"
    if block.holds_only_items:
        if lead and (first := _FIRST_HOLDER.search(inner)):
            inner = f"{inner[: first.end()]}{lead}{inner[first.end() :]}"
        if tail and (last := _LAST_HOLDER.match(inner)):
            inner = f"{last[0]}{tail}{inner[last.end() :]}"
        lead = tail = ""
    return f"{start}{lead}{inner}{tail}</{block.tag}>"


def _shows(block: Block) -> bool:
    """Whether there is anything to see in a block."""
    return block.weight > 0 or block.tag == "hr" or block.opaque or any(map(_shows, block.children))


def _link(text: str, target: str) -> str:
    return f'<a data-redline-note="move" href="#{target}">{text}</a> '
