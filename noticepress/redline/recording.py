"""What is written once for all the redlines in which it stands: as HTML with gaps, which the numbers of its changes
fill in each."""

from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from noticepress.redline.changes import HERE, Change, ChangeLog, Words
from noticepress.redline.inline import LeafWriter
from noticepress.redline.tokens import Token
from noticepress.redline.words import Span


class Spans(tuple[Span, ...]):
    """The way from one leaf to another, known again as the same object and not by looking at every word."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other


class Recording(Struct, frozen=True):
    """What writing something gave: HTML with gaps for the places of its changes in `changes`, the words on each side,
    and the section in which it ends (`HERE`: that in which it began)."""

    gapped: str
    changes: tuple[Change, ...]
    sizes: Mapping[str, int]
    section: tuple[str, str] = HERE


def recording(gapped: str, log: ChangeLog) -> Recording:
    """What was written into a log of its own."""
    return Recording(gapped, log.changes, log.sizes, log.section)


@lru_cache(maxsize=1024)
def recorded_leaf(spans: Spans, words: Words) -> Recording | None:
    """A leaf that reads the same in every redline; None where its HTML depends on the ids of the other text."""
    if any(_has_ids(token) for span in spans for token in (*span.deleted, *span.old)):
        return None
    log = ChangeLog(section=HERE)
    return recording(LeafWriter(log, words, spans, frozenset()).html(), log)


def _has_ids(token: Token) -> bool:
    for html, marks in token.pieces:
        if " id=" in html or (marks and any(name == "id" for _, attrs in marks for name, _ in attrs)):
            return True
    return False
