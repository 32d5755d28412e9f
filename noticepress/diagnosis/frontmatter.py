"""Front matter that cannot be parsed as YAML, and what YAML would silently leave out of it."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from msgspec import Struct

Parse = Callable[[str], Mapping[str, object]]
"""Reads one entry as YAML. ValueError, in words, where that cannot be."""

_KEY: Final = re.compile(r"([^\W\d][\w-]*|\"[^\"]*\")[ \t]*:(?:[ \t]+(.*)|$)")
_REMARK: Final = re.compile(r"(?:^|\s)#(?=\S)")
_MERGE: Final = re.compile(r"(<{7}|={7}|>{7})(\s|$)")
_APOSTROPHE: Final = "An apostrophe (') ends a value that begins with one."
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_QUOTED: Final = "Put the whole value between double quotation marks"


class LineFault(Struct, frozen=True):
    """What is wrong in a line (from 0) at a column (from 0), and how to mend it; `keys` are the entries it spoils."""

    line: int
    column: int
    what: str
    mend: str
    keys: tuple[str, ...] = ()


class Entry(Struct, frozen=True):
    """A key with its lines as they stand; `line` counts from 0, `value` is what follows the colon in the first."""

    key: str
    line: int
    value: str
    text: str

    @property
    def column(self) -> int:
        """Where the value begins."""
        first = self.text.split("\n", 1)[0]
        return len(first) - len(first.partition(":")[2].lstrip())


def line_faults(text: str, parse: Parse) -> tuple[tuple[LineFault, ...], tuple[Entry, ...]]:
    """Every fault of front matter, and the entries that have none."""
    found: list[LineFault] = []
    good: list[Entry] = []
    for entry in _entries(text, found):
        faults = tuple(_entry_faults(entry, parse))
        found += faults
        if not faults:
            good.append(entry)
    return tuple(found), tuple(good)


def cut_values(text: str) -> Iterator[LineFault]:
    """Values that end at a `#` which was meant as one: YAML takes the rest for a remark."""
    for entry in _entries(text, []):
        is_plain = entry.value[:1] not in ("'", '"', "|", ">") and "\n" not in entry.text.rstrip()
        match = _REMARK.search(entry.value) if is_plain else None
        if match:
            at = entry.column + entry.value.index("#", match.start())
            what = "What follows “#” is read as a remark, and left out."
            yield LineFault(entry.line, at, what, f"{_QUOTED}: {_in_quotes(entry.key, entry.value)}", (entry.key,))


def _entries(text: str, found: list[LineFault]) -> Iterator[Entry]:
    """Each key with the lines that belong to it; lines that belong to none are faults."""
    lines = text.split("\n")
    starts = [at for at, line in enumerate(lines) if line[:1] not in ("", " ", "#", "\r") or line.startswith("\t")]
    for at, line in enumerate(lines[: starts[0] if starts else None]):
        if line.strip()[:1] not in ("", "#"):
            found.append(LineFault(at, 0, "This line is moved in.", "Begin it at the very left."))
    for number, at in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(lines)
        match = _KEY.match(lines[at].rstrip("\r"))
        if match and lines[at][:1] != "\t":
            yield Entry(match[1].strip('"'), at, (match[2] or "").strip(), "\n".join(lines[at:end]))
        else:
            found.append(_stray(at, lines[at].rstrip("\r")))


def _stray(at: int, line: str) -> LineFault:
    """A line at the very left that begins with no key."""
    if line.startswith("\t"):
        keys = tuple(re.findall(r"^\t\s*([\w-]+):", line))
        return LineFault(at, 0, "This line begins with a tab.", "Use spaces, or begin the line at its very left.", keys)
    if _MERGE.match(line):
        mend = "Choose one side, and take the lines with <<<<<<<, ======= and >>>>>>> out."
        return LineFault(at, 0, "A merge in version control was left unfinished here.", mend)
    if match := re.match(r"([^\W\d][\w-]*):(\s*)(\S.*)", line):
        what = "No space follows the colon." if not match[2] else "What follows the colon is no ordinary space."
        return LineFault(at, match.end(1), what, f"Write “{match[1]}: {match[3]}”.", (match[1],))
    if match := re.match(r"([^\W\d][\w-]*)\s*=\s*(.*)", line):
        at_sign = line.index("=")
        return LineFault(
            at, at_sign, "“=” stands where a colon belongs.", f"Write “{match[1]}: {match[2]}”.", (match[1],)
        )
    mend = "Write “key: value”; further lines of a value begin with two spaces."
    return LineFault(at, 0, "This line is no “key: value”.", mend)


def _entry_faults(entry: Entry, parse: Parse) -> Iterator[LineFault]:
    if control := _CONTROL.search(entry.text):
        line = entry.text.count("\n", 0, control.start())
        column = control.start() - (entry.text.rfind("\n", 0, control.start()) + 1)
        what = f"A character stands here that cannot be seen (U+{ord(control[0]):04X})."
        yield LineFault(entry.line + line, column, what, "Take it out: write the line anew.", (entry.key,))
        return
    try:
        parse(entry.text)
    except ValueError as error:
        column = entry.column
        if inner := re.search(r"\n( +|\t)([\w-]+):[ \t]", entry.text):
            line = entry.line + entry.text.count("\n", 0, inner.start() + 1)
            what = f"This line is moved in, so that it is read as part of “{entry.key}”."
            yield LineFault(line, 0, what, "Begin it at the very left.", (entry.key, inner[2]))
            return
        words = _words(entry.value, entry.key)
        if words is None and (colon := re.search(r":(\s|$)", entry.value)):
            column += colon.start()
            words = "A second colon stands in this line.", f"{_QUOTED}: {_in_quotes(entry.key, entry.value)}"
        yield LineFault(entry.line, column, *(words or (str(error), f"{_QUOTED}.")), (entry.key,))


def _words(value: str, key: str) -> tuple[str, str] | None:
    """What is wrong with a value that begins with a sign of YAML; None where it begins with none."""
    sign, what, mend = value[:1], "", f"{_QUOTED}: {_in_quotes(key, value)}"
    if value.startswith("{{"):
        what = "A value that begins with {{ needs quotation marks."
    elif sign in ("[", "{"):
        what = f"A value that begins with {sign} is read as a list."
    elif sign == '"' and value.count('"') - value.count('\\"') == 1:
        what, mend = "A quotation mark is opened here and never closed.", f"Write {_in_quotes(key, value[1:])}"
    elif sign == '"':
        what, mend = "More follows after the closing quotation mark.", 'Write a quotation mark in the value as \\".'
    elif sign == "'":
        what, mend = _APOSTROPHE, f"{_QUOTED}: {_in_quotes(key, value.strip(chr(39)))}"
    elif sign in (">", "|"):
        what = f"After {sign} the value begins in the next line, moved in by two spaces."
    elif sign and sign in "&*!@`%?,]}":
        what = f"A value cannot begin with {sign}."
    return (what, mend) if what else None


def _in_quotes(key: str, value: str) -> str:
    return f'{key}: "{value.replace(chr(92), chr(92) * 2).replace(chr(34), chr(92) + chr(34))}"'
