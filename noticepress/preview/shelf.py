"""The site on a day with its pages by address, none of them made before it is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from noticepress.pages import Leaf, Plan, leaves
from noticepress.views import Page


@dataclass(frozen=True)
class Shelf:
    """A plan and its pages. No slots: the addresses are listed on first use."""

    plan: Plan

    @cached_property
    def leaves(self) -> Mapping[str, Leaf[Page]]:
        """Every page of the site by its address."""
        return {leaf.url: leaf for leaf in leaves(self.plan)}


@dataclass(frozen=True, slots=True)
class Shelves:
    """The shelves of any day, and the day that is today."""

    of: Callable[[date], Shelf]
    today: date

    def leaf(self, day: date, url: str) -> Leaf[Page] | None:
        """The page of an address on a day.

        What applies on a day to come is compared with what applies today: that redline is a page of today's site.
        """
        found = self.of(day).leaves.get(url)
        if found is None and url.endswith("/compare/"):
            return self.of(self.today).leaves.get(url)
        return found
