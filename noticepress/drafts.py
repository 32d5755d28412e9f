"""Working texts as if they were published now: for the preview, and for `build --drafts`."""

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from noticepress.frontmatter import begin_of_body, read_meta, split
from noticepress.ledger import digest
from noticepress.markup import local_targets
from noticepress.model import Document, DocumentId, Site, Text, WorkingText
from noticepress.publishing.freezing import attachment, written_out
from noticepress.publishing.values import Stamp, next_revision, plain_entry

Translations = Mapping[DocumentId, Mapping[str, WorkingText]]
Files = Mapping[DocumentId, Mapping[str, bytes]]


def with_drafts(site: Site, at: datetime, translations: Translations, files: Files) -> Site:
    """The site with every draft as a text published at a moment, marked `draft`.

    `translations` are the complete ones of each working text by locale, `files` the local files by name. A draft
    under the date of a published version stands as its next revision.
    """
    documents = tuple(
        _with_draft(site, each, at, translations.get(each.id, {}), files.get(each.id, {})) for each in site.documents
    )
    return replace(site, documents=documents)


def _with_draft(
    site: Site, document: Document, at: datetime, translations: Mapping[str, WorkingText], files: Mapping[str, bytes]
) -> Document:
    working = document.working
    if working is None or not document.has_draft:
        return document
    given = {site.config.source_locale: working, **translations}
    texts = tuple(_draft(site, document, locale, text, working, at, files) for locale, text in given.items())
    return replace(
        document, texts=(*document.texts, *texts), entries=(*document.entries, *(text.entry for text in texts))
    )


def _draft(
    site: Site, document: Document, locale: str, text: WorkingText, source: WorkingText, at: datetime,
    files: Mapping[str, bytes],
) -> Text:  # fmt: skip
    raw, body = written_out(site, document, text, source=source)
    meta = read_meta(split(raw.decode()), text.path, [], first=True, published=True) or text.meta
    mark = digest(raw)
    entry = replace(
        plain_entry(document, "publish", source.meta.effective, Stamp("", at)),
        locale=locale,
        revision=next_revision(document, source.meta.effective, locale),
        sha256=mark,
        file=text.path,
        change=source.meta.change,
        source_sha256=source.sha256,
        attachments=tuple(attachment(name, files[name]) for name in local_targets(body) if name in files),
        digest=digest(f"draft {document.id} {locale} {mark}".encode()),
    )
    return Text(entry, meta, raw, begin_of_body(raw), draft=True)
