"""Everything of the output beside pages: from a site on a day to files for machines.

A format is a function; a new one is a module here and a row in one of the tables. None of them renders a page.

    EDITION_FORMATS   (plan, edition, locale) -> artifacts   what stands beside the pages of one edition in one locale
    SITE_FORMATS      (plan) -> artifacts                    what stands for the whole site
"""

from collections.abc import Callable, Iterable, Iterator
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
from noticepress.pages import Plan

EDITION_FORMATS: Final[tuple[Callable[[Plan, Edition, str], Iterable[Artifact]], ...]] = (
    markdown,
    diffs,
    feeds,
    timemaps,
    embeds,
)
SITE_FORMATS: Final[tuple[Callable[[Plan], Iterable[Artifact]], ...]] = (
    ledgers,
    schemas,
    data,
    module,
    sitemaps,
    robots,
)


def edition_artifacts(plan: Plan, edition: Edition, locale: str) -> Iterator[Artifact]:
    """Every format of one edition in one locale."""
    for make in EDITION_FORMATS:
        yield from make(plan, edition, locale)


def site_artifacts(plan: Plan) -> Iterator[Artifact]:
    """Every format of the whole site."""
    for make in SITE_FORMATS:
        yield from make(plan)


def artifacts(plan: Plan) -> Iterator[Artifact]:
    """Every format of every edition in every locale it is offered in, then those of the whole site."""
    for edition in plan.editions:
        for locale in plan.locales(edition.id):
            yield from edition_artifacts(plan, edition, locale)
    yield from site_artifacts(plan)
