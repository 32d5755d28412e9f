"""The last result for each of many names: for what is asked again and again while little of it changes.

A cache of so many last calls would fill with states of a text that nobody asks for any more.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")


class Latest(Generic[V]):
    """Keeps results under so many names, those that were asked for last. Safe to call from several threads."""

    def __init__(self, names: int) -> None:
        self._names = names
        self._kept: OrderedDict[Hashable, tuple[tuple[object, ...], V]] = OrderedDict()
        self._lock = Lock()

    def of(self, name: Hashable, given: tuple[object, ...], make: Callable[[], V]) -> V:
        """The result of `make`, which is a function of the values `given`: the last one under this name while they
        are the same, which means the very same value, or an equal text, number or bytes."""
        with self._lock:
            known = self._kept.get(name)
        result = known[1] if known and all(map(_same, known[0], given)) else make()
        with self._lock:
            self._kept[name] = given, result
            self._kept.move_to_end(name)
            while len(self._kept) > self._names:
                self._kept.popitem(last=False)
        return result


def _same(one: object, other: object) -> bool:
    return one is other or (isinstance(one, (str, bytes, int)) and one == other)
