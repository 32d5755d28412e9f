"""Words of two versions of a block: which are kept, which are deleted, which are inserted."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from noticepress.redline.chain import heaviest_chain
from noticepress.redline.tokens import Token

RUN_PRICE = 1.1
"""What a reader pays for one more run of changes, in content words: shorter islands of kept words vanish."""
_LEAST_KEPT = 0.2
"""Below this share of kept words two texts have nothing to do with each other."""
_MOST_PAIRS = 60_000
_FIRM = 3.0
_ISLAND = 2.0
_DROWNED = 2.5
_BESIDE = 0.75
_SENTENCE_END = frozenset(".!?;:。！？；：")

Pairs = list[tuple[int, int]]


class Step(NamedTuple):
    """One word of a redline: kept (old and new), deleted (old alone) or inserted (new alone)."""

    old: Token | None
    new: Token | None
    place: str = "here"
    """`in`: its old text stands in another block; `out`: it is shown in another block."""


def compare_words(old: Sequence[Token], new: Sequence[Token]) -> list[Step]:
    """The steps from old to new, in reading order; in a replacement the deleted words come first."""
    pairs = align_words(old, new)
    kept = 2 * sum(old[i].weight for i, _ in pairs)
    if kept < _LEAST_KEPT * sum(token.weight for token in (*old, *new)):
        pairs = []
    return steps_of(old, new, pairs)


def steps_of(old: Sequence[Token], new: Sequence[Token], pairs: Pairs) -> list[Step]:
    """The steps that keep the pairs given."""
    steps: list[Step] = []
    i = j = 0
    for i_kept, j_kept in (*pairs, (len(old), len(new))):
        steps += [Step(token, None) for token in old[i:i_kept]]
        steps += [Step(None, token) for token in new[j:j_kept]]
        if i_kept < len(old):
            steps.append(Step(old[i_kept], new[j_kept]))
        i, j = i_kept + 1, j_kept + 1
    return steps


def align_words(old: Sequence[Token], new: Sequence[Token]) -> Pairs:
    """Pairs of equal words, increasing in both texts, of the greatest weight less `RUN_PRICE` a run of
    changes.

    Where a text repeats itself so much that the exact optimum would be slow, long runs of the longest common
    subsequence are taken as fixed and the optimum is sought between them.
    """
    left, right = [token.key for token in old], [token.key for token in new]
    weights = [token.weight for token in old]
    shortest = min(len(old), len(new))
    head = 0
    while head < shortest and left[head] == right[head]:
        head += 1
    tail = 0
    while tail < shortest - head and left[-1 - tail] == right[-1 - tail]:
        tail += 1
    middle = _align(left[head : len(old) - tail], right[head : len(new) - tail], weights[head : len(old) - tail])
    pairs = [(k, k) for k in range(head)]
    pairs += [(i + head, j + head) for i, j in middle]
    pairs += [(len(old) - k, len(new) - k) for k in range(tail, 0, -1)]
    return _slide(left, right, _drown(old, new, pairs))


def _align(old: Sequence[str], new: Sequence[str], weights: Sequence[float]) -> Pairs:
    if not old or not new:
        return []
    places: dict[str, list[int]] = defaultdict(list)
    for j, word in enumerate(new):
        places[word].append(j)
    if sum(len(places.get(word, ())) for word in old) <= _MOST_PAIRS:
        rows = [[(j, weight) for j in places.get(word, ())] for word, weight in zip(old, weights, strict=True)]
        return heaviest_chain(rows, len(new), gap_price=RUN_PRICE)
    pairs: Pairs = []
    at_old = at_new = 0
    for i, j, length in (*_firm_runs(old, new, weights), (len(old), len(new), 0)):
        between = _between(old[at_old:i], new[at_new:j], weights[at_old:i])
        pairs += [(at_old + a, at_new + b) for a, b in between]
        pairs += [(i + k, j + k) for k in range(length)]
        at_old, at_new = i + length, j + length
    return pairs


def _between(old: Sequence[str], new: Sequence[str], weights: Sequence[float]) -> Pairs:
    """The exact optimum between two firm runs, or nothing where even that would be slow."""
    counts: dict[str, int] = defaultdict(int)
    for word in new:
        counts[word] += 1
    if sum(counts.get(word, 0) for word in old) > _MOST_PAIRS:
        return []
    return _align(old, new, weights)


def _firm_runs(old: Sequence[str], new: Sequence[str], weights: Sequence[float]) -> Iterator[tuple[int, int, int]]:
    """Runs (old place, new place, length) of the longest common subsequence worth keeping by themselves."""
    numbers: dict[str, int] = {}
    codes = [[numbers.setdefault(word, len(numbers)) for word in text] for text in (old, new)]
    for block in LCSseq.opcodes(*codes):
        if block.tag == "equal" and sum(weights[block.src_start : block.src_end]) >= _FIRM:
            yield block.src_start, block.dest_start, block.src_end - block.src_start


def _drown(old: Sequence[Token], new: Sequence[Token], pairs: Pairs) -> Pairs:
    """Give up kept words that stand alone between changes much larger than themselves.

    Two words between two long replacements are worth more than `RUN_PRICE`, and still break the reading of
    both.
    """
    runs: list[Pairs] = []
    for pair in pairs:
        if runs and (runs[-1][-1][0] + 1, runs[-1][-1][1] + 1) == pair:
            runs[-1].append(pair)
        else:
            runs.append([pair])

    def changed(begin: tuple[int, int], end: tuple[int, int]) -> float:
        return sum(token.weight for token in (*old[begin[0] + 1 : end[0]], *new[begin[1] + 1 : end[1]]))

    kept: list[Pairs] = []
    for index, run in enumerate(runs):
        before = changed(kept[-1][-1] if kept else (-1, -1), run[0])
        after = changed(run[-1], runs[index + 1][0] if index + 1 < len(runs) else (len(old), len(new)))
        weight = sum(old[i].weight for i, _ in run)
        small = sum(map(_words_in, (old[i] for i, _ in run))) <= _ISLAND
        if not small or min(before, after) < _BESIDE * weight or before + after < _DROWNED * weight:
            kept.append(run)
    return [pair for run in kept for pair in run]


def _words_in(token: Token) -> float:
    """A word is one; a Han or kana character is less than half a word."""
    return 0.0 if token.weight <= 0.15 else 0.4 if len(token.key) == 1 and token.key >= "\u3040" else 1.0


def _slide(old: Sequence[str], new: Sequence[str], pairs: Pairs) -> Pairs:
    """Where a run of changes on one side could as well stand a little earlier, let it begin after a full
    stop.

    "A. B." made into "A. X. B." may read as ". X" or as "X." inserted; a reader expects a sentence.
    """
    pairs = list(pairs)
    for at in range(1, len(pairs)):
        (i, j), (i_next, j_next) = pairs[at - 1], pairs[at]
        if (i_next == i + 1) == (j_next == j + 1):
            continue
        inserted = i_next == i + 1
        text, end, length = (new, j_next, j_next - j - 1) if inserted else (old, i_next, i_next - i - 1)
        shift = _best_shift(text, end, length, at, pairs)
        for k in range(1, shift + 1):
            i, j = pairs[at - k]
            pairs[at - k] = (i, j + length) if inserted else (i + length, j)
    return pairs


def _best_shift(text: Sequence[str], end: int, length: int, at: int, pairs: Pairs) -> int:
    """By how many words the run text[end-length:end] can move back so that a sentence ends right before it."""
    for shift in range(20):
        before = end - length - shift - 1
        if before < 0 or text[before] in _SENTENCE_END:
            return shift
        if at - shift < 1 or text[before] != text[end - shift - 1]:
            return 0
        i, j = pairs[at - shift - 1]
        if shift and (pairs[at - shift][0] - i, pairs[at - shift][1] - j) != (1, 1):
            return 0
    return 0
