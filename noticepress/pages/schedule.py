"""When the site will next look different although nobody publishes anything."""

from collections.abc import Iterator
from datetime import date, timedelta

from noticepress.editions import Edition
from noticepress.pages.plan import Plan
from noticepress.timeline import next_change

_DAY = timedelta(days=1)


def next_day(plan: Plan) -> date | None:
    """The next day on which a build of the same sources would differ, if such a day is known.

    A version takes effect or ends; the banner of a material change is due to go.
    """
    return next_change(_days(plan), plan.on)


def _days(plan: Plan) -> Iterator[date]:
    for edition in plan.editions:
        yield from _of_edition(plan, edition)
    for versions in plan.versions.values():
        for version in versions:
            yield version.effective
            if version.until:
                yield version.until + _DAY


def _of_edition(plan: Plan, edition: Edition) -> Iterator[date]:
    for version in edition.versions:
        yield version.effective
        if version.until:
            yield version.until + _DAY
    for version in edition.versions:
        if version.change == "material":
            last = version.effective + timedelta(days=plan.config.material_days)
            shown = [tag for tag in plan.locales(edition.id) if version.is_in(tag) and plan.earlier(version, tag)]
            if shown and version.effective <= last and (version.until is None or last < version.until):
                yield last + _DAY
