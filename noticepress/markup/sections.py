"""Section and paragraph ids: what a reader can cite and a link can point at."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from markdown_it.token import Token


class Section(Struct, frozen=True):
    """A heading: its id, level (1 to 6), title as plain text, line in the body (from 1), whether the source wrote the
    id out, and what it says it covers (`covers="gdpr-13-2-a"`)."""

    id: str
    level: int
    title: str
    line: int
    explicit: bool
    covers: tuple[str, ...] = ()


def sections(tokens: "Sequence[Token]") -> tuple[Section, ...]:
    """The sections of a parsed body, with an id for every heading."""
    return identified(headings(tokens))


def headings(tokens: "Sequence[Token]") -> tuple[Section, ...]:
    """The headings of a parsed body as written: without an id where the source has none."""
    found = []
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            attributes = opening.meta["attributes"]
            line = (opening.map or [0])[0] + 1
            found.append(section_of(int(opening.tag[1:]), plain_text(inline), line, attributes))
    return tuple(found)


def section_of(level: int, title: str, line: int, attributes: Mapping[str, str]) -> Section:
    """The section of a heading whose braces say these attributes."""
    covers = tuple(attributes.get("covers", "").replace(",", " ").split())
    return Section(attributes.get("id", ""), level, title, line, bool(attributes), covers)


def identified(found: Sequence[Section]) -> tuple[Section, ...]:
    """The headings of a whole body with an id each."""
    pairs = zip(found, identifiers(found), strict=True)
    return tuple(section if section.id else replace(section, id=identifier) for section, identifier in pairs)


def identifiers(found: Sequence[Section]) -> list[str]:
    """The ids of the headings of a whole body.

    An explicit id stands as written; others are slugs of the heading. A repeated slug gets `-2`, `-3` …; a repeated
    explicit id is left as it is, for the checks to find.
    """
    taken = {section.id for section in found if section.id}
    placed = []
    for section in found:
        identifier = section.id or _free(slug(section.title), taken)
        taken.add(identifier)
        placed.append(identifier)
    return placed


def slug(title: str) -> str:
    """A heading as an id: letters and digits of any script in lower case, joined by hyphens."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", title).lower().replace("'", "").replace("’", ""))
    return "-".join(words).replace("_", "-").strip("-") or "section"


def plain_text(inline: "Token") -> str:
    """The text of an inline run without its markup."""
    parts = []
    for child in inline.children or ():
        if child.type in ("text", "code_inline", "text_special"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "image":
            parts.append(plain_text(child))
    return "".join(parts).strip()


def citable(tokens: "Sequence[Token]") -> frozenset[int]:
    """The places of the tokens that open something with an id of its own: every paragraph and tight list item
    outside footnotes."""
    found, footnotes = set(), False
    for index, (token, following) in enumerate(pairwise(tokens)):
        if token.type in ("footnote_block_open", "footnote_block_close"):
            footnotes = token.type == "footnote_block_open"
        elif not footnotes and _is_citable(token, following):
            found.add(index)
    return frozenset(found)


def _is_citable(token: "Token", following: "Token") -> bool:
    if token.type == "list_item_open":
        return following.type == "paragraph_open" and following.hidden
    return token.type == "paragraph_open" and not token.hidden


def _free(identifier: str, taken: set[str]) -> str:
    number, candidate = 1, identifier
    while candidate in taken:
        number += 1
        candidate = f"{identifier}-{number}"
    return candidate
