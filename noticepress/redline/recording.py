"""A changed leaf is written once for all the redlines in which it stands: as HTML with gaps, which the numbers of its
changes fill in each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from noticepress.redline.changes import Change, ChangeLog, Kind, Words
from noticepress.redline.inline import LeafWriter
from noticepress.redline.words import Step

_GAP = "\x00"


class Steps(tuple[Step, ...]):
    """The steps between two leaves, known again as the same object and not by looking at every word."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other


@dataclass(frozen=True, slots=True)
class Recording:
    """What writing a leaf gave: `parts` are literal HTML and, in turn, the place of a change in `changes`; `sizes` the
    words on each side."""

    parts: tuple[str, ...]
    changes: tuple[Change, ...]
    sizes: Mapping[str, int]

    def written(self, log: ChangeLog) -> str:
        """The HTML of the leaf, its changes entered into a log."""
        numbers = log.repeat(self.changes, self.sizes)
        return "".join(str(numbers[int(part)]) if at % 2 else part for at, part in enumerate(self.parts))


@lru_cache(maxsize=4096)
def recorded(steps: Steps, words: Words) -> Recording | None:
    """A leaf that reads the same in every redline; None where its HTML depends on the ids of the other text."""
    if any(_has_ids(step) for step in steps):
        return None
    log = _Recorder(0)
    parts = LeafWriter(log, words, steps, frozenset()).html().split(_GAP)
    if not all(part.isdecimal() for part in parts[1::2]):
        return None
    return Recording(tuple(parts), log.changes, log.sizes)


def _has_ids(step: Step) -> bool:
    return step.old is not None and any(
        " id=" in html or any(name == "id" for _, attrs in marks for name, _ in attrs)
        for html, marks in step.old.pieces
    )


class _Gap(int):
    """A number that leaves a gap where it is written."""

    def __format__(self, spec: str) -> str:
        return f"{_GAP}{int(self):{spec}}{_GAP}"


class _Recorder(ChangeLog):
    def add(self, kind: Kind, old: str, new: str) -> int:
        return _Gap(super().add(kind, old, new))
