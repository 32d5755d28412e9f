"""Pieces that need no parser: a heading, a paragraph and a flat list, of words with emphasis, code and links in them.

Most of a notice is like that, and the parser takes many times as long for it. What is known here is a small part of the
dialect, in which each sign means one thing whatever stands around it; for all else there is the parser.
`tests/markup/test_simple.py` holds such pieces to what the parser makes of the same source.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from noticepress.markup.dialect import parser, split_attributes
from noticepress.markup.gaps import (
    GAP,
    HEADING,
    HEADING_LEVEL,
    HEADING_LINK,
    LINK,
    PARAGRAPH,
    PARAGRAPH_LINK,
    Piece,
    gap,
    gapped,
)
from noticepress.markup.sections import Section, section_of

_HEADING: Final = re.compile(r"(#{1,6}) +([^\x00-\x1f]+)(?:\n+|\Z)")
_ITEM: Final = re.compile(r"\n([-*+]|[0-9]{1,9}[.)]) {1,3}(?! )")
_MARKERS: Final = frozenset("-*+0123456789")
"""What an item begins with."""

# Characters with no meaning of their own
_PLAIN: Final = r"[^\x00-\x1f\x7f\\`*_\[\]<>&~^{}|]"
# What a line begins with if it begins no block
_START: Final = r"""(?:[^\W\d_]|[0-9]+(?![0-9.)])|\*{1,2}[^\W_]|`[^`]|\[[^\W_]|["'(“„«‘‚§])"""
_WORDS: Final = rf"(?:{_PLAIN}++|(?<=\S)\n\ *(?={_START}))++"
# Emphasis from a letter or digit to another, where what stands before and behind leaves no doubt which side is open
_EMPHASISED: Final = rf"(?=[^\W_]){_WORDS}(?<=[^\W_])"
_BEFORE, _BEHIND = r"(?<![^ \n(])", r"(?![^ \n.,;:)?!])"
_LINKED: Final = r"\(([A-Za-z0-9#/:._?=@%+-]+)\)"
_RUN: Final = re.compile(
    rf"(?={_START})(?:{_WORDS}|{_BEFORE}\*\*{_EMPHASISED}\*\*{_BEHIND}|{_BEFORE}\*{_EMPHASISED}\*{_BEHIND}"
    rf"|(?<!`)`[\w.-]+`(?!`)|(?<!!)\[{_WORDS}\]{_LINKED})++(?<=\S)"
)
_TITLE: Final = re.compile(rf"(?=[^\W_]){_PLAIN}++(?<=[^\s#])")

_TARGET: Final = re.compile(rf"\]{_LINKED}")
_NEARBY: Final = re.compile(r"(?!//)[A-Za-z0-9#/._?=@+-]+")
"""A target without host, scheme and escapes, which the parser leaves as it is."""
_LINK: Final = re.compile(rf"\[([^\]]+)\]{_LINKED}")
_INDENT: Final = re.compile(r"\n +")
_PARAGRAPH: Final = f"<p{gap(PARAGRAPH)}>", f"{gap(PARAGRAPH_LINK)}</p>\n"
_LI: Final = f"<li{gap(PARAGRAPH)}>", f"{gap(PARAGRAPH_LINK)}</li>\n"
_HEADINGS: Final = [
    (
        f'<h{gap(HEADING_LEVEL, level)} id="{gap(HEADING, 0)}">',
        f"{gap(HEADING_LINK, 0)}</h{gap(HEADING_LEVEL, level)}>\n",
    )
    for level in range(1, 7)
]


def simple(source: str) -> Piece | None:
    """The piece of a source that is as simple as that, as the parser makes it where raw HTML is off and nothing is
    isolated; None for any other."""
    rest = source.strip("\n")
    html, found = "", tuple[Section, ...]()
    if rest.startswith("#"):
        above = _HEADING.match(rest)
        title, attributes = split_attributes(above[2]) if above else ("", {})
        if not above or not _TITLE.fullmatch(title):
            return None
        level, line = len(above[1]), 1 + len(source) - len(source.lstrip("\n"))
        found = (section_of(level, title, line, attributes),)
        html, rest = _written(title, _HEADINGS[level - 1]), rest[above.end() :]
    is_plain = "\n" not in rest and rest[:1] not in _MARKERS
    before, *listed = (rest,) if is_plain else _ITEM.split(f"\n{rest}")
    paragraph = before.strip("\n")
    runs = [paragraph, *listed[1::2]] if paragraph else listed[1::2]
    if not all(map(_RUN.fullmatch, runs)) or ("[" in rest and not all(map(_is_target, _TARGET.findall(rest)))):
        return None
    if paragraph:
        html += _written(paragraph, _PARAGRAPH)
    if listed:
        kinds = {marker.lstrip("0123456789") for marker in listed[::2]}
        follows = paragraph and not before.endswith("\n")
        if len(kinds) > 1 or (follows and listed[0][0].isdigit()):
            return None
        html += _list(listed[0], listed[1::2])
    return gapped(_marked(html), found, parsed=False)


def _list(marker: str, items: Iterable[str]) -> str:
    name, first = "ul", ""
    if marker[0].isdigit():
        number = int(marker[:-1])
        name, first = "ol", f' start="{number}"' if number != 1 else ""
    return f"<{name}{first}>\n{''.join([_written(each, _LI) for each in items])}</{name}>\n"


def _written(run: str, tags: tuple[str, str]) -> str:
    if '"' in run:
        run = run.replace('"', "&quot;")
    return f"{tags[0]}{run}{tags[1]}"


def _marked(html: str) -> str:
    """HTML with what signs in its words mean, and without the spaces that lines begin with."""
    if "\n " in html:
        html = _INDENT.sub("\n", html)
    if "[" in html:
        words = _LINK.split(html)
        links = zip(words[1::3], words[2::3], strict=True)
        words[1::3] = [f'<a href="{GAP}{LINK}{target}{GAP}">{label}</a>' for label, target in links]
        del words[2::3]
        html = "".join(words)
    for sign, name in (("**", "strong"), ("*", "em"), ("`", "code")):
        if sign in html:
            words = html.split(sign)
            words[1::2] = [f"<{name}>{each}</{name}>" for each in words[1::2]]
            html = "".join(words)
    return html


@lru_cache(maxsize=1024)
def _is_target(target: str) -> bool:
    """Whether a link may lead there, and the parser leaves it as it is written."""
    if _NEARBY.fullmatch(target):
        return True
    md = parser("off")
    return md.normalizeLink(target) == target and md.validateLink(target)
