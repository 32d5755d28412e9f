"""How alike two texts are, counted in words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from msgspec import Struct
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel, LCSseq

_WORD: Final = re.compile(r"https?://[^\s<>()\[\]]+|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|[^\W_]+(?:['’][^\W_]+)*")
_SURROGATES: Final = range(0xD800, 0xE000)
_LIKELY: Final = 8
"""How many candidates are looked at for each text: greedy matching seldom needs more than a few."""
_CONTAINED: Final = 0.8
"""The share of a text's words that must stand, in order, in another text to call it a part of that."""
_SHORTEST_PART: Final = 4


class Match(NamedTuple):
    """A wanted text and a candidate, by their numbers, and how alike they are (1: the same words)."""

    score: float
    wanted: int
    candidate: int


class Words(Struct, frozen=True):
    """Texts with a character for each word, so that string distances count words."""

    wanted: tuple[str, ...]
    candidates: tuple[str, ...]

    @classmethod
    def of(cls, wanted: Iterable[str], candidates: Iterable[str]) -> "Words":
        """Encode two lists of texts with the same characters."""
        codes: dict[str, str] = {}
        return cls(tuple(_encoded(text, codes) for text in wanted), tuple(_encoded(text, codes) for text in candidates))

    def best(self, wanted: Sequence[int], candidates: Sequence[int], threshold: float) -> list[Match]:
        """One-to-one matches of at least the threshold: twice the common words in order by the words of both."""
        found = [
            Match(score, number, candidate)
            for number in wanted
            for candidate, score in self._similar(number, candidates, threshold)
        ]
        chosen, used_wanted, used_candidates = [], set[int](), set[int]()
        for match in sorted(found, key=lambda match: (-match.score, match.wanted, match.candidate)):
            if match.wanted not in used_wanted and match.candidate not in used_candidates:
                used_wanted.add(match.wanted)
                used_candidates.add(match.candidate)
                chosen.append(match)
        return chosen

    def wholes(self, wanted: int, candidates: Sequence[int]) -> list[int]:
        """The candidates that a wanted text is a part of, best first."""
        return _containing(self.wanted[wanted], {number: self.candidates[number] for number in candidates})

    def parts(self, wanted: int, candidates: Sequence[int]) -> list[int]:
        """The candidates that are parts of a wanted text, in the order in which they stand in it."""
        whole = self.wanted[wanted]
        found = [number for number in candidates if _containing(self.candidates[number], {0: whole})]
        return sorted(found, key=lambda number: _position(self.candidates[number], whole))

    def _similar(self, wanted: int, candidates: Sequence[int], threshold: float) -> Iterator[tuple[int, float]]:
        choices = {number: self.candidates[number] for number in candidates}
        scorer = Indel.normalized_similarity
        results = process.extract(
            self.wanted[wanted], choices, scorer=scorer, score_cutoff=threshold, limit=_LIKELY, processor=None
        )
        return ((number, score) for _, score, number in results)


def alike(left: str, right: str) -> float:
    """How alike two texts are: twice their common words in order by the words of both."""
    words = Words.of([left], [right])
    return Indel.normalized_similarity(words.wanted[0], words.candidates[0])


def _encoded(text: str, codes: dict[str, str]) -> str:
    words = _WORD.findall(text.casefold()) or text.split()
    return "".join(codes.setdefault(word, _code(len(codes))) for word in words)


def _code(number: int) -> str:
    return chr(number + 1 if number + 1 < _SURROGATES.start else number + 1 + len(_SURROGATES))


def _containing(part: str, wholes: dict[int, str]) -> list[int]:
    if len(part) < _SHORTEST_PART:
        return []
    longer = {number: whole for number, whole in wholes.items() if len(whole) > len(part)}
    cutoff = round(_CONTAINED * len(part))
    results = process.extract(
        part, longer, scorer=LCSseq.similarity, score_cutoff=cutoff, limit=_LIKELY, processor=None
    )
    return [number for whole, _, number in results if fuzz.partial_ratio(part, whole) >= 100 * _CONTAINED]


def _position(part: str, whole: str) -> int:
    alignment = fuzz.partial_ratio_alignment(part, whole)
    return alignment.dest_start if alignment else 0
