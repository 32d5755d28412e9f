"""The contents matrix: which section says what the law asks a notice to say.

A heading claims items by an attribute, `## Retention {#retention covers="gdpr-13-2-a"}`; site.toml names the lists that
a document must meet (`covers = ["gdpr-13"]`) and the items that do not apply to it, each with the reason. What a
heading claims, a person must have read: the matrix shows gaps, it does not prove that the words suffice.
"""

from collections.abc import Iterator

from msgspec import Struct

from noticepress.checks.requirements import ITEMS, REQUIREMENTS, Item, Requirements
from noticepress.checks.review import Parsed, Review
from noticepress.errors import Finding, nearest
from noticepress.model import Document


class Row(Struct, frozen=True):
    """An item and the sections that claim it, as (path, id, title); `reason` says why none has to."""

    item: Item
    sections: tuple[tuple[str, str, str], ...]
    reason: str

    @property
    def is_met(self) -> bool:
        return bool(self.sections or self.reason)


class Matrix(Struct, frozen=True):
    """A list of requirements as a document meets it."""

    document: str
    requirements: Requirements
    rows: tuple[Row, ...]


def matrices(review: Review) -> tuple[Matrix, ...]:
    """A matrix for each list that site.toml asks of a document."""
    return tuple(
        Matrix(str(document.id), REQUIREMENTS[name], tuple(_rows(review, document, REQUIREMENTS[name])))
        for document in review.site.documents
        for name in document.config.covers
        if name in REQUIREMENTS
    )


def missing_contents(review: Review) -> Iterator[Finding]:
    """An item of a list in `covers` that no section claims."""
    for matrix in matrices(review):
        document = next(each for each in review.site.documents if str(each.id) == matrix.document)
        source = review.source(document.id)
        if source is None:
            continue
        for row in matrix.rows:
            if not row.is_met:
                what = f"No section covers {row.item.article}: {row.item.asks}."
                mend = (
                    f'Write covers="{row.item.name}" into the braces of the heading that does, '
                    "or the reason why it does not apply into site.toml (not-applicable)."
                )
                yield source.finding(0, what, mend)


def unknown_item(review: Review) -> Iterator[Finding]:
    """A heading whose `covers` names an item that no list has."""
    for text in review.texts:
        for section in text.outline.sections:
            for name in section.covers:
                if name not in ITEMS:
                    what = f"“{name}” is not an item that a section can cover."
                    yield text.finding(section.line, what, _closest(name), at=name)


def _rows(review: Review, document: Document, requirements: Requirements) -> Iterator[Row]:
    claims: dict[str, list[tuple[str, str, str]]] = {}
    for text in _edition(review, document):
        for section in text.outline.sections:
            for name in section.covers:
                claims.setdefault(name, []).append((text.path, section.id, section.title))
    for item in requirements.items:
        reason = document.config.not_applicable.get(item.name, item.by_page)
        yield Row(item, tuple(claims.get(item.name, ())), reason)


def _edition(review: Review, document: Document) -> Iterator[Parsed]:
    """What a reader of the document reads with it: a notice's addenda placed as sections, an addendum's notice."""
    for text in review.sources:
        other = text.document
        is_section = other.config.settings.placement == "section" and not document.id.region
        is_notice = not other.id.region and bool(document.id.region)
        if other.id == document.id or (other.id.notice == document.id.notice and (is_section or is_notice)):
            yield text


def _closest(name: str) -> str:
    siblings = [item for item in ITEMS if item.rsplit("-", 1)[0] == name.rsplit("-", 1)[0]]
    return f"Known: {', '.join(siblings)}." if siblings else nearest(name, list(ITEMS))
