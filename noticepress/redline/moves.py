"""Moves: blocks that were deleted at one place and inserted at another, whole or a little changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from noticepress.redline.align import similar_blocks
from noticepress.redline.blocks import CELLS, HEADINGS, KNOWN, Block
from noticepress.redline.flow import Flows
from noticepress.redline.merge import Come, Gone, Kept, Leaf, Node, Pair, merge_pair

_SIMILAR = 0.60
_LEAST_CONTENT = 5.0
_NOT_ALONE = CELLS | {"", "thead", "tbody", "tfoot", "caption"}


class Move(Struct, frozen=True, eq=False):
    """A block at its old place and the merged block at its new one, where its words are compared."""

    old: Block
    new: Block
    node: Kept | Leaf | Pair


class Moves(Struct):
    """The moves of a redline, by the block at either end."""

    leaving: dict[Block, Move] = field(default_factory=dict)
    arriving: dict[Block, Move] = field(default_factory=dict)


def find_moves(nodes: Iterable[Node], flows: Flows) -> Moves:
    """Pair deleted with inserted blocks: equal ones first, then similar ones, the heaviest first."""
    gone, come = _loose_ends(nodes)
    leaving = [unit for block in gone for unit in _units(block, flows)]
    arriving = [unit for block in come for unit in _units(block, flows)]
    moves, used = Moves(), set[Block]()
    if not leaving or not arriving:
        return moves
    for old, new in _equal(leaving, arriving):
        _take(old, new, moves, used)
    left = [
        [block for block in side if block.substance[1] >= _LEAST_CONTENT and not _within(block, used)]
        for side in (leaving, arriving)
    ]
    found = sorted(
        similar_blocks(left[0], left[1], _SIMILAR), key=lambda s: s.share * left[0][s.old].weight, reverse=True
    )  # fmt: skip
    for similar in found:
        _take(left[0][similar.old], left[1][similar.new], moves, used)
    return moves


def _loose_ends(nodes: Iterable[Node]) -> tuple[list[Block], list[Block]]:
    gone: list[Block] = []
    come: list[Block] = []
    for node in nodes:
        if isinstance(node, Pair):
            inner = _loose_ends(node.children)
            gone += inner[0]
            come += inner[1]
        elif isinstance(node, Gone):
            gone.append(node.old)
        elif isinstance(node, Come):
            come.append(node.new)
    return gone, come


def _units(block: Block, flows: Flows) -> Iterator[Block]:
    """The block and the blocks in it that could move by themselves, the outer before the inner."""
    if block.opaque or (block.tag and block.tag not in KNOWN):
        return  # what stands in foreign elements is told apart by them
    if block.tag not in _NOT_ALONE and not flows.touches(block):
        yield block
    for child in block.children:
        yield from _units(child, flows)


def _equal(leaving: list[Block], arriving: list[Block]) -> Iterator[tuple[Block, Block]]:
    places: dict[tuple[str, str], list[Block]] = defaultdict(list)
    for block in reversed(leaving):
        places[block.tag, block.key].append(block)
    for block in sorted(arriving, key=lambda block: -block.weight):
        if _says_enough(block) and (there := places.get((block.tag, block.key))):
            yield there.pop(), block


def _says_enough(block: Block) -> bool:
    return block.substance[0] >= (1 if block.tag in HEADINGS else 2)


def _take(old: Block, new: Block, moves: Moves, used: set[Block]) -> None:
    if _within(old, used) or _within(new, used) or old.is_leaf != new.is_leaf:
        return
    move = Move(old, new, merge_pair(old, new))
    moves.leaving[old] = moves.arriving[new] = move
    used |= {*old.all(), *new.all()}


def _within(block: Block, used: set[Block]) -> bool:
    return bool(used) and any(part in used for part in block.all())
