"""From a site on a day to page values: what exists, and what each page says.

    plan(site, on, words) -> Plan          everything that exists on the day
    leaves(plan)          -> Leaf …        every address, with what makes its page
    pages(plan)           -> (page, is it an entry page) …

Pages are made one after the other and never collected; a leaf is made when it is asked for.
"""

from collections.abc import Callable, Iterator
from functools import partial

from noticepress.editions import Edition
from noticepress.pages.archives import archive
from noticepress.pages.leaf import Leaf
from noticepress.pages.lists import home, moved, neutral, not_found, notice_rows, root, withdrawn
from noticepress.pages.outlines import Outlines
from noticepress.pages.plan import Around, Plan, plan, spoken
from noticepress.pages.redlines import RedlinePages
from noticepress.pages.texts import TextPages
from noticepress.views import NoticeRow, Page

__all__ = [
    "Around",
    "Leaf",
    "Outlines",
    "Plan",
    "edition_leaves",
    "front_leaves",
    "leaves",
    "notice_leaves",
    "notice_rows",
    "pages",
    "plan",
    "site_leaves",
    "spoken",
]


def pages(plan: Plan) -> Iterator[tuple[Page, bool]]:
    """Every page, those that lead to others after what they lead to."""
    for leaf in leaves(plan):
        yield leaf.page, leaf.is_entry


def leaves(plan: Plan) -> Iterator[Leaf[Page]]:
    """Every address of a page, in the order in which pages are made; nothing is rendered for it."""
    for edition in plan.editions:
        for locale in plan.directory[edition.id]:
            yield from edition_leaves(plan, edition, locale)
    yield from site_leaves(plan)


def edition_leaves(plan: Plan, edition: Edition, locale: str, outlines: Outlines | None = None) -> Iterator[Leaf[Page]]:
    """The pages of an edition in a locale; `outlines` are those of its redlines that are known already."""
    texts, redlines = TextPages(plan, edition, locale), RedlinePages(plan, edition, locale)
    yield from texts.leaves()
    changes = tuple(redlines.changes())
    yield from (leaf for _, leaf in changes)
    yield from redlines.others()
    yield archive(plan, edition, locale, changes, outlines or Outlines())
    yield texts.undated()


def site_leaves(plan: Plan) -> Iterator[Leaf[Page]]:
    """The pages of no edition and of no locale of one."""
    yield from notice_leaves(plan)
    yield from front_leaves(plan, partial(notice_rows, plan))


def notice_leaves(plan: Plan) -> Iterator[Leaf[Page]]:
    """The pages of the notices of a plan that are those of no locale."""
    yield from (neutral(plan, edition) for edition in plan.editions)
    yield from withdrawn(plan)


def front_leaves(plan: Plan, rows: Callable[[str], tuple[NoticeRow, ...]]) -> Iterator[Leaf[Page]]:
    """The pages of no notice; `rows` lists all notices in a locale, of which `plan` need not know."""
    yield from (home(plan, locale, rows) for locale in (*plan.config.locales, *plan.config.retired_locales))
    yield from moved(plan)
    yield root(plan)
    yield from (not_found(plan, locale) for locale in ("", *plan.config.locales))
