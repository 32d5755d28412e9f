"""A project with its drafts in it, as the preview and the comparisons of editors see it. Reads; never writes."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from noticepress.catalogues import read_catalogues
from noticepress.drafts import with_drafts
from noticepress.errors import Finding
from noticepress.folders import read_local_files
from noticepress.markup import local_targets
from noticepress.messages import Translation
from noticepress.model import Document, DocumentId, Site
from noticepress.status import Late
from noticepress.translating import lacking, translations

Progress = Mapping[DocumentId, Mapping[str, Translation]]
"""How far each draft has come, by locale."""


def translation_progress(root: Path, site: Site, findings: list[Finding]) -> Progress:
    """The translations of every draft; faults of catalogues are findings."""
    known: dict[DocumentId, Mapping[str, Translation]] = {}
    for document in site.documents:
        if document.working and document.has_draft:
            faults: list[Finding] = []
            catalogues = read_catalogues(root, [document], faults)
            known[document.id] = translations(site, document, document.working, catalogues, faults)
            findings.extend(faults)
    return known


def late_progress(root: Path, site: Site, findings: list[Finding]) -> Late:
    """The translations that public versions still lack; faults of catalogues are findings."""
    known = {}
    for document in site.documents:
        faults: list[Finding] = []
        catalogues = read_catalogues(root, [document], faults)
        for source in lacking(document):
            made = translations(site, document, source, catalogues, faults).values()
            known[document.id, source.meta.effective] = [each for each in made if each.state != "published"]
        findings.extend(faults)
    return known


def drafted(root: Path, site: Site, at: datetime, progress: Progress, before: "Before | None" = None) -> Site:
    """The site with every draft, in each locale that is ready, as a text published at a moment and marked as such.

    What was drafted `before` of a document that is still the same value stays, with the moment it had: a file beside a
    text is read again with the text.
    """
    kept = before.still(site, progress) if before else {}
    others = [each for each in site.documents if each.id not in kept]
    ready = {
        each.id: {locale: made.text for locale, made in progress.get(each.id, {}).items() if made.text}
        for each in others
    }
    files = {each.id: _local_files(root, each) for each in others if each.has_draft}
    made = {each.id: each for each in with_drafts(replace(site, documents=tuple(others)), at, ready, files).documents}
    return replace(site, documents=tuple(kept.get(each.id) or made[each.id] for each in site.documents))


class Before(Struct, frozen=True):
    """What was drafted last: the site, the progress of its translations, and the site with drafts."""

    site: Site
    progress: Progress
    drafted: Site

    def still(self, site: Site, progress: Progress) -> Mapping[DocumentId, Document]:
        """The documents with their drafts that are the same in a site that was read since."""
        if self.site.config is not site.config:
            return {}
        pairs = zip(self.site.documents, self.drafted.documents, strict=True)
        known = {id(document): made for document, made in pairs}
        return {
            each.id: known[id(each)]
            for each in site.documents
            if id(each) in known and self.progress.get(each.id) == progress.get(each.id)
        }


def _local_files(root: Path, document: Document) -> dict[str, bytes]:
    texts = [text for text in (document.working, *document.translations.values()) if text]
    names = {name for text in texts for name in local_targets(text.body, document.config.settings.html)}
    return read_local_files(root, document.config, sorted(names))
