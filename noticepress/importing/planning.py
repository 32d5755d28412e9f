"""What an import writes: every placed text in the dialect with its ids written out, and the entries of the ledger.

Imported texts are literal: nothing in them is a variable, so none is resolved, and in the kept source `{{` is escaped.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from msgspec import Struct, field

from noticepress import frontmatter
from noticepress.errors import RefusedError
from noticepress.importing.dating import Known
from noticepress.importing.states import EVIDENCE, Dating, Draft, Remark, State
from noticepress.ledger import TEXT_EVENTS, digest, source_file, text_file
from noticepress.markup import Section, local_targets, parser, sections, set_ids, variables, write_out_ids
from noticepress.model import Attachment, Document, Entry, Text
from noticepress.publishing import Publication, Stamp
from noticepress.publishing.freezing import SAFE_SUFFIXES, attachment
from noticepress.publishing.values import chain

Fetch = Callable[[State, str], bytes | None]
"""The file that a state names beside itself, as it was at that time, or None."""

LARGEST_FILE: Final = 20_000_000


class Import(Struct, frozen=True):
    """The publication that an import amounts to, the newest source as written, and what is doubtful."""

    publication: Publication
    newest: bytes
    remarks: tuple[Remark, ...]


def known_of(document: Document, source_locale: str) -> Known:
    """What the ledger of a document holds already."""
    known = Known(reads=lambda draft, text: _reads(document, draft, text))
    for entry in document.entries:
        if entry.event not in TEXT_EVENTS:
            continue
        key = (entry.version, entry.locale)
        known.revisions[key] = max(entry.revision, known.revisions.get(key, 0))
        known.public[key] = max(entry.published, known.public.get(key, entry.published))
        if entry.locale == source_locale:
            known.began.setdefault(entry.version, entry.published)
    for text in document.texts:
        known.texts[text.entry.version, text.locale] = text
    return known


def _reads(document: Document, draft: Draft, text: Text) -> bool:
    """Whether a draft would be published as a text that is there already."""
    meta, html = text.meta, document.config.settings.html
    if (draft.title, draft.description, draft.summary) != (meta.title, meta.description, meta.summary):
        return False
    body = draft.body.strip("\n") + "\n"
    wanted, own = (sections(parser(html).parse(each)) for each in (text.body, body))
    forms = [write_out_ids(body, html), *([set_ids(body, wanted, html)] if len(wanted) == len(own) else [])]
    return text.body.strip("\n") in [form.strip("\n") for form in forms]


def plan_import(
    document: Document, source_locale: str, datings: Sequence[Dating], stamp: Stamp, fetch: Fetch
) -> Import:
    """The import of placed texts. RefusedError where it would touch a version that was published here."""
    _refuse(document, datings)
    work = _Work(document, fetch)
    for dating in datings:
        is_source = dating.draft.state.locale == source_locale
        work.add(dating, stamp, is_source=is_source)
    publication = Publication(document, work.files, chain(document, work.entries))
    newest = max(work.sources, default=None)
    raw = work.sources[newest].raw if newest else b""
    return Import(publication, raw, tuple(work.remarks))


class _Source(Struct, frozen=True):
    raw: bytes
    sha256: str
    sections: tuple[Section, ...]


class _Work(Struct):
    document: Document
    fetch: Fetch
    files: dict[str, bytes] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    sources: dict[date, _Source] = field(default_factory=dict)
    hashes: dict[date, list[str]] = field(default_factory=dict)

    def add(self, dating: Dating, stamp: Stamp, *, is_source: bool) -> None:
        """Add a text; the first of a version is one in the source language."""
        draft = dating.draft
        body = self._body(dating, is_source=is_source)
        raw = _file(dating, body)
        name = text_file(dating.version, draft.state.locale, dating.revision)
        self.files[name] = raw
        if is_source:
            self._keep_source(dating, body)
        source = self._source(dating.version)
        self.entries.append(
            Entry(
                event="import",
                document=self.document.id,
                version=dating.version,
                locale=draft.state.locale,
                revision=dating.revision,
                sha256=digest(raw),
                file=name,
                change=draft.change,
                recorded=stamp.at,
                published=dating.published,
                by=stamp.by,
                reason=dating.reason,
                evidence=EVIDENCE.join((draft.state.evidence, *dating.also)),
                settings=self.document.config.settings,
                source_sha256=source.sha256,
                attachments=self._attachments(dating, body),
                previous="",
                digest="",
            )
        )

    def _body(self, dating: Dating, *, is_source: bool) -> str:
        html, body = self.document.config.settings.html, dating.draft.body.strip("\n") + "\n"
        if is_source:
            return write_out_ids(body, html)
        wanted = self._source(dating.version).sections
        own = sections(parser(html).parse(body))
        if [each.level for each in own] == [each.level for each in wanted]:
            return set_ids(body, wanted, html)
        what = f"Its headings ({len(own)}) are not those of its source ({len(wanted)}): its section ids are its own."
        self._doubt(dating, what)
        return write_out_ids(body, html)

    def _keep_source(self, dating: Dating, body: str) -> None:
        raw = _file(dating, _literal(dating.draft.body.strip("\n") + "\n"))
        sha256, known = digest(raw), self._hashes(dating.version)
        if sha256 not in known:
            known.append(sha256)
            self.files[source_file(dating.version, len(known))] = raw
        found = sections(parser(self.document.config.settings.html).parse(body))
        self.sources[dating.version] = _Source(raw, sha256, found)

    def _source(self, version: date) -> _Source:
        """The last source of a version: of this import, or of the ledger."""
        if version not in self.sources:
            source = self.document.sources[version][-1]
            text = next(t for t in self.document.texts if t.entry.source_sha256 == source.sha256)
            html = text.entry.settings.html
            found = sections(parser(html).parse(write_out_ids(source.body, html)))
            return _Source(source.raw, source.sha256, found)
        return self.sources[version]

    def _hashes(self, version: date) -> list[str]:
        known = [e.source_sha256 for e in self.document.entries if e.version == version and e.event in TEXT_EVENTS]
        return self.hashes.setdefault(version, list(dict.fromkeys(known)))

    def _attachments(self, dating: Dating, body: str) -> tuple[Attachment, ...]:
        found = []
        for name in local_targets(body, self.document.config.settings.html):
            suffix = PurePosixPath(name).suffix.lower().removeprefix(".")
            data = self.fetch(dating.draft.state, name) if suffix in SAFE_SUFFIXES else None
            if data is None or len(data) > LARGEST_FILE:
                self._doubt(
                    dating, f"“{name}” was not found beside it, or is not a file to publish: a link to nothing."
                )
                continue
            kept = attachment(name, data)
            self.files[kept.file] = data
            found.append(kept)
        return tuple(found)

    def _doubt(self, dating: Dating, what: str) -> None:
        self.remarks.append(Remark(dating.draft.state.source, what, doubt=True))


def _file(dating: Dating, body: str) -> bytes:
    draft = dating.draft
    head = {
        "title": draft.title,
        "description": draft.description,
        "effective": dating.version,
        "change": draft.change,
        "summary": draft.summary,
    }
    return (frontmatter.write(head) + "\n" + body).encode()


def _literal(body: str) -> str:
    """The body with a backslash before every `{{` that would be a variable in a source."""
    offsets = [each.offset for each in variables(body)]
    cuts = zip([0, *offsets], [*offsets, len(body)], strict=True)
    return "\\".join(body[start:end] for start, end in cuts)


def _refuse(document: Document, datings: Sequence[Dating]) -> None:
    own = {entry.version for entry in document.entries if entry.event != "import"}
    if touched := sorted({dating.version for dating in datings} & own):
        days = ", ".join(day.isoformat() for day in touched)
        msg = f"“{document.id}” was published here for {days}: an import does not touch that. Leave these texts out."
        raise RefusedError(msg)
