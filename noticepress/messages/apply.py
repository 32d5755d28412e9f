"""A translated body: the source's Markdown with its units replaced, identical in structure."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from noticepress.markup import Html, write_out_ids
from noticepress.markup.dialect import split_attributes
from noticepress.messages.blocks import LINE_END, Block, outline
from noticepress.messages.guard import guard_first, guard_next
from noticepress.messages.inline import has_blank_line, translated_lines
from noticepress.messages.units import Slot, Unit, slots

_MARKER: Final = re.compile(r"[^>\t]")


class StructureError(ValueError):
    """A translation that cannot stand where its source stands: the body would get other blocks.

    `unit` is the unit of the source (none where no single one is to blame), `msgstr` its translation.
    """

    def __init__(self, reason: str, unit: Unit | None, msgstr: str) -> None:
        """Say why in words for a translator."""
        super().__init__(reason)
        self.reason = reason
        self.unit = unit
        self.msgstr = msgstr


def translate(markdown: str, translations: Mapping[str, str], *, html: Html = "off") -> str:
    """The body with each unit that has a translation, not empty and not the msgid itself, replaced by it.

    Everything between the units stays as written; headings get the ids of the source written out; text that would
    start a block is escaped. Raises StructureError where the result would not have the blocks of the source.
    """
    source = write_out_ids(markdown.replace("\0", "\ufffd"), html)
    lines, ends = _split(source)
    parsed = outline(source, html)
    rows: list[list[str]] = [[line] for line in lines]
    wanted: dict[int, str] = {}
    found = list(slots(lines, parsed, html))
    for slot in reversed(found):
        msgstr = translations.get(slot.unit.msgid, "")
        if msgstr not in ("", slot.unit.msgid):
            written = _written(slot, msgstr, html)
            wanted[slot.block] = "\n".join(written)
            _splice(rows, lines, slot, [_in_cell(line) for line in written] if slot.form == "cell" else written)
    result = "".join(_rejoin(rows, ends))
    after = outline(result, html)
    _require_same(parsed.blocks, after.blocks, wanted, found, translations)
    if parsed.references.keys() != after.references.keys():
        raise StructureError("the translation adds or hides a link reference definition", None, "")
    return result


def _split(markdown: str) -> tuple[list[str], list[str]]:
    return LINE_END.split(markdown), [*LINE_END.findall(markdown), ""]


def _rejoin(rows: Sequence[Sequence[str]], ends: Sequence[str]) -> list[str]:
    newline = next((end for end in ends if end), "\n")
    return [newline.join(row) + end if row else "" for row, end in zip(rows, ends, strict=True)]


def _written(slot: Slot, msgstr: str, html: Html) -> list[str]:
    """The translation as the lines to write, without the prefixes of its containers."""
    if slot.form == "html":
        return LINE_END.split(msgstr.strip())
    if has_blank_line(msgstr):
        raise StructureError("an empty line would end the paragraph", slot.unit, msgstr)
    first, *others = translated_lines(msgstr)
    if others and slot.form != "lines":
        raise StructureError(f"a {slot.unit.kind} cannot have a line break", slot.unit, msgstr)
    if slot.span.opens_line:
        first = guard_first(first, html)
    broken = [line + "\\" for line in [first, *(guard_next(line, html) for line in others)]]
    return "\n".join(broken)[:-1].split("\n")


def _in_cell(line: str) -> str:
    return line.replace("|", "\\|") + (" " if line.endswith("\\") else "")


def _splice(rows: list[list[str]], lines: Sequence[str], slot: Slot, written: Sequence[str]) -> None:
    """Replace a slot's span; called from the last slot to the first, so that columns before it stay right."""
    start, end, _ = slot.span
    tail = rows[end.row][-1][end.column :] if end.row != start.row else rows[start.row][0][end.column :]
    if slot.form == "lines" and not tail.strip(" \t"):
        tail = ""
    prefix = lines[start.row][: start.column]
    following = _MARKER.sub(" ", prefix)
    head, *others = written
    rows[start.row] = [rows[start.row][0][: start.column] + head, *(following + line for line in others)]
    rows[start.row][-1] += tail
    for row in range(start.row + 1, end.row + 1):
        rows[row] = []


def _require_same(
    before: Sequence[Block],
    after: Sequence[Block],
    wanted: Mapping[int, str],
    found: Sequence[Slot],
    translations: Mapping[str, str],
) -> None:
    for number, block in enumerate(before):
        if number < len(after) and _agrees(block, after[number], wanted.get(number)):
            continue
        culprits = [slot for slot in found if slot.block in wanted and slot.block <= number]
        unit = culprits[-1].unit if culprits else None
        msgstr = translations.get(unit.msgid, "") if unit else ""
        raise StructureError("the translation would not have the same blocks as its source", unit, msgstr)
    if len(after) > len(before):
        raise StructureError("the translation would have more blocks than its source", None, "")


def _agrees(before: Block, after: Block, wanted: str | None) -> bool:
    if before.shape != after.shape:
        return False
    expected = before.content if wanted is None else wanted
    return _comparable(after.content) == _comparable(expected)


def _comparable(content: str) -> list[str]:
    return [line.strip() for line in split_attributes(content.strip())[0].strip().split("\n")]
