"""Everything of the output beside pages: from a site on a day to files for machines.

A format is a function; a new one is a module here and a row in one of the tables. None of them renders a page.

    EDITION_FORMATS   (plan, edition, locale) -> artifacts   what stands beside the pages of one edition in one locale
    NOTICE_FORMATS    (plan) -> artifacts                    what one notice has in no language
    SITE_FORMATS      (plan, told) -> artifacts              what stands for the whole site, of what each notice tells
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from noticepress.artifact import Artifact
from noticepress.editions import Edition
from noticepress.formats.data import data, schemas
from noticepress.formats.diffs import diffs
from noticepress.formats.embeds import embeds, module
from noticepress.formats.feeds import feeds
from noticepress.formats.ledgers import ledgers
from noticepress.formats.markdown import markdown
from noticepress.formats.sitemaps import robots, sitemaps
from noticepress.formats.timemaps import timemaps
from noticepress.formats.told import Shown, Told, next_day_of, packed, plain, shown_files, told, told_of_all, unpacked
from noticepress.pages import Plan

__all__ = [
    "EDITION_FORMATS",
    "Shown",
    "Told",
    "artifacts",
    "common_artifacts",
    "edition_artifacts",
    "next_day_of",
    "notice_artifacts",
    "packed",
    "plain",
    "shown_files",
    "site_artifacts",
    "told",
    "unpacked",
]

EDITION_FORMATS: Final[tuple[Callable[[Plan, Edition, str], Iterable[Artifact]], ...]] = (
    markdown,
    diffs,
    feeds,
    timemaps,
    embeds,
)
NOTICE_FORMATS: Final[tuple[Callable[[Plan], Iterable[Artifact]], ...]] = (ledgers,)
SITE_FORMATS: Final[tuple[Callable[[Plan, Sequence[Told]], Iterable[Artifact]], ...]] = (
    lambda *_: schemas(),
    lambda plan, found: data(plan, [each.data for each in found], next_day_of(found, plan.on)),
    lambda *_: module(),
    lambda plan, found: sitemaps(plan, (entry for each in found for entry in each.sitemap)),
    lambda plan, _: robots(plan),
)


def edition_artifacts(plan: Plan, edition: Edition, locale: str) -> Iterator[Artifact]:
    """Every format of one edition in one locale."""
    for make in EDITION_FORMATS:
        yield from make(plan, edition, locale)


def notice_artifacts(plan: Plan) -> Iterator[Artifact]:
    """Every format of the notices of a plan that they have in no language."""
    for make in NOTICE_FORMATS:
        yield from make(plan)


def site_artifacts(plan: Plan, found: Sequence[Told]) -> Iterator[Artifact]:
    """Every format of the whole site; `found` is what each notice tells, of which `plan` need not know."""
    for make in SITE_FORMATS:
        yield from make(plan, found)


def common_artifacts(plan: Plan) -> Iterator[Artifact]:
    """Every format of all notices that they have in no language, then those of the whole site."""
    yield from notice_artifacts(plan)
    yield from site_artifacts(plan, told_of_all(plan))


def artifacts(plan: Plan) -> Iterator[Artifact]:
    """Every format of every edition in every locale it is offered in, then those of the whole site."""
    for edition in plan.editions:
        for locale in plan.locales(edition.id):
            yield from edition_artifacts(plan, edition, locale)
    yield from common_artifacts(plan)
