"""The site on a day with its pages by address, none of them made before it is asked for."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property

from msgspec import Struct, field

from noticepress.editions import EditionId
from noticepress.pages import Leaf, Plan, edition_leaves, site_leaves
from noticepress.preview.where import Where, where
from noticepress.views import Page

Leaves = Mapping[str, Leaf[Page]]


class Shelf(Struct, frozen=True, dict=True):
    """A plan and its pages. No slots: addresses are listed on first use, those of an edition in a locale together."""

    plan: Plan
    _known: dict[tuple[EditionId, str], Leaves] = field(default_factory=dict)

    def leaf(self, url: str) -> Leaf[Page] | None:
        """The page of an address."""
        place = where(url, self.plan)
        return (self._site.get(url) or self._of_edition(place).get(url)) if url else None

    @cached_property
    def _site(self) -> Leaves:
        return {leaf.url: leaf for leaf in site_leaves(self.plan)}

    def _of_edition(self, place: Where) -> Leaves:
        edition = self.plan.edition(place.edition) if place.edition else None
        if edition is None:
            return {}
        key = (edition.id, place.locale)
        if key not in self._known:
            known = place.locale in self.plan.locales(edition.id)
            found = edition_leaves(self.plan, edition, place.locale) if known else ()
            self._known[key] = {leaf.url: leaf for leaf in found}
        return self._known[key]


class Shelves(Struct, frozen=True):
    """The shelves of any day, and the day that is today."""

    of: Callable[[date], Shelf]
    today: date

    def leaf(self, day: date, url: str) -> Leaf[Page] | None:
        """The page of an address on a day.

        What applies on a day to come is compared with what applies today: that redline is a page of today's site.
        """
        found = self.of(day).leaf(url)
        if found is None and url.endswith("/compare/"):
            return self.of(self.today).leaf(url)
        return found
