"""Publishing: what will be frozen is computed as a value, then written all or nothing.

The ledger is the commit point: texts are written and synced first, then the ledger is replaced by one rename. A text
without a ledger entry does not exist for any reader, so a process killed in between leaves nothing half-published.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from noticepress import frontmatter
from noticepress.errors import RefusedError
from noticepress.ledger import FIRST, chained, digest, line_of
from noticepress.markup import resolve, write_out_ids
from noticepress.model import Document, Entry, Site, WorkingText
from noticepress.source import LEDGER, folder_of

try:
    import fcntl
except ImportError:  # Windows: the rename of the ledger is still atomic, two publishers at once are not kept apart
    fcntl = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Publication:
    """What a publication writes: new files below `published/`, and the entries for the ledger's end."""

    document: Document
    files: Mapping[str, bytes]
    entries: tuple[Entry, ...]

    @property
    def locales(self) -> tuple[str, ...]:
        return tuple(entry.locale for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who publishes, when (with offset), and why where a reason is needed."""

    by: str
    at: datetime
    reason: str = ""


def prepare(site: Site, document: Document, stamp: Stamp, *, late: bool = False, yes: bool = False) -> Publication:
    """The publication of a document's working text, with its whole-file translations.

    RefusedError where there is nothing to publish, the version exists, its date lies in the past (without `late`) or
    an upcoming version would be overtaken (without `yes`).
    """
    working = _draft(document)
    today = stamp.at.astimezone(site.config.zone).date()
    _refuse(document, working.meta.effective, today, stamp, late=late, yes=yes)
    folder = working.meta.effective.isoformat()
    source_locale = site.config.source_locale
    files = {f"{folder}/source.md": working.raw, f"{folder}/{source_locale}.md": freeze(site, document, working)}
    for locale, translation in document.translations.items():
        if translation.meta.effective == working.meta.effective and locale != source_locale:
            files[f"{folder}/{locale}.md"] = freeze(site, document, translation)
    entries = []
    previous = document.entries[-1].digest if document.entries else FIRST
    for name, raw in files.items():
        if name.endswith("/source.md"):
            continue
        locale = name.split("/")[1].removesuffix(".md")
        entry = chained(_entry(document, working, locale, name, raw, stamp), previous)
        entries.append(entry)
        previous = entry.digest
    return Publication(document, files, tuple(entries))


def freeze(site: Site, document: Document, text: WorkingText) -> bytes:
    """A working text as it is published: variables resolved, ids written out, contact values of all regions kept."""
    variables = site.config.variables
    body = write_out_ids(resolve(text.body, variables.get), document.config.settings.html)
    meta = text.meta
    head = {
        "title": _plain(meta.title, variables),
        "description": _plain(meta.description, variables),
        "effective": meta.effective,
        "change": meta.change,
        "summary": resolve(meta.summary, variables.get),
        "contacts": site.config.contacts() if "{{" in body and any(site.config.contacts().values()) else {},
    }
    return (frontmatter.write(head) + "\n" + body.lstrip("\r\n")).encode()


def write(root: Path, publication: Publication) -> None:
    """Write a publication, all or nothing. RefusedError where another process publishes the same document."""
    folder = folder_of(root, publication.document.config) / "published"
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder):
        ledger = folder / LEDGER
        before = ledger.read_bytes() if ledger.is_file() else b""
        expected = publication.entries[0].previous
        last = digest(before.rstrip(b"\n").rsplit(b"\n", 1)[-1]) if before else FIRST
        if last != expected:
            msg = f"“{publication.document.id}” was published by somebody else meanwhile. Run the command again."
            raise RefusedError(msg)
        for name, raw in publication.files.items():
            _write_synced(folder / name, raw)
        lines = "".join(f"{line_of(entry)}\n" for entry in publication.entries)
        _write_synced(ledger, before + lines.encode())


def _draft(document: Document) -> WorkingText:
    if document.working is None:
        msg = f"“{document.id}” has no working text that could be published; see “noticepress check”."
        raise RefusedError(msg)
    if not document.has_draft:
        msg = f"“{document.id}” has no draft: its working text is what was published last."
        raise RefusedError(msg)
    return document.working


def _refuse(document: Document, effective: date, today: date, stamp: Stamp, *, late: bool, yes: bool) -> None:
    published = sorted({entry.version for entry in document.entries})
    if effective in published:
        msg = (
            f"The version {effective} of “{document.id}” is published already, and its text differs from this one.\n"
            f"Either correct it (“noticepress correct {document.id} {effective}”), "
            "or give the new text a new date in its front matter (effective: …)."
        )
        raise RefusedError(msg)
    if effective < today and not (late and stamp.reason):
        msg = f"{effective} has passed. Give a later date, or publish with --late --reason “why”."
        raise RefusedError(msg)
    overtaken = [day for day in published if day > effective]
    if overtaken and not yes:
        days = ", ".join(day.isoformat() for day in overtaken)
        msg = f"{effective} comes before what is already published for {days}. Add --yes if that is meant."
        raise RefusedError(msg)


def _entry(document: Document, working: WorkingText, locale: str, name: str, raw: bytes, stamp: Stamp) -> Entry:
    return Entry(
        event="publish",
        document=document.id,
        version=working.meta.effective,
        locale=locale,
        revision=1,
        sha256=digest(raw),
        file=name,
        change=working.meta.change,
        recorded=stamp.at,
        published=stamp.at,
        by=stamp.by,
        reason=stamp.reason,
        settings=document.config.settings,
        source_sha256=working.sha256,
        attachments=(),
        previous="",
        digest="",
    )


def _plain(text: str, variables: Mapping[str, str]) -> str:
    for name, value in variables.items():
        text = text.replace(f"{{{{ {name} }}}}", value)
    return text


def _write_synced(file: Path, raw: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent, prefix=".new-", delete=False) as handle:
        temporary = Path(handle.name)
        try:
            handle.write(raw)
            handle.flush()
            os.fsync(handle.fileno())
            temporary.chmod(0o644)
            temporary.replace(file)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    descriptor = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / ".lock").open("a") as handle:
        if fcntl is not None:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                msg = f"Another process is publishing in {folder}. Wait for it, then run the command again."
                raise RefusedError(msg) from error
        yield
