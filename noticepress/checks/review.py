"""What the rules look at: the site, the day, and every working text parsed once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from noticepress.errors import Finding, Severity
from noticepress.markup.outline import LINE_BREAK, Outline, outline
from noticepress.model import Document, DocumentId, Site, WorkingText

FileKind = Literal["file", "folder", "link"]


@dataclass(frozen=True)
class Parsed:
    """A working text with its outline. `locale` is the site's source locale, or that of a whole-file translation.

    No slots: the lines of the file are cut on first use only, since most texts have no findings.
    """

    document: Document
    locale: str
    is_source: bool
    text: WorkingText
    outline: Outline

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the file as it is, without a byte order mark."""
        return tuple(LINE_BREAK.split(self.text.raw.decode("utf-8", "replace").removeprefix("\ufeff")))

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of the sections."""
        return frozenset(section.id for section in self.outline.sections)

    def finding(
        self, rule: str, line: int, what: str, mend: str, *, at: str = "", severity: Severity = "error"
    ) -> Finding:
        """A finding at a line of the body (from 1; 0: the whole file), in the column where the words `at` stand.

        Words that a line of the paragraph further down holds move the finding there.
        """
        if not line:
            return Finding(self.text.path, 0, 0, rule, what, mend, severity)
        return self._placed(line + self.text.line - 1, at, rule, what, mend, severity)

    def finding_at_key(self, rule: str, key: str, what: str, mend: str, severity: Severity = "error") -> Finding:
        """A finding at a key of the front matter."""
        rows = range(min(self.text.line - 1, len(self.lines)))
        row = next((row for row in rows if self.lines[row].startswith(f"{key}:")), 0)
        column = len(key) + 3 if self.lines[row].startswith(f"{key}: ") else 1
        return Finding(self.text.path, row + 1, column, rule, what, mend, severity)

    def _placed(self, line: int, at: str, rule: str, what: str, mend: str, severity: Severity) -> Finding:
        for row in range(line - 1, len(self.lines)):
            if at and (column := self.lines[row].find(at)) >= 0:
                return Finding(self.text.path, row + 1, column + 1, rule, what, mend, severity)
            if not self.lines[row].strip():
                break
        first = self.lines[line - 1] if line <= len(self.lines) else ""
        column = len(first) - len(first.lstrip()) + 1
        return Finding(self.text.path, line, column, rule, what, mend, severity)


@dataclass(frozen=True, slots=True)
class Review:
    """A check run: the site, the day, its working texts, and what lies in `notices/` by path from the project folder.

    `files` has no entry for what does not exist; a symbolic link is a `link` whatever it leads to.
    """

    site: Site
    today: date
    texts: tuple[Parsed, ...]
    files: Mapping[str, FileKind]

    @property
    def sources(self) -> tuple[Parsed, ...]:
        """The working texts in the source locale."""
        return tuple(text for text in self.texts if text.is_source)

    def source(self, identifier: DocumentId) -> Parsed | None:
        """The working text of a document in the source locale, if it has one."""
        return next((text for text in self.texts if text.is_source and text.document.id == identifier), None)


def review(site: Site, today: date, files: Mapping[str, FileKind]) -> Review:
    """Parse every working text of the site."""
    return Review(site, today, tuple(_parsed(site)), files)


def _parsed(site: Site) -> Iterator[Parsed]:
    for document in site.documents:
        html = document.config.settings.html
        if document.working:
            source = site.config.source_locale
            yield Parsed(document, source, True, document.working, outline(document.working.body, html))
        for locale, text in document.translations.items():
            yield Parsed(document, locale, False, text, outline(text.body, html))
