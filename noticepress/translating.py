"""What catalogues and whole-file translations make of the sources, and how catalogues are brought up to date.

    translations(site, document, source, catalogues)  -> Translation by locale: states, what waits, and ready texts
    translation_findings(site, catalogues)            -> what the checks find in them, for `check`
    update(root, site, findings)                      -> path and catalogue of every file that `messages update` writes

`catalogues.read_catalogues` reads what the first needs; `catalogues.write_catalogue` writes what the second yields.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from noticepress.catalogues import (
    GLOSSARY,
    INTERFACE,
    Catalogues,
    built_in,
    has_words,
    locales_of,
    po_path,
    pot_path,
    program_phrases,
    read_catalogue,
)
from noticepress.errors import Finding
from noticepress.languages import plural_forms, posix_name
from noticepress.messages import (
    Catalogue,
    Phrase,
    Source,
    Translation,
    corrections,
    for_locale,
    long_units,
    merge,
    phrase_template,
    source_from,
    template,
    translation,
    units,
    whole_findings,
)
from noticepress.model import Document, Site, SiteConfig, WorkingText
from noticepress.publishing import whole_files
from noticepress.publishing.publishing import published_locales
from noticepress.theme import Theme


def translations(
    site: Site, document: Document, source: WorkingText, catalogues: Catalogues, faults: Sequence[Finding] = ()
) -> dict[str, Translation]:
    """How far a source has come in every locale its document is offered in, in the order of site.toml.

    `source` is the working text or the frozen source of a version. A whole-file translation wins over the catalogue
    while it fits (`whole_files`); where it does not, and the catalogue is not begun, `why` says what is wrong with it.
    `faults` are those of reading the catalogues: a locale whose catalogue cannot be read waits for that.
    """
    whole, held = whole_files(document, source)
    day = source.meta.effective
    reasons = {each.locale: each.why for each in held if document.translations[each.locale].meta.effective == day}
    public = published_locales(document, day)
    html = document.config.settings.html
    found = {}
    for locale in document.config.locales:
        if locale == site.config.source_locale:
            continue
        path = po_path(document.id.domain, locale)
        catalogue = catalogues.get((document.id.domain, locale))
        unread = next((f"{fault.path}:{fault.line} cannot be read." for fault in faults if fault.path == path), "")
        is_published = locale in public and _is_frozen(document, source)
        glossary = catalogues.get((GLOSSARY, locale))
        made = translation(source, catalogue, locale, html=html, is_published=is_published, glossary=glossary)
        if made.state != "published" and locale in whole:
            made = made.of_file(whole[locale], whole_findings(source, whole[locale], html=html))
        elif made.state == "missing" and (unread or locale in reasons):
            made = replace(made, note=unread or reasons[locale])
        found[locale] = made
    return found


def translation_findings(site: Site, catalogues: Catalogues) -> Iterator[Finding]:
    """What the checks find in the translations of every working text, and of every public version that is being
    translated late, and paragraphs that are too long to translate well."""
    for document in site.documents:
        sources = [document.working] if document.working else []
        if document.working and len(document.config.locales) > 1:
            yield from long_units(document.working, html=document.config.settings.html)
        if document.working:
            yield from _unused_files(document, document.working)
        for source in (*sources, *lacking(document)):
            for made in translations(site, document, source, catalogues).values():
                if source in sources or made.state in ("stale", "complete"):
                    yield from made.findings


def update(
    root: Path, site: Site, findings: list[Finding], faults: Sequence[Finding] = ()
) -> Iterator[tuple[str, Catalogue]]:
    """Every template and catalogue of a project as it should be, by path from the project folder.

    A catalogue that cannot be read is a finding, and left alone; so are those of a document whose working text has
    one of the `faults` that reading the sources found.
    """
    yield from interface_catalogues(root, site.config, findings)
    for document in site.documents:
        path = f"notices/{document.id}/{document.id.source_name}.md"
        unread = [fault for fault in faults if fault.path == path and document.working is None]
        findings += unread
        if not unread:
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

    A project has them for what its own theme says and the built-in catalogues do not know, and for everything in a
    language that comes with none; what it translates anew in spite of them is kept. In a checkout of the program they
    hold all that the program says, in every language.
    """
    is_checkout = built_in().resolve() == (root / "locales").resolve()
    phrases = [*Theme(root / config.theme).phrases(), *_regions(config), *program_phrases()]
    everything = phrase_template(phrases, project=config.name)
    known = None if is_checkout else read_catalogue(built_in().parent, pot_path(INTERFACE), findings)
    builtin = {message.msgid for message in known.messages} if known else set()
    locales = dict.fromkeys((*config.locales, *locales_of(root, INTERFACE)))
    lacking = {locale for locale in locales if not has_words(locale)}
    own = replace(everything, messages=tuple(m for m in everything.messages if m.msgid not in builtin))
    if own.messages or lacking:
        yield pot_path(INTERFACE), everything if lacking else own
    for locale in locales:
        path = po_path(INTERFACE, locale)
        present = read_catalogue(root, path, [])
        overridden = {message.msgid for message in present.messages} if present else set()
        is_wanted = overridden if locale not in lacking else {m.msgid for m in everything.messages}
        wanted = tuple(m for m in everything.messages if m.msgid not in builtin or m.msgid in is_wanted)
        if wanted and locale != "en":
            yield from _merged(root, path, locale, replace(own, messages=wanted), findings)


def _merged(
    root: Path, path: str, locale: str, new: Catalogue, findings: list[Finding], mended: dict[str, str] | None = None
) -> Iterator[tuple[str, Catalogue]]:
    before = len(findings)
    catalogue = read_catalogue(root, path, findings)
    if len(findings) == before:
        empty = for_locale(new, posix_name(locale), plural_forms(locale))
        start = catalogue or empty
        if not start.header.msgstr:
            start = replace(start, header=empty.header)
        yield path, merge(start, new, corrected=mended)


def _sources(document: Document) -> Iterator[Source]:
    html = document.config.settings.html
    working = document.working
    if working:
        yield source_from(working, html=html)
    for source in lacking(document):
        if working is None or source.raw != working.raw:
            yield source_from(source, html=html, version=source.meta.effective.isoformat())


def lacking(document: Document) -> Iterator[WorkingText]:
    """The sources, newest first, of public versions that some locale of the document still lacks."""
    for version in sorted(document.sources, reverse=True):
        public = published_locales(document, version)
        if public and not public.issuperset(document.config.locales):
            yield document.sources[version][-1]


def _unused_files(document: Document, source: WorkingText) -> Iterator[Finding]:
    """Whole-file translations for the day of the working text that do not say which state of it they translate."""
    for held in whole_files(document, source)[1]:
        text = document.translations[held.locale]
        if text.meta.effective == source.meta.effective and not text.meta.translates:
            what = "This translation is not taken until it names the text that it translates; the catalogue serves."
            yield Finding(text.path, 1, 0, "whole-file", what, " ".join(held.why.split()), "warning")


def _is_frozen(document: Document, source: WorkingText) -> bool:
    """Whether a source is that of a public version, not a draft that has its date (which may be a mistake)."""
    return any(source.sha256 == each.sha256 for each in document.sources.get(source.meta.effective, ()))


def _regions(config: SiteConfig) -> Iterator[Phrase]:
    for region in config.regions.values():
        if region.name:
            yield Phrase(region.name, "notices/site.toml", comment="name of a region")
