"""Whole-file translations (`notice.de.md`): which of them translate a given source, and why others do not."""

from noticepress.ledger import digest
from noticepress.markup import parser, sections, write_out_ids
from noticepress.model import Document, WorkingText
from noticepress.publishing.values import Held


def whole_files(document: Document, source: WorkingText) -> tuple[dict[str, WorkingText], tuple[Held, ...]]:
    """The whole-file translations of a source by locale, and those that are out of date.

    A file serves while its effective date and the hash of what it translates are those of the source, and its
    headings bear the source's ids (PRODUCT.md, section 4).
    """
    found, held = {}, []
    for locale, text in document.translations.items():
        if why := _fault(document, source, text):
            held.append(Held(locale, why))
        else:
            found[locale] = text
    return found, tuple(held)


def _fault(document: Document, source: WorkingText, text: WorkingText) -> str:
    if text.meta.effective != source.meta.effective:
        return f"{text.path} is for {text.meta.effective}, the text for {source.meta.effective}."
    if not text.meta.translates:
        return (
            f"{text.path} does not say which text it translates. When it is right, add the line\n"
            f"    translates: {source.sha256}"
        )
    if text.meta.translates != source.sha256:
        return (
            f"{text.path} translates another state of {source.path}. When it is right again, change its line to\n"
            f"    translates: {source.sha256}"
        )
    html = document.config.settings.html
    wanted = [each.id for each in sections(parser(html).parse(write_out_ids(source.body, html)))]
    given = [each.id for each in sections(parser(html).parse(text.body))]
    for position, (want, have) in enumerate(zip(wanted, given, strict=False), 1):
        if want != have:
            return f"{text.path}: heading {position} has the id “{have}”, the source “{want}”: write {{#{want}}} there."
    if len(wanted) != len(given):
        return f"{text.path} has {len(given)} of the {len(wanted)} headings of its source."
    return ""


def translates(raw: bytes) -> str:
    """The value of `translates` for a translation of a file with these bytes."""
    return digest(raw)
