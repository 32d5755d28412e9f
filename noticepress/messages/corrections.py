"""What a correction of a published source made of its texts: a typo mended says nothing new to a translator."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

from noticepress.messages.similarity import alike

_NUMBER: Final = re.compile(r"\d+")
_SAME_SENSE: Final = 0.7
"""How alike two texts must be in words to call one the correction of the other."""


def corrections(states: Sequence[Sequence[str]]) -> dict[str, str]:
    """Old msgid to new one, over the states of one version's source, oldest first.

    Texts are paired by their order. Where a correction touched a number, or most of the words, the translation has
    to be looked at again, so that pair is left out.
    """
    corrected: dict[str, str] = {}
    for before, after in pairwise(states):
        step = dict(_pairs(before, after))
        corrected = {old: step.get(new, new) for old, new in corrected.items()} | step
    return corrected


def _pairs(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, str]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    pairs: list[tuple[str, str]] = []
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "replace" and end - start == new_end - new_start:
            pairs += zip(before[start:end], after[new_start:new_end], strict=True)
    return [(old, new) for old, new in pairs if old not in after and _is_typo(old, new)]


def _is_typo(old: str, new: str) -> bool:
    return _NUMBER.findall(old) == _NUMBER.findall(new) and alike(old, new) >= _SAME_SENSE
