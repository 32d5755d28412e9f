"""The only reader of `notices/`: files in, a `Site` or every finding of the run out."""

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from noticepress.errors import Finding, SourceError, nearest
from noticepress.folders import decode, files_of, folder_of, innermost, is_ours, kind_of, where_to_run
from noticepress.frontmatter import read_meta, split
from noticepress.ledger import digest
from noticepress.markup.outline import LINE_BREAK
from noticepress.model import (
    Document,
    DocumentConfig,
    DocumentId,
    Entry,
    FileKind,
    Headless,
    Site,
    SiteConfig,
    WorkingText,
)
from noticepress.published import Published, read_published
from noticepress.siteconfig import OWN_THEME, UNKNOWN_LOCALE, UNKNOWN_NAMES, survey_site
from noticepress.strays import lost_folders, missing_text, stray_folders, stray_texts

_VALUE = re.compile(r"“([^”]+)”")


class Survey(Struct, frozen=True):
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


def read_frame(
    root: Path, ledgers: Collection[str], fatal: list[Finding], findings: list[Finding]
) -> SiteConfig | None:
    """The configuration, and what lies in `notices/` that it does not name; `ledgers` are those found there."""
    config = _config(root, fatal)
    if config is None:
        return None
    fatal += lost_folders(config, [Path(each).relative_to(root).as_posix() for each in ledgers])
    if not any(fault.rule in UNKNOWN_NAMES for fault in fatal):
        findings += stray_folders(root, config)
    return config


def read_notice(
    root: Path, config: SiteConfig, notice: str, fatal: list[Finding], findings: list[Finding]
) -> tuple[Document, ...]:
    """A notice and its addenda."""
    reader = _Reader(root, config, findings, fatal)
    return tuple(reader.document(each) for each in config.documents if each.id.notice == notice)


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
    files = files_of(root)
    findings: list[Finding] = []
    fatal += lost_folders(config, files)
    if not any(fault.rule in UNKNOWN_NAMES for fault in fatal):
        findings += stray_folders(root, config)
    reader = _Reader(root, config, findings, fatal)
    site = Site(config, tuple(reader.document(each) for each in config.documents))
    return Survey(site, tuple(fatal), tuple(sorted(set(findings))), tuple(reader.headless), files)


def _config(root: Path, fatal: list[Finding]) -> SiteConfig | None:
    file = root / "notices" / "site.toml"
    if not file.is_file():
        fatal.append(Finding("notices/site.toml", 0, 0, "missing-file", "There is no site.toml.", where_to_run(root)))
        return None
    if not is_ours(root, "notices/site.toml"):
        what = "site.toml is a symbolic link that leads out of the project."
        fatal.append(Finding("notices/site.toml", 0, 0, "source", what, "Put the file itself here."))
        return None
    found: list[Finding] = []
    text = decode(file.read_bytes(), "notices/site.toml", found).removeprefix("\ufeff")
    config = survey_site(text, "notices/site.toml", found)
    if config and config.theme != OWN_THEME and not (root / config.theme).is_dir():
        line = next((n for n, each in enumerate(text.split("\n"), 1) if re.match(r"\s*theme\s*=", each)), 0)
        what = f"“{config.theme}” is not a folder of the project, so there is no theme in it."
        mend = "Write its path from the project folder, or take the line out: the usual theme is used then."
        found.append(Finding("notices/site.toml", line, 1, "theme", what, mend))
    fatal += [_at_value(finding, text) for finding in found]
    return config


