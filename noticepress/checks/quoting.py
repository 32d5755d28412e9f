"""A line of a source as a person sees it on a terminal, with a caret below the place."""

import unicodedata
from typing import Final

_TAB: Final = 4
_WIDEST: Final = 96
_LEAD: Final = 32
_INVISIBLE: Final = ("Mn", "Me", "Cf")
_STEERING: Final = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
_FIRST_PRINTABLE: Final = 0x20


def quoted(line: str, column: int) -> tuple[str, str]:
    """The line, cut to what a terminal shows, and the line with the caret below the column (from 1; 0: no caret).

    Wide characters take two columns and combining marks none; tabs are shown as four spaces; control characters as
    pictures, so that no source can command the terminal. Where right-to-left text stands before the place no caret
    is drawn, since terminals disagree on where that would be.
    """
    position = min(max(column - 1, 0), len(line))
    start = _first_shown(line, position)
    lead = "…" if start else ""
    before, after = _visible(line[start:position]), _visible(line[position:].rstrip())
    room = max(_WIDEST - width(lead + before), 8)
    shown = _cut(after, room)
    text = lead + before + shown
    if not column or any(unicodedata.bidirectional(character) in ("R", "AL") for character in line[start:position]):
        return text, ""
    return text, " " * width(lead + before) + "^"


def width(text: str) -> int:
    """How many columns of a terminal a text takes (Unicode Standard Annex 11)."""
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.category(character) in _INVISIBLE:
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _visible(text: str) -> str:
    shown = text.replace("\t", " " * _TAB)
    return "".join(_picture(character) for character in shown)


def _picture(character: str) -> str:
    code = ord(character)
    if code < _FIRST_PRINTABLE:
        return chr(0x2400 + code)
    steers = unicodedata.category(character) == "Cc" or unicodedata.bidirectional(character) in _STEERING
    return "�" if steers else character


def _first_shown(line: str, position: int) -> int:
    """Where a long line begins to be shown, so that the place is within it: after a space, if one is near."""
    if width(_visible(line[:position])) < _WIDEST - _LEAD:
        return 0
    start, taken = position, 0
    while start and taken < _LEAD:
        start -= 1
        taken += _width(line[start])
    space = line.find(" ", start, position)
    return space + 1 if space >= 0 else start


def _cut(text: str, room: int) -> str:
    if width(text) <= room:
        return text
    taken, end = 1, 0
    while taken + _width(text[end]) <= room:
        taken += _width(text[end])
        end += 1
    return text[:end] + "…"
