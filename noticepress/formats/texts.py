"""Where each published text can be read: the page that shows it first, and the files beside that page."""

from collections.abc import Mapping
from dataclasses import dataclass

from noticepress import permalinks
from noticepress.formats.markdown import permanent_texts
from noticepress.pages import Plan


@dataclass(frozen=True, slots=True)
class Place:
    """A page that shows a text, and its Markdown and patch beside it (`""`: it was withdrawn); all are rooted."""

    page: str
    markdown: str
    diff: str


Places = Mapping[str, Place]
"""By the digest of the text's ledger entry. A text that no page has ever shown has no place."""


def places(plan: Plan) -> Places:
    """The places of every text, the general edition and the latest state of a version coming first."""
    found: dict[str, Place] = {}
    for edition in plan.editions:
        for locale in plan.locales(edition.id):
            for version, state in edition.addresses(locale):
                url = permalinks.dated(locale, edition.id, version.effective, state)
                for text in permanent_texts(plan, version, locale, state):
                    if text.locale == locale:
                        document = text.entry.document
                        markdown, diff = permalinks.markdown(url, document), permalinks.diff(url, document)
                        found.setdefault(text.entry.digest, Place(url, markdown, diff))
                for component in version.components:
                    for text in component.texts.get(locale, ()):
                        if text.withdrawn:
                            found.setdefault(text.entry.digest, Place(url, "", ""))
    return found
