"""Words of the interface: what a program and a theme say, as a template and checked in translation."""

import ast
import re
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from noticepress.messages.extract import header
from noticepress.po import Catalogue, Message
from noticepress.po.placeholders import BRACED, NAMED

_SINGLE: Final = frozenset({"text", "_text"})
_PLURAL: Final = frozenset({"plural", "_plural"})
_COMMENT: Final = re.compile(r"(?:#|\{#-?)\s*Translators:\s*(.*?)\s*(?:-?#\})?\s*$")


class Phrase(Struct, frozen=True):
    """A message of the interface: its English text, the English plural where it counts something, the file and line
    where it stands, and what its translators should know."""

    msgid: str
    path: str
    line: int = 0
    plural: str | None = None
    comment: str = ""


def phrase_template(phrases: Iterable[Phrase], *, project: str) -> Catalogue:
    """The template of an interface, in the order in which its phrases come; a repeated phrase is one message."""
    found: dict[str, Message] = {}
    for phrase in phrases:
        known = found.get(phrase.msgid) or Message(phrase.msgid, flags=_flags(phrase))
        plural = known.plural or phrase.plural
        found[phrase.msgid] = replace(
            known,
            plural=plural,
            strings=("", "") if plural else ("",),
            extracted=_with(known.extracted, phrase.comment),
            references=_with(known.references, f"{phrase.path}:{phrase.line}" if phrase.line else phrase.path),
        )
    return Catalogue(header(project), tuple(found.values()))


def python_phrases(path: str, code: str) -> Iterator[Phrase]:
    """The phrases of a Python file: literal first arguments of `words.text`, `words.plural` and their shorthands."""
    lines = code.splitlines()
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        if not isinstance(call.func, ast.Attribute) or not call.args:
            continue
        comment = comment_above(lines, call.lineno)
        if call.func.attr in _SINGLE:
            yield from (Phrase(text, path, call.lineno, comment=comment) for text in _literals(call.args[0]))
        elif call.func.attr in _PLURAL and len(call.args) > 1:
            for one, many in zip(_literals(call.args[0]), _literals(call.args[1]), strict=False):
                yield Phrase(one, path, call.lineno, many, comment)


def comment_above(lines: list[str], line: int) -> str:
    """What a comment `Translators: …` on the line before says, in Python or in a template."""
    match = _COMMENT.search(lines[line - 2]) if line > 1 else None
    return match[1] if match else ""


def _literals(node: ast.expr) -> Iterator[str]:
    """The texts an expression may be: a literal, or one of two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def _flags(phrase: Phrase) -> tuple[str, ...]:
    text = phrase.msgid + (phrase.plural or "")
    named = ("python-format",) if NAMED.search(text) else ()
    return (*named, *(("python-brace-format",) if BRACED.search(NAMED.sub("", text)) else ()))


def _with(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return values if not value or value in values else (*values, value)
