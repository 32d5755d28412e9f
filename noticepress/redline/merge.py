"""Two texts as one tree: every block kept, changed, deleted or inserted, in one reading order."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from noticepress.redline.align import Matched, match
from noticepress.redline.blocks import CELLS, HEADINGS, Block, Shared
from noticepress.redline.tables import Columns, columns, pair_cells, pair_parts


class Kept(Struct, frozen=True, eq=False):
    """A block that reads the same in both texts, or several that are the same."""

    new: Block | Shared

    @property
    def blocks(self) -> frozenset[Block]:
        """Every block that stands in it; such blocks neither move nor are they shown elsewhere."""
        return frozenset()


class Leaf(Struct, frozen=True, eq=False):
    """A leaf whose words are compared."""

    old: Block
    new: Block

    @property
    def blocks(self) -> frozenset[Block]:
        return frozenset((self.old, self.new))


class Pair(Struct, frozen=True, eq=False):
    """A container whose children are compared; a table and its parts know the columns of both texts."""

    old: Block
    new: Block
    children: "tuple[Node, ...]"
    grid: Columns | None = None

    @property
    def blocks(self) -> frozenset[Block]:
        return frozenset((self.old, self.new)).union(*map(blocks_of, self.children))


class Gone(Struct, frozen=True, eq=False):
    """A block of the old text alone."""

    old: Block

    @property
    def blocks(self) -> frozenset[Block]:
        return frozenset(self.old.all())


class Come(Struct, frozen=True, eq=False):
    """A block of the new text alone."""

    new: Block

    @property
    def blocks(self) -> frozenset[Block]:
        return frozenset(self.new.all())


Node = Kept | Leaf | Pair | Gone | Come
"""A node of a merged tree. What is merged twice gives the same node, so that what was found out of it can be kept."""

gone, come, kept = lru_cache(1024)(Gone), lru_cache(1024)(Come), lru_cache(1024)(Kept)

_ONE_TEXT = CELLS | {"li", "dd", "dt"}


def merge(old: Sequence[Block | Shared], new: Sequence[Block | Shared]) -> tuple[Node, ...]:
    """The merged tree of two runs of blocks."""
    return tuple(_nodes(match(old, new)))


def _nodes(rows: Iterable[Matched], grid: Columns | None = None) -> Iterator[Node]:
    for old, new in rows:
        if isinstance(old, Shared) and isinstance(new, Shared):
            yield Kept(new)
        elif isinstance(old, Shared):
            yield from map(gone, old.blocks)
        elif isinstance(new, Shared):
            yield from map(come, new.blocks)
        elif old is None:
            if new is not None:
                yield come(new)
        elif new is None:
            yield gone(old)
        elif old.is_leaf == new.is_leaf:
            yield merge_pair(old, new, grid)
        else:  # an element that holds blocks in one of the texts only
            yield from (gone(old), come(new))


@lru_cache(maxsize=1024)
def merge_pair(old: Block, new: Block, grid: Columns | None = None) -> Kept | Leaf | Pair:
    """Two blocks of one family, both leaves or both containers, as one node."""
    if old.key == new.key and (new.tag or not old.tag):
        return kept(new)
    if old.is_leaf:
        return Leaf(old, new)
    if old.tag == new.tag == "table":
        grid = columns(old, new)
    return paired(old, new, tuple(_nodes(_children(old, new, grid), grid)), grid)


@lru_cache(maxsize=1024)
def paired(old: Block, new: Block, children: tuple[Node, ...], grid: Columns | None) -> Pair:
    """Two containers with these children."""
    return Pair(old, new, children, grid)


@lru_cache(maxsize=1024)
def blocks_of(node: Node) -> frozenset[Block]:
    """Every block that stands in a node, of either text."""
    return node.blocks


def _children(old: Block, new: Block, grid: Columns | None) -> Sequence[Matched]:
    if old.tag == "table":
        return pair_parts(old.children, new.children)
    if old.tag == "tr":
        return pair_cells(old, new, grid)
    if old.tag in _ONE_TEXT and _is_one_text(old) and _is_one_text(new):
        return [(old.children[0], new.children[0])]
    return match(old.children, new.children)


def _is_one_text(block: Block) -> bool:
    return len(block.children) == 1 and (block.children[0].tag in HEADINGS or block.children[0].tag in ("", "p"))
