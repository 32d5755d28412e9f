"""The sources against their ledgers: every file of every `published/` folder, and every entry against its texts."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from noticepress.errors import Finding
from noticepress.folders import LEDGER, folder_of
from noticepress.ledger import TEXT_EVENTS, digest, source_file, stamp_file, text_file
from noticepress.model import Document, Entry
from noticepress.source import survey

LOCK = ".lock"
_RULE = "verify"
_RESTORE = "Restore it from version control; to change a published text use “noticepress correct”."


def verify_sources(root: Path) -> tuple[Finding, ...]:
    """Everything by which the published files of a project differ from their ledgers, in reading order.

    The file of a withdrawn text may be absent, and nothing else; while it is there it must match.
    """
    found = survey(root)
    findings = list(found.fatal)
    documents = found.site.documents if found.site else ()
    for document in documents:
        findings.extend(_document(root, document))
    findings.extend(_strange_folders(root, documents, findings))
    return tuple(sorted(set(findings)))


def _document(root: Path, document: Document) -> Iterator[Finding]:
    folder = folder_of(root, document.config) / "published"
    ledger = (folder / LEDGER).relative_to(root).as_posix()
    for line, entry in enumerate(document.entries, 1):
        for what in _contradictions(document, document.entries[: line - 1], entry):
            mend = "Restore the ledger from version control; it is never edited by hand."
            yield Finding(ledger, line, 1, _RULE, what, mend)
        yield from _attachments(root, folder, entry)
    yield from _front_matter(root, folder, document)
    yield from _withdrawn(root, folder, document)
    yield from _strange_files(root, folder, _named(document))


def _contradictions(document: Document, before: Sequence[Entry], entry: Entry) -> Iterator[str]:
    """What an entry says that cannot be so, by itself or after the entries before it."""
    if entry.document != document.id:
        yield f"This entry is one of “{entry.document}”, not of “{document.id}”."
    if entry.published > entry.recorded and entry.event != "import":
        yield f"It was recorded ({entry.recorded.isoformat()}) before it was published ({entry.published.isoformat()})."
    texts = [each for each in before if each.event in TEXT_EVENTS]
    if entry.event in TEXT_EVENTS:
        if entry.file != text_file(entry.version, entry.locale, entry.revision):
            yield f"“{entry.file}” is not the file of {entry.version} {entry.locale}, revision {entry.revision}."
        known = [e.revision for e in texts if e.version == entry.version and e.locale == entry.locale]
        if entry.revision != max(known, default=0) + 1:
            yield f"Revision {entry.revision} of {entry.version} {entry.locale} follows {max(known, default=0)}."
    elif entry.event == "withdraw" and entry.sha256:
        if not any((each.file, each.sha256) == (entry.file, entry.sha256) for each in texts):
            yield f"It withdraws “{entry.file}”, which no entry before it published."
    elif entry.event not in ("withdraw", "retire"):
        yield f"“{entry.event}” is no event of a ledger."


def _attachments(root: Path, folder: Path, entry: Entry) -> Iterator[Finding]:
    for each in entry.attachments:
        file = folder / each.file
        name = file.relative_to(root).as_posix()
        if not file.is_file():
            yield Finding(name, 0, 0, _RULE, f"“{each.name}” of {entry.file} is not there.", _RESTORE)
        elif digest(file.read_bytes()) != each.sha256:
            yield Finding(
                name, 0, 0, _RULE, f"“{each.name}” of {entry.file} does not match its ledger entry.", _RESTORE
            )


def _front_matter(root: Path, folder: Path, document: Document) -> Iterator[Finding]:
    for text in document.texts:
        if text.withdrawn:
            continue
        name = (folder / text.entry.file).relative_to(root).as_posix()
        if text.meta.effective != text.entry.version:
            what = f"Its front matter says {text.meta.effective}, its ledger entry {text.entry.version}."
            yield Finding(name, 0, 0, _RULE, what, _RESTORE)
        if text.meta.change != text.entry.change:
            what = f"Its front matter says “{text.meta.change}”, its ledger entry “{text.entry.change}”."
            yield Finding(name, 0, 0, _RULE, what, _RESTORE)
    for version, sources in document.sources.items():
        for source in sources:
            if source.meta.effective != version:
                what = f"Its front matter says {source.meta.effective}, its folder {version}."
                yield Finding(source.path, 0, 0, _RULE, what, _RESTORE)


def _withdrawn(root: Path, folder: Path, document: Document) -> Iterator[Finding]:
    """The texts that were withdrawn and are kept all the same: they are still what was published."""
    for text in document.texts:
        file = folder / text.entry.file
        if text.withdrawn and file.is_file() and digest(file.read_bytes()) != text.entry.sha256:
            what = "This text was withdrawn, but the file is not the one that was published."
            yield Finding(file.relative_to(root).as_posix(), 0, 0, _RULE, what, "Restore it, or delete it.")


def _named(document: Document) -> set[str]:
    """Every file that the ledger names, below `published/`."""
    names = {LEDGER, LOCK}
    sources: dict[str, dict[str, None]] = {}
    for entry in document.entries:
        names.add(stamp_file(entry))
        if entry.event not in TEXT_EVENTS:
            continue
        names.add(entry.file)
        names.update(each.file for each in entry.attachments)
        if entry.source_sha256:
            known = sources.setdefault(entry.version.isoformat(), {})
            known[entry.source_sha256] = None
            names.add(source_file(entry.version, len(known)))
    return names


def _strange_files(root: Path, folder: Path, named: set[str]) -> Iterator[Finding]:
    for file in sorted(folder.rglob("*")):
        name, path = file.relative_to(folder).as_posix(), file.relative_to(root).as_posix()
        if file.is_symlink():
            yield Finding(path, 0, 0, _RULE, "This is a symbolic link, not a file.", _RESTORE)
        elif not file.is_dir() and name not in named:
            mend = "Delete it, unless a publication was interrupted or the ledger lost lines: then publish again."
            yield Finding(path, 0, 0, _RULE, "The ledger does not know this file.", mend)
        elif name == LOCK and file.stat().st_size:
            yield Finding(path, 0, 0, _RULE, "A lock holds no text.", "Delete it.")


def _strange_folders(root: Path, documents: Sequence[Document], known: Sequence[Finding]) -> Iterator[Finding]:
    """Ledgers of no document, where their folders are not told already."""
    own = {folder_of(root, document.config) / "published" for document in documents}
    told = {root / finding.path for finding in known}
    for ledger in sorted((root / "notices").rglob(LEDGER)):
        if ledger.parent not in own and not told & set(ledger.parents):
            mend = "Put its table back into site.toml: what was published stays."
            what = "This ledger belongs to no notice or addendum of site.toml."
            yield Finding(ledger.relative_to(root).as_posix(), 0, 0, _RULE, what, mend)
