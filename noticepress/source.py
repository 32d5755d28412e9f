"""The only reader of `notices/`: files in, a `Site` or every finding of the run out."""

from collections.abc import Sequence
from pathlib import Path

from noticepress.errors import Finding, SourceError, nearest
from noticepress.frontmatter import read_meta, split
from noticepress.ledger import digest, read_ledger
from noticepress.model import Document, DocumentConfig, Entry, Site, SiteConfig, Text, WorkingText
from noticepress.siteconfig import read_site

LEDGER = "ledger.jsonl"


def read_sources(root: Path) -> tuple[Site, tuple[Finding, ...]]:
    """The site below a project folder, and what was found that is not an error.

    SourceError where site.toml, a ledger or a published text is wrong: nothing can be built from those. Faults of
    working texts are findings: they stop publishing, not building.
    """
    findings: list[Finding] = []
    config_file = root / "notices" / "site.toml"
    if not config_file.is_file():
        mend = "Run the command in the project folder, or start one with “noticepress new site DIR”."
        raise SourceError([Finding("notices/site.toml", 0, 0, "missing-file", "There is no site.toml.", mend)])
    text = _decode(config_file.read_bytes(), "notices/site.toml", findings)
    config = read_site(text, "notices/site.toml", findings)
    if config is None:
        raise SourceError(findings)
    _check_folders(root, config, findings)
    fatal: list[Finding] = []
    documents = tuple(_Reader(root, config, findings, fatal).document(each) for each in config.documents)
    if fatal:
        raise SourceError([*fatal, *findings])
    return Site(config, documents), tuple(sorted(set(findings)))


def folder_of(root: Path, config: DocumentConfig) -> Path:
    """The folder of a document."""
    return root.joinpath("notices", *str(config.id).split("/"))


class _Reader:
    def __init__(self, root: Path, config: SiteConfig, findings: list[Finding], fatal: list[Finding]) -> None:
        self.root, self.config, self.findings, self.fatal = root, config, findings, fatal

    def document(self, config: DocumentConfig) -> Document:
        """A document with its ledger, published texts, working text and whole-file translations."""
        folder = folder_of(self.root, config)
        name = f"{config.id.source_name}.md"
        entries = self._entries(folder)
        texts = tuple(text for entry in entries if entry.sha256 and (text := self._text(folder, entry)))
        last = self._last_source(folder, entries)
        working = self._working(folder / name, last, first=not entries) if (folder / name).is_file() else None
        if working is None and not entries and not (folder / name).is_file():
            mend = (
                f"Write the file, or take the table out of site.toml. A new one: “noticepress new notice {config.id}”."
            )
            self._note(self.findings, folder / name, f"There is no {name} in the folder of “{config.id}”.", mend)
        return Document(config, entries, texts, working, self._translations(folder, config), last)

    def _entries(self, folder: Path) -> tuple[Entry, ...]:
        file = folder / "published" / LEDGER
        if not file.is_file():
            return ()
        return read_ledger(file.read_bytes(), self._name(file), self.fatal)

    def _text(self, folder: Path, entry: Entry) -> Text | None:
        file = folder / "published" / entry.file
        if not _is_within(file, folder / "published"):
            self._note(self.fatal, file, "The ledger names a file outside its folder.", "Restore the ledger.")
            return None
        if not file.is_file():
            mend = "Restore it from version control: a published text is never deleted."
            self._note(self.fatal, file, "The ledger names this file, but it is not there.", mend)
            return None
        raw = file.read_bytes()
        if digest(raw) != entry.sha256:
            self._note(self.fatal, file, *_mismatch(raw, entry))
            return None
        parts = split(_decode(raw, self._name(file), self.fatal))
        meta = read_meta(parts, self._name(file), self.fatal, first=True, published=True)
        return Text(entry, meta, parts.body, raw) if meta else None

    def _working(self, file: Path, published: bytes, *, first: bool) -> WorkingText | None:
        raw = file.read_bytes()
        first = first or raw == published
        parts = split(_decode(raw, self._name(file), self.findings))
        meta = read_meta(parts, self._name(file), self.findings, first=first)
        if meta is None:
            return None
        return WorkingText(self._name(file), raw, digest(raw), meta, parts.body, parts.line)

    def _translations(self, folder: Path, config: DocumentConfig) -> dict[str, WorkingText]:
        found = {}
        stem = config.id.source_name
        for file in sorted(folder.glob(f"{stem}.*.md")):
            tag = file.name.removeprefix(f"{stem}.").removesuffix(".md")
            if tag not in config.locales:
                mend = f"{nearest(tag, config.locales)} Rename the file, or add the locale to site.toml."
                self._note(self.findings, file, f"“{tag}” is not a locale of “{config.id}”.", mend)
            elif text := self._working(file, b"", first=True):
                found[tag] = text
        return found

    def _last_source(self, folder: Path, entries: Sequence[Entry]) -> bytes:
        days = [entry.version for entry in entries if entry.event in ("publish", "import")]
        file = folder / "published" / max(days).isoformat() / "source.md" if days else None
        return file.read_bytes() if file and file.is_file() else b""

    def _name(self, file: Path) -> str:
        return file.relative_to(self.root).as_posix()

    def _note(self, where: list[Finding], file: Path, what: str, mend: str) -> None:
        where.append(Finding(self._name(file), 0, 0, "source", what, mend))


def _mismatch(raw: bytes, entry: Entry) -> tuple[str, str]:
    if digest(raw.replace(b"\r\n", b"\n")) == entry.sha256:
        what = "Line endings were converted to CRLF, so the file no longer matches its ledger entry."
        return what, "Restore the file and keep .gitattributes, which marks published files “-text”."
    what = f"The file does not match its ledger entry (SHA-256 {digest(raw)[:12]}…, not {entry.sha256[:12]}…)."
    return what, "Restore it from version control; to change a published text use “noticepress correct”."


def _decode(raw: bytes, file: str, findings: list[Finding]) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        what = f"The byte 0x{raw[error.start]:02X} is not UTF-8."
        findings.append(Finding(file, line, column, "utf-8", what, "Save the file as UTF-8."))
        return raw.decode("utf-8", "replace")


def _check_folders(root: Path, config: SiteConfig, findings: list[Finding]) -> None:
    known = {document.id.notice for document in config.documents}
    for folder in sorted((root / "notices").iterdir()):
        if folder.is_dir() and folder.name not in known and not folder.name.startswith("."):
            mend = f"Add a table [notices.{folder.name}] to site.toml, or move the folder away."
            what = f"The folder “{folder.name}” is not a notice of site.toml."
            findings.append(Finding(f"notices/{folder.name}", 0, 0, "folder", what, mend, "warning"))


def _is_within(file: Path, folder: Path) -> bool:
    return file.resolve().is_relative_to(folder.resolve())
