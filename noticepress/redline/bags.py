"""How much blocks have in common, whatever the order of their words. Each word has a bit, so that what two blocks
share is found in one stroke."""

from collections.abc import Sequence

from noticepress.redline.blocks import Block
from noticepress.redline.tokens import Token

Bag = tuple[int, int, int, int, int]
"""The words of a block as bits, those of each weight in a number of their own; a word that stands there three times has
three bits."""

_PLACES = {1.0: 0, 0.5: 1, 0.15: 2, 0.25: 3, 0.35: 4}
_MOST_WORDS, _MOST_BLOCKS = 4096, 2048


class _Bits(dict[tuple[str, int], int]):
    """The bit of each word, by how often it stood in the block before."""

    def __missing__(self, key: tuple[str, int]) -> int:
        bit = self[key] = 1 << len(self)
        return bit


class _Bags:
    """The bags that can be compared with each other, since they were filled from the same bits."""

    def __init__(self) -> None:
        self._bits = tuple(_Bits() for _ in _PLACES)
        self._bags: dict[Block, Bag] = {}

    def of_all(self, blocks: Sequence[Block]) -> list[Bag]:
        if len(self._bags) > _MOST_BLOCKS or sum(map(len, self._bits)) > _MOST_WORDS:
            self._bags.clear()
            self._bits = tuple(_Bits() for _ in _PLACES)
        return [self._of(block.twin or block) for block in blocks]

    def _of(self, block: Block) -> Bag:
        bag = self._bags.get(block)
        if bag is None:
            bag = self._bags[block] = self._filled(block.words)
        return bag

    def _filled(self, words: Sequence[Token]) -> Bag:
        found = [0] * len(_PLACES)
        counts: dict[str, int] = {}
        for token in words:
            if token.weight:
                before = counts[token.key] = counts.get(token.key, 0) + 1
                place = _PLACES[token.weight]
                found[place] |= self._bits[place][token.key, before]
        return found[0], found[1], found[2], found[3], found[4]


_KEPT = _Bags()


def bags_of(blocks: Sequence[Block]) -> list[Bag]:
    """The bags of some blocks, which can be compared with each other and with no others. They are kept for a while,
    since a block stands in many versions."""
    return _KEPT.of_all(blocks)


def in_common(bag: Bag, other: Bag) -> float:
    """The weight of the words in both bags."""
    twentieths = 20 * (bag[0] & other[0]).bit_count()
    twentieths += 10 * (bag[1] & other[1]).bit_count() + 3 * (bag[2] & other[2]).bit_count()
    if bag[3] or bag[4]:
        twentieths += 5 * (bag[3] & other[3]).bit_count() + 7 * (bag[4] & other[4]).bit_count()
    return twentieths / 20
