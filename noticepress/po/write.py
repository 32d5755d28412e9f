"""Write a catalogue as gettext PO: unwrapped, and byte for byte as read where nothing changed."""

from collections.abc import Iterator, Sequence
from typing import Final

from noticepress.po.catalogue import Catalogue, Message, Previous, body_of

_ESCAPES: Final = str.maketrans(
    {
        "\\": "\\\\",
        '"': '\\"',
        "\n": "\\n",
        "\t": "\\t",
        "\r": "\\r",
        "\a": "\\a",
        "\b": "\\b",
        "\f": "\\f",
        "\v": "\\v",
    }
)

_WIDTH: Final = 79


def write_po(catalogue: Catalogue) -> str:
    """The text of the file; `msgfmt -c` accepts it when its translations are sound."""
    messages = [*catalogue.messages, *catalogue.obsolete]
    if catalogue.header != Message(""):
        messages.insert(0, catalogue.header)
    blocks = [_entry(catalogue, message) for message in messages]
    text = "\n".join([*blocks, *catalogue.epilogue]).lstrip("\n")
    return (text + "\n").replace("\n", catalogue.newline)


def quoted(text: str) -> str:
    """A string as PO writes it: on one line, or, with a break inside, a line for each."""
    if "\n" not in text[:-1]:
        return f'"{text.translate(_ESCAPES)}"'
    lines = text.split("\n")
    pieces = [*(line + "\n" for line in lines[:-1]), *lines[-1:]]
    return "\n".join(['""', *(f'"{piece.translate(_ESCAPES)}"' for piece in pieces if piece)])


def _entry(catalogue: Catalogue, message: Message) -> str:
    known = catalogue.entries.get(message)
    return known if known is not None else "\n".join(["", *_lines(catalogue, message)])


def _lines(catalogue: Catalogue, message: Message) -> Iterator[str]:
    yield from message.comments
    yield from (f"#. {line}".rstrip() for line in message.extracted)
    yield from _reference_lines(message.references)
    if message.flags:
        yield f"#, {', '.join(message.flags)}"
    known = catalogue.bodies.get(body_of(message))
    if known is not None:
        yield known
        return
    mark = "#~" if message.obsolete else "#"
    if message.previous:
        yield from (f"{mark}| {line}" for line in _previous(message.previous))
    yield from (f"#~ {line}" if message.obsolete else line for line in _body(message))


def _reference_lines(references: Sequence[str]) -> Iterator[str]:
    """The `#:` lines as gettext's tools break them, which they do with references alone where wrapping is off."""
    line = "#:"
    for reference in references:
        if line != "#:" and len(line) + 1 + len(reference) > _WIDTH:
            yield line
            line = "#:"
        line += f" {reference}"
    if references:
        yield line


def _previous(previous: Previous) -> Iterator[str]:
    if previous.context is not None:
        yield from f"msgctxt {quoted(previous.context)}".split("\n")
    yield from f"msgid {quoted(previous.msgid)}".split("\n")
    if previous.plural is not None:
        yield from f"msgid_plural {quoted(previous.plural)}".split("\n")


def _body(message: Message) -> Iterator[str]:
    if message.context is not None:
        yield from f"msgctxt {quoted(message.context)}".split("\n")
    yield from f"msgid {quoted(message.msgid)}".split("\n")
    if message.plural is None:
        yield from f"msgstr {quoted(message.msgstr)}".split("\n")
        return
    yield from f"msgid_plural {quoted(message.plural)}".split("\n")
    for number, string in enumerate(message.strings):
        yield from f"msgstr[{number}] {quoted(string)}".split("\n")
