"""Catalogues as values: what a gettext PO file says, apart from how its lines are broken."""

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import astuple, replace


class Key(NamedTuple):
    """What makes a message unique in a catalogue: its context, if any, and its msgid."""

    context: str | None
    msgid: str


class Previous(NamedTuple):
    """The source text that a fuzzy translation was made for (`#|`)."""

    msgid: str
    context: str | None = None
    plural: str | None = None


class Message(Struct, frozen=True, eq=False):
    """An entry of a catalogue.

    `strings` holds the translation, or one for each plural form where there is a `plural`; `comments` the
    translator's comment lines as written, with their `#`; `extracted` and `references` the texts of `#.` and `#:`
    lines. `line` is the line of its msgid in the file (0: not from a file) and no part of its value.
    """

    msgid: str
    strings: tuple[str, ...] = ("",)
    context: str | None = None
    plural: str | None = None
    comments: tuple[str, ...] = ()
    extracted: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    previous: Previous | None = None
    obsolete: bool = False
    line: int = 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and astuple(self)[:-1] == astuple(other)[:-1]

    def __hash__(self) -> int:
        return hash(astuple(self)[:-1])

    @property
    def key(self) -> Key:
        """What makes it unique."""
        return Key(self.context, self.msgid)

    @property
    def msgstr(self) -> str:
        """The translation, or its first plural form."""
        return self.strings[0] if self.strings else ""

    @property
    def fuzzy(self) -> bool:
        """Whether a translator must look at it before it counts."""
        return "fuzzy" in self.flags

    @property
    def translated(self) -> bool:
        """Whether it has every string and is not fuzzy."""
        return bool(self.strings) and all(self.strings) and not self.fuzzy


class Catalogue(Struct, frozen=True, eq=False):
    """A PO or POT file: its header entry (msgid ""), its messages, and the obsolete ones (`#~`), each in file order.

    `epilogue` are comment lines after the last entry. `entries` and `bodies` remember the lines of what was read, so
    that writing changes only what has changed; `path` is its name in findings. These three are no part of its value;
    `newline` is the line end of the file.
    """

    header: Message = Message("", comments=(), strings=("",))
    messages: tuple[Message, ...] = ()
    obsolete: tuple[Message, ...] = ()
    epilogue: tuple[str, ...] = ()
    newline: str = "\n"
    path: str = ""
    entries: Mapping[Message, str] = field(default_factory=dict)
    bodies: Mapping[Message, str] = field(default_factory=dict)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Catalogue) and astuple(self)[:5] == astuple(other)[:5]

    def __hash__(self) -> int:
        return hash(astuple(self)[:5])

    @property
    def translations(self) -> dict[str, str]:
        """msgid to msgstr of what is translated and not fuzzy; the first wins where contexts repeat a msgid."""
        found: dict[str, str] = {}
        for message in self.messages:
            if message.translated:
                found.setdefault(message.msgid, message.msgstr)
        return found


def header_value(catalogue: Catalogue, name: str) -> str:
    """A value of the header entry, such as that of `Plural-Forms`, or ""."""
    for line in catalogue.header.msgstr.split("\n"):
        key, colon, value = line.partition(":")
        if colon and key.strip().casefold() == name.casefold():
            return value.strip()
    return ""


def body_of(message: Message) -> Message:
    """The message without what may change though its texts stay: what `Catalogue.bodies` is keyed by."""
    return replace(message, comments=(), extracted=(), references=(), flags=())
