"""The words of the interface in every language: gettext catalogues of the site laid over the built-in ones."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.support import Translations

from noticepress.errors import Finding
from noticepress.languages import fallbacks, posix_name

_PACKAGED: Final = Path(__file__).parent / "_data" / "locales"
_CHECKOUT: Final = Path(__file__).parent.parent / "locales"


@dataclass(frozen=True, slots=True)
class Words:
    """The interface in one language. A message without a translation is shown in English, the source language."""

    locale: str
    translations: Translations

    def text(self, message: str, **values: object) -> str:
        """The message with its `%(name)s` filled in."""
        return self.translations.gettext(message) % values if values else self.translations.gettext(message)

    def plural(self, one: str, many: str, count: int, **values: object) -> str:
        """The message in the plural form that the count asks for."""
        return self.translations.ngettext(one, many, count) % {"num": count, **values}


def read_words(root: Path, locale: str, findings: list[Finding]) -> Words:
    """The words of a locale: built-in messages, then those of the site; a parent locale fills gaps."""
    merged = Catalog(locale=posix_name(locale))
    for tag in reversed(fallbacks(locale)):
        for folder in (built_in(), root / "locales"):
            file = folder / posix_name(tag) / "LC_MESSAGES" / "site.po"
            if file.is_file():
                _merge(merged, file, findings)
    buffer = BytesIO()
    write_mo(buffer, merged)
    buffer.seek(0)
    return Words(locale, Translations(buffer))


def built_in() -> Path:
    """The folder of the catalogues that come with the program: in the package, or in a checkout beside it."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


def _merge(merged: Catalog, file: Path, findings: list[Finding]) -> None:
    try:
        with file.open("rb") as handle:
            catalogue = read_po(handle, locale=merged.locale, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        mend = "Open the file in a PO editor such as Poedit, which shows the place."
        findings.append(Finding(str(file), 0, 0, "po", f"The catalogue cannot be read: {error}.", mend))
        return
    for message in catalogue:
        if message.id and not message.fuzzy:
            merged[message.id] = message
