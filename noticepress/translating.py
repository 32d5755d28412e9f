"""`messages update`: templates out of everything that is translated, and every catalogue brought up to date with them.

What is to be written comes as paths and catalogues; `write_catalogue` then writes each file whole.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from noticepress.catalogues import INTERFACE, built_in, locales_of, po_path, pot_path, program_phrases, read_catalogue
from noticepress.errors import Finding
from noticepress.languages import plural_forms, posix_name
from noticepress.messages import (
    Catalogue,
    Phrase,
    Source,
    corrections,
    for_locale,
    merge,
    phrase_template,
    source_of,
    template,
    units,
)
from noticepress.model import Document, Site, SiteConfig, WorkingText
from noticepress.publishing.publishing import published_locales
from noticepress.theme import Theme


def update(root: Path, site: Site, findings: list[Finding]) -> Iterator[tuple[str, Catalogue]]:
    """Every template and catalogue of a project as it should be, by path from the project folder.

    A catalogue that cannot be read is a finding, and left alone.
    """
    yield from interface_catalogues(root, site.config, findings)
    for document in site.documents:
        yield from document_catalogues(root, site.config, document, findings)


def document_catalogues(
    root: Path, config: SiteConfig, document: Document, findings: list[Finding]
) -> Iterator[tuple[str, Catalogue]]:
    """The template of a document and its catalogue in each locale it is offered in.

    The template has the units of the working text, then those of every published source that some locale still
    lacks, newest first, so that a late translation can be made while the next version is being written.
    """
    domain, html = document.id.domain, document.config.settings.html
    new = template(_sources(document), project=config.name)
    mended: dict[str, str] = {}
    for states in document.sources.values():
        mended |= corrections([[unit.msgid for unit in units(text.body, html=html)] for text in states])
    yield pot_path(domain), new
    for locale in document.config.locales:
        if locale != config.source_locale:
            yield from _merged(root, po_path(domain, locale), locale, new, findings, mended)


def interface_catalogues(root: Path, config: SiteConfig, findings: list[Finding]) -> Iterator[tuple[str, Catalogue]]:
    """The template of the interface, and its catalogue in each locale.

    A project has them for what its own theme says and the built-in catalogues do not know; what it translates anew
    in spite of them is kept. In a checkout of the program they hold all that the program says, in every language.
    """
    is_checkout = built_in().resolve() == (root / "locales").resolve()
    phrases = [*Theme(root / config.theme).phrases(), *_regions(config), *program_phrases()]
    everything = phrase_template(phrases, project=config.name)
    known = None if is_checkout else read_catalogue(built_in().parent, pot_path(INTERFACE), findings)
    builtin = {message.msgid for message in known.messages} if known else set()
    own = replace(everything, messages=tuple(m for m in everything.messages if m.msgid not in builtin))
    if own.messages:
        yield pot_path(INTERFACE), own
    for locale in dict.fromkeys((*config.locales, *locales_of(root, INTERFACE))):
        path = po_path(INTERFACE, locale)
        present = read_catalogue(root, path, [])
        overridden = {message.msgid for message in present.messages} if present else set()
        wanted = tuple(m for m in everything.messages if m.msgid not in builtin or m.msgid in overridden)
        if wanted and locale != "en":
            yield from _merged(root, path, locale, replace(own, messages=wanted), findings)


def _merged(
    root: Path, path: str, locale: str, new: Catalogue, findings: list[Finding], mended: dict[str, str] | None = None
) -> Iterator[tuple[str, Catalogue]]:
    before = len(findings)
    catalogue = read_catalogue(root, path, findings)
    if len(findings) == before:
        start = catalogue or for_locale(new, posix_name(locale), plural_forms(locale))
        yield path, merge(start, new, corrected=mended)


def _sources(document: Document) -> Iterator[Source]:
    html = document.config.settings.html
    working = document.working
    if working:
        yield source_of(working.path, _text(working), html=html)
    for version in sorted(document.sources, reverse=True):
        source = document.sources[version][-1]
        public = published_locales(document, version)
        is_lacking = bool(public) and not public.issuperset(document.config.locales)
        if is_lacking and (working is None or source.raw != working.raw):
            note = f"of the version of {version}, not of the working text"
            yield source_of(source.path, _text(source), html=html, note=note)


def _text(text: WorkingText) -> str:
    return text.raw.decode("utf-8", "replace")


def _regions(config: SiteConfig) -> Iterator[Phrase]:
    for region in config.regions.values():
        if region.name:
            yield Phrase(region.name, "notices/site.toml", comment="name of a region")
