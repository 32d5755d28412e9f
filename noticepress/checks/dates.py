"""Dates of drafts against what is published, and whole-file translations against their source."""

from collections.abc import Iterator
from datetime import date

from noticepress.checks.review import Parsed, Review
from noticepress.errors import Finding
from noticepress.timeline import in_force, versions


def silent_edit(review: Review) -> Iterator[Finding]:
    """A text that was changed under the date of a published version: two versions would have one date."""
    for text, day in _drafts(review):
        if day in _days(text):
            name = text.document.id
            what = f"The version of {day} is published already, and its text differs from this one."
            mend = f"Give the new text a later date, or correct the old one: “noticepress correct {name} {day}”."
            yield text.finding_at_key("effective", what, mend)


def before_in_force(review: Review) -> Iterator[Finding]:
    """A draft that would apply before the version in force does."""
    for text, day in _drafts(review):
        current = in_force(versions(text.document, review.today, review.site.config.zone), review.today)
        if current and day < current.effective and day not in _days(text):
            what = f"{day} comes before {current.effective}, from which the version in force applies."
            yield text.finding_at_key("effective", what, "Write the day from which the new text shall apply.")


def past_date(review: Review) -> Iterator[Finding]:
    """A draft whose effective date has passed."""
    for text, day in _drafts(review):
        current = in_force(versions(text.document, review.today, review.site.config.zone), review.today)
        if day < review.today and day not in _days(text) and not (current and day < current.effective):
            what = f"{day} has passed, so readers could not have known this text when it began to apply."
            mend = "Write a later date; a late publication needs --late and --reason."
            yield text.finding_at_key("effective", what, mend)


def overtakes(review: Review) -> Iterator[Finding]:
    """A draft that would apply before a version that is published for a later day."""
    for text, day in _drafts(review):
        later = [each for each in _days(text) if each > max(day, review.today)]
        if later and day >= review.today and day not in _days(text):
            what = f"A version for {min(later)} is published already; this one would apply before it."
            mend = "If that is meant, publish with --yes, and see that the later version has these changes too."
            yield text.finding_at_key("effective", what, mend)


def other_date(review: Review) -> Iterator[Finding]:
    """A whole-file translation of another version than the working text: it will not be used."""
    for text in review.texts:
        source = review.source(text.document.id)
        if text.is_source or text.meta is None or source is None or source.meta is None:
            continue
        if text.meta.effective != source.meta.effective:
            days = f"{text.meta.effective}, {source.path} of {source.meta.effective}"
            what = f"This translation is of the version of {days}."
            mend = "Bring the translation up to date and give it that date; until then the catalogue is used."
            yield text.finding_at_key("effective", what, mend)


def translated_headings(review: Review) -> Iterator[Finding]:
    """A whole-file translation that has other sections than its source."""
    for text in review.texts:
        source = review.source(text.document.id)
        is_same = source and source.meta and text.meta and source.meta.effective == text.meta.effective
        if text.is_source or source is None or not is_same:
            continue
        ours, theirs = source.outline.sections, text.outline.sections
        if len(ours) != len(theirs):
            what = f"This translation has {_headings(len(theirs))}, its source {source.path} has {len(ours)}."
            different = next((b.line for a, b in zip(ours, theirs, strict=False) if a.level != b.level), 0)
            yield text.finding(different, what, "Give both the same headings in the same order.")
            continue
        for section, wanted in zip(theirs, ours, strict=True):
            if section.id != wanted.id:
                has = f"has the id “{section.id}”" if section.explicit else "has no id"
                what = f"This section {has}; in {source.path} it is “{wanted.id}”."
                at = f"#{section.id}" if section.explicit else ""
                yield text.finding(section.line, what, f"Write {{#{wanted.id}}} at the end of the heading.", at=at)


def _drafts(review: Review) -> Iterator[tuple[Parsed, date]]:
    for text in review.sources:
        if text.meta and text.document.has_draft:
            yield text, text.meta.effective


def _days(text: Parsed) -> set[date]:
    return {each.entry.version for each in text.document.texts}


def _headings(number: int) -> str:
    return "1 heading" if number == 1 else f"{number} headings"
