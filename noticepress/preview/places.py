"""Where in a page a finding belongs: from a line of a source to the id of its paragraph."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from noticepress.editions import EditionVersion
from noticepress.errors import Finding
from noticepress.markup.anchors import anchors
from noticepress.model import Document, Text, WorkingText
from noticepress.pages import Plan
from noticepress.pages.texts import spoken_to


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding, and the ids in the page that it belongs to: of the paragraph, then of its section (`""`: none)."""

    finding: Finding
    id: str
    section: str


def placed(findings: Sequence[Finding], plan: Plan, version: EditionVersion, locale: str) -> Iterator[Placed]:
    """The findings of the texts that a page shows, each with its place, in reading order."""
    regions = spoken_to(version)

    def keep(kind: str, named: tuple[str, ...]) -> bool:
        return bool(regions & set(named)) == (kind == "only")

    for component in version.components:
        text = plan.shown(component, locale).text
        source = _source(component.document, text, plan.config.source_locale)
        if source is not None:
            own = [each for each in findings if each.path == source.path]
            yield from _placed(own, source, component.document, keep)


def _placed(
    findings: list[Finding], source: WorkingText, document: Document, keep: Callable[[str, tuple[str, ...]], bool]
) -> Iterator[Placed]:
    prefix = f"{document.id.region}-" if document.id.region else ""
    found = anchors(source.body, document.config.settings.html, prefix=prefix, keep=keep) if findings else ()
    for finding in findings:
        line = finding.line - source.line + 1
        above = [anchor for anchor in found if anchor.line <= line]
        section = next((each.id for each in reversed(above) if each.is_heading), prefix.rstrip("-"))
        yield Placed(finding, above[-1].id if above and line > 0 else "", section if line > 0 else "")


def _source(document: Document, text: Text, source_locale: str) -> WorkingText | None:
    """The working text that a text was made of, if it is the one on disk."""
    if text.locale == source_locale:
        working = document.working
        is_latest = working is not None and working.meta.effective == text.entry.version
        return working if text.draft or is_latest else None
    translation = document.translations.get(text.locale)
    return translation if translation and (text.draft or translation.sha256) else None
