"""Read gettext PO: every entry with its comments, every fault with its line and how to mend it."""

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct, field

from noticepress.po.catalogue import Catalogue, Key, Message, Previous, body_of

_STRING: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
_KEYWORD: Final = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d+)\])?)(?=[\s\"]|$)[ \t]*(.*)", re.DOTALL)
_ESCAPE: Final = re.compile(r"\\([0-7]{1,3}|x[0-9A-Fa-f]{1,2}|.)", re.DOTALL)
_NAMED: Final = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "\\": "\\",
    '"': '"',
    "'": "'",
    "?": "?",
}
_SHOWN: Final = 60
_REFERENCE: Final = re.compile(r"\u2068[^\u2069]*\u2069(?::\d+)?|\S+")


class Fault(Struct, frozen=True):
    """What is wrong on a line of a catalogue, and how to mend it."""

    line: int
    what: str
    mend: str


class CatalogueError(ValueError):
    """A PO file that cannot be read: `file`, and every fault found in it, in `faults`."""

    def __init__(self, file: str, faults: Sequence[Fault]) -> None:
        """Gather the faults of one file."""
        self.file = file
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{file}:{fault.line}: {fault.what} {fault.mend}" for fault in faults))


def read_po(text: str, file: str) -> Catalogue:
    """The catalogue that a PO or POT file says; `file` names it in errors. Raises CatalogueError with all faults."""
    reader = _Reader()
    newline = "\r\n" if "\r\n" in text else "\n" if "\n" in text or "\r" not in text else "\r"
    lines = text.removeprefix("\ufeff").replace(newline, "\n").removesuffix("\n").split("\n")
    for number, line in enumerate(lines, start=1):
        reader.take(number, line)
    reader.finish()
    _find_repeated(reader)
    _find_charset(reader)
    if reader.faults:
        raise CatalogueError(file, sorted(reader.faults, key=lambda fault: fault.line))
    header = next((message for message in reader.messages if message.key == Key(None, "")), None)
    live = tuple(message for message in reader.messages if not message.obsolete and message is not header)
    obsolete = tuple(message for message in reader.messages if message.obsolete)
    return Catalogue(
        header or Message(""),
        live,
        obsolete,
        tuple(reader.epilogue),
        newline,
        file,
        reader.entries,
        reader.bodies,
    )


class _Draft(Struct):
    """An entry while its lines are being read."""

    lines: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    extracted: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    previous: dict[str, str] = field(default_factory=dict)
    obsolete: bool = False
    is_damaged: bool = False
    line: int = 0
    first: int = 0
    current: tuple[dict[str, str], str] | None = None


