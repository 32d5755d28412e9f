"""Words of two versions of a block: which are kept, which are deleted, which are inserted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from msgspec import Struct

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
Run = tuple[int, int, int]
"""The old and the new place of the first of some words that are kept one after the other, and their number."""


class Step(Struct, frozen=True):
    """One word of a redline: kept (old and new), deleted (old alone) or inserted (new alone)."""

    old: Token | None
    new: Token | None
    place: str = "here"
    """`in`: its old text stands in another block; `out`: it is shown in another block."""


class Span(Struct, frozen=True, eq=False):
    """Words of a leaf that follow each other: those deleted, then those inserted, then those kept, as they stand in
    either text."""

    deleted: Sequence[Token] = ()
    inserted: Sequence[Token] = ()
    old: Sequence[Token] = ()
    new: Sequence[Token] = ()
    place: str = "here"
    """As that of a step."""


def compare_words(old: Sequence[Token], new: Sequence[Token]) -> list[Span]:
    """The way from old to new, in reading order."""
    runs = _runs(old, new)
    kept = 2 * sum([token.weight for i, _, length in runs for token in old[i : i + length]])
    if kept < _LEAST_KEPT * sum([token.weight for token in (*old, *new)]):
        runs = []
    spans: list[Span] = []
    i = j = 0
    for i_kept, j_kept, length in runs:
        i_next, j_next = i_kept + length, j_kept + length
        spans.append(Span(old[i:i_kept], new[j:j_kept], old[i_kept:i_next], new[j_kept:j_next]))
        i, j = i_next, j_next
    if i < len(old) or j < len(new):
        spans.append(Span(old[i:], new[j:]))
    return spans


def spans_of(steps: Iterable[Step]) -> list[Span]:
    """Steps as spans."""
    spans: list[Span] = []
    for (place, kept), group in groupby(steps, key=lambda step: (step.place, bool(step.old and step.new))):
        found = list(group)
        old, new = [step.old for step in found if step.old], [step.new for step in found if step.new]
        last = spans[-1] if spans else None
        if not kept:
            spans.append(Span(old, new, place=place))
        elif last and last.place == place:
            spans[-1] = Span(last.deleted, last.inserted, old, new, place)
        else:
            spans.append(Span(old=old, new=new, place=place))
    return spans


def align_words(old: Sequence[Token], new: Sequence[Token]) -> Pairs:
    """Pairs of equal words, increasing in both texts, of the greatest weight less `RUN_PRICE` a run of
    changes.

    Where a text repeats itself so much that the exact optimum would be slow, long runs of the longest common
    subsequence are taken as fixed and the optimum is sought between them.
    """
    return [(i + k, j + k) for i, j, length in _runs(old, new) for k in range(length)]


def _runs(old: Sequence[Token], new: Sequence[Token]) -> list[Run]:
    """The same pairs as runs with no change in them."""
    left, right = [token.key for token in old], [token.key for token in new]
    weights = [token.weight for token in old]
    head = _common(left, right)
    shortest = min(len(left), len(right)) - head
    tail = _common(left[::-1][:shortest], right[::-1][:shortest])
    middle = _align(left[head : len(old) - tail], right[head : len(new) - tail], weights[head : len(old) - tail])
    runs: list[Run] = [(0, 0, head)] if head else []
    for i, j in middle:
        _append(runs, (i + head, j + head, 1))
    if tail:
        _append(runs, (len(old) - tail, len(new) - tail, tail))
    return _slide(left, right, _drown(old, new, runs))


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words at the start of both are the same."""
    for at, (word, other) in enumerate(zip(old, new, strict=False)):
        if word != other:
            return at
    return min(len(old), len(new))


def _append(runs: list[Run], run: Run) -> None:
    """Add a run, as part of the last one where it begins where that ends."""
    i, j, length = runs[-1] if runs else (0, 0, 0)
    if length and (i + length, j + length) == run[:2]:
        runs[-1] = (i, j, length + run[2])
    else:
        runs.append(run)


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
    from rapidfuzz.distance import LCSseq  # few texts are so long

    numbers: dict[str, int] = {}
    codes = [[numbers.setdefault(word, len(numbers)) for word in text] for text in (old, new)]
    for block in LCSseq.opcodes(*codes):
        if block.tag == "equal" and sum(weights[block.src_start : block.src_end]) >= _FIRM:
            yield block.src_start, block.dest_start, block.src_end - block.src_start


def _drown(old: Sequence[Token], new: Sequence[Token], runs: Sequence[Run]) -> list[Run]:
    """Give up kept words that stand alone between changes much larger than themselves.

    Two words between two long replacements are worth more than `RUN_PRICE`, and still break the reading of
    both.
    """

    def changed(begin: tuple[int, int], end: tuple[int, int]) -> float:
        return sum([token.weight for token in (*old[begin[0] : end[0]], *new[begin[1] : end[1]])])

    kept: list[Run] = []
    end = (0, 0)
    for (i, j, length), (i_next, j_next, _) in pairwise([*runs, (len(old), len(new), 0)]):
        words = old[i : i + length]
        if _is_island(words):
            before = changed(end, (i, j))
            after = changed((i + length, j + length), (i_next, j_next))
            weight = sum([token.weight for token in words])
            if min(before, after) >= _BESIDE * weight and before + after >= _DROWNED * weight:
                continue
        kept.append((i, j, length))
        end = (i + length, j + length)
    return kept


def _is_island(words: Iterable[Token]) -> bool:
    size = 0.0
    for token in words:
        size += _words_in(token)
        if size > _ISLAND:
            return False
    return True


def _words_in(token: Token) -> float:
    """A word is one; a Han or kana character is less than half a word."""
    return 0.0 if token.weight <= 0.15 else 0.4 if len(token.key) == 1 and token.key >= "\u3040" else 1.0


def _slide(old: Sequence[str], new: Sequence[str], runs: Sequence[Run]) -> list[Run]:
    """Where a run of changes on one side could as well stand a little earlier, let it begin after a full
    stop.

    "A. B." made into "A. X. B." may read as ". X" or as "X." inserted; a reader expects a sentence.
    """
    slid: list[Run] = list(runs[:1])
    for run in runs[1:]:
        (i, j, length), (i_next, j_next, length_next) = slid[-1], run
        inserted, deleted = i_next == i + length, j_next == j + length
        shift = 0
        if inserted and not deleted:
            shift = _best_shift(new, j_next, j_next - j - length, length)
        elif deleted and not inserted:
            shift = _best_shift(old, i_next, i_next - i - length, length)
        slid[-1:] = [(i, j, length - shift)] if length > shift else []
        slid.append((i_next - shift, j_next - shift, length_next + shift))
    return slid


def _best_shift(text: Sequence[str], end: int, length: int, kept: int) -> int:
    """By how many of the `kept` words before it the run text[end-length:end] can move back so that a sentence ends
    right before it."""
    for shift in range(20):
        before = end - length - shift - 1
        if before < 0 or text[before] in _SENTENCE_END:
            return shift
        if shift >= kept or text[before] != text[end - shift - 1]:
            return 0
    return 0
