"""Make the catalogues of the example site out of its history: `python scripts/example/catalogues.py`.

Every translation in `history/` is laid beside its source, unit by unit, and what is found becomes the translators'
memory in `locales/`. What a catalogue has already is kept. Whole-file translations of the working texts are taken
away, save those in German: they stand for texts that a law firm sends.
"""

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from noticepress.catalogues import write_catalogue
from noticepress.frontmatter import read_meta, split
from noticepress.languages import posix_name
from noticepress.messages import Catalogue, Message, aligned, header_value
from noticepress.model import Document
from noticepress.source import read_sources
from noticepress.translating import document_catalogues

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
BY_LAW_FIRM = "de"
SIGNED = {
    "PO-Revision-Date: ": "PO-Revision-Date: 2026-11-16 14:05+0100",
    "Last-Translator: ": "Last-Translator: Ekvalla translations <translations@ekvalla.example>",
    "Language-Team: ": "Language-Team: Ekvalla translations <translations@ekvalla.example>",
}


def main() -> None:
    """Fill in every catalogue, and say how many of its messages are translated."""
    site, _ = read_sources(ROOT)
    for document in site.documents:
        memory = {locale: recalled(document, locale) for locale in document.config.locales}
        for path, catalogue in document_catalogues(ROOT, site.config, document, []):
            locale = next((tag for tag in memory if f"/{posix_name(tag)}/" in path), "")
            done = filled(catalogue, memory[locale]) if locale else catalogue
            write_catalogue(ROOT, path, done)
            print(f"{path}: {sum(message.translated for message in done.messages)} of {len(done.messages)}")
        for file in document.translations.values():
            if not file.path.endswith(f".{BY_LAW_FIRM}.md"):
                (ROOT / file.path).unlink()


def recalled(document: Document, locale: str) -> dict[str, str]:
    """msgid to msgstr of everything that was ever translated into a locale."""
    found: dict[str, str] = {}
    for source in sorted((HERE / "history" / document.id.domain).glob("*.en.md")):
        translation = source.with_name(source.name.replace(".en.", f".{locale}."))
        if translation != source and translation.is_file():
            found |= dict(beside(source, translation))
    return found


def beside(source: Path, translation: Path) -> Iterator[tuple[str, str]]:
    """The units of two files that correspond, with the texts of their front matter."""
    ours, theirs = split(source.read_text()), split(translation.read_text())
    before, after = read_meta(ours, "", [], first=True), read_meta(theirs, "", [], first=True)
    assert before
    assert after
    yield before.title, after.title
    yield before.description, after.description
    for left, right in ((before.summary, after.summary), (ours.body, theirs.body)):
        pairs, differences = aligned(left, right)
        assert not differences, (translation, differences)
        yield from ((one.msgid, two.msgid) for one, two in pairs)


def filled(catalogue: Catalogue, memory: dict[str, str]) -> Catalogue:
    """The catalogue with what the memory knows where it is empty or fuzzy, signed where nobody has."""
    messages = tuple(
        message
        if message.translated or message.msgid not in memory
        else replace(
            message, strings=(memory[message.msgid],), flags=(), previous=None, comments=_noted(message, memory)
        )
        for message in catalogue.messages
    )
    header = catalogue.header
    if not header_value(catalogue, "Last-Translator"):
        lines = (SIGNED.get(line, line) for line in header.msgstr.split("\n"))
        header = replace(header, strings=("\n".join(lines),))
    return replace(catalogue, header=header, messages=messages)


def _noted(message: Message, memory: dict[str, str]) -> tuple[str, ...]:
    """The comments of a message, with the one of a reviewer where an address is the same in both languages."""
    is_address = memory[message.msgid] == message.msgid and "\\\n" in message.msgid
    return (*message.comments, *(("# noticepress: same-as-source ok, an address",) if is_address else ()))


if __name__ == "__main__":
    main()
