"""Reads a redline as a person would who takes or refuses every change, without the engine's own code."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

import html5lib

TRANSPARENT = {"p", "div", "section"}
BLOCKS = {
    *(
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "ul",
        "ol",
        "li",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
    ),
    *("blockquote", "pre", "hr", "div", "section", "caption", "dl", "dt", "dd"),
}
HIDDEN_ON = {"old": {"inserted", "moved-to"}, "new": {"deleted", "moved-from"}}

Char = tuple[str, frozenset[tuple[str, ...]]]
Line = tuple[tuple[str, ...], tuple[Char, ...]]


def tree_of(html: str) -> Element:
    return html5lib.parseFragment(html, container="div", treebuilder="etree", namespaceHTMLElements=False)


@dataclass
class _Reader:
    side: str
    lines: list[Line] = field(default_factory=list)
    run: list[Char] = field(default_factory=list)

    def end_line(self, path: tuple[str, ...]) -> None:
        chars: list[Char] = []
        for char, marks in self.run:
            if not char.isspace():
                chars.append((char, marks))
            elif chars and chars[-1][0] != " ":
                chars.append((" ", frozenset()))
        while chars and chars[-1][0] == " ":
            chars.pop()
        if chars:
            self.lines.append((path, tuple(chars)))
        self.run = []

    def text(self, text: str | None, marks: frozenset[tuple[str, ...]]) -> None:
        self.run += [(char, marks) for char in text or ""]

    def inside(self, element: Element, path: tuple[str, ...], marks: frozenset[tuple[str, ...]]) -> None:
        self.text(element.text, marks)
        for child in element:
            if isinstance(child.tag, str):
                self.element(child, path, marks)
            self.text(child.tail, marks)

    def element(self, child: Element, path: tuple[str, ...], marks: frozenset[tuple[str, ...]]) -> None:
        kind = child.get("data-redline")
        skipped = {"old": "ins", "new": "del"}[self.side]
        if "data-redline-note" in child.attrib or child.tag == skipped or kind in HIDDEN_ON[self.side]:
            return
        tag = (self.side == "old" and child.get("data-redline-old-tag")) or child.tag
        if child.tag in ("ins", "del"):
            self.inside(child, path, marks)
        elif child.tag == "span" and "data-redline-old" in child.attrib:
            old = self.side == "old"
            self.inside(tree_of(child.attrib["data-redline-old"]) if old else child, path, marks)
        elif tag == "br":
            self.run.append(("\n", marks))
        elif tag == "img":
            self.run.append((f"\ufffc{child.get('src', '')}", marks))
        elif child.tag in BLOCKS:
            inner = path if tag in TRANSPARENT else (*path, tag)
            self.end_line(path)
            self.inside(child, inner, frozenset())
            self.end_line(inner)
            if tag == "hr":
                self.lines.append((inner, ()))
        else:
            own = {
                key: value for key, value in child.attrib.items() if not key.startswith(("data-redline", "data-change"))
            }
            mark = (tag, *(f"{key}={value}" for key, value in sorted(own.items())))
            self.inside(child, path, marks | {mark})


def read(html: str, side: str) -> list[Line]:
    """The old or the new text of a redline; of any other HTML, simply its text."""
    reader = _Reader(side)
    reader.inside(tree_of(html), (), frozenset())
    reader.end_line(())
    return reader.lines


def plain(html: str, side: str) -> str:
    """The words of one side, a line for each block."""
    return "\n".join("".join(char for char, _ in chars) for _, chars in read(html, side))


def shown(html: str) -> str:
    """A redline as plain text: [-deleted-], [+inserted+], <kind old: new> for markers, a label before marked blocks."""
    return "\n".join(line for line in "".join(_shown(tree_of(html))).split("\n") if line.strip())


def _shown(element: Element) -> Iterator[str]:
    yield " ".join((element.text or "").split("\n"))
    for child in element:
        yield from _shown_element(child)
        yield " ".join((child.tail or "").split("\n"))


def _shown_element(child: Element) -> Iterator[str]:
    kind, inner = child.get("data-redline"), "".join(_shown(child))
    if "data-redline-note" in child.attrib or "hidden" in child.attrib:
        return
    if child.tag in ("ins", "del"):
        yield f"[+{inner}+]" if child.tag == "ins" else f"[-{inner}-]"
    elif child.tag == "span" and "data-redline-old" in child.attrib:
        old = child.attrib["data-redline-old"]
        yield (
            inner if "data-redline-flow" in child.attrib else f"<{kind}, before: {old.strip() or '·'}>{inner}</{kind}>"
        )
    elif child.tag in BLOCKS - {"ul", "ol", "table", "thead", "tbody", "dl"}:
        number = child.get("value")
        before = child.get("data-redline-old-tag")
        label = f"({kind}{f' from {before}' if before else ''}) " if kind else ""
        yield f"\n{child.tag}{' ' + number if number else ''}: {label}{inner.strip()}\n"
    else:
        yield f"\n{child.tag}: ({kind})\n{inner}" if kind else inner


def misplaced(html: str) -> list[str]:
    """Elements where HTML does not allow them."""
    found: list[str] = []

    def look(element: Element, above: tuple[str, ...]) -> None:
        for child in element:
            tag, parent = child.tag, above[-1]
            if (parent in ("ul", "ol") and tag != "li") or (tag == "li" and parent not in ("ul", "ol")):
                found.append(f"{tag} in {parent}")
            if parent == "tr" and tag not in ("td", "th"):
                found.append(f"{tag} in {parent}")
            if tag in BLOCKS and {"p", "ins", "del", "h1", "h2", "h3", "h4", "h5", "h6"} & set(above):
                found.append(f"{tag} in inline content")
            if tag in ("ins", "del") and {"ins", "del"} & set(above):
                found.append("a change in a change")
            if tag == "a" and "a" in above:
                found.append("a link in a link")
            look(child, (*above, tag))

    look(tree_of(html), ("div",))
    return found


def ids(html: str) -> list[str]:
    return [element.attrib["id"] for element in tree_of(html).iter() if "id" in element.attrib]


def change_numbers(html: str) -> list[int]:
    """The numbers of changes in the order in which they first occur."""
    found = (int(e.attrib["data-change"]) for e in tree_of(html).iter() if "data-change" in e.attrib)
    return list(dict.fromkeys(found))