def survey_again(root: Path, before: Survey, site: Site, changed: Mapping[DocumentId, Collection[str]]) -> Survey:
    """A survey whose site this was, after files of some documents changed, whose paths are given: these documents are
    read anew, what is published of one only where a file of that changed; all else is taken to be as it was."""
    fatal: list[Finding] = []
    folders = {document.id: folder_of(root, document.config).relative_to(root) for document in site.documents}
    kept = {each: f"{folders[each].as_posix()}/published/" for each in changed}
    kept = {each: folder for each, folder in kept.items() if not any(f"{p}/".startswith(folder) for p in changed[each])}
    still = tuple(kept.values())
    findings = [
        each for each in before.findings if each.path.startswith(still) or innermost(each.path, folders) not in changed
    ]
    reader = _Reader(root, site.config, findings, fatal)
    documents = tuple(
        reader.document(each.config, each if each.id in kept else None) if each.id in changed else each
        for each in site.documents
    )
    headless = [*(each for each in before.headless if each.document not in changed), *reader.headless]
    files = dict(before.files)
    for document, paths in changed.items():
        # Looking at each file of a large site takes longer than all the rest.
        if any(kind_of(root / path) != files.get(path) for path in paths):
            below = f"{folders[document].as_posix()}/"
            files = {path: kind for path, kind in files.items() if not path.startswith(below)}
            files |= files_of(root, folders[document])
    return Survey(Site(site.config, documents), tuple(fatal), tuple(sorted(set(findings))), tuple(headless), files)


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

    def document(self, config: DocumentConfig, before: Document | None = None) -> Document:
        """A document with its ledger, published texts, working text and whole-file translations; what is published is
        that of the document `before`, if one is given."""
        folder = folder_of(self.root, config)
        name = f"{config.id.source_name}.md"
        published = (
            Published(before.entries, before.texts, before.sources)
            if before
            else read_published(self.root, config, self.fatal, self.findings)
        )
        entries, sources = published.entries, published.sources
        last = sources[max(sources)] if sources else ()
        working = self._working(folder / name, last, config) if (folder / name).is_file() else None
        if working is None and not entries and not (folder / name).is_file():
            mend = missing_text(folder, config)
            self._note(self.findings, folder / name, f"There is no {name} in the folder of “{config.id}”.", mend)
        self.findings += stray_texts(self.root, config)
        self._check_locales(config, entries)
        return Document(config, entries, published.texts, working, self._translations(folder, config), sources)

    def _is_ours(self, file: Path) -> bool:
        """Whether a text lies in the project: what a symbolic link leads to elsewhere is never read, nor quoted."""
        if not is_ours(self.root, self._name(file)):
            what = f"{file.name} is a symbolic link that leads out of the project."
            self._note(self.findings, file, what, "Put the file itself here.")
            return False
        return True

    def _check_locales(self, config: DocumentConfig, entries: Sequence[Entry]) -> None:
        """Texts are published in locales that site.toml names, as offered or as retired."""
        if any(fault.rule == UNKNOWN_LOCALE for fault in self.fatal):
            return
        known = {*self.config.locales, *self.config.retired_locales}
        for tag in sorted({entry.locale for entry in entries if entry.locale} - known):
            what = f"“{tag}” is not a locale of site.toml, but “{config.id}” has texts published in it."
            mend = f'Add it to retired-locales = ["{tag}"] below [site]: its pages stay, and nothing new is asked for.'
            self.fatal.append(Finding("notices/site.toml", 0, 0, "locale", what, mend))

    def _working(self, file: Path, last: Sequence[WorkingText], config: DocumentConfig) -> WorkingText | None:
        if not self._is_ours(file):
            return None
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
            elif not self._is_ours(file):
                continue
            elif text := self._parsed(file, raw := file.read_bytes(), self.findings):
                found[tag] = text
            else:
                self._keep_body(file, raw, config, tag)
        return found

    def _name(self, file: Path) -> str:
        return file.relative_to(self.root).as_posix()

    def _note(self, where: list[Finding], file: Path, what: str, mend: str) -> None:
        where.append(Finding(self._name(file), 0, 0, "source", what, mend))


def _at_value(finding: Finding, text: str) -> Finding:
    """The finding in the column of the value that it names: messages quote the bad value first."""
    line = LINE_BREAK.split(text)[finding.line - 1] if finding.line and finding.column == 1 else ""
    value = _VALUE.search(finding.what)
    places = (line.find(f'"{value[1]}"') + 1, line.find(value[1])) if value else ()
    column = next((place for place in places if place > 0), None)
    return replace(finding, column=column + 1) if column else finding
