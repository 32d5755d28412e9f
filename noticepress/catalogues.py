"""The only reader and writer of `locales/`: catalogues in, catalogues out, each file whole or not at all."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from noticepress.errors import Finding, nearest
from noticepress.files import replace_file
from noticepress.folders import is_ours
from noticepress.interface import Words, words_of
from noticepress.languages import fallbacks, posix_name, tag_of
from noticepress.latest import Latest
from noticepress.model import Document, Site
from noticepress.regions import NAMES

if TYPE_CHECKING:
    from noticepress.messages import Catalogue, Phrase

INTERFACE: Final = "site"
"""The domain of the interface's words; notices and addenda have domains of their own."""

_PACKAGE: Final = Path(__file__).parent
_PACKAGED: Final = _PACKAGE / "_data" / "locales"
_CHECKOUT: Final = _PACKAGE.parent / "locales"

GLOSSARY: Final = ""
"""The domain under which glossaries are kept; no notice can have it."""

_LAST: Final = Latest["Catalogue"](1024)

Catalogues = Mapping[tuple[str, str], "Catalogue"]
"""Catalogues by domain (`privacy.eea`) and locale (a BCP 47 tag)."""


def built_in() -> Path:
    """The folder of the interface's catalogues that come with the program: in the package, or in a checkout."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


def po_path(domain: str, locale: str) -> str:
    """The path of a catalogue from the project folder: `locales/pt_BR/LC_MESSAGES/privacy.po`; a glossary stands
    outside of `LC_MESSAGES`, since it is no translation of anything."""
    if domain == GLOSSARY:
        return f"locales/{posix_name(locale)}/glossary.po"
    return f"locales/{posix_name(locale)}/LC_MESSAGES/{domain}.po"


def pot_path(domain: str) -> str:
    """The path of a template from the project folder."""
    return f"locales/{domain}.pot"


def read_words(root: Path, locale: str, findings: list[Finding]) -> Words:
    """The words of a locale: built-in messages, then those of the site; a parent locale fills gaps."""
    found = []
    for tag in reversed(fallbacks(locale)):
        for project in dict.fromkeys((built_in().parent, root.resolve())):
            if catalogue := read_catalogue(project, po_path(INTERFACE, tag), findings):
                found.append(catalogue)
    return words_of(locale, found, findings)


def has_words(locale: str) -> bool:
    """Whether the interface comes with the program in a locale, or in a parent of it."""
    return any(tag == "en" or (built_in().parent / po_path(INTERFACE, tag)).is_file() for tag in fallbacks(locale))


def unsaid(root: Path, locales: Iterable[str]) -> Iterator[Finding]:
    """The locales in which pages would speak English round the notices, since nobody translated the interface."""
    for locale in locales:
        if has_words(locale):
            continue
        templates = [read_catalogue(each, pot_path(INTERFACE), []) for each in (built_in().parent, root)]
        wanted = {message.msgid for each in templates if each for message in each.messages}
        missing = wanted - read_words(root, locale, []).phrasings.keys()
        if missing:
            path = po_path(INTERFACE, locale)
            what = f"The pages round the notices have {len(missing)} of {len(wanted)} texts in English: noticepress"
            what += f" does not come with words in “{locale}”."
            mend = f"Translate them in {path}; noticepress messages update makes that file."
            yield Finding("notices/site.toml", 0, 0, "interface", what, mend, "warning")


def read_catalogues(root: Path, documents: Iterable[Document], findings: list[Finding]) -> Catalogues:
    """The catalogues of documents in every locale they are offered in, and the glossaries of these locales; faults of
    a file are findings.

    A catalogue that cannot be read is left out, as one that does not exist: its locale waits, the others go on.
    """
    wanted = [(each.id.domain, locale) for each in documents for locale in each.config.locales]
    found = {}
    for domain, locale in dict.fromkeys([*wanted, *((GLOSSARY, locale) for _, locale in wanted)]):
        if catalogue := read_catalogue(root, po_path(domain, locale), findings):
            found[domain, locale] = catalogue
    return found


def stray_files(root: Path, site: Site) -> Iterator[Finding]:
    """Files in `locales/` that nothing reads: their document or locale is not one of the site, or is misspelt."""
    config = site.config
    expected = {po_path(domain, locale) for locale in config.locales for domain in (INTERFACE, GLOSSARY)}
    for each in config.documents:
        expected |= {po_path(each.id.domain, locale) for locale in each.locales if locale != config.source_locale}
    folders: set[Path] = set()
    for file in sorted((root / "locales").rglob("*.po")):
        path = file.relative_to(root).as_posix()
        folder, tag = file.parent.parent, tag_of(file.parent.parent.name)
        if path.endswith(f"/LC_MESSAGES/{INTERFACE}.po"):
            continue
        if tag not in (*config.locales, *config.retired_locales) and file.parent.name == "LC_MESSAGES":
            if folder not in folders:
                what = f"“{tag}” is not a locale of the site, so nothing uses its catalogues."
                mend = f"Add “{tag}” to the locales of site.toml, or move the folder away."
                yield Finding(folder.relative_to(root).as_posix(), 0, 0, "catalogue", what, mend, "warning")
            folders.add(folder)
        elif path not in expected:
            free = [each for each in sorted(expected) if not (root / each).exists()]
            close = nearest(path, free)
            mend = f"Rename it, or delete it. {close if close.startswith('Did') else ''}".rstrip()
            yield Finding(path, 0, 0, "catalogue", "No document of the site uses this catalogue.", mend, "warning")


def read_catalogue(root: Path, path: str, findings: list[Finding]) -> "Catalogue | None":
    """One catalogue, named from the project folder; None where there is no such file, or none that can be read."""
    file = root / path
    if file.exists() and not file.is_file():
        findings.append(Finding(path, 0, 0, "catalogue", "This is a folder, not a catalogue.", "Move it away."))
    if not file.is_file():
        return None
    if not is_ours(root, path):
        what = "The catalogue is a symbolic link that leads out of the project."
        findings.append(Finding(path, 0, 0, "catalogue", what, "Put the file itself here."))
        return None
    from noticepress.po import CatalogueError, read_po

    try:
        raw = file.read_bytes()
        # While a file stays as it is, its catalogue is one and the same value.
        return _LAST.of(file, (raw, path), lambda: read_po(raw.decode("utf-8"), path))
    except UnicodeDecodeError as error:
        line = file.read_bytes().count(b"\n", 0, error.start) + 1
        mend = "Save the file as UTF-8; in Poedit that is Catalogue, Properties, Charset."
        findings.append(Finding(path, line, 0, "utf-8", "The catalogue is not UTF-8 here.", mend))
    except CatalogueError as error:
        findings.extend(Finding(path, f.line, 0, "catalogue", f.what, f.mend) for f in error.faults)
    return None


def locales_of(root: Path, domain: str) -> tuple[str, ...]:
    """The locales that have a catalogue of a domain, in the order of their folders."""
    files = sorted((root / "locales").glob(f"*/LC_MESSAGES/{domain}.po"))
    return tuple(tag_of(file.parent.parent.name) for file in files)


def is_written(root: Path, path: str, catalogue: "Catalogue") -> bool:
    """Whether the file already says exactly what the catalogue says."""
    from noticepress.po import write_po

    file = root / path
    return file.is_file() and file.read_bytes() == write_po(catalogue).encode()


def write_catalogue(root: Path, path: str, catalogue: "Catalogue") -> None:
    """Write a catalogue whole."""
    from noticepress.po import write_po

    replace_file(root / path, write_po(catalogue).encode())


def program_phrases() -> "Iterator[Phrase]":
    """What the program itself says on pages: of its Python files, and the names of regions that CLDR lacks."""
    from noticepress.messages import Phrase, python_phrases

    for file in sorted(_PACKAGE.rglob("*.py")):
        path = file.relative_to(_PACKAGE.parent).as_posix()
        if path.startswith(("noticepress/pages/", "noticepress/formats/", "noticepress/theme.py")):
            yield from python_phrases(path, file.read_text("utf-8"))
    for name in NAMES.values():
        yield Phrase(name, "noticepress/regions.py", comment="name of a region")
