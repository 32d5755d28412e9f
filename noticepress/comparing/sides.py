"""The two sides of a comparison, and what it finds."""

import re
from collections.abc import Sequence
from datetime import date
from html import escape

from msgspec import Struct

from noticepress.errors import RefusedError, UsageError
from noticepress.frontmatter import split
from noticepress.interface import Words
from noticepress.markup import Rendering, render_body
from noticepress.model import DocumentId, Html, Site, Text
from noticepress.pages.redlines import spoken
from noticepress.redline import Redline, compare_html
from noticepress.timeline import Version, in_force, versions


class Side(Struct, frozen=True):
    """One side: what a person calls it, its title and body, and the bytes of its file."""

    label: str
    title: str
    body: str
    raw: bytes


class Comparison(Struct, frozen=True):
    """Two sides read as one, in the words of a language."""

    old: Side
    new: Side
    redline: Redline
    words: Words


def compared(old: Side, new: Side, words: Words, html: Html) -> Comparison:
    """The redline of two sides, titles included; front matter beyond the title is not compared."""
    redline = compare_html(_html(old, html), _html(new, html), words=spoken(words))
    return Comparison(old, new, redline, words)


def side_of_file(label: str, raw: bytes) -> Side:
    """A Markdown file, with or without front matter. UsageError where it is not UTF-8."""
    try:
        parts = split(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        msg = f"{label} is not UTF-8 text (byte {error.start}). Save it as UTF-8."
        raise UsageError(msg) from error
    title = re.search(r"^title:[ \t]*(.+?)[ \t]*$", parts.yaml or "", re.MULTILINE)
    return Side(label, title[1].strip("\"'") if title else "", parts.body, raw)


class Shelf(Struct, frozen=True):
    """Where versions are found: the site as published, the same with its drafts, and the day that is today."""

    published: Site
    drafted: Site
    on: date

    def side(self, identifier: DocumentId, version: str, locale: str) -> Side:
        """A text by the name of its version: `2023-12-15`, `2023-12-15/r1`, `in-force` or `draft`.

        UsageError where there is no such version or text, with those that are; RefusedError for a withdrawn one.
        """
        text = self._draft(identifier, locale) if version == "draft" else self._public(identifier, version, locale)
        label = f"{identifier}@{text.entry.version} ({locale}, {'draft' if text.draft else f'r{text.entry.revision}'})"
        if text.withdrawn:
            msg = f"{label} was withdrawn on {text.withdrawn.published.date()}, so its text is not shown."
            raise RefusedError(msg)
        return Side(label, text.meta.title, text.body, text.raw)

    def _draft(self, identifier: DocumentId, locale: str) -> Text:
        drafts = {text.locale: text for text in self.drafted.document(identifier).texts if text.draft}
        if locale not in drafts:
            there = f"It is ready in: {', '.join(drafts)}." if drafts else "Its working text was published as it is."
            msg = f"“{identifier}” has no draft in “{locale}”. {there}"
            raise UsageError(msg)
        return drafts[locale]

    def _public(self, identifier: DocumentId, version: str, locale: str) -> Text:
        found = versions(self.published.document(identifier), self.on, self.published.config.zone)
        day, _, state = version.partition("/r")
        wanted = in_force(found, self.on) if version == "in-force" else _on_day(found, day)
        if wanted is None:
            days = ", ".join(each.effective.isoformat() for each in found) or "none yet"
            msg = f"“{identifier}” has no version “{day}”. Published: {days}; or write “in-force” or “draft”."
            raise UsageError(msg)
        revisions = {str(text.entry.revision): text for text in wanted.texts.get(locale, ())}
        text = revisions.get(state or next(reversed(revisions), ""))
        if text is None:
            there = f"Revisions: {', '.join(revisions)}." if revisions else f"It is in: {', '.join(wanted.texts)}."
            msg = f"“{identifier}@{version}” is not there in “{locale}”. {there}"
            raise UsageError(msg)
        return text


def _on_day(found: Sequence[Version], day: str) -> Version | None:
    return next((each for each in found if each.effective.isoformat() == day), None)


def _html(side: Side, html: Html) -> str:
    title = f"<h1>{escape(side.title)}</h1>\n" if side.title else ""
    return title + render_body(side.body, Rendering(html=html)).html
