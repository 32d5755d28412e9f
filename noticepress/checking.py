"""A check run over a project: what the readers found, what the rules find, and what is wrong with translations."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from noticepress.catalogues import Catalogues, read_catalogues, read_words
from noticepress.checks import Review, check, review
from noticepress.checks.contents import matrices
from noticepress.checks.prose import language_of
from noticepress.checks.reading import readings
from noticepress.checks.report import Report, TextReadings
from noticepress.errors import Finding, in_reading_order
from noticepress.model import Site
from noticepress.source import Survey
from noticepress.translating import translations


def checked(root: Path, found: Survey, on: date) -> Report:
    """Everything that can be said of the sources on a day; what `found` could not read is said as such."""
    findings = [*found.fatal, *found.findings]
    if found.site is None:
        return Report(on, in_reading_order(findings))
    looked_at = review(found.site, on, found.files, found.headless)
    findings += check(looked_at)
    catalogues = read_catalogues(root, found.site.documents, findings)
    for locale in found.site.config.locales:
        read_words(root, locale, findings)
    findings += _of_translations(found.site, catalogues)
    relative = (replace(finding, path=_relative(root, finding.path)) for finding in findings)
    return Report(on, in_reading_order(relative), matrices(looked_at), tuple(_readings(looked_at)))


def _of_translations(site: Site, catalogues: Catalogues) -> Iterator[Finding]:
    for document in site.documents:
        if document.working:
            for made in translations(site, document, document.working, catalogues).values():
                yield from made.findings


def _readings(looked_at: Review) -> Iterator[TextReadings]:
    for text in looked_at.texts:
        if found := readings(text):
            yield TextReadings(text.path, language_of(text.locale), found)


def _relative(root: Path, path: str) -> str:
    return Path(path).relative_to(root).as_posix() if Path(path).is_relative_to(root) else path
