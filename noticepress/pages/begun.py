"""Which documents a version of an edition begins or ends with, by their titles."""

from noticepress.editions import EditionId, EditionVersion
from noticepress.model import DocumentId
from noticepress.pages.frames import edition_name
from noticepress.pages.plan import Plan
from noticepress.timeline import Version


def changed(plan: Plan, version: EditionVersion, locale: str) -> tuple[str, ...]:
    """The titles of the documents that begin with a version; none where it consists of one alone."""
    begun = [each for each in version.components if each.document.id in version.changed]
    return tuple(_title(plan, each.document.id, locale, each) for each in begun) if len(version.components) > 1 else ()


def ended(plan: Plan, version: EditionVersion, locale: str) -> tuple[str, ...]:
    """The titles of the addenda that stood in the edition until the day before."""
    return tuple(_title(plan, each, locale) for each in version.ended)


def _title(plan: Plan, identifier: DocumentId, locale: str, version: Version | None = None) -> str:
    """The title of a document, that of the version where it has one in this language, else of another version; the
    name of its edition where the language has none at all."""
    versions = plan.versions[identifier]
    texts = [each.text(locale) for each in (*([version] if version else []), *reversed(versions))]
    text = next((text for text in texts if text), None)
    return text.meta.title if text else edition_name(plan, EditionId(identifier.notice, identifier.region), locale)
