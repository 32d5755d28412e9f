"""Words of changed leaves that found no partner in the leaf they are compared with, and in which other leaves they
stand."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from noticepress.redline.blocks import Block
from noticepress.redline.recording import Spans
from noticepress.redline.tokens import Token

Shingle = tuple[str, ...]
"""A word, or two that follow each other."""

_COVERED = 0.5
_CROWD = 8


class Free(Struct, frozen=True, eq=False):
    """Such words of one leaf, their weight, and their shingles: of two words, where there are so many."""

    words: tuple[Token, ...]
    weight: float
    shingles: frozenset[Shingle]

    def of_size(self, size: int) -> Iterable[Shingle]:
        """The shingles of so many words."""
        if size == 1 and len(self.words) > 1:
            return [(token.key,) for token in self.words]
        return self.shingles if len(self.words) >= size else ()


def _free(words: Iterable[Token]) -> Free:
    found = tuple(words)
    keys = [token.key for token in found]
    return Free(found, sum([token.weight for token in found]), frozenset(_in_turn(keys)))


def _in_turn(keys: Sequence[str]) -> Iterable[Shingle]:
    """The shingles of some words, in reading order."""
    return pairwise(keys) if len(keys) > 1 else zip(keys, strict=True)


@lru_cache(maxsize=1024)
def free_between(spans: Spans) -> tuple[Free, Free]:
    """The old and the new words that found no partner on the way."""
    old = _free(token for span in spans for token in span.deleted)
    new = _free(token for span in spans for token in span.inserted)
    return old, new


@lru_cache(maxsize=1024)
def all_free(leaf: Block) -> Free:
    """All the words of a leaf that is compared with none."""
    return _free(leaf.words)


def covered(side: Mapping[Block, Free], other: Mapping[Block, Free]) -> dict[Block, set[Block]]:
    """Leaves of one side of whose free words at least half stand in the free words of leaves of the other side, each
    with the latter."""
    wanted: set[Shingle] = set().union(*[free.shingles for free in side.values()])
    sizes = {len(shingle) for shingle in wanted}
    index: dict[Shingle, list[Block]] = defaultdict(list)
    for leaf, free in other.items():
        for size in sizes:
            for shingle in wanted.intersection(free.of_size(size)):
                if len(index[shingle]) < _CROWD:  # words that stand everywhere say where they stand nowhere
                    index[shingle].append(leaf)
    result: dict[Block, set[Block]] = {}
    for leaf, free in side.items() if index else ():
        found, hits = _hits(free, index)
        if found and sum([free.words[k].weight for k in hits]) >= _COVERED * free.weight > 0:
            result[leaf] = found
    return result


def _hits(free: Free, index: Mapping[Shingle, list[Block]]) -> tuple[set[Block], set[int]]:
    """The leaves in which shingles of a leaf stand, and the places of the words of these."""
    found: set[Block] = set()
    hits: set[int] = set()
    if free.shingles.isdisjoint(index):
        return found, hits
    for k, shingle in enumerate(_in_turn([token.key for token in free.words])):
        if there := index.get(shingle):
            found.update(there)
            hits.update(range(k, k + len(shingle)))
    return found, hits
