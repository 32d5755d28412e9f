"""How much blocks have in common, whatever the order of their words. Each word has a bit, so that what two blocks
share is found in one stroke."""

from collections.abc import Iterable, Sequence

from noticepress.redline.blocks import Block
from noticepress.redline.tokens import Token

Bag = tuple[int, int, int, int, int, int]
"""The words of a block as bits, those of each weight in a number of their own; a word that stands there three times has
three bits. Last comes the weight of all, in twentieths."""

_PLACES = {1.0: 0, 0.5: 1, 0.15: 2, 0.25: 3, 0.35: 4}
_WORTH = (20, 10, 3, 5, 7)
"""The weight of a word in each of them, in twentieths."""
_MOST_WORDS, _MOST_BLOCKS = 4096, 2048


class _Bits(dict[tuple[str, int], int]):
    """The bit of each word, by how often it stood in the block before."""

    def __missing__(self, key: tuple[str, int]) -> int:
        bit = self[key] = 1 << len(self)
        return bit


class _Bags:
    """Bags that can be compared with each other, since they were filled from the same bits. They are kept for a while:
    a block stands in many versions."""

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
        one, two, three, four, five = found
        total = sum([worth * bits.bit_count() for worth, bits in zip(_WORTH, found, strict=True)])
        return one, two, three, four, five, total


_KEPT = _Bags()


def in_common(block: Block, others: Iterable[Block], least: float = 0.0) -> list[tuple[Block, float]]:
    """What a block and each of some others have in common: the weight of the words in both. Left out are others that
    are less alike than `least` (Dice's coefficient) and share less than four fifths of the lighter."""
    there = tuple(others)
    (a, b, c, d, e, own), *bags = _KEPT.of_all((block, *there))
    return [
        (other, twentieths / 20)
        for other, (v, w, x, y, z, total) in zip(there, bags, strict=True)
        if (
            twentieths := 20 * (a & v).bit_count() + 10 * (b & w).bit_count() + 3 * (c & x).bit_count()
            + (5 * (d & y).bit_count() + 7 * (e & z).bit_count() if y or z else 0)
        ) * 2 + 1 >= least * (own + total)
        or twentieths * 5 + 1 >= 4 * min(own, total)
    ]  # fmt: skip
