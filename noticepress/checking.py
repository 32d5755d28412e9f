"""A check run over a project: what the readers found, what the rules find, and what is wrong with translations."""

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from noticepress.catalogues import Catalogues, po_path, read_catalogues, read_words, stray_files, unsaid
from noticepress.checks import RULES, Review, check, review
from noticepress.checks.contents import matrices
from noticepress.checks.prose import language_of
from noticepress.checks.reading import readings
from noticepress.checks.report import Report, TextReadings
from noticepress.checks.review import Parsed
from noticepress.checks.style import long_sentence
from noticepress.checks.wording import check_back
from noticepress.errors import Finding, in_reading_order
from noticepress.latest import Latest
from noticepress.markup.outline import Outline, outline
from noticepress.messages import wanted
from noticepress.model import Site, Text
from noticepress.siteconfig import UNKNOWN_NAMES
from noticepress.source import Survey, survey
from noticepress.translating import translation_findings

_LINKED = re.compile(r"notice:([a-z][a-z0-9-]*)")
_OF_LANGUAGE = (check_back, long_sentence)
"""The rules that look at one paragraph alone, so that they can look at a translated one."""
_OUTLINES: Final = Latest[Outline](16384)


def checked(root: Path, found: Survey, on: date, *, figures: bool = True) -> Report:
    """Everything that can be said of the sources on a day; what `found` could not read is said as such. Without
    `figures` the report has no reading-ease of sections, for which every text is counted through."""
    findings = [*found.fatal, *found.findings]
    if found.site is None:
        return Report(on, in_reading_order(findings))
    looked_at = review(found.site, on, found.files, found.headless)
    findings += check(looked_at)
    catalogues = read_catalogues(root, found.site.documents, findings)
    for locale in found.site.config.locales:
        read_words(root, locale, findings)
    findings += unsaid(root, found.site.config.locales)
    findings += translation_findings(found.site, catalogues)
    in_catalogues = replace(looked_at, texts=tuple(_in_catalogues(root, found.site, catalogues)))
    findings += (finding for rule in RULES if rule.find in _OF_LANGUAGE for finding in rule.run(in_catalogues))
    if not any(finding.rule in UNKNOWN_NAMES for finding in found.fatal):
        findings += stray_files(root, found.site)
    relative = (replace(finding, path=_relative(root, finding.path)) for finding in findings)
    counted = tuple(_readings(looked_at)) if figures else ()
    return Report(on, in_reading_order(relative), matrices(looked_at), counted)


def draft_errors(root: Path, on: date) -> tuple[Finding, ...]:
    """Every error of the readers, and of the drafts and what they link to, in reading order: what a build says beside
    the site that it makes. Texts that are published as they stand are not looked at again for themselves."""
    found = survey(root)
    findings = [*found.fatal, *found.findings]
    if found.site is not None:
        headless = {each.document for each in found.headless}
        drafts = [each for each in found.site.documents if each.has_draft or each.id in headless]
        about = {each.id.notice for each in drafts}
        about |= {name for each in drafts for name in _LINKED.findall(each.working.body if each.working else "")}
        findings += check(review(found.site, on, found.files, found.headless, of=about))
        read_catalogues(root, drafts, findings)
    relative = (replace(finding, path=_relative(root, finding.path)) for finding in findings)
    return in_reading_order(finding for finding in relative if finding.severity == "error")


def _in_catalogues(root: Path, site: Site, catalogues: Catalogues) -> Iterator[Parsed]:
    """Each translated paragraph of a working text as a text of its own, at its place in the catalogue."""
    for document in site.documents:
        html = document.config.settings.html
        units = {unit.msgid for unit in wanted(document.working, html=html)} if document.working else set()
        for locale in document.config.locales:
            catalogue = catalogues.get((document.id.domain, locale))
            path = po_path(document.id.domain, locale)
            raw = (root / path).read_bytes() if catalogue and units else b""
            for message in catalogue.messages if catalogue else ():
                if message.msgid in units and message.msgstr and locale not in document.translations:
                    text = message.msgstr
                    parsed = _OUTLINES.of((path, message.msgid), (text, html), partial(outline, text, html))
                    yield Parsed(document, locale, False, path, raw, text, message.line, None, parsed)


def _readings(looked_at: Review) -> Iterator[TextReadings]:
    for text in (*looked_at.texts, *_published(looked_at)):
        if found := readings(text):
            yield TextReadings(text.path, language_of(text.locale), found)


def _published(looked_at: Review) -> Iterator[Parsed]:
    """The newest published text of each document in each language that has no working text as a file."""
    working = {(text.document.id, text.locale) for text in looked_at.texts}
    for document in looked_at.site.documents:
        newest = {text.locale: text for text in sorted(document.texts, key=_age) if text.body}
        for locale, text in newest.items():
            if (document.id, locale) not in working:
                path = f"notices/{document.id}/published/{text.entry.file}"
                parsed = outline(text.body, text.entry.settings.html)
                yield Parsed(document, locale, False, path, text.raw, text.body, 1, text.meta, parsed)


def _age(text: Text) -> tuple[date, int]:
    return text.entry.version, text.entry.revision


def _relative(root: Path, path: str) -> str:
    return Path(path).relative_to(root).as_posix() if Path(path).is_relative_to(root) else path
