"""Templates out of documents: every unit once, with where it stands and what it is."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, Protocol

from msgspec import Struct
from msgspec.structs import replace

from noticepress.frontmatter import read_meta, split
from noticepress.markup import Html
from noticepress.messages.units import Unit, units
from noticepress.model import Meta, WorkingText
from noticepress.po.catalogue import Catalogue, Message, header_value

_HEADER: Final = (
    "Project-Id-Version: {project}\n"
    "PO-Revision-Date: \n"
    "Last-Translator: \n"
    "Language-Team: \n"
    "Language: {language}\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
)
_ONLY_IN: Final = "only in the version of "


class FrontString(Struct, frozen=True):
    """A string of the front matter that readers see: its key (`title`, `description`, `summary`), text and line."""

    name: str
    text: str
    line: int


class Source(Struct, frozen=True):
    """A document to translate: its path as references name it, its front matter strings, its body and the line of
    the file where the body starts, what becomes of raw HTML, and the version it is frozen as ("" for a working
    text)."""

    path: str
    strings: tuple[FrontString, ...]
    body: str
    first_line: int = 1
    html: Html = "off"
    version: str = ""


class _BinaryFile(Protocol):
    def read(self) -> bytes: ...


def template(sources: Iterable[Source], *, project: str = "") -> Catalogue:
    """The template (.pot) of the sources of a document, the one that matters most first.

    A text that stands in several places is one message with all their references in the first source that has it.
    The template bears no creation date, so that the same sources give the same file.
    """
    found: dict[str, Message] = {}
    for source in sources:
        new: dict[str, Message] = {}
        for unit, comment in described(source):
            if unit.msgid in found:
                continue
            known = new.get(unit.msgid, Message(unit.msgid, extracted=_version_note(source)))
            new[unit.msgid] = replace(
                known,
                extracted=_with(known.extracted, comment),
                references=_with(known.references, f"{_reference(source.path)}:{unit.line}"),
            )
        found |= new
    return Catalogue(header(project), tuple(found.values()))


def header(project: str, language: str = "", plural_forms: str = "") -> Message:
    """A header entry. `language` is a POSIX name, `plural_forms` the value of the header of that name."""
    plural = f"Plural-Forms: {plural_forms}\n" if plural_forms else ""
    return Message("", (_HEADER.format(project=project, language=language) + plural,))


def for_locale(source: Catalogue, language: str, plural_forms: str = "") -> Catalogue:
    """An empty catalogue for a locale (a POSIX name such as `pt_BR`), to merge the template into.

    `plural_forms` is the value of the header of that name: `nplurals=2; plural=(n != 1);`.
    """
    return Catalogue(header(header_value(source, "Project-Id-Version"), language, plural_forms))


def source_of(path: str, text: str, *, html: Html = "off") -> Source:
    """The source that a Markdown file with front matter is; front matter with faults counts as none."""
    parts = split(text)
    meta = read_meta(parts, path, [], first=True)
    strings = tuple(_front_strings(meta, parts.yaml or "")) if meta else ()
    return Source(path, strings, parts.body, parts.line, html)


def source_from(text: WorkingText, *, html: Html = "off", version: str = "") -> Source:
    """The source that a working text is, or one that was frozen when it was published."""
    head = text.raw.decode("utf-8", "replace").split("\n", text.line - 1)[1 : text.line - 1]
    strings = tuple(_front_strings(text.meta, "\n".join(head)))
    return Source(text.path, strings, text.body, text.line, html, version)


def is_of_older_version(message: Message) -> bool:
    """Whether a message of a template stands in no working text, but in the source of a published version alone."""
    return any(comment.startswith(_ONLY_IN) for comment in message.extracted)


def section_of(message: Message) -> str | None:
    """The id of the section an extracted comment names; empty before the first one, None where it names none."""
    for comment in message.extracted:
        match = re.match(r"section (\S+), ", comment)
        if match:
            return match[1]
        if comment.startswith(("before the first section", "front matter")):
            return ""
    return None


def babel_extract(
    fileobj: _BinaryFile,
    keywords: Mapping[str, object],
    comment_tags: Collection[str],
    options: Mapping[str, str],
) -> Iterator[tuple[int, None, str, list[str]]]:
    """The extraction function that Babel calls for `babel.extractors`: (line, no function, msgid, comments).

    The option `html` is `off` or `sanitised`; keywords and comment tags mean nothing in Markdown.
    """
    del keywords, comment_tags
    html: Html = "sanitised" if options.get("html") == "sanitised" else "off"
    source = source_of("", fileobj.read().decode("utf-8-sig"), html=html)
    for unit, comment in described(source):
        yield unit.line, None, unit.msgid, [comment]


def front_msgids(name: str, text: str) -> list[str]:
    """The msgids of a string of the front matter: a summary is Markdown, the others are plain text."""
    if name == "summary":
        return [unit.msgid for unit in units(text)]
    return [text.strip()] if text.strip() else []


def described(source: Source) -> Iterator[tuple[Unit, str]]:
    """The units of a source in its order, with their lines in the file, and the comments for their translators."""
    for string in source.strings:
        for msgid in front_msgids(string.name, string.text):
            yield Unit(msgid, "front matter", "", string.line), f"front matter, {string.name}"
    counts: Counter[tuple[str, str]] = Counter()
    for unit in units(source.body, html=source.html):
        counts[unit.section, unit.kind] += 1
        where = f"section {unit.section}" if unit.section else "before the first section"
        number = "" if unit.kind == "heading" else f" {counts[unit.section, unit.kind]}"
        yield replace(unit, line=unit.line + source.first_line - 1), f"{where}, {unit.kind}{number}"


def _version_note(source: Source) -> tuple[str, ...]:
    return (f"{_ONLY_IN}{source.version}",) if source.version else ()


def _front_strings(meta: Meta, yaml: str) -> Iterator[FrontString]:
    for name, text in (("title", meta.title), ("description", meta.description), ("summary", meta.summary)):
        key = re.search(rf"^{name}[ \t]*:", yaml, re.MULTILINE)
        if text:
            yield FrontString(name, text, yaml.count("\n", 0, key.start()) + 2 if key else 1)


def _reference(path: str) -> str:
    """A path as `#:` lines write it: between U+2068 and U+2069 where it has spaces (gettext 0.19.9)."""
    return f"\u2068{path}\u2069" if re.search(r"\s", path) else path


def _with(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return values if value in values else (*values, value)
