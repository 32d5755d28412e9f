"""From a site on a day to page values: what exists, and what each page says.

    plan(site, on, words) -> Plan          everything that exists on the day
    pages(plan)           -> (page, is it an entry page) …

Pages are made one after the other and never collected.
"""

from collections.abc import Iterator

from noticepress.editions import Edition
from noticepress.pages.archives import ArchivePages
from noticepress.pages.lists import home, neutral, not_found, root
from noticepress.pages.plan import Plan, plan
from noticepress.pages.redlines import RedlinePages
from noticepress.pages.texts import TextPages
from noticepress.views import Page

__all__ = ["Plan", "pages", "plan"]


def pages(plan: Plan) -> Iterator[tuple[Page, bool]]:
    """Every page, those that lead to others after what they lead to."""
    for edition in plan.editions:
        for locale in plan.locales(edition.id):
            yield from _edition(plan, edition, locale)
        yield neutral(plan, edition), True
    for locale in plan.config.locales:
        yield home(plan, locale), True
    yield root(plan), True
    yield not_found(plan), True


def _edition(plan: Plan, edition: Edition, locale: str) -> Iterator[tuple[Page, bool]]:
    texts, redlines = TextPages(plan, edition, locale), RedlinePages(plan, edition, locale)
    for text in texts.pages():
        yield text, False
    changes = {}
    for version, redline in redlines.changes():
        changes[version.effective] = redline
        yield redline, False
    for redline in redlines.others():
        yield redline, False
    yield ArchivePages(plan, edition, locale, changes).page(), True
    yield texts.page(edition.shown, "undated"), True
