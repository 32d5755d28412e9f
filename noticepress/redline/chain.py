"""The heaviest increasing chain through weighted pairs, the one dynamic programme of this package.

Blocks and words are aligned alike: pairs (i, j) that could be kept have a weight, and a chain of them that
increases in both places is an alignment. Where two neighbours of the chain do not touch, a run of deletions
or insertions lies between them, and it has a price.

Only pairs that could be kept are looked at, so the cost is O(P log m) for P pairs, not O(n m).
"""

from collections.abc import Sequence

Row = Sequence[tuple[int, float]]
"""The pairs of one old place: (new place, weight), in any order."""

_NONE, _LEAST = -1, float("-inf")


def heaviest_chain(rows: Sequence[Row], width: int, *, gap_price: float) -> list[tuple[int, int]]:
    """The chain of pairs with the greatest weight less `gap_price` for every gap, also at the start and the
    end.

    `rows` has a row for each old place, `width` is the number of new places.
    """
    # The best score of the places before a given one, and its point (a Fenwick tree)
    best, points = [_LEAST] * (width + 1), [_NONE] * (width + 1)
    chain: list[tuple[int, int, int]] = []  # old place, new place, the point before
    scores: list[float] = []
    before: dict[int, int] = {}  # the points of the row above, by new place
    for i, row in enumerate(rows):
        here: dict[int, int] = {}
        for j, weight in row:
            score, previous, place = _LEAST, _NONE, j
            while place:
                if best[place] > score:
                    score, previous = best[place], points[place]
                place &= place - 1
            score -= gap_price
            start = -gap_price if i or j else 0.0
            if start >= score:
                score, previous = start, _NONE
            above = before.get(j - 1)
            if above is not None and scores[above] >= score:
                score, previous = scores[above], above
            here[j] = len(chain)
            chain.append((i, j, previous))
            scores.append(score + weight)
        for j, point in here.items():
            score, place = scores[point], j + 1
            while place <= width:
                if best[place] < score:
                    best[place], points[place] = score, point
                place += place & -place
        before = here
    return _trace(chain, scores, (len(rows) - 1, width - 1), gap_price)


def _trace(
    chain: list[tuple[int, int, int]], scores: list[float], last: tuple[int, int], gap_price: float
) -> list[tuple[int, int]]:
    """Walk back from the best end."""
    best, point = -gap_price, _NONE
    for index, (i, j, _) in enumerate(chain):
        score = scores[index] - (0.0 if (i, j) == last else gap_price)
        if score > best:
            best, point = score, index
    pairs: list[tuple[int, int]] = []
    while point != _NONE:
        i, j, point = chain[point]
        pairs.append((i, j))
    pairs.reverse()
    return pairs
