"""What stands alone in the place of something else: one block whose words were replaced."""

from collections.abc import Iterator, Sequence

from noticepress.redline.align import LEAST, similar_blocks
from noticepress.redline.blocks import CELLS, HEADINGS, Block
from noticepress.redline.flow import Flows
from noticepress.redline.merge import Come, Gone, Node, Pair, merge_pair, paired
from noticepress.redline.moves import Moves

_SHORT = 12.0
_IN_ITS_PLACE = HEADINGS | {"p", "dt", "caption"}
_BY_COLUMN = CELLS | {"tr"}


def settle(nodes: Sequence[Node], flows: Flows, moves: Moves) -> tuple[Node, ...]:
    """The same tree, in which a deleted and an inserted block that stand in for each other are compared by the word.

    They do where nothing else was deleted or inserted there, neither shares its words with another block, and they
    are alike or so short that there is nothing to compare: a date line, a heading.
    """
    return tuple(_settled(nodes, flows, moves))


def _settled(nodes: Sequence[Node], flows: Flows, moves: Moves) -> Iterator[Node]:
    run: list[Gone | Come] = []
    for node in nodes:
        if isinstance(node, (Gone, Come)):
            run.append(node)
            continue
        if run:
            yield from _alone(run, flows, moves)
            run.clear()
        yield _inside(node, flows, moves) if isinstance(node, Pair) else node
    yield from _alone(run, flows, moves)


def _alone(run: Sequence[Gone | Come], flows: Flows, moves: Moves) -> Sequence[Node]:
    """Deleted and inserted blocks that follow each other."""
    if len(run) == 2 and isinstance(run[0], Gone) and isinstance(run[1], Come):
        return _replaced(run[0], run[1], flows, moves)
    return tuple(run)


def _inside(pair: Pair, flows: Flows, moves: Moves) -> Pair:
    children = settle(pair.children, flows, moves)
    return pair if children == pair.children else paired(pair.old, pair.new, children, pair.grid)


def _replaced(gone: Gone, come: Come, flows: Flows, moves: Moves) -> Sequence[Node]:
    old, new = gone.old, come.new
    if (
        old.tag in _BY_COLUMN
        or old.is_leaf != new.is_leaf
        or old.family != new.family
        or any(_is_told(block, flows, moves) for block in (old, new))
        or not (_stand_alike(old, new) or any(similar_blocks([old], [new], LEAST)))
    ):
        return gone, come
    node = merge_pair(old, new)
    return [_inside(node, flows, moves) if isinstance(node, Pair) else node]


def _stand_alike(old: Block, new: Block) -> bool:
    return old.tag == new.tag and old.tag in _IN_ITS_PLACE and 0 < max(old.weight, new.weight) <= _SHORT


def _is_told(block: Block, flows: Flows, moves: Moves) -> bool:
    """Whether any of its words moved or are shown in another block."""
    if block in moves.leaving or block in moves.arriving or flows.touches(block):
        return True
    return any(_is_told(child, flows, moves) for child in block.children)
