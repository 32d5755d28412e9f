"""Which block of the old text became which block of the new one, in unchanged order.

Equal blocks and similar blocks are offered to one heaviest chain. A block that has an equal partner is not
compared with any other, so that unchanged text costs a look into a table.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct, field

from noticepress.redline.bags import in_common
from noticepress.redline.blocks import Block, Shared
from noticepress.redline.chain import heaviest_chain
from noticepress.redline.tokens import Token

Item = Block | Shared
Matched = tuple[Item | None, Item | None]

SIMILAR = 0.40
"""From here on a block is a changed block, below it is one deleted and one inserted."""
LEAST = 0.30
"""Below this share no two blocks are alike in any respect."""
_SIMILAR_OF_ANOTHER_TAG = 0.60
_LONG_COMMON_END = 4.0
_SAME_HEAD = 0.75
_FEW = 250_000
_ITEMS = frozenset({"li", "dd"})
_COMMON_WORD = 60
_NO_BLOCKS: frozenset[Block] = frozenset()


class Similar(NamedTuple):
    """Two blocks (places in the lists compared) and how alike they are, from 0 to 1."""

    old: int
    new: int
    share: float


def match(old: Sequence[Item], new: Sequence[Item], *, least: float = SIMILAR) -> list[Matched]:
    """All items in one reading order: matched, old alone, or new alone; between two matches the old come first."""
    old_keys, new_keys = ([item.key for item in items] for items in (old, new))
    head = 0
    while head < min(len(old), len(new)) and old_keys[head] == new_keys[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old_keys[-1 - tail] == new_keys[-1 - tail]:
        tail += 1
    cut = slice(head, len(old) - tail), slice(head, len(new) - tail)
    middle = _chain((old[cut[0]], new[cut[1]]), (old_keys[cut[0]], new_keys[cut[1]]), least)
    pairs = [
        *((k, k) for k in range(head)),
        *((i + head, j + head) for i, j in middle),
        *((len(old) - k, len(new) - k) for k in range(tail, 0, -1)),
    ]
    return in_order(old, new, pairs)


def in_order(old: Sequence[Item], new: Sequence[Item], pairs: Iterable[tuple[int, int]]) -> list[Matched]:
    """The matched pairs with what stands between them."""
    rows: list[Matched] = []
    i = j = 0
    for i_next, j_next in (*pairs, (len(old), len(new))):
        rows += [(item, None) for item in old[i:i_next]]
        rows += [(None, item) for item in new[j:j_next]]
        if i_next < len(old):
            rows.append((old[i_next], new[j_next]))
        i, j = i_next + 1, j_next + 1
    return rows


def _chain(
    sides: tuple[Sequence[Item], Sequence[Item]], keys: tuple[Sequence[str], Sequence[str]], least: float
) -> list[tuple[int, int]]:
    old, new = sides
    if not old or not new:
        return []
    places = [_places(keys[0]), _places(keys[1])]
    rows: list[list[tuple[int, float]]] = [[] for _ in old]

    def offer(here: list[int], there: list[int], value: float) -> None:
        # Where a text repeats one block, only partners of about the same rank are worth a look
        near = len(here) * len(there) > 64
        for rank, i in enumerate(here):
            for j in there[max(0, rank - 3) : rank + 4] if near else there:
                rows[i].append((j, value))

    for key, here in places[0].items():
        if there := places[1].get(key):
            offer(here, there, _worth(old[here[0]]))
    alone = [[item for key, at in own.items() if key not in other and isinstance(item := side[at[0]], Block)]
             for own, other, side in zip(places, reversed(places), (old, new), strict=True)]  # fmt: skip
    for a, b, share in similar_blocks(alone[0], alone[1], least):
        x, y = alone[0][a], alone[1][b]
        offer(places[0][x.key], places[1][y.key], 0.9 * share * (x.weight + y.weight) / 2 + 0.1)
    return heaviest_chain(rows, len(new), gap_price=0.2)


def _worth(item: Item) -> float:
    """What it is worth to keep a block as it is, or several."""
    return item.weight + 0.3 * (len(item.chunks) if isinstance(item, Shared) else 1)


def _places(keys: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for index, key in enumerate(keys):
        places.setdefault(key, []).append(index)
    return places


def similar_blocks(old: Sequence[Block], new: Sequence[Block], least: float) -> Iterator[Similar]:
    """Pairs of one family that are at least that similar, `LEAST` or more: by the words they share, or by a long
    common start or end."""
    find = _crowd if len(old) * len(new) > _FEW else _shares
    for i, j, share in find(old, new):
        one, other = old[i].tag, new[j].tag
        if share >= (least if one == other or not (one and other) else max(least, _SIMILAR_OF_ANOTHER_TAG)):
            yield Similar(i, j, share)


def _shares(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Similar]:
    """How alike all pairs are. A block stands in many versions, so that most pairs were looked at before."""
    places = {block: j for j, block in enumerate(new)}
    families: dict[str, set[Block]] = defaultdict(set)
    for block in new:
        families[block.family].add(block)
    for i, block in enumerate(old):
        known, others = _known(block), families.get(block.family, _NO_BLOCKS)
        if fresh := others - known.seen:
            known.seen |= fresh
            is_item = block.tag in _ITEMS and bool(block.children)
            for other, common in in_common(block, fresh, 0.0 if is_item else LEAST):
                share = _share(block, other, common)
                if share >= LEAST:
                    known.alike[other] = share
        if known.alike:
            found = (Similar(i, places[other], share) for other, share in known.alike.items() if other in places)
            yield from sorted(found)


class _Known(Struct):
    """The blocks with which a block was compared, and how alike those are that are at all."""

    seen: set[Block] = field(default_factory=set)
    alike: dict[Block, float] = field(default_factory=dict)


@lru_cache(maxsize=1024)
def _known(_: Block) -> _Known:
    return _Known()


def _crowd(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Similar]:
    """The pairs that share the most words, where there are too many to look at all."""
    index: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    for j, block in enumerate(new):
        own = block.family
        for key, weight in block.bag.items():
            index[own, key].append((j, weight))
    for i, block in enumerate(old):
        own, shared = block.family, defaultdict[int, float](float)
        for key, weight in block.bag.items():
            partners = index.get((own, key), ())
            for j, other in partners if len(partners) <= _COMMON_WORD else ():
                shared[j] += weight if weight < other else other
        most = sorted(shared, key=shared.__getitem__, reverse=True)[:5]
        for j, (partner, common) in zip(most, in_common(block, [new[j] for j in most]), strict=True):
            yield Similar(i, j, _share(block, partner, common))


def _share(old: Block, new: Block, common: float) -> float:
    """Dice's coefficient; or half the share of the shorter that stands at the start and the end of the longer."""
    both, least = old.weight + new.weight, min(old.weight, new.weight)
    dice = 2 * common / both if both else 0.0
    if old.tag in _ITEMS and old.children and new.children and old.children[0].key == new.children[0].key:
        return max(dice, _SAME_HEAD)  # an item is known by its first line, whatever was nested under it
    if dice >= SIMILAR or common < _LONG_COMMON_END or common < 0.8 * least:
        return dice
    ends = _common_ends(old.words, new.words)
    return max(dice, ends / least / 2) if ends >= max(_LONG_COMMON_END, 0.8 * least) else dice


def _common_ends(old: Sequence[Token], new: Sequence[Token]) -> float:
    shortest = min(len(old), len(new))
    head = 0
    while head < shortest and old[head].key == new[head].key:
        head += 1
    tail = 0
    while tail < shortest - head and old[-1 - tail].key == new[-1 - tail].key:
        tail += 1
    return sum(token.weight for token in (*old[:head], *old[len(old) - tail :]))
