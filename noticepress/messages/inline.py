"""Inline runs: the canonical form in which translators see them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from noticepress.markup import Html, parser

_BREAK: Final = re.compile(r"([ \t]*)(\\?)\n[ \t]*")
_SPACE: Final = re.compile(r"\s+")


def canonical(content: str, html: Html, references: Mapping[str, Any]) -> str:
    """A raw inline run as a msgid: soft breaks are spaces, hard breaks a backslash and a newline.

    Whether a break is hard depends on where it stands (CommonMark 6.7: not in code spans and raw HTML), so where
    there could be one the run is rendered both ways and compared.
    """
    content = content.strip()
    lines = [line.lstrip(" \t") for line in content.split("\n")]
    possible = [_may_be_hard(line) for line in lines[:-1]]
    if not any(possible):
        return _joined(lines, possible)
    wanted = _rendered(content, html, references)
    for candidate in (_joined(lines, [False] * len(possible)), _joined(lines, possible)):
        if _rendered(candidate, html, references) == wanted:
            return candidate
    hard: list[bool] = []
    for row, is_possible in enumerate(possible):
        trial = [*hard, is_possible, *([False] * (len(possible) - row - 1))]
        reference = [*hard, False, *([False] * (len(possible) - row - 1))]
        is_hard = is_possible and _closer(_joined(lines, trial), _joined(lines, reference), wanted, html, references)
        hard.append(is_hard)
    return _joined(lines, hard)


def translated_lines(msgstr: str) -> list[str]:
    """A translation as the lines its hard breaks divide it into, without the backslashes; soft breaks join."""
    text = msgstr.replace("\r\n", "\n").replace("\r", "\n").strip()
    lines: list[str] = [""]
    rows = text.split("\n")
    for row, line in enumerate(rows):
        bare, is_hard = line, row < len(rows) - 1 and _may_be_hard(line)
        if is_hard:
            bare = line[:-1] if line.endswith("\\") else line
        lines[-1] = f"{lines[-1]} {bare.strip()}".strip()
        if is_hard:
            lines.append("")
    return lines


def has_blank_line(msgstr: str) -> bool:
    """Whether a translation has an empty line inside, which would end its paragraph."""
    return bool(re.search(r"\n[ \t]*\r?\n", msgstr.strip()))


def collapse(text: str) -> str:
    """The text with each run of white space as one space."""
    return _SPACE.sub(" ", text).strip()


def _may_be_hard(line: str) -> bool:
    if line.endswith("  "):
        return True
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _joined(lines: Sequence[str], hard: Sequence[bool]) -> str:
    parts = []
    for line, is_hard in zip(lines, hard, strict=False):
        bare = line.rstrip(" \t")
        parts.append((bare.removesuffix("\\") if is_hard and bare == line else bare) + ("\\\n" if is_hard else " "))
    return "".join([*parts, lines[-1]])


def _rendered(content: str, html: Html, references: Mapping[str, Any]) -> str:
    return collapse(parser(html).renderInline(content, {"references": dict(references)}))


def _closer(trial: str, reference: str, wanted: str, html: Html, references: Mapping[str, Any]) -> bool:
    """Whether the trial's rendering agrees with the wanted one for longer than the reference's does."""
    renderings = (_rendered(text, html, references) for text in (trial, reference))
    agreement = [_common_prefix(rendering, wanted) for rendering in renderings]
    return agreement[0] > agreement[1]


def _common_prefix(left: str, right: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
