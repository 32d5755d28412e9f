"""Corrections: a new revision of a published text that changes no date, and where the replaced words still stand."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from noticepress.errors import RefusedError
from noticepress.ledger import digest
from noticepress.markup import parser, sections, set_ids
from noticepress.model import Document, Site, Text, WorkingText
from noticepress.publishing.freezing import attached, freeze
from noticepress.publishing.publishing import published_locales
from noticepress.publishing.values import Frozen, Publication, Stamp, publication

_WORDS: Final = re.compile(r"\w+")
_CONTEXT: Final = 2


class Standing(Struct, frozen=True):
    """A place where replaced words still stand."""

    path: str
    line: int
    words: str


def current_text(document: Document, version: date, locale: str) -> Text:
    """The text of a version that readers see in a locale. RefusedError where there is none."""
    if locale not in published_locales(document, version):
        known = ", ".join(sorted(published_locales(document, version)))
        if not known:
            days = ", ".join(str(day) for day in sorted({text.entry.version for text in document.texts})) or "none"
            msg = f"“{document.id}” has no version {version}. Published: {days}."
            raise RefusedError(msg)
        msg = f"The version {version} of “{document.id}” has no text in “{locale}”. Published: {known}."
        raise RefusedError(msg)
    texts = [t for t in document.texts if t.entry.version == version and t.locale == locale and not t.withdrawn]
    return max(texts, key=lambda text: text.entry.revision)


def correct(
    site: Site,
    document: Document,
    version: date,
    locale: str,
    text: WorkingText,
    stamp: Stamp,
    *,
    files: Mapping[str, bytes] | None = None,
    current_values: bool = False,
) -> Publication:
    """The next revision of a text.

    In the source locale `text` is a source with variables, which get the values frozen with the version, or with
    `current_values` those of site.toml; in others it is the published text, mended. Section ids stay what they are.
    RefusedError where nothing was changed, the date was, or a section was added or taken away.
    """
    before = current_text(document, version, locale)
    _refuse(document, before, text, stamp)
    local = files or {}
    if locale == site.config.source_locale:
        values = {} if current_values else before.meta.variables
        kept = _with_ids(before, text)
        frozen = freeze(site, document, locale, kept, source=text, files=local, values=values)
        source = text
    else:
        frozen = Frozen(locale, text.raw, before.entry.change, before.entry.source_sha256, before.entry.attachments)
        source = next(each for each in document.sources[version] if each.sha256 == before.entry.source_sha256)
        _same_sections(before, text)
    if digest(frozen.raw) == before.entry.sha256:
        msg = (
            f"{text.path} says what is published already: nothing was corrected.\n"
            "Where a value of site.toml was wrong, mend it there and add --current-values."
        )
        raise RefusedError(msg)
    names = attached([frozen], local) if locale == site.config.source_locale else {}
    return publication(document, version, "correct", [frozen], stamp, source=source, attached=names)


def standing(before: str, after: str, places: Mapping[str, str]) -> Iterator[Standing]:
    """Where words that a correction replaced still stand; `places` are texts by their paths.

    Words that the mended text no longer has at all are looked for by themselves; the others together with their
    neighbours on one side, so that “the” is not found everywhere. A line is named once.
    """
    found: dict[tuple[str, int], Standing] = {}
    for phrase in dict.fromkeys(_replaced(before, after)):
        wanted = re.compile(r"(?<!\w)" + r"\W+".join(map(re.escape, phrase)) + r"(?!\w)")
        for path, text in places.items():
            for match in wanted.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                found.setdefault((path, line), Standing(path, line, " ".join(match[0].split())))
    yield from found.values()


def _replaced(before: str, after: str) -> Iterator[tuple[str, ...]]:
    """Each run of words that is no longer there: once with the words before it, once with those after, and alone where
    none of them stands in the new text."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    known = set(new)
    for tag, start, end, _, _ in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag in ("replace", "delete"):
            yield tuple(old[max(0, start - _CONTEXT) : end])
            yield tuple(old[start : end + _CONTEXT])
            if known.isdisjoint(old[start:end]):
                yield tuple(old[start:end])


def _refuse(document: Document, before: Text, text: WorkingText, stamp: Stamp) -> None:
    if not stamp.reason:
        msg = "A correction needs its reason, which readers see: add --reason “why”."
        raise RefusedError(msg)
    if text.meta.effective != before.entry.version:
        msg = (
            f"{text.path} has the date {text.meta.effective}, but a correction keeps that of its version, "
            f"{before.entry.version}.\nA text that shall apply from another day is a new version: write it in "
            f"{document.id.source_name}.md and publish it."
        )
        raise RefusedError(msg)


def _with_ids(before: Text, text: WorkingText) -> WorkingText:
    """The mended source, its headings bearing the ids under which they are published."""
    html = before.entry.settings.html
    wanted = sections(parser(html).parse(before.body))
    given = sections(parser(html).parse(text.body))
    if len(wanted) != len(given):
        raise RefusedError(_other_sections(text, len(given), len(wanted)))
    return replace(text, body=set_ids(text.body, wanted, html))


def _same_sections(before: Text, text: WorkingText) -> None:
    html = before.entry.settings.html
    wanted = [each.id for each in sections(parser(html).parse(before.body))]
    given = [each.id for each in sections(parser(html).parse(text.body))]
    if len(wanted) != len(given):
        raise RefusedError(_other_sections(text, len(given), len(wanted)))
    for want, have in zip(wanted, given, strict=True):
        if want != have:
            msg = f"{text.path}: the id “{have}” was “{want}”, and links to it are permanent. Write {{#{want}}}."
            raise RefusedError(msg)


def _other_sections(text: WorkingText, given: int, wanted: int) -> str:
    return (
        f"{text.path} has {given} sections, the published text {wanted}. A correction adds or drops no section: "
        "that is a new version."
    )
