"""A page that is not made yet."""

from collections.abc import Callable
from functools import cached_property
from typing import Generic, TypeVar

from msgspec import Struct

from noticepress.views import Page

P_co = TypeVar("P_co", bound=Page, covariant=True)


class Leaf(Struct, Generic[P_co], frozen=True, dict=True):
    """An address of the site and what makes its page; entry pages lead to others and are written after them.

    The page is made on first use and kept, since an archive lists the redlines of its edition. No slots: a cached
    property needs a place.
    """

    url: str
    make: Callable[[], P_co]
    is_entry: bool = False

    @cached_property
    def page(self) -> P_co:
        """The page; its `frame.url` is the address of the leaf."""
        return self.make()
