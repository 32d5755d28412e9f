"""Rows of values that follow each other, of which each repeats most of the one before.

Versions of a text are rendered one after the other. What is made of one, value by value, is taken over for the next
where that has the same value in the same place, so that work follows what changed.
"""

from collections.abc import Hashable, Sequence
from itertools import compress, count
from operator import ne
from typing import Final, Generic, TypeVar

_MOST: Final = 32

Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row")


class Rows(Generic[Key, Row]):
    """The last row of each kind, of which some are kept. A row that was put here is never changed."""

    def __init__(self) -> None:
        self._rows: dict[Key, Row] = {}

    def get(self, key: Key) -> Row | None:
        """The last row of a kind."""
        return self._rows.get(key)

    def put(self, key: Key, row: Row) -> None:
        """Keep a row instead of the last one."""
        if key not in self._rows and len(self._rows) >= _MOST:
            self._rows.clear()
        self._rows[key] = row


def differing(now: Sequence[object], before: Sequence[object]) -> list[int] | None:
    """The places at which a row is not as the one before; None where they differ in length or in most of it."""
    if len(now) != len(before):
        return None
    places = list(compress(count(), map(ne, now, before)))
    return places if 2 * len(places) <= len(now) else None
