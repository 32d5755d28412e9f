"""How a text is built: headings, sections, ids and braces."""

import re
from collections.abc import Iterator
from typing import Final

from noticepress.checks.review import Parsed, Review, outline_of
from noticepress.errors import Finding, nearest
from noticepress.markup.sections import Section
from noticepress.model import Text

_RESERVED: Final = re.compile(r"(?:np|change)-")
_BRACES: Final = re.compile(r"(?<!\{)\{[ \t]*(?:[:#.]|[a-z]+[ \t]*=)[^{}]*\}")
_ATTRIBUTES: Final = ("covers",)


def title_in_body(review: Review) -> Iterator[Finding]:
    """A heading of the first level in the body: the page shows the title of the front matter in that place."""
    for text in review.texts:
        for section in text.outline.sections:
            if section.level == 1:
                what = f"“{section.title}” is a heading of the first level, where the page shows the title."
                mend = "Take the line out if it repeats the title; otherwise write ## instead of #."
                yield text.finding(section.line, what, mend)


def heading_levels(review: Review) -> Iterator[Finding]:
    """A heading more than one level below the heading before it (WCAG 2.2, technique G141)."""
    for text in review.texts:
        before, above = 1, "the title of the page"
        for section in text.outline.sections:
            if section.level > before + 1:
                what = f"“{section.title}” skips a level: it has level {section.level} after {above} with {before}."
                mend = f"Begin it with {'#' * (before + 1)}. Readers who move by headings think that they missed one."
                yield text.finding(section.line, what, mend)
            before, above = section.level, f"“{section.title}”"


def heading_repeated(review: Review) -> Iterator[Finding]:
    """The same heading twice within one section: a reader of the table of contents cannot tell them apart."""
    for text in review.texts:
        seen: dict[tuple[str, ...], int] = {}
        chain: list[str] = []
        for section in text.outline.sections:
            above = (chain + [""] * 6)[: section.level - 1]
            chain = [*above, section.title.casefold()]
            if first := seen.get(tuple(chain)):
                what = f"The heading “{section.title}” stands here again (first in line {first})."
                mend = "Say in each heading what sets it apart from the other."
                yield text.finding(section.line, what, mend)
            seen.setdefault(tuple(chain), section.line + text.line - 1)


def empty_heading(review: Review) -> Iterator[Finding]:
    """A heading without words."""
    for text in review.texts:
        for section in text.outline.sections:
            if not section.title:
                mend = "Write the heading, or take the number signs out."
                yield text.finding(section.line, "This heading has no words.", mend)


def empty_section(review: Review) -> Iterator[Finding]:
    """A heading with neither text nor a lower heading below it."""
    for text in review.texts:
        remaining = iter(text.outline.sections)
        placed = [next(remaining) if block.kind == "heading" else None for block in text.outline.blocks]
        for position, section in enumerate(placed):
            following = placed[position + 1] if position + 1 < len(placed) else None
            is_last = position + 1 == len(placed)
            if section and section.title and (is_last or (following and following.level <= section.level)):
                what = f"There is nothing below the heading “{section.title}”."
                yield text.finding(section.line, what, "Write the section, or take the heading out.")


def duplicate_id(review: Review) -> Iterator[Finding]:
    """An id written out on two headings, or one that an addendum's section takes on the same page."""
    for text in review.texts:
        seen: dict[str, int] = {}
        taken = _ids_of_addenda(review, text.document.id.notice) if not text.document.id.region else {}
        for section in text.outline.sections:
            if first := seen.get(section.id):
                what = f"The id “{section.id}” is given to two headings (first in line {first})."
                mend = "Give one of them another id; the one that is published already keeps its own."
                yield text.finding(section.line, what, mend, at=f"#{section.id}")
            elif other := taken.get(section.id):
                what = f"The id “{section.id}” is also that of a section in {other}, on the same page."
                mend = "Give this heading another id: {#…}."
                yield text.finding(section.line, what, mend, at=f"#{section.id}")
            seen.setdefault(section.id, section.line + text.line - 1)


