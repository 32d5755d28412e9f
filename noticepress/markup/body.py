"""Markdown body to HTML, for one edition in one place."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from markdown_it.token import Token

from noticepress.markup.dialect import PASSAGE, Html, parser, passage_of
from noticepress.markup.sanitise import is_remote, sanitise
from noticepress.markup.sections import Section, number_blocks, sections

Keep = Callable[[str, tuple[str, ...]], bool]
"""Whether a passage of this kind (`only` or `except`) for these regions stands in the edition."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """How a body becomes HTML.

    `prefix` goes before every id (`eea-`); `shift` makes headings that many levels lower; `keep` decides regional
    passages (none: all stay, in a `div` that names them); `link` maps each link or image target to its URL; with
    `anchors` paragraphs get ids, and headings and paragraphs a link to themselves labelled by these words
    (section, paragraph).
    """

    html: Html = "off"
    prefix: str = ""
    shift: int = 0
    keep: Keep | None = None
    link: Callable[[str], str] | None = None
    anchors: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """The HTML of a body and its sections, ids and levels as they stand in that HTML."""

    html: str
    sections: tuple[Section, ...]


def render_body(markdown: str, rendering: Rendering) -> Body:
    """Render a body without front matter; never fails, since every text is valid Markdown."""
    md = parser(rendering.html)
    env = {"docId": rendering.prefix.rstrip("-")} if rendering.prefix else {}
    tokens = md.parse(markdown, env)
    found = tuple(_placed(section, rendering) for section in sections(tokens))
    _place_headings(tokens, found)
    if rendering.keep:
        tokens = list(select_passages(tokens, rendering.keep))
        found = _still_there(tokens, found)
    _set_links(tokens, rendering)
    _align_by_class(tokens)
    if rendering.anchors:
        number_blocks(tokens, rendering.prefix)
        _add_anchors(tokens, *rendering.anchors)
    html = str(md.renderer.render(tokens, md.options, env))
    return Body(sanitise(html) if rendering.html == "sanitised" else html, found)


def select_passages(tokens: Sequence[Token], keep: Keep) -> Iterator[Token]:
    """The tokens of one edition: kept passages without their container, the others not at all."""
    dropped_at: int | None = None
    for token in tokens:
        if token.type == f"container_{PASSAGE}_open":
            if dropped_at is None and not keep(*passage_of(token)):
                dropped_at = token.level
        elif token.type == f"container_{PASSAGE}_close":
            if dropped_at == token.level:
                dropped_at = None
        elif dropped_at is None:
            yield token


def _placed(section: Section, rendering: Rendering) -> Section:
    level = min(6, section.level + rendering.shift)
    return replace(section, id=rendering.prefix + section.id, level=level)


def _place_headings(tokens: Sequence[Token], found: Sequence[Section]) -> None:
    remaining = iter(found)
    current: Section | None = None
    for token in tokens:
        if token.type == "heading_open":
            current = next(remaining)
            token.attrSet("id", current.id)
        if token.type in ("heading_open", "heading_close") and current:
            token.tag = f"h{current.level}"


def _still_there(tokens: Sequence[Token], found: Sequence[Section]) -> tuple[Section, ...]:
    ids = {token.attrs.get("id") for token in tokens if token.type == "heading_open"}
    return tuple(section for section in found if section.id in ids)


def _set_links(tokens: Sequence[Token], rendering: Rendering) -> None:
    for token in tokens:
        for child in token.children or ():
            attribute = {"link_open": "href", "image": "src"}.get(child.type)
            if attribute is None:
                continue
            target = str(child.attrs.get(attribute, ""))
            if child.type == "image" and is_remote(target):
                target = ""
            elif rendering.link:
                target = rendering.link(target)
            elif rendering.prefix and target.startswith("#"):
                target = f"#{rendering.prefix}{target[1:]}"
            child.attrSet(attribute, target)


def _align_by_class(tokens: Sequence[Token]) -> None:
    """Table alignment as a class: a strict Content-Security-Policy forbids the `style` attribute."""
    for token in tokens:
        if token.type in ("th_open", "td_open") and "style" in token.attrs:
            style = str(token.attrs.pop("style"))
            token.attrSet("class", f"np-align-{style.removeprefix('text-align:')}")


def _add_anchors(tokens: Sequence[Token], section_label: str, paragraph_label: str) -> None:
    identifier, is_heading = None, False
    for token in tokens:
        if token.type in ("heading_open", "paragraph_open", "list_item_open") and "id" in token.attrs:
            identifier, is_heading = escape(str(token.attrs["id"])), token.type == "heading_open"
        elif token.type == "inline" and identifier is not None and token.children is not None:
            sign, extra = ("#", "") if is_heading else ("¶", ' tabindex="-1"')
            label = escape(section_label if is_heading else paragraph_label)
            anchor = Token("html_inline", "", 0)
            anchor.content = f' <a class="np-anchor" href="#{identifier}"{extra} aria-label="{label}">{sign}</a>'
            token.children.append(anchor)
            identifier = None
