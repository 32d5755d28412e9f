"""Ledger, texts and sources of a document, each held against the ledger as it is read."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from noticepress.errors import Finding
from noticepress.folders import LEDGER, decode, folder_of, is_within, mismatch
from noticepress.frontmatter import begin_of_body, read_meta, split
from noticepress.ledger import TEXT_EVENTS, digest, is_unneeded, read_ledger, source_file, source_hashes
from noticepress.model import DocumentConfig, Entry, Meta, Text, WorkingText
from noticepress.published.entries import RULE, contradictions, front_matter
from noticepress.published.folder import check_folder
from noticepress.published.snapshot import snapshot


class Published(Struct, frozen=True):
    """What is published of a document: its ledger, its texts, and its frozen sources by version, oldest first."""

    entries: tuple[Entry, ...] = ()
    texts: tuple[Text, ...] = ()
    sources: Mapping[date, tuple[WorkingText, ...]] = field(default_factory=dict)


def read_published(root: Path, config: DocumentConfig, fatal: list[Finding], findings: list[Finding]) -> Published:
    """Read the folder `published/` of a document.

    Everything by which a file there differs from the ledger is a fatal finding; a file that cannot be read, too.
    """
    folder = folder_of(root, config) / "published"
    name = folder.relative_to(root).as_posix()
    if folder.is_symlink() or not is_within(folder, folder.parent):
        fatal.append(Finding(name, 0, 0, RULE, "This is a symbolic link, not a folder.", "Put the folder itself here."))
        return Published()
    try:
        return _Reader(folder, name, fatal, findings).read(config)
    except OSError as error:
        file = error.filename if error.filename else name
        path = Path(file).relative_to(root).as_posix() if Path(file).is_relative_to(root) else str(file)
        what = f"This cannot be read: {error.strerror or error}."
        fatal.append(Finding(path, 0, 0, RULE, what, "Give yourself the right to read it, or restore it."))
        return Published()


class _Reader:
    def __init__(self, folder: Path, name: str, fatal: list[Finding], findings: list[Finding]) -> None:
        self.folder, self.name, self.fatal, self.findings = folder, name, fatal, findings
        self.seen = frozenset[str]()  # files that were found below the folder itself, through no link

    def read(self, config: DocumentConfig) -> Published:
        seen = snapshot(self.folder)
        self.seen = frozenset(seen.files)
        if seen.ledger is None and any(file.endswith(".md") for file in seen.files):
            mend = "Restore it from version control: without it nothing says what was published."
            self._note(LEDGER, "There are published texts, but their ledger is not there.", mend)
        broken: list[Finding] = []
        entries = read_ledger(seen.ledger or b"", f"{self.name}/{LEDGER}", broken)
        broken += contradictions(config.id, entries, f"{self.name}/{LEDGER}")
        self.fatal.extend(broken)
        for found in check_folder(config.id, self.folder, self.name, seen, entries, is_whole=not broken):
            (self.fatal if found.severity == "error" else self.findings).append(found)
        texts, sources = self._texts(entries), self._sources(entries)
        self.fatal.extend(front_matter(texts, sources, self.name))
        return Published(entries, _titled(texts, config), sources)

    def _texts(self, entries: Sequence[Entry]) -> tuple[Text, ...]:
        withdrawn = {(e.locale, e.revision, e.version): e for e in entries if e.event == "withdraw" and e.sha256}
        published = (entry for entry in entries if entry.event in TEXT_EVENTS)
        texts = (self._text(each, withdrawn.get((each.locale, each.revision, each.version))) for each in published)
        return tuple(text for text in texts if text)

    def _text(self, entry: Entry, withdrawn: Entry | None) -> Text | None:
        if withdrawn:
            return Text(entry, Meta("", entry.version, change=entry.change), b"", 0, withdrawn)
        raw = self._file(entry.file, entry.sha256)
        if raw is None:
            return None
        name, begin = f"{self.name}/{entry.file}", begin_of_body(raw)
        if not raw.isascii():
            decode(raw, name, self.fatal)
        meta = read_meta(split(decode(raw[:begin], name, [])), name, self.fatal, first=True, published=True)
        return Text(entry, meta, raw, begin) if meta else None

    def _sources(self, entries: Sequence[Entry]) -> dict[date, tuple[WorkingText, ...]]:
        """The frozen sources by version; where all texts made from one were withdrawn it need not be there."""
        found = {
            day: tuple(filter(None, (self._source(entries, day, n, sha) for n, sha in enumerate(known, 1))))
            for day, known in source_hashes(entries).items()
        }
        return {day: texts for day, texts in found.items() if texts}

    def _source(self, entries: Sequence[Entry], day: date, number: int, sha256: str) -> WorkingText | None:
        name = source_file(day, number)
        if not self._is_there(name) and is_unneeded(sha256, entries):
            return None
        raw = self._file(name, sha256)
        if raw is None:
            return None
        path = f"{self.name}/{name}"
        parts = split(decode(raw, path, self.fatal))
        meta = read_meta(parts, path, self.fatal, first=True)
        return WorkingText(path, raw, sha256, meta, parts.body, parts.line) if meta else None

    def _file(self, name: str, sha256: str) -> bytes | None:
        """The bytes of a file that the ledger names, or None with a finding."""
        if name not in self.seen and not is_within(self.folder / name, self.folder):
            self._note(name, "The ledger names a file outside its folder.", "Restore the ledger.")
            return None
        if not self._is_there(name):
            mend = "Restore it from version control: a published text is never deleted."
            self._note(name, "The ledger names this file, but it is not there.", mend)
            return None
        with open(f"{self.folder}/{name}", "rb") as file:  # noqa: PTH123  (there are many, and a path each takes long)
            raw = file.read()
        if digest(raw) != sha256:
            self._note(name, *mismatch(raw, sha256))
            return None
        return raw

    def _is_there(self, name: str) -> bool:
        return name in self.seen or (self.folder / name).is_file()

    def _note(self, name: str, what: str, mend: str) -> None:
        self.fatal.append(Finding(f"{self.name}/{name}", 0, 0, "source", what, mend))


def _titled(texts: Sequence[Text], config: DocumentConfig) -> tuple[Text, ...]:
    """The texts, those that were withdrawn with the title of another text of the same language, or of any."""

    def title(text: Text) -> str:
        others = [each for each in texts if not each.withdrawn]
        same = [each for each in others if each.locale == text.locale]
        return (same or others)[-1].meta.title if others else str(config.id)

    return tuple(
        replace(text, meta=replace(text.meta, title=title(text))) if text.withdrawn else text for text in texts
    )
