"""Section and paragraph ids: what a reader can cite and a link can point at."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Section:
    """A heading: its id, level (1 to 6), title as plain text, line in the body (from 1), whether the source wrote the
    id out, and what it says it covers (`covers="gdpr-13-2-a"`)."""

    id: str
    level: int
    title: str
    line: int
    explicit: bool
    covers: tuple[str, ...] = ()


def sections(tokens: Sequence[Token]) -> tuple[Section, ...]:
    """The sections of a parsed body, with an id for every heading.

    An explicit id stands as written; others are slugs of the heading. A repeated slug gets `-2`, `-3` …; a repeated
    explicit id is left as it is, for the checks to find.
    """
    headings = [(opening, inline) for opening, inline in pairwise(tokens) if opening.type == "heading_open"]
    taken = {opening.meta["attributes"]["id"] for opening, _ in headings if opening.meta["attributes"]}
    found = []
    for opening, inline in headings:
        attributes = opening.meta["attributes"]
        title = plain_text(inline)
        identifier = attributes.get("id") or _free(slug(title), taken)
        taken.add(identifier)
        line = (opening.map or [0])[0] + 1
        covers = tuple(attributes.get("covers", "").replace(",", " ").split())
        found.append(Section(identifier, int(opening.tag[1:]), title, line, bool(attributes), covers))
    return tuple(found)


def slug(title: str) -> str:
    """A heading as an id: letters and digits of any script in lower case, joined by hyphens."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", title).lower().replace("'", "").replace("’", ""))
    return "-".join(words).replace("_", "-").strip("-") or "section"


def plain_text(inline: Token) -> str:
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


def number_blocks(tokens: Sequence[Token], prefix: str) -> None:
    """Give every paragraph and tight list item outside a footnote an id within its section: `cookies-p3`.

    Headings must have their final `id` attribute. Ids a heading has taken are stepped over.
    """
    taken = {str(token.attrs["id"]) for token in tokens if token.type == "heading_open"}
    section, count, footnotes = prefix.rstrip("-"), 0, False
    for token, following in pairwise(tokens):
        if token.type == "heading_open":
            section, count = str(token.attrs["id"]), 0
        elif token.type in ("footnote_block_open", "footnote_block_close"):
            footnotes = token.type == "footnote_block_open"
        elif not footnotes and _is_citable(token, following):
            count += 1
            while (identifier := f"{section}-p{count}" if section else f"p{count}") in taken:
                count += 1
            token.attrSet("id", identifier)


def _is_citable(token: Token, following: Token) -> bool:
    if token.type == "list_item_open":
        return following.type == "paragraph_open" and following.hidden
    return token.type == "paragraph_open" and not token.hidden


def _free(identifier: str, taken: set[str]) -> str:
    number, candidate = 1, identifier
    while candidate in taken:
        number += 1
        candidate = f"{identifier}-{number}"
    return candidate
