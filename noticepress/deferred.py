"""Values that are made when they are asked for, and known before by what they are made of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Deferred(Generic[T_co]):
    """A value and its key: the hash of everything that it is a function of.

    Two with the same key have the same value, so that a page that holds one is known, and need not be made again,
    before the value is made. No slots: a cached property needs a place.
    """

    key: str
    make: Callable[[], T_co] = field(repr=False, compare=False)

    @cached_property
    def value(self) -> T_co:
        """The value, made on first use and kept."""
        return self.make()

    @property
    def is_made(self) -> bool:
        """Whether the value was made already."""
        return "value" in self.__dict__


def key_of(*parts: object) -> str:
    """The hash of some values by their `repr`, which must say all of them: texts, numbers, dates and frozen values of
    such, other deferred values by their keys."""
    return sha256("\0".join(map(repr, parts)).encode("utf-8", "surrogatepass")).hexdigest()
