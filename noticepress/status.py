"""Where a site stands on a day: what applies or will, what is drafted, what waits for translators, what is next."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from noticepress import compare
from noticepress.errors import Finding
from noticepress.messages import Translation
from noticepress.model import ChangeClass, Document, DocumentId, Site, Text, WorkingText
from noticepress.timeline import Version, in_force, versions

Late = Mapping[tuple[DocumentId, date], Sequence[Translation]]
"""How far the translations of public versions have come that were not published with them."""


class Applying(Struct, frozen=True):
    """A version that applies today or will: since or from when, until when if that is known, in which locales it is
    public, which that its document is offered in it still lacks, and how far their late translations have come."""

    document: DocumentId
    effective: date
    until: date | None
    change: ChangeClass
    locales: tuple[str, ...]
    lacking: tuple[str, ...]
    translations: tuple[Translation, ...] = ()

    def days_left(self, on: date) -> int:
        """The days from a day until it begins."""
        return (self.effective - on).days


class DraftSize(Struct, frozen=True):
    """How much a draft changes: words on each side, and the number of changes."""

    inserted: int
    deleted: int
    moved: int
    changes: int


class Draft(Struct, frozen=True):
    """A working text that is not published: the version that it takes the place of, against which its size is counted
    (None: it is the first), and how far its translations have come."""

    document: DocumentId
    path: str
    effective: date
    change: ChangeClass
    against: date | None
    size: DraftSize
    translations: tuple[Translation, ...]


class Status(Struct, frozen=True):
    """Everything of one screen. `unpublished` are documents that have neither a version nor a draft."""

    on: date
    in_force: tuple[Applying, ...]
    upcoming: tuple[Applying, ...]
    drafts: tuple[Draft, ...]
    unpublished: tuple[DocumentId, ...]
    findings: Mapping[str, int]
    next_change: date | None


def status(
    site: Site,
    drafted: Site,
    on: date,
    progress: Mapping[DocumentId, Mapping[str, Translation]],
    findings: Iterable[Finding],
    next_change: date | None,
    late: Late | None = None,
) -> Status:
    """The status of a site on a day; `drafted` is the same site with its drafts as texts."""
    known = {document.id: versions(document, on, site.config.zone) for document in site.documents}
    counted = Counter(finding.severity for finding in findings)
    return Status(
        on=on,
        in_force=tuple(_applying(version, late or {}) for each in known.values() if (version := in_force(each, on))),
        upcoming=tuple(_upcoming(known.values(), late or {})),
        drafts=tuple(_drafts(drafted, known, progress)),
        unpublished=tuple(d.id for d in site.documents if not known[d.id] and d.working is None),
        findings={severity: counted[severity] for severity in ("error", "warning", "note")},
        next_change=next_change,
    )


def _upcoming(known: Iterable[Sequence[Version]], late: Late) -> Iterator[Applying]:
    coming = [version for each in known for version in each if version.status == "upcoming"]
    yield from (_applying(each, late) for each in sorted(coming, key=lambda version: version.effective))


def _applying(version: Version, late: Late) -> Applying:
    public = tuple(locale for locale in version.texts if version.text(locale))
    return Applying(
        version.document.id,
        version.effective,
        version.until,
        version.authoritative.meta.change,
        public,
        tuple(tag for tag in version.document.config.locales if tag not in public),
        tuple(made for made in late.get((version.document.id, version.effective), ()) if made.locale not in public),
    )


def _drafts(
    drafted: Site,
    known: Mapping[DocumentId, Sequence[Version]],
    progress: Mapping[DocumentId, Mapping[str, Translation]],
) -> Iterator[Draft]:
    for document in drafted.documents:
        if document.has_draft and document.working:
            found = known[document.id]
            before = in_force(found, document.working.meta.effective)
            yield Draft(
                document.id,
                document.working.path,
                document.working.meta.effective,
                document.working.meta.change,
                before.effective if before else None,
                _size(document, document.working, before.authoritative if before else None),
                tuple(progress.get(document.id, {}).values()),
            )


def _size(document: Document, working: WorkingText, before: Text | None) -> DraftSize:
    draft = next((text.body for text in document.texts if text.draft), working.body)
    redline = compare(before.body if before else "", draft, html=document.config.settings.html)
    counts = redline.counts
    return DraftSize(counts.words_inserted, counts.words_deleted, counts.words_moved, len(redline.changes))
