"""Keep a translation from starting a block where its source is plain text.

"5. November 2025" at the start of a paragraph is a list item in CommonMark; of 169 real translations 17 lost
their day so.
"""

import re
from typing import Final

from noticepress.markup import Html

_MEANING: Final = re.compile(r"([:~])(?=[ \t])")
_STARTS: Final = (
    (re.compile(r"(\d{1,9})([.)])(?=[ \t]|$)"), r"\1\\\2"),
    (re.compile(r"([-+*])(?=[ \t]|$)"), r"\\\1"),
    (re.compile(r"([-*_])(?=(?:[ \t]*\1){2,}[ \t]*$)"), r"\\\1"),
    (re.compile(r"(#{1,6})(?=[ \t]|$)"), r"\\\1"),
    (re.compile(r">"), r"\\>"),
    (re.compile(r"(`)(?=``[^`]*$)"), r"\\\1"),
    (re.compile(r"(~)(?=~~)"), r"\\\1"),
    (_MEANING, r"\\\1"),
    (re.compile(r"(:)(?=::)"), r"\\\1"),
    (re.compile(r"(\[)(?=(?:[^\[\]\\]|\\.)+\]:)"), r"\\\1"),
)
_CONTINUES: Final = re.compile(r"[=|:-]|~")
_INDENT: Final = "    "


def guard_first(line: str, html: Html) -> str:
    """The line so that, at the start of a block, it is the start of a paragraph and nothing else."""
    for pattern, replacement in _STARTS:
        if pattern.match(line):
            return pattern.sub(replacement, line, count=1)
    if html != "off" and line.startswith("<"):
        return _split_tag(line)
    return line


def guard_next(line: str, html: Html) -> str:
    """The line so that it continues a paragraph.

    Where it could end the paragraph it is indented by four columns, which no block start may be (CommonMark 4.8) but
    the marker of a definition.
    """
    if _MEANING.match(line):
        return "\\" + line
    is_risky = _CONTINUES.match(line) or guard_first(line, "off") != line or (html != "off" and line.startswith("<"))
    return _INDENT + line if is_risky else line


def _split_tag(line: str) -> str:
    """A single tag that fills the line is an HTML block (CommonMark 4.6, type 7); with a break inside it is not."""
    if re.fullmatch(r"</?[A-Za-z][^<>]*>[ \t]*", line) and re.search(r"[ \t]", line.rstrip()):
        return re.sub(r"[ \t]+", "\n", line, count=1)
    return line
