"""site.toml that cannot be parsed, and where in it a key stands."""

import re
import tomllib
from functools import lru_cache
from typing import Final

from msgspec import Struct

from noticepress.errors import Finding

_MOST: Final = 20
_TYPOGRAPHIC: Final = "“”„‟‘’‚«»‹›″"
_PLACE: Final = re.compile(r"line (\d+), column (\d+)")
_LIST: Final = re.compile(r"\s*[\w\"'.-]+\s*=\s*\[")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_UNQUOTED: Final = "Write a text between double quotation marks, or true, a number, a date."
_TABLE: Final = re.compile(r"\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_PART: Final = re.compile(r"\"[^\"]*\"|'[^']*'|[^\s.\"']+")
_KEY: Final = re.compile(r"\s*(\"[^\"]*\"|'[^']*'|[\w-]+)\s*(?:=|\.)")
_MERGE: Final = re.compile(r"(<{7}|={7}|>{7})(\s|$)")


class _Fault(Struct, frozen=True):
    """What is wrong: where it begins, the last line that belongs to it (both from 1), and the words for it."""

    line: int
    last: int
    column: int
    what: str
    mend: str


def toml_faults(text: str, file: str) -> tuple[Finding, ...]:
    """Every fault of a text that is no TOML. `file` is the path to name in them.

    Each is found by the parser, taken out with its lines, and the rest is tried again.
    """
    written = text.split("\n")
    left = list(written)
    found: list[Finding] = []
    for _ in range(_MOST):
        try:
            tomllib.loads("\n".join(left))
            break
        except tomllib.TOMLDecodeError as error:
            fault = _fault(written, error)
        if found and not any(line.strip() for line in left[fault.line - 1 : fault.last]):
            break
        found.append(Finding(file, fault.line, fault.column, "toml", fault.what, fault.mend))
        for number in range(fault.line, fault.last + 1):
            # A table of its own takes what stands below a heading that cannot be read.
            left[number - 1] = f"[np-{number}]" if written[number - 1].lstrip().startswith("[") else ""
    return tuple(found)


def _fault(lines: list[str], error: tomllib.TOMLDecodeError) -> _Fault:
    match = _PLACE.search(str(error))
    line, column = (int(match[1]), int(match[2])) if match else (len(lines), 0)
    reason = str(error).split(" (at")[0]
    found = _unseen(lines[line - 1], line) or (None if match else _open_text(lines))
    if found is None and "array" in reason:
        found = _list_fault(lines, line, column)
    return found or _in_line(lines, line, column, reason)


def _unseen(written: str, line: int) -> _Fault | None:
    """What nobody typed: the marks of a merge, and characters that cannot be seen."""
    if _MERGE.match(written):
        what = "A merge in version control was left unfinished here."
        return _Fault(line, line, 1, what, "Choose one side, and take the lines with <<<<<<<, ======= and >>>>>>> out.")
    if control := _CONTROL.search(written):
        what = f"A character stands here that cannot be seen (U+{ord(control[0]):04X})."
        return _Fault(line, line, control.start() + 1, what, "Take it out: write the line anew.")
    return None


def _in_line(lines: list[str], line: int, column: int, reason: str) -> _Fault:
    written = lines[line - 1]
    if written.lstrip().startswith("["):
        return _Fault(line, line, len(written) - len(written.lstrip()) + 1, *_table_words(written.strip(), reason))
    goes_on = line < len(lines) and lines[line].rstrip().endswith('"') and "=" not in lines[line]
    if _ends_early(reason) and goes_on:
        what = "A text between quotation marks ends in the line that it begins in, and this one goes on."
        return _Fault(line, line + 1, column, what, 'Write it in one line, or between three quotation marks: """…""".')
    return _Fault(line, line, column, *_line_words(written, reason))


def _ends_early(reason: str) -> bool:
    """Whether a text between quotation marks meets the end of its line."""
    return bool(re.search(r"character '\\n'|nterminated", reason))


def _open_text(lines: list[str]) -> _Fault | None:
    """A text that never ends: one between three quotation marks, or one of a line between apostrophes."""
    for number, line in enumerate(lines, 1):
        if re.match(r"[^=#]+=\s*'[^']*$", line):
            what = "A quotation mark is missing at the end of this text."
            return _Fault(number, number, line.index("'") + 1, what, "Write ' at its end as well.")
        for marks in ('"""', "'''"):
            if line.count(marks) == 1 and not any(marks in later for later in lines[number:]):
                what = "A text that begins with three quotation marks goes on until three end it, and none do."
                return _Fault(number, number, line.index(marks) + 1, what, f"Write {marks} at its end.")
    return None


