"""What the law of transparency asks of notice periods and reviews."""

from collections.abc import Iterator
from datetime import date

from noticepress.checks.review import Review
from noticepress.errors import Finding
from noticepress.model import Entry


def short_notice(review: Review) -> Iterator[Finding]:
    """A draft marked `change: material` that would apply sooner than the notice period of site.toml."""
    days = review.site.config.notice_days
    for text in review.sources:
        meta = text.meta
        if meta is None or not text.document.has_draft or meta.change != "material" or not text.document.entries:
            continue
        ahead = (meta.effective - review.today).days
        if 0 <= ahead < days:
            when = "today" if not ahead else "tomorrow" if ahead == 1 else f"in {ahead} days"
            what = (
                f"This material change would apply {when}, which is less than the {days} days of notice in site.toml."
            )
            mend = (
                "Give it a later date, or publish with --yes once readers have been told (WP260 rev.01, paragraph 30)."
            )
            yield text.finding_at_key("effective", what, mend)


def yearly_review(review: Review) -> Iterator[Finding]:
    """A Californian addendum that was not reviewed for 12 months (California Civil Code 1798.130(a)(5))."""
    for document in review.site.documents:
        config = document.config
        is_californian = document.id.region == "california" or any(item.startswith("ccpa") for item in config.covers)
        known = [each for each in (config.last_review, *_published(document.entries)) if each]
        if not is_californian or not known or _a_year_after(max(known)) > review.today:
            continue
        what = f"“{document.id}” was last reviewed on {max(known)}; the law asks for an update every 12 months."
        mend = "Review it, then write last-review = YYYY-MM-DD in its table (California Civil Code 1798.130(a)(5))."
        path = f"notices/{document.id}/{document.id.source_name}.md"
        yield Finding(path, 0, 0, "", what, mend)


def _published(entries: tuple[Entry, ...]) -> list[date]:
    return [entry.published.date() for entry in entries if entry.event in ("publish", "import")]


def _a_year_after(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return date(day.year + 1, 3, 1) if is_leap_day else day.replace(year=day.year + 1)
