"""The only reader of `notices/`: files in, a `Site` or every finding of the run out."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from noticepress.checks.review import FileKind, Headless
from noticepress.errors import Finding, SourceError, nearest
from noticepress.folders import LEDGER, decode, files_of, folder_of, innermost, is_within, mismatch
from noticepress.frontmatter import read_meta, split
from noticepress.ledger import TEXT_EVENTS, digest, read_ledger, source_file
from noticepress.markup.outline import LINE_BREAK
from noticepress.model import (
    Document,
    DocumentConfig,
    DocumentId,
    Entry,
    Meta,
    Site,
    SiteConfig,
    Text,
    WorkingText,
)
from noticepress.siteconfig import UNKNOWN_LOCALE, survey_site

_VALUE = re.compile(r"“([^”]+)”")


@dataclass(frozen=True, slots=True)
class Survey:
    """Everything that a look at the sources found, faults or not.

    `site` is None where site.toml is missing or no TOML; `fatal` holds what stops a build, `findings` the rest;
    `headless` the texts whose front matter cannot be read, `files` what lies in `notices/`.
    """

    site: Site | None
    fatal: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    headless: tuple[Headless, ...]
    files: Mapping[str, FileKind]


def read_sources(root: Path) -> tuple[Site, tuple[Finding, ...]]:
    """The site below a project folder, and what was found that is not an error.

    SourceError where site.toml, a ledger or a published text is wrong: nothing can be built from those. Faults of
    working texts are findings: they stop publishing, not building.
    """
    found = survey(root)
    if found.fatal or found.site is None:
        raise SourceError([*found.fatal, *found.findings])
    return found.site, found.findings


def read_config(root: Path) -> SiteConfig:
    """site.toml alone. SourceError where it is wrong."""
    fatal: list[Finding] = []
    config = _config(root, fatal)
    if fatal or config is None:
        raise SourceError(fatal)
    return config


def survey(root: Path) -> Survey:
    """Read as much of the sources as can be read, and gather every fault on the way."""
    fatal: list[Finding] = []
    config = _config(root, fatal)
    if config is None:
        return Survey(None, tuple(fatal), (), (), {})
    findings: list[Finding] = []
    _check_folders(root, config, findings, fatal)
    reader = _Reader(root, config, findings, fatal)
    site = Site(config, tuple(reader.document(each) for each in config.documents))
    return Survey(site, tuple(fatal), tuple(sorted(set(findings))), tuple(reader.headless), files_of(root))


def _config(root: Path, fatal: list[Finding]) -> SiteConfig | None:
    file = root / "notices" / "site.toml"
    if not file.is_file():
        mend = "Run the command in the project folder, or start one with “noticepress new site DIR”."
        fatal.append(Finding("notices/site.toml", 0, 0, "missing-file", "There is no site.toml.", mend))
        return None
    found: list[Finding] = []
    text = decode(file.read_bytes(), "notices/site.toml", found)
    config = survey_site(text, "notices/site.toml", found)
    fatal += [_at_value(finding, text) for finding in found]
    return config


def survey_again(root: Path, before: Survey, site: Site, changed: Collection[DocumentId]) -> Survey:
    """A survey whose site this was, with some documents read anew and all else taken to be as it was."""
    fatal: list[Finding] = []
    folders = {document.id: folder_of(root, document.config).relative_to(root) for document in site.documents}
    findings = [each for each in before.findings if innermost(each.path, folders) not in changed]
    reader = _Reader(root, site.config, findings, fatal)
    documents = tuple(reader.document(each.config) if each.id in changed else each for each in site.documents)
    headless = [*(each for each in before.headless if each.document not in changed), *reader.headless]
    again = Site(site.config, documents)
    return Survey(again, tuple(fatal), tuple(sorted(set(findings))), tuple(headless), files_of(root))


def read_text(root: Path, file: Path, findings: list[Finding], *, published: bool = False) -> WorkingText | None:
    """A Markdown file outside the usual places: another working text, or a correction; None with findings."""
    name = file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()
    raw = file.read_bytes()
    parts = split(decode(raw, name, findings))
    meta = read_meta(parts, name, findings, first=True, published=published)
    return WorkingText(name, raw, digest(raw), meta, parts.body, parts.line) if meta else None


class _Reader:
    def __init__(self, root: Path, config: SiteConfig, findings: list[Finding], fatal: list[Finding]) -> None:
        self.root, self.config, self.findings, self.fatal = root, config, findings, fatal
        self.headless: list[Headless] = []

    def document(self, config: DocumentConfig) -> Document:
        """A document with its ledger, published texts, working text and whole-file translations."""
        folder = folder_of(self.root, config)
        name = f"{config.id.source_name}.md"
        entries = self._entries(folder)
        withdrawn = {(e.locale, e.revision, e.version): e for e in entries if e.event == "withdraw" and e.sha256}
        texts = tuple(
            text
            for entry in entries
            if entry.event in TEXT_EVENTS
            and (text := self._text(folder, entry, withdrawn.get((entry.locale, entry.revision, entry.version))))
        )
        sources = self._sources(folder, entries)
        last = sources[max(sources)] if sources else ()
        working = self._working(folder / name, last, config) if (folder / name).is_file() else None
        if working is None and not entries and not (folder / name).is_file():
            mend = (
                f"Write the file, or take the table out of site.toml. A new one: “noticepress new notice {config.id}”."
            )
            self._note(self.findings, folder / name, f"There is no {name} in the folder of “{config.id}”.", mend)
        self._check_locales(config, entries)
        return Document(config, entries, _titled(texts, config), working, self._translations(folder, config), sources)

    def _check_locales(self, config: DocumentConfig, entries: Sequence[Entry]) -> None:
        """Texts are published in locales that site.toml names, as offered or as retired."""
        known = {*self.config.locales, *self.config.retired_locales}
        for tag in sorted({entry.locale for entry in entries if entry.locale} - known):
            what = f"“{tag}” is not a locale of site.toml, but “{config.id}” has texts published in it."
            mend = f'Add it to retired-locales = ["{tag}"] below [site]: its pages stay, and nothing new is asked for.'
            self.fatal.append(Finding("notices/site.toml", 0, 0, "locale", what, mend))

    def _entries(self, folder: Path) -> tuple[Entry, ...]:
        file = folder / "published" / LEDGER
        if not file.is_file():
            if next(file.parent.glob("*/*.md"), None):
                mend = "Restore it from version control: without it nothing says what was published."
                self._note(self.fatal, file, "There are published texts, but their ledger is not there.", mend)
            return ()
        return read_ledger(file.read_bytes(), self._name(file), self.fatal)

    def _text(self, folder: Path, entry: Entry, withdrawn: Entry | None) -> Text | None:
        file = folder / "published" / entry.file
        if withdrawn:
            return Text(entry, Meta("", entry.version, change=entry.change), "", b"", withdrawn)
        raw = self._published(folder, entry.file, entry.sha256)
        if raw is None:
            return None
        parts = split(decode(raw, self._name(file), self.fatal))
        meta = read_meta(parts, self._name(file), self.fatal, first=True, published=True)
        return Text(entry, meta, parts.body, raw) if meta else None

    def _published(self, folder: Path, name: str, sha256: str) -> bytes | None:
        """The bytes of a file that the ledger names, or None with a finding."""
        file = folder / "published" / name
        if not is_within(file, folder / "published"):
            self._note(self.fatal, file, "The ledger names a file outside its folder.", "Restore the ledger.")
            return None
        if not file.is_file():
            mend = "Restore it from version control: a published text is never deleted."
            self._note(self.fatal, file, "The ledger names this file, but it is not there.", mend)
            return None
        raw = file.read_bytes()
        if digest(raw) != sha256:
            self._note(self.fatal, file, *mismatch(raw, sha256))
            return None
        return raw

    def _sources(self, folder: Path, entries: Sequence[Entry]) -> dict[date, tuple[WorkingText, ...]]:
        """The frozen sources by version; where all texts made from one were withdrawn it need not be there."""
        hashes: dict[date, dict[str, None]] = {}
        for entry in entries:
            if entry.event in TEXT_EVENTS and entry.source_sha256:
                hashes.setdefault(entry.version, {})[entry.source_sha256] = None
        found: dict[date, tuple[WorkingText, ...]] = {}
        for day, known in hashes.items():
            texts = (self._source(folder, entries, source_file(day, n), sha) for n, sha in enumerate(known, 1))
            found[day] = tuple(text for text in texts if text)
        return {day: texts for day, texts in found.items() if texts}

    def _source(self, folder: Path, entries: Sequence[Entry], name: str, sha256: str) -> WorkingText | None:
        file = folder / "published" / name
        if not file.is_file() and _is_withdrawn(entries, sha256):
            return None
        raw = self._published(folder, name, sha256)
        return self._parsed(file, raw, self.fatal) if raw is not None else None

    def _working(self, file: Path, last: Sequence[WorkingText], config: DocumentConfig) -> WorkingText | None:
        raw = file.read_bytes()
        is_first = not last or any(raw == source.raw for source in last)
        text = self._parsed(file, raw, self.findings, first=is_first)
        if text is None:
            self._keep_body(file, raw, config, self.config.source_locale)
        return text

    def _keep_body(self, file: Path, raw: bytes, config: DocumentConfig, locale: str) -> None:
        parts = split(raw.decode("utf-8", "replace"))
        self.headless.append(Headless(config.id, locale, self._name(file), raw, parts.body, parts.line))

    def _parsed(self, file: Path, raw: bytes, findings: list[Finding], *, first: bool = True) -> WorkingText | None:
        before = len(findings)
        text = decode(raw, self._name(file), findings)
        parts = split(text)
        meta = read_meta(parts, self._name(file), findings, first=first)
        findings[before:] = [_at_value(finding, text.removeprefix("\ufeff")) for finding in findings[before:]]
        if meta is None:
            return None
        return WorkingText(self._name(file), raw, digest(raw), meta, parts.body, parts.line)

    def _translations(self, folder: Path, config: DocumentConfig) -> dict[str, WorkingText]:
        found = {}
        stem = config.id.source_name
        for file in sorted(folder.glob(f"{stem}.*.md")):
            tag = file.name.removeprefix(f"{stem}.").removesuffix(".md")
            if tag not in config.locales and any(fault.rule == UNKNOWN_LOCALE for fault in self.fatal):
                continue
            if tag not in config.locales:
                mend = f"{nearest(tag, config.locales)} Rename the file, or add the locale to site.toml."
                self._note(self.findings, file, f"“{tag}” is not a locale of “{config.id}”.", mend)
            elif text := self._parsed(file, raw := file.read_bytes(), self.findings):
                found[tag] = text
            else:
                self._keep_body(file, raw, config, tag)
        return found

    def _name(self, file: Path) -> str:
        return file.relative_to(self.root).as_posix()

    def _note(self, where: list[Finding], file: Path, what: str, mend: str) -> None:
        where.append(Finding(self._name(file), 0, 0, "source", what, mend))


def _is_withdrawn(entries: Sequence[Entry], source: str) -> bool:
    """Whether every text that was made from a source was withdrawn."""
    made = {(e.locale, e.revision, e.version) for e in entries if e.event in TEXT_EVENTS and e.source_sha256 == source}
    gone = {(e.locale, e.revision, e.version) for e in entries if e.event == "withdraw" and e.sha256}
    return made <= gone


def _titled(texts: Sequence[Text], config: DocumentConfig) -> tuple[Text, ...]:
    """The texts, those that were withdrawn with the title of another text of the same language, or of any."""

    def title(text: Text) -> str:
        others = [each for each in texts if not each.withdrawn]
        same = [each for each in others if each.locale == text.locale]
        return (same or others)[-1].meta.title if others else str(config.id)

    return tuple(
        replace(text, meta=replace(text.meta, title=title(text))) if text.withdrawn else text for text in texts
    )


def _check_folders(root: Path, config: SiteConfig, findings: list[Finding], fatal: list[Finding]) -> None:
    """Folders that site.toml does not name: a warning, or an error where texts are published in them."""
    known = {str(document.id) for document in config.documents}
    for ledger in sorted((root / "notices").glob(f"*/published/{LEDGER}")):
        _check_published(root, ledger, known, fatal)
    for ledger in sorted((root / "notices").glob(f"*/*/published/{LEDGER}")):
        _check_published(root, ledger, known, fatal)
    for folder in sorted((root / "notices").iterdir()):
        has_ledger = (folder / "published" / LEDGER).is_file()
        if folder.is_dir() and folder.name not in known and not has_ledger and not folder.name.startswith("."):
            mend = f"Add a table [notices.{folder.name}] to site.toml, or move the folder away."
            what = f"The folder “{folder.name}” is not a notice of site.toml."
            findings.append(Finding(f"notices/{folder.name}", 0, 0, "folder", what, mend, "warning"))


def _check_published(root: Path, ledger: Path, known: set[str], fatal: list[Finding]) -> None:
    folder = ledger.parent.parent
    name = folder.relative_to(root / "notices").as_posix()
    if name not in known:
        notice, _, region = name.partition("/")
        table = f"[notices.{notice}.addenda.{region}]" if region else f"[notices.{notice}]"
        what = f"“{name}” has published texts, but is not in site.toml: its addresses would be lost."
        mend = f"Put the table {table} back. To end it, run “noticepress retire {name} --from DATE”."
        fatal.append(Finding(f"notices/{name}", 0, 0, "folder", what, mend))


def _at_value(finding: Finding, text: str) -> Finding:
    """The finding in the column of the value that it names: messages quote the bad value first."""
    line = LINE_BREAK.split(text)[finding.line - 1] if finding.line and finding.column == 1 else ""
    value = _VALUE.search(finding.what)
    places = (line.find(f'"{value[1]}"') + 1, line.find(value[1])) if value else ()
    column = next((place for place in places if place > 0), None)
    return replace(finding, column=column + 1) if column else finding