def _list_fault(lines: list[str], line: int, column: int) -> _Fault | None:
    """A list that is not closed, or whose values have no comma between them."""
    first = next((at for at in range(line, 0, -1) if _LIST.match(lines[at - 1])), 0)
    if not first:
        return None
    rest = lines[line - 1][max(column - 1, 0) :].lstrip()
    is_value = rest[:1] in ("'", '"') and (line == first or "=" not in lines[line - 1])
    if is_value:
        last = next((at for at in range(line, len(lines) + 1) if "]" in lines[at - 1]), line)
        return _Fault(first, last, column if line == first else 1,
                      "A comma is missing between two values of this list.",
                      'Write a comma between them: ["en", "sv"].')  # fmt: skip
    last = line if line == first else line - 1
    start = lines[first - 1].index("[") + 1
    return _Fault(first, last, start, "The list that begins here has no end.", "Write ] after its last value.")


def _table_words(written: str, reason: str) -> tuple[str, str]:
    if "twice" in reason or "overwrite" in reason or "mutate" in reason or "redefine" in reason:
        return f"The table {written} stands twice.", "Put all its lines below one of the two."
    if "]" not in written:
        return f"The ] at the end of {written} is missing.", f"Write {written}]."
    return f"{written} is not the name of a table.", "Write it like [notices.privacy], without spaces."


def _line_words(written: str, reason: str) -> tuple[str, str]:
    """What is wrong with a line of a key and its value."""
    key, equals, value = (part.strip() for part in written.partition("="))
    if not equals:
        return _words_without_value(written.strip())
    if not re.fullmatch(r"[\w.-]+|\"[^\"]*\"|'[^']*'", key):
        return f"“{key}” is not a key.", f"Write it without spaces, such as {re.sub('[^a-z0-9]+', '-', key.lower())}."
    if not value:
        return f"“{key}” has no value.", f'Write {key} = "…".'
    if "overwrite" in reason:
        return f"“{key}” stands twice in this table.", "Keep one of the two lines."
    return _value_words(key, value, reason)


def _value_words(key: str, value: str, reason: str) -> tuple[str, str]:
    """What is wrong with a value."""
    what, mend = f"“{value}” is not a value.", _UNQUOTED
    is_text = value[:1] in ("'", '"')
    if value[:1] in tuple(_TYPOGRAPHIC):
        what = "These quotation marks are typographic ones, as word processors make them."
        mend = f'Write {key} = "{value.strip(_TYPOGRAPHIC)}".'
    elif _ends_early(reason):
        what, mend = "A quotation mark is missing at the end of this text.", f"Write {value[:1]} at its end as well."
    elif "date" in reason.lower():
        what, mend = f"“{value}” is not a day of the calendar.", "Write a date that exists, such as 2026-03-31."
    elif "hex" in reason or "scape" in reason:
        what = "A backslash between double quotation marks begins a sign of its own, and this is none."
        mend = "Write the backslash twice (\\\\), or put the text between single quotation marks."
    elif "after a statement" in reason and is_text and re.fullmatch(r"(\"[^\"]*\"|'[^']*')\s*[;,.]", value):
        what, mend = f"“{value[-1]}” stands after the value.", f"Write {key} = {value[:-1].rstrip()}"
    elif "after a statement" in reason and is_text:
        what, mend = "More follows after the closing quotation mark.", 'Write a quotation mark within the text as \\".'
    elif value.lower() in ("true", "false", "yes", "no", "on", "off"):
        mend = f"Write {'true' if value.lower() in ('true', 'yes', 'on') else 'false'}, or a text in quotation marks."
    elif value.startswith("="):
        what, mend = "“=” stands twice.", f"Write {key} = {value.lstrip('= ')}"
    return what, mend


def _words_without_value(written: str) -> tuple[str, str]:
    key, colon, value = (part.strip() for part in written.partition(":"))
    if " " in key:
        return "This line is neither a table nor a key with its value.", "Write # before a note for people."
    if colon and not value:
        return "A colon begins nothing here.", f"A table is written [{key}]."
    if colon:
        quoted = value if value[:1] in ("'", '"', "[") else f'"{value}"'
        return "A colon stands where “=” belongs.", f"Write {key} = {quoted}."
    return f"“{key}” has no value.", f'Write {key} = "…".'


@lru_cache(maxsize=1)
def _places_in(text: str) -> dict[tuple[str, ...], int]:
    """The line of every table and key, for messages alone: a rough reading is good enough."""
    places: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if match := _TABLE.match(line):
            table = tuple(part.strip("\"'") for part in _PART.findall(match[1]))
            for depth in range(1, len(table) + 1):
                places.setdefault(table[:depth], number)
        elif match := _KEY.match(line):
            places.setdefault((*table, match[1].strip("\"'")), number)
    return places


def nearest_place(text: str, path: tuple[str, ...]) -> int:
    """The line of a key or table, or of the innermost table around it; 0: the whole file."""
    places = _places_in(text)
    while path and path not in places:
        path = path[:-1]
    return places.get(path, 0)
