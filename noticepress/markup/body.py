"""Markdown body to HTML, for one edition in one place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import escape

from markdown_it.token import Token

from noticepress.markup.dialect import Html, parser
from noticepress.markup.passages import OPEN, Keep, Label, choosing
from noticepress.markup.sanitise import is_remote, sanitise
from noticepress.markup.sections import Section, number_blocks, sections


@dataclass(frozen=True, slots=True)
class Rendering:
    """How a body becomes HTML.

    `prefix` goes before every id (`eea-`); `shift` makes headings that many levels lower; `keep` decides regional
    passages (none: all stay, in a `div` that names them), and `label` whether a kept one says whom it is for; `link`
    maps each link or image target to its URL; with `anchors` paragraphs get ids, and headings and paragraphs a link to
    themselves labelled by these words (section, paragraph).
    """

    html: Html = "off"
    prefix: str = ""
    shift: int = 0
    keep: Keep | None = None
    label: Label | None = None
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
    tokens = md.parse(markdown, {**env})
    found = tuple(_placed(section, rendering) for section in sections(tokens))
    if rendering.keep and any(token.type == OPEN for token in tokens):
        # Ids come from the whole text, so that a section has the same one in every edition.
        tokens = md.parse(markdown, {**env, **choosing(rendering.keep, rendering.label)})
    found = _place_headings(tokens, found)
    _set_links(tokens, rendering)
    _align_by_class(tokens)
    if rendering.anchors:
        number_blocks(tokens, rendering.prefix)
        _add_anchors(tokens, *rendering.anchors)
    html = str(md.renderer.render(tokens, md.options, env))
    return Body(sanitise(html) if rendering.html == "sanitised" else html, found)


def _placed(section: Section, rendering: Rendering) -> Section:
    level = min(6, section.level + rendering.shift)
    return replace(section, id=rendering.prefix + section.id, level=level)


def _place_headings(tokens: Sequence[Token], found: Sequence[Section]) -> tuple[Section, ...]:
    """Give the headings that are there their ids and levels, and return their sections."""
    by_line = {section.line: section for section in found}
    placed = []
    for token in tokens:
        if token.type == "heading_open":
            section = by_line[(token.map or [0])[0] + 1]
            token.attrSet("id", section.id)
            placed.append(section)
        if token.type in ("heading_open", "heading_close") and placed:
            token.tag = f"h{placed[-1].level}"
    return tuple(placed)


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