class _Reader:
    """Takes lines one by one and gathers messages and faults."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.faults: list[Fault] = []
        self.epilogue: list[str] = []
        self.entries: dict[Message, str] = {}
        self.bodies: dict[Message, str] = {}
        self._draft = _Draft()

    def take(self, number: int, line: str) -> None:
        stripped = line.strip(" \t\f\v")
        if not stripped:
            if self._draft.fields:
                self._close()
            self._draft.lines.append(line)
            return
        obsolete, previous, content = _unmarked(stripped)
        if content is None:
            self._take_comment(stripped, line)
            return
        match = _KEYWORD.fullmatch(content)
        if match:
            self._take_keyword(number, match, obsolete=obsolete, previous=previous)
            rest = match[3]
        elif content.startswith('"'):
            rest = content
        else:
            self._draft.is_damaged = True
            self._fault(number, f"This line is no part of an entry: {_short(content)}", _mend_stray(content))
            return
        self._draft.lines.append(line)
        self._draft.body.append(line)
        self._take_strings(number, rest)

    def finish(self) -> None:
        if self._draft.fields:
            self._close()
        self.epilogue = self._draft.lines if self.messages or any(self._draft.lines) else []

    def _take_comment(self, stripped: str, line: str) -> None:
        if self._draft.fields:
            self._close()
        draft = self._draft
        draft.lines.append(line)
        kind, rest = stripped[:2], stripped[2:].strip()
        if kind == "#.":
            draft.extracted.append(rest)
        elif kind == "#:":
            draft.references.extend(_REFERENCE.findall(rest))
        elif kind == "#,":
            draft.flags.extend(flag.strip() for flag in rest.split(",") if flag.strip())
        else:
            draft.comments.append(line)

    def _take_keyword(self, number: int, match: re.Match[str], *, obsolete: bool, previous: bool) -> None:
        keyword = match[1]
        is_start = keyword in ("msgctxt", "msgid") and not previous
        fields = self._draft.fields
        if fields and (previous or (is_start and ("msgid" in fields or keyword in fields))):
            self._close()
        draft = self._draft
        draft.first = draft.first or number
        target = draft.previous if previous else draft.fields
        if keyword in target:
            self._fault(number, f"{keyword} stands twice in one entry.", "Remove one of them.")
        if is_start:
            draft.line, draft.obsolete = number, obsolete
        target[keyword] = ""
        draft.current = (target, keyword)

    def _take_strings(self, number: int, rest: str) -> None:
        if self._draft.current is None:
            self._fault(
                number, "A text without msgid or msgstr before it.", "Remove it, or write msgid or msgstr before it."
            )
            return
        target, keyword = self._draft.current
        position, found = 0, False
        for match in _STRING.finditer(rest):
            if rest[position : match.start()].strip():
                break
            position, found = match.end(), True
            target[keyword] += self._unescaped(number, match[1])
        if not found or rest[position:].strip():
            what = f"The text of {keyword} is not closed, or has a quotation mark inside: {_short(rest)}"
            self._fault(number, what, 'End each line with ", and write a quotation mark within a text as \\".')

    def _unescaped(self, number: int, text: str) -> str:
        if "\\" not in text:
            return text

        def plain(match: re.Match[str]) -> str:
            name = match[1]
            if name in _NAMED:
                return _NAMED[name]
            if name[0] == "x" and len(name) > 1:
                return chr(int(name[1:], 16))
            if name[0] in "01234567":
                return chr(int(name, 8))
            self._fault(number, f"\\{name} means nothing in a catalogue.", "Write a backslash as \\\\.")
            return name

        return _ESCAPE.sub(plain, text)

    def _close(self) -> None:
        draft, self._draft = self._draft, _Draft()
        fields = draft.fields
        problem = _incomplete(fields)
        if problem:
            # A line that could not be read is told already, and may be what the entry lacks.
            if not draft.is_damaged:
                self.faults.append(Fault(draft.line or draft.first, *problem))
            return
        message = _message(draft)
        self.messages.append(message)
        self.entries[message] = "\n".join(draft.lines)
        self.bodies[body_of(message)] = "\n".join(draft.body)

    def _fault(self, number: int, what: str, mend: str) -> None:
        self.faults.append(Fault(number, what, mend))


def _unmarked(line: str) -> tuple[bool, bool, str | None]:
    """Whether a line is obsolete, whether it says the previous source, and its content; None for comments."""
    if not line.startswith("#"):
        return False, False, line
    obsolete = line.startswith("#~")
    rest = line[2:] if obsolete else line[1:]
    if rest.startswith("|"):
        return obsolete, True, rest[1:].strip()
    return obsolete, False, rest.strip() if obsolete else None


def _short(text: str) -> str:
    return f"“{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'}”"


def _mend_stray(content: str) -> str:
    if re.match(r"<{7}|={7}|>{7}|\|{7}", content):
        return "A merge in version control was left unfinished: choose one side, and remove the markers."
    from difflib import get_close_matches

    word = re.match(r"[\w\[\]]+", content)
    if word and (close := get_close_matches(word[0], ("msgid", "msgstr", "msgctxt", "msgid_plural"), n=1, cutoff=0.7)):
        return f"Did you mean {close[0]}?"
    return "Comments begin with #; texts stand in quotation marks after msgid or msgstr."


def _incomplete(fields: dict[str, str]) -> tuple[str, str] | None:
    if "msgid" not in fields:
        return "An entry without msgid.", "Write the msgid, or remove the entry."
    numbered = [name for name in fields if name.startswith("msgstr[")]
    if "msgid_plural" in fields:
        if numbered != [f"msgstr[{number}]" for number in range(len(numbered))] or not numbered or "msgstr" in fields:
            return "The plural forms are not msgstr[0], msgstr[1] … in order.", "Write one for each, from 0."
    elif numbered:
        return "Plural forms without msgid_plural.", "Write msgstr instead of msgstr[0]."
    elif "msgstr" not in fields:
        return "A msgid without msgstr.", 'Write msgstr "" after it.'
    return None


def _message(draft: _Draft) -> Message:
    fields, previous = draft.fields, draft.previous
    strings = tuple(text for name, text in fields.items() if name.startswith("msgstr"))
    before = None
    if "msgid" in previous:
        before = Previous(previous["msgid"], previous.get("msgctxt"), previous.get("msgid_plural"))
    return Message(
        fields["msgid"],
        strings,
        fields.get("msgctxt"),
        fields.get("msgid_plural"),
        tuple(draft.comments),
        tuple(draft.extracted),
        tuple(draft.references),
        tuple(draft.flags),
        before,
        draft.obsolete,
        draft.line,
    )


def _find_charset(reader: _Reader) -> None:
    for message in reader.messages:
        match = re.search(r"charset=([\w.:-]+)", message.msgstr) if message.key == Key(None, "") else None
        if match and match[1].upper() not in ("UTF-8", "UTF8", "CHARSET"):
            what = f"The header says charset={match[1]}, but catalogues are read as UTF-8."
            reader.faults.append(Fault(message.line, what, "Save the file as UTF-8, and write charset=UTF-8."))


def _find_repeated(reader: _Reader) -> None:
    lines: dict[Key, int] = {}
    for message in reader.messages:
        if message.obsolete:
            continue
        first = lines.setdefault(message.key, message.line)
        if first != message.line:
            what = f"{_short(message.msgid) if message.msgid else 'The header'} stands here and on line {first}."
            reader.faults.append(Fault(message.line, what, "Keep the better of the two, and remove the other."))
