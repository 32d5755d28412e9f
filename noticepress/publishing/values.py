"""What publishing works with: who acts, what was made ready, what was held back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from noticepress.ledger import FIRST, TEXT_EVENTS, chained, digest, source_file, text_file
from noticepress.model import Attachment, ChangeClass, Document, Entry, Event, WorkingText


class Stamp(Struct, frozen=True):
    """Who acts, when (with offset), and why where a reason is needed."""

    by: str
    at: datetime
    reason: str = ""


class Held(Struct, frozen=True):
    """A translation that is not published with its version, and why."""

    locale: str
    why: str


class Frozen(Struct, frozen=True):
    """A text as it will be published, the hash of the source it was made from, and the local files it shows."""

    locale: str
    raw: bytes
    change: ChangeClass
    source_sha256: str
    attachments: tuple[Attachment, ...] = ()


class Publication(Struct, frozen=True):
    """What a command writes: new files below `published/`, and entries for the ledger's end, chained to it."""

    document: Document
    files: Mapping[str, bytes]
    entries: tuple[Entry, ...]
    held: tuple[Held, ...] = ()

    @property
    def locales(self) -> tuple[str, ...]:
        return tuple(entry.locale for entry in self.entries)


def publication(
    document: Document,
    version: date,
    event: Event,
    texts: Sequence[Frozen],
    stamp: Stamp,
    *,
    source: WorkingText,
    attached: Mapping[str, bytes],
    held: tuple[Held, ...] = (),
) -> Publication:
    """The publication of texts of one version, each as the next revision in its locale.

    `source` is written where it is not yet among the frozen sources of the version; `attached` are the local files
    by their names below `published/`.
    """
    files = dict(attached)
    known = {each.source_sha256 for each in document.entries if each.version == version and each.source_sha256}
    if source.sha256 not in known:
        files[source_file(version, len(known) + 1)] = source.raw
    entries = []
    for text in texts:
        revision = next_revision(document, version, text.locale)
        name = text_file(version, text.locale, revision)
        files[name] = text.raw
        entry = replace(
            plain_entry(document, event, version, stamp),
            locale=text.locale,
            revision=revision,
            sha256=digest(text.raw),
            file=name,
            change=text.change,
            source_sha256=text.source_sha256,
            attachments=text.attachments,
        )
        entries.append(entry)
    return Publication(document, files, chain(document, entries), held)


def chain(document: Document, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries, each with the hash of the one before, the first with that of the ledger's last."""
    previous = document.entries[-1].digest if document.entries else FIRST
    linked = []
    for entry in entries:
        linked.append(chained(entry, previous))
        previous = linked[-1].digest
    return tuple(linked)


def next_revision(document: Document, version: date, locale: str) -> int:
    """The revision that the next text of a version in a locale will be."""
    known = [
        entry.revision
        for entry in document.entries
        if entry.version == version and entry.locale == locale and entry.event in TEXT_EVENTS
    ]
    return max(known, default=0) + 1


def plain_entry(document: Document, event: Event, version: date, stamp: Stamp) -> Entry:
    """An entry that publishes no text, not yet chained: a retirement, or the withdrawal of a whole version."""
    return Entry(
        event=event,
        document=document.id,
        version=version,
        locale="",
        revision=0,
        sha256="",
        file="",
        change="material",
        recorded=stamp.at,
        published=stamp.at,
        by=stamp.by,
        reason=stamp.reason,
        evidence="",
        settings=document.config.settings,
        source_sha256="",
        attachments=(),
        previous="",
        digest="",
    )


def withdrawal_of(entry: Entry, stamp: Stamp) -> Entry:
    """The entry, not yet chained, by which a published text is withdrawn."""
    return replace(
        entry, event="withdraw", recorded=stamp.at, published=stamp.at, by=stamp.by, reason=stamp.reason,
        evidence="", attachments=(), previous="", digest="",
    )  # fmt: skip
