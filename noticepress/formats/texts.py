"""Where each published text can be read: the page that shows it first, and the files beside that page."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from noticepress import permalinks
from noticepress.formats.markdown import permanent_texts
from noticepress.pages import Plan


class Place(Struct, frozen=True):
    """A page that shows a text, its Markdown beside it, and the patch that makes it of the text before (`""`: it was
    withdrawn); all are rooted."""

    page: str
    markdown: str
    diff: str


Places = Mapping[str, Place]
"""By the digest of the text's ledger entry. A text that no page has ever shown has no place."""


def places(plan: Plan) -> Places:
    """The places of every text, the general edition and the latest state of a version coming first.

    The patches lead from text to text: where a version has had several states, by the one that brought the text.
    """
    found: dict[str, Place] = {}
    for edition in plan.editions:
        for locale in plan.locales(edition.id):
            for version, state in edition.addresses(locale):
                latest = permalinks.dated(locale, edition.id, version.effective)
                url = permalinks.dated(locale, edition.id, version.effective, state)
                for text in permanent_texts(plan, version, locale, state):
                    if text.locale != locale:
                        continue
                    document, digest = text.entry.document, text.entry.digest
                    markdown, diff = permalinks.markdown(url, document), permalinks.diff(url, document)
                    place = found.setdefault(digest, Place(url, markdown, diff))
                    if state and place.diff == permalinks.diff(latest, document):
                        found[digest] = replace(place, diff=diff)
                for component in version.components:
                    for text in component.texts.get(locale, ()):
                        if text.withdrawn:
                            found.setdefault(text.entry.digest, Place(url, "", ""))
    return found
