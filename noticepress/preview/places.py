"""Where in a page a finding belongs: from a line of a source, or of a catalogue, to the id of its paragraph."""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from noticepress.catalogues import po_path
from noticepress.editions import EditionVersion
from noticepress.errors import Finding
from noticepress.markup.anchors import anchors
from noticepress.messages import Catalogue, wanted
from noticepress.model import Document, Text, WorkingText
from noticepress.pages import Plan
from noticepress.pages.texts import spoken_to

ReadCatalogue = Callable[[str], Catalogue | None]
"""The catalogue at a path from the project folder, if it can be read."""


class Placed(Struct, frozen=True):
    """A finding, and the ids in the page that it belongs to: of the paragraph, then of its section (`""`: none)."""

    finding: Finding
    id: str
    section: str


def placed(
    findings: Sequence[Finding], plan: Plan, version: EditionVersion, locale: str, read: ReadCatalogue
) -> Iterator[Placed]:
    """The findings of the texts that a page shows, and of the catalogue of its language, each with its place, in
    reading order."""
    regions = spoken_to(version)

    def keep(kind: str, named: tuple[str, ...]) -> bool:
        return bool(regions & set(named)) == (kind == "only")

    for component in version.components:
        document, text = component.document, plan.shown(component, locale).text
        source = _source(document, text, plan.config.source_locale)
        if source is not None:
            own = [(each, each.line) for each in findings if each.path == source.path]
            yield from _placed(own, source, document, keep)
        path = po_path(document.id.domain, locale)
        translated = [each for each in findings if each.path == path]
        if translated and document.working and _is_of_catalogue(document, text, path, plan.config.source_locale):
            own = list(_in_source(translated, document, document.working, read(path)))
            yield from _placed(own, document.working, document, keep)


def _placed(
    findings: Sequence[tuple[Finding, int]],
    source: WorkingText,
    document: Document,
    keep: Callable[[str, tuple[str, ...]], bool],
) -> Iterator[Placed]:
    """Findings with their lines in a source, each with its place."""
    prefix = f"{document.id.region}-" if document.id.region else ""
    found = anchors(source.body, document.config.settings.html, prefix=prefix, keep=keep) if findings else ()
    for finding, row in findings:
        line = row - source.line + 1
        above = [anchor for anchor in found if anchor.line <= line]
        section = next((each.id for each in reversed(above) if each.is_heading), prefix.rstrip("-"))
        yield Placed(finding, above[-1].id if above and line > 0 else "", section if line > 0 else "")


def _in_source(
    findings: Sequence[Finding], document: Document, source: WorkingText, catalogue: Catalogue | None
) -> Iterator[tuple[Finding, int]]:
    """The findings of a catalogue with the lines of the paragraphs that they are about (0: of none) in the source."""
    lines: dict[str, int] = {}
    for unit in wanted(source, html=document.config.settings.html):
        lines.setdefault(unit.msgid, unit.line)
    messages = catalogue.messages if catalogue else ()
    for finding in findings:
        above = [each for each in messages if each.line <= finding.line]
        yield finding, lines.get(above[-1].msgid, 0) if above else 0


def _is_of_catalogue(document: Document, text: Text, path: str, source_locale: str) -> bool:
    """Whether a text was made of the catalogue at a path and the working text on disk, or is that working text, which
    stands for its translation."""
    if text.draft:
        return text.entry.file == path or text.locale == source_locale
    working = document.working
    is_latest = working is not None and working.meta.effective == text.entry.version
    return is_latest and not document.has_draft and text.locale not in document.translations


def _source(document: Document, text: Text, source_locale: str) -> WorkingText | None:
    """The working text that a text was made of, if it is the one on disk."""
    if text.locale == source_locale:
        working = document.working
        is_latest = working is not None and working.meta.effective == text.entry.version
        return working if text.draft or is_latest else None
    translation = document.translations.get(text.locale)
    return translation if translation and (text.draft or translation.sha256) else None
