"""Values that are made when they are asked for, and known before by what they are made of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Generic, TypeVar

from msgspec import msgpack

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


def key_of_page(page: object, *others: str) -> str:
    """The hash of a page and of some texts. A page is hashed as MessagePack, which says every field, in a fifth of the
    time that its `repr` takes; deferred values stand in it by their keys."""
    found = sha256("\0".join([type(page).__name__, *others, ""]).encode())
    found.update(_PACKER.encode(page))
    return found.hexdigest()


def _left_out(value: object) -> None:
    """What makes a deferred value is no part of it."""
    if not callable(value):
        msg = f"A page cannot hold {value!r}"
        raise TypeError(msg)


_PACKER = msgpack.Encoder(enc_hook=_left_out)


def key_of(*parts: object) -> str:
    """The hash of some values by their `repr`, which must say all of them: texts, numbers, dates and frozen values of
    such, other deferred values by their keys."""
    return sha256("\0".join(map(repr, parts)).encode("utf-8", "surrogatepass")).hexdigest()
