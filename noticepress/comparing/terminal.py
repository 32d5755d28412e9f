"""A comparison for the terminal: the blocks that changed under their headings, in colour or with marks.

In colour, inserted words are green and underlined, deleted ones red and struck through, moved ones cyan, and struck
through at their old place; without it they stand as `{+inserted+}`, `[-deleted-]`, `{>moved here<}`, `[>moved away<]`.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final, Literal

from msgspec import Struct, field

from noticepress.comparing.sides import Comparison

Style = Literal["", "ins", "del", "move", "gone", "dim"]

_BLOCKS: Final = frozenset("p li h1 h2 h3 h4 h5 h6 td th dt dd pre blockquote div caption".split())
_HEADINGS: Final = frozenset("h1 h2 h3 h4 h5 h6".split())
_KINDS: Final[dict[str, Style]] = {
    "inserted": "ins", "deleted": "del", "moved-from": "gone", "moved-to": "move", "restructured": "move",
}  # fmt: skip
_VOID: Final = frozenset("br hr img input col".split())
_COLOURS: Final[dict[Style, str]] = {"ins": "32;4", "del": "31;9", "move": "36", "gone": "36;9", "dim": "2", "": ""}
_MARKS: Final[dict[Style, tuple[str, str]]] = {
    "ins": ("{+", "+}"), "del": ("[-", "-]"), "move": ("{>", "<}"), "gone": ("[>", "<]"),
    "dim": ("(", ")"), "": ("", ""),
}  # fmt: skip
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def as_terminal(comparison: Comparison, *, colour: bool) -> str:
    """The changed blocks, one below the other, with a line of counts above."""
    counts = comparison.redline.counts
    lines = [f"--- {comparison.old.label}", f"+++ {comparison.new.label}"]
    if counts.empty:
        return "\n".join([*lines, "Nothing changed.", ""])
    number = len(comparison.redline.changes)
    lines.append(
        f"{number} {'change' if number == 1 else 'changes'}: {counts.words_inserted} words inserted, "
        f"{counts.words_deleted} deleted, {counts.words_moved} moved"
    )
    reader = _Reader()
    reader.feed(comparison.redline.html)
    reader.close()
    lines.extend(_written(reader.blocks, colour=colour))
    return "\n".join([*lines, ""])


class _Block(Struct):
    """A leaf of the text: its tag, and its runs of words, each in a style."""

    tag: str
    runs: list[tuple[str, Style]] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        return any(style for _, style in self.runs)

    def written(self, *, colour: bool) -> str:
        parts: list[tuple[str, Style]] = []
        for text, style in self.runs:
            if parts and parts[-1][1] == style:
                parts[-1] = (parts[-1][0] + text, style)
            else:
                parts.append((text, style))
        return "".join(_painted(text, style, colour=colour) for text, style in parts).strip()


class _Reader(HTMLParser):
    """Takes the HTML of a redline apart into blocks; what is said for assistive technology alone is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[_Block] = [_Block("p")]
        self._styles: list[tuple[str, Style]] = []
        self._notes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in _VOID:
            self._add(" ")
            return
        if self._notes or values.get("data-redline-note") in ("start", "end", "move"):
            self._notes += 1
            return
        if tag in _BLOCKS:
            self.blocks.append(_Block(tag))
        self._styles.append((tag, self._style(tag, values)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self._notes:
            self._notes -= 1
            return
        if self._styles:
            self._styles.pop()
        if tag in _BLOCKS:
            self.blocks.append(_Block("p"))

    def handle_data(self, data: str) -> None:
        if not self._notes:
            self._add(re.sub(r"\s+", " ", _CONTROL.sub("\N{REPLACEMENT CHARACTER}", data)))

    def _style(self, tag: str, values: dict[str, str | None]) -> Style:
        if values.get("data-redline-note") == "marker":
            return "dim"
        if tag in ("ins", "del"):
            return "ins" if tag == "ins" else "del"
        above = self._styles[-1][1] if self._styles else ""
        return _KINDS.get(values.get("data-redline") or "", above)

    def _add(self, text: str) -> None:
        style = self._styles[-1][1] if self._styles else ""
        self.blocks[-1].runs.append((text, style if text.strip() else ""))


def _written(blocks: list[_Block], *, colour: bool) -> Iterator[str]:
    """Changed blocks, each section's heading before its first, and three dots where unchanged ones are left out."""
    heading: _Block | None = None
    skipped = False
    for block in blocks:
        text = block.written(colour=colour)
        if not text:
            continue
        if not block.is_changed:
            heading = block if block.tag in _HEADINGS else heading
            skipped = True
            continue
        if block.tag in _HEADINGS:
            heading, skipped = None, False
            yield from ("", f"# {text}")
            continue
        if heading is not None:
            yield from ("", f"# {heading.written(colour=False)}")
            heading = None
        elif skipped:
            yield "  …"
        skipped = False
        yield f"  {'- ' if block.tag == 'li' else ''}{text}"


def _painted(text: str, style: Style, *, colour: bool) -> str:
    if not style:
        return text
    bare = text.strip()
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    if colour:
        return f"{before}\x1b[{_COLOURS[style]}m{bare}\x1b[0m{after}"
    return f"{before}{_MARKS[style][0]}{bare}{_MARKS[style][1]}{after}"
