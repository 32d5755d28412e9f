"""How a text is built: headings, sections, ids and braces."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from noticepress.checks.review import Review
from noticepress.errors import Finding, nearest
from noticepress.markup.outline import outline

_RESERVED: Final = re.compile(r"(?:np|change)-")
_BRACES: Final = re.compile(r"\{[:#.][^{}]*\}")
_ATTRIBUTES: Final = ("covers",)


def title_in_body(review: Review) -> Iterator[Finding]:
    """A heading of the first level in the body: the page shows the title of the front matter in that place."""
    for text in review.texts:
        for section in text.outline.sections:
            if section.level == 1:
                what = f"“{section.title}” is a heading of the first level, where the page shows the title."
                mend = "Take the line out if it repeats the title; otherwise write ## instead of #."
                yield text.finding("title-in-body", section.line, what, mend, severity="warning")


def heading_levels(review: Review) -> Iterator[Finding]:
    """A heading more than one level below the heading before it (WCAG 2.2, technique G141)."""
    for text in review.texts:
        before = 1
        for section in text.outline.sections:
            if section.level > before + 1:
                what = f"“{section.title}” skips a level: it has {section.level} number signs after one of {before}."
                mend = f"Write {'#' * (before + 1)}. Readers who move by headings think that they missed one."
                yield text.finding("heading-levels", section.line, what, mend, severity="warning")
            before = section.level


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
                yield text.finding("heading-repeated", section.line, what, mend, severity="warning")
            seen.setdefault(tuple(chain), section.line + text.text.line - 1)


def empty_section(review: Review) -> Iterator[Finding]:
    """A heading without words, or one with neither text nor a lower heading below it."""
    for text in review.texts:
        sections = iter(text.outline.sections)
        placed = [next(sections) if block.kind == "heading" else None for block in text.outline.blocks]
        for section, following in pairwise([*placed, None]):
            if section and not section.title:
                mend = "Write the heading, or take the number signs out."
                yield text.finding("empty-section", section.line, "This heading has no words.", mend)
            elif (section and following and following.level <= section.level) or (section and section is placed[-1]):
                what = f"There is nothing below the heading “{section.title}”."
                mend = "Write the section, or take the heading out."
                yield text.finding("empty-section", section.line, what, mend, severity="warning")


def duplicate_id(review: Review) -> Iterator[Finding]:
    """An id written out on two headings, or one that an addendum's section takes on the same page."""
    for text in review.texts:
        seen: dict[str, int] = {}
        taken = _ids_of_addenda(review, text.document.id.notice) if not text.document.id.region else {}
        for section in text.outline.sections:
            if first := seen.get(section.id):
                what = f"The id “{section.id}” is given to two headings (first in line {first})."
                mend = "Give one of them another id; the one that is published already keeps its own."
                yield text.finding("duplicate-id", section.line, what, mend, at=f"#{section.id}")
            elif other := taken.get(section.id):
                what = f"The id “{section.id}” is also that of a section in {other}, on the same page."
                mend = "Give this heading another id: {#…}."
                yield text.finding("duplicate-id", section.line, what, mend, at=f"#{section.id}")
            seen.setdefault(section.id, section.line + text.text.line - 1)


def reserved_id(review: Review) -> Iterator[Finding]:
    """An id that starts with `np-` or `change-`, which are those of the page and of redlines."""
    for text in review.texts:
        for section in text.outline.sections:
            if _RESERVED.match(section.id):
                what = f"The id “{section.id}” is reserved: np- and change- are for the page itself."
                mend = "Write another id in braces after the heading: {#…}."
                yield text.finding("reserved-id", section.line, what, mend, at=f"#{section.id}")


def lost_id(review: Review) -> Iterator[Finding]:
    """A section id of the last published version that the draft has no more: links from elsewhere would break."""
    for text in review.sources:
        if not text.document.has_draft or not text.document.texts:
            continue
        last = max(
            (each for each in text.document.texts if each.locale == text.locale),
            key=lambda each: (each.entry.version, each.entry.revision),
            default=None,
        )
        if last is None:
            continue
        for section in outline(last.body, last.entry.settings.html).sections:
            if section.id not in text.ids:
                what = f"The section “{section.title}” of {last.entry.version} had the id “{section.id}”; it is gone."
                mend = (
                    f"If the section has only been renamed, write {{#{section.id}}} after its heading: "
                    "links to it from elsewhere go on working. If it was taken out, nothing is to be done."
                )
                yield text.finding("lost-id", 0, what, mend, severity="warning")


def heading_attributes(review: Review) -> Iterator[Finding]:
    """Braces that mean nothing here: unknown attributes, or those of other programs such as `{: #x}`."""
    for text in review.texts:
        for attributes in text.outline.attributes:
            for name in attributes.values:
                if name not in ("id", *_ATTRIBUTES):
                    what = f"A heading has no attribute “{name}”."
                    mend = nearest(name, _ATTRIBUTES)
                    yield text.finding("heading-attributes", attributes.line, what, mend, at=f"{name}=")
        for block in text.outline.blocks:
            for span in block.spans:
                if span.kind == "text" and (match := _BRACES.search(span.text)):
                    what = f"“{match[0]}” would be shown to readers as it is."
                    mend = _braces_mend(match[0], is_heading=block.kind == "heading")
                    yield text.finding("heading-attributes", span.line, what, mend, at=match[0], severity="warning")


def _braces_mend(braces: str, *, is_heading: bool) -> str:
    identifier = re.search(r"#([\w-]+)", braces)
    if is_heading and identifier:
        return f"An id stands at the end of the heading, like this: {{#{identifier[1]}}}."
    return "Take it out: only headings have attributes, such as {#cookies}."


def _ids_of_addenda(review: Review, notice: str) -> dict[str, str]:
    found = {}
    for addendum in review.site.addenda(notice):
        if parsed := review.source(addendum.id):
            found.update({f"{addendum.id.region}-{each}": parsed.text.path for each in parsed.ids})
    return found
