"""What the rules look at: the site, the day, and every working text parsed once."""

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final

from msgspec import Struct

from noticepress.errors import Finding
from noticepress.latest import Latest
from noticepress.markup.outline import LINE_BREAK, Outline, outline
from noticepress.model import Document, DocumentId, FileKind, Headless, Html, Meta, Site


class Parsed(Struct, frozen=True, dict=True):
    """A working text with its outline. `locale` is the site's source locale, or that of a whole-file translation;
    `line` is the line of the file at which the body starts; `meta` is None where the front matter cannot be read.

    No slots: the lines of the file are cut on first use only, since most texts have no findings.
    """

    document: Document
    locale: str
    is_source: bool
    path: str
    raw: bytes
    body: str
    line: int
    meta: Meta | None
    outline: Outline

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the file as it is, without a byte order mark."""
        return tuple(LINE_BREAK.split(self.raw.decode("utf-8", "replace").removeprefix("\ufeff")))

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of the sections."""
        return frozenset(section.id for section in self.outline.sections)

    def finding(self, line: int, what: str, mend: str, *, at: str = "") -> Finding:
        """A finding at a line of the body (from 1; 0: the whole file), in the column where the words `at` stand.

        Words that a line of the paragraph further down holds move the finding there. The rule and the severity are
        filled in by `check`, which knows them.
        """
        return Finding(self.path, *(self._place(line + self.line - 1, at) if line else (0, 0)), "", what, mend)

    def finding_at_key(self, key: str, what: str, mend: str, *, at: str = "") -> Finding:
        """A finding at the value of a key of the front matter, or at the words `at` within it."""
        rows = range(min(self.line - 1, len(self.lines)))
        row = next((row for row in rows if self.lines[row].startswith(f"{key}:")), 0)
        for below in rows[row:] if at else ():
            if (column := self.lines[below].find(at)) >= 0:
                return Finding(self.path, below + 1, column + 1, "", what, mend)
        column = len(key) + 3 if self.lines[row].startswith(f"{key}: ") else 1
        return Finding(self.path, row + 1, column, "", what, mend)

    def _place(self, line: int, at: str) -> tuple[int, int]:
        for row in range(line - 1, len(self.lines)):
            if at and (column := self.lines[row].find(at)) >= 0:
                return row + 1, column + 1
            if not self.lines[row].strip():
                break
        first = self.lines[line - 1] if line <= len(self.lines) else ""
        return line, len(first) - len(first.lstrip()) + 1


class Review(Struct, frozen=True):
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


def review(
    site: Site,
    today: date,
    files: Mapping[str, FileKind],
    headless: Sequence[Headless] = (),
    *,
    of: Container[str] | None = None,
) -> Review:
    """Parse every working text of the site, or those of some notices, and those that have no front matter to read."""
    wanted = [each for each in site.documents if of is None or each.id.notice in of]
    return Review(site, today, tuple(_parsed(wanted, site.config.source_locale, headless)), files)


_OUTLINES: Final = Latest[Outline](4096)
"""The preview checks after each save, and most texts stay as they were."""


def outline_of(path: str, body: str, html: Html) -> Outline:
    """The outline of a text, which is kept for its path."""
    return _OUTLINES.of(path, (body, html), lambda: outline(body, html))


def _parsed(documents: Sequence[Document], source: str, headless: Sequence[Headless]) -> Iterator[Parsed]:
    for document in documents:
        html = document.config.settings.html
        whole = {source: document.working} if document.working else {}
        for locale, text in {**whole, **document.translations}.items():
            parsed = outline_of(text.path, text.body, html)
            yield Parsed(document, locale, text is document.working, text.path, text.raw, text.body, text.line,
                         text.meta, parsed)  # fmt: skip
        for bare in headless:
            if bare.document == document.id:
                yield Parsed(document, bare.locale, bare.locale == source, bare.path, bare.raw, bare.body, bare.line,
                             None, outline_of(bare.path, bare.body, html))  # fmt: skip