def reserved_id(review: Review) -> Iterator[Finding]:
    """An id that starts with `np-` or `change-`, which are those of the page and of redlines."""
    for text in review.texts:
        for section in text.outline.sections:
            if _RESERVED.match(section.id):
                what = f"The id “{section.id}” is reserved: np- and change- are for the page itself."
                mend = "Write another id in braces after the heading: {#…}."
                yield text.finding(section.line, what, mend, at=f"#{section.id}")


def lost_id(review: Review) -> Iterator[Finding]:
    """A section id of the last published version that the draft has no more: links from elsewhere would break."""
    for text in review.sources:
        last = _last_published(text)
        if last is None or not text.document.has_draft:
            continue
        before: Section | None = None
        path = f"{text.document.id} {last.entry.file}"
        published = outline_of(path, last.body, last.entry.settings.html).sections
        known = {section.id for section in published}
        for section in published:
            if section.id not in text.ids:
                heir = _heir(text, section, before, known)
                what = f"The section “{section.title}” of {last.entry.version} had the id “{section.id}”; it is gone."
                mend = "If it was taken out, nothing is to be done; if it has another heading now, give that its old id"
                if heir:
                    mend = f"If it is now “{heir.title}”, keep its id, so that links from elsewhere go on working"
                yield text.finding(heir.line if heir else 0, what, f"{mend}: {{#{section.id}}}.")
            before = section


def heading_attributes(review: Review) -> Iterator[Finding]:
    """An attribute of a heading that means nothing here."""
    for text in review.texts:
        for attributes in text.outline.attributes:
            for name in attributes.values:
                if name not in ("id", *_ATTRIBUTES):
                    what = f"A heading has no attribute “{name}”."
                    yield text.finding(attributes.line, what, nearest(name, _ATTRIBUTES), at=f"{name}=")


def stray_braces(review: Review) -> Iterator[Finding]:
    """Braces that readers would see, such as `{: #x}` of other programs, or `{covers=…}` without an id before it."""
    for text in review.texts:
        for block in text.outline.blocks:
            for span in block.spans:
                if span.kind == "text" and (match := _BRACES.search(span.text)):
                    what = f"“{match[0]}” would be shown to readers as it is."
                    mend = _braces_mend(match[0], is_heading=block.kind == "heading")
                    yield text.finding(span.line, what, mend, at=match[0])


def _last_published(text: Parsed) -> Text | None:
    """The newest text in the source locale before the draft's day, or the newest at all."""
    found = [each for each in text.document.texts if each.locale == text.locale and each.body]
    earlier = [each for each in found if text.meta and each.entry.version < text.meta.effective]
    return max(earlier or found, key=lambda each: (each.entry.version, each.entry.revision), default=None)


def _heir(text: Parsed, lost: Section, before: Section | None, known: set[str]) -> Section | None:
    """The section of the draft that took the place of a lost one: the same heading, or a new one in the same place."""
    sections = text.outline.sections
    same = next((section for section in sections if section.title == lost.title), None)
    if same or before is None:
        return same
    place = next((number + 1 for number, section in enumerate(sections) if section.id == before.id), len(sections))
    heir = sections[place] if place < len(sections) else None
    return heir if heir and heir.level == lost.level and heir.id not in known else None


def _braces_mend(braces: str, *, is_heading: bool) -> str:
    if "covers" in braces:
        return 'An id comes first and the quotation marks are straight: {#retention covers="gdpr-13-2-a"}.'
    identifier = re.search(r"#([\w-]+)", braces)
    if is_heading and identifier:
        return f"An id stands at the end of the heading, like this: {{#{identifier[1]}}}."
    return "Take it out: only headings have attributes, such as {#cookies}."


def _ids_of_addenda(review: Review, notice: str) -> dict[str, str]:
    found = {}
    for addendum in review.site.addenda(notice):
        if parsed := review.source(addendum.id):
            found.update({f"{addendum.id.region}-{each}": parsed.path for each in parsed.ids})
    return found
