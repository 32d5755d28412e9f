"""A check run over a project: what the readers found, what the rules find, and what is wrong with translations."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from noticepress.catalogues import read_catalogues, read_words, stray_files
from noticepress.checks import Review, check, review
from noticepress.checks.contents import matrices
from noticepress.checks.prose import language_of
from noticepress.checks.reading import readings
from noticepress.checks.report import Report, TextReadings
from noticepress.errors import in_reading_order
from noticepress.siteconfig import UNKNOWN_LOCALE
from noticepress.source import Survey
from noticepress.translating import translation_findings


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
    findings += translation_findings(found.site, catalogues)
    if not any(finding.rule == UNKNOWN_LOCALE for finding in found.fatal):
        findings += stray_files(root, found.site)
    relative = (replace(finding, path=_relative(root, finding.path)) for finding in findings)
    return Report(on, in_reading_order(relative), matrices(looked_at), tuple(_readings(looked_at)))


def _readings(looked_at: Review) -> Iterator[TextReadings]:
    for text in looked_at.texts:
        if found := readings(text):
            yield TextReadings(text.path, language_of(text.locale), found)


def _relative(root: Path, path: str) -> str:
    return Path(path).relative_to(root).as_posix() if Path(path).is_relative_to(root) else path
