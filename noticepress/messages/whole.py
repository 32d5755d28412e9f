"""Whole-file translations: which unit of the source each of their units translates, and what is wrong with them.

    aligned(source, translation, html=…)         -> pairs of units, and the places where the structure differs
    whole_findings(source, text, html=…)         -> the findings of the checks, at the lines of the translation

Texts are aligned section by section, by their blocks: positions alone go wrong where a paragraph was left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from textwrap import shorten
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from noticepress.errors import Finding
from noticepress.messages.blocks import LINE_END, Block, Outline, outline
from noticepress.messages.checks import finding, problems
from noticepress.messages.pairs import Pair
from noticepress.messages.units import Unit, slots
from noticepress.model import Html, WorkingText

_NAMES: Final = {
    "heading_open": "a heading",
    "paragraph_open": "a paragraph",
    "bullet_list_open": "a list",
    "ordered_list_open": "a numbered list",
    "list_item_open": "a list item",
    "blockquote_open": "a quotation",
    "table_open": "a table",
    "tr_open": "a table row",
    "td_open": "a table cell",
    "dl_open": "a definition list",
    "dt_open": "a term",
    "dd_open": "a definition",
    "fence": "a code block",
    "code_block": "a code block",
    "html_block": "an HTML block",
    "hr": "a line",
    "container_passage_open": "a regional passage",
    "footnote_reference_open": "a footnote",
}


class Difference(Struct, frozen=True):
    """A place where the blocks of a translation are not those of its source: the lines in both bodies (from 1; 0: at
    the end), and what stands there."""

    line: int
    source_line: int
    what: str


class _Side(Struct, frozen=True):
    """One of the two texts: its lines' units by block, and its blocks by section."""

    parsed: Outline
    units: Mapping[int, Unit]
    sections: Sequence[Sequence[int]]


def aligned(
    source: str, translation: str, *, html: Html = "off"
) -> tuple[list[tuple[Unit, Unit]], tuple[Difference, ...]]:
    """The units of two bodies that correspond, in order, and where their structures differ.

    Sections are paired by their order, or, where one text has more headings, by their ids, levels and blocks. Of a
    section whose blocks differ no units are paired.
    """
    left, right = _side(source, html), _side(translation, html)
    matched, differences = _sections(left, right)
    pairs: list[tuple[Unit, Unit]] = []
    for place, (one_section, other) in enumerate(matched):
        ours, theirs = left.sections[one_section], right.sections[other]
        following = matched[place + 1] if place + 1 < len(matched) else (len(left.sections), len(right.sections))
        if difference := _difference(left.parsed, ours, right.parsed, theirs):
            # Below a heading that is missing on the other side its text goes on there: that is told already.
            if following == (one_section + 1, other + 1):
                differences.append(difference)
        else:
            both = ((left.units.get(one), right.units.get(two)) for one, two in zip(ours, theirs, strict=True))
            pairs += [(one, two) for one, two in both if one and two]
    return pairs, tuple(sorted(differences, key=lambda each: (each.line, each.source_line)))


def whole_findings(source: WorkingText, text: WorkingText, *, html: Html = "off") -> tuple[Finding, ...]:
    """What the checks find in a whole-file translation of a source.

    It has no comments in which a reviewer could acknowledge a finding, so those that can be are warnings.
    """
    pairs, differences = aligned(source.body, text.body, html=html)
    found = [
        Finding(
            text.path,
            each.line + text.line - 1 if each.line else 0,
            0,
            "structure",
            each.what,
            "Give the translation the same headings, paragraphs, lists and tables as its source.",
        )
        for each in differences
    ]
    for pair in (*_front_pairs(source, text), *_body_pairs(pairs, source, text, html)):
        for problem in problems(pair):
            severity = "warning" if problem.unless else problem.severity
            found.append(finding(pair, replace(problem, severity=severity, unless="")))
    return tuple(sorted(set(found)))


def _side(markdown: str, html: Html) -> _Side:
    parsed = outline(markdown, html)
    lines = LINE_END.split(markdown)
    sections: list[list[int]] = [[]]
    for number, block in enumerate(parsed.blocks):
        if block.type == "heading_open":
            sections.append([])
        sections[-1].append(number)
    return _Side(parsed, {slot.block: slot.unit for slot in slots(lines, parsed, html)}, sections)


def _sections(left: _Side, right: _Side) -> tuple[list[tuple[int, int]], list[Difference]]:
    """The sections that correspond, by number, and a difference for every heading that has no counterpart."""
    if len(left.sections) == len(right.sections):
        return [(number, number) for number in range(len(left.sections))], []
    matched = _best_matches(left, right)
    ours, theirs = {one for one, _ in matched}, {other for _, other in matched}
    differences = []
    for number, section in enumerate(left.sections):
        if number not in ours:
            before = max((other for one, other in matched if one < number), default=0)
            line = _first_line(right, before + 1) if before + 1 < len(right.sections) else 0
            source_line = left.parsed.blocks[section[0]].first + 1
            heading = left.units.get(section[0] + 1)
            words = shorten(heading.msgid, 60, placeholder="…") if heading else ""
            what = f"The heading “{words}” of the source (line {source_line} of its body) is missing before this."
            differences.append(Difference(line, source_line, what if line else what.replace(" before this", "")))
    differences += [
        Difference(_first_line(right, number), 0, "The source has no heading here.")
        for number in range(len(right.sections))
        if number not in theirs
    ]
    return matched, differences


def _best_matches(left: _Side, right: _Side) -> list[tuple[int, int]]:
    """The pairs of sections, in order, that are most alike altogether; what stands before the first heading is one."""
    rows, columns = len(left.sections), len(right.sections)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    alike = {(row, column): _alike(left, row, right, column) for row in range(1, rows) for column in range(1, columns)}
    for row in range(rows - 1, 0, -1):
        for column in range(columns - 1, 0, -1):
            paired = best[row + 1][column + 1] + alike[row, column]
            best[row][column] = max(paired, best[row + 1][column], best[row][column + 1])
    matched, row, column = [(0, 0)], 1, 1
    while row < rows and column < columns:
        if alike[row, column] and best[row][column] == best[row + 1][column + 1] + alike[row, column]:
            matched.append((row, column))
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return matched


def _alike(left: _Side, row: int, right: _Side, column: int) -> float:
    """How much speaks for two sections to be one: 4 for the id, 1 for the level, up to 2 for the blocks."""
    ours, theirs = ([side.parsed.blocks[n] for n in side.sections[i]] for side, i in ((left, row), (right, column)))
    same_id = left.parsed.section_at.get(ours[0].first) == right.parsed.section_at.get(theirs[0].first)
    blocks = SequenceMatcher(None, [*map(_kind, ours)], [*map(_kind, theirs)], autojunk=False).ratio()
    return 4 * same_id + (ours[0].shape[1] == theirs[0].shape[1]) + 2 * blocks


def _first_line(side: _Side, number: int) -> int:
    return side.parsed.blocks[side.sections[number][0]].first + 1


def _difference(left: Outline, ours: Sequence[int], right: Outline, theirs: Sequence[int]) -> Difference | None:
    for one, two in zip_longest(ours, theirs):
        first = left.blocks[one] if one is not None else None
        second = right.blocks[two] if two is not None else None
        if _kind(first) == _kind(second):
            continue
        line = second.first + 1 if second else right.blocks[theirs[0]].first + 1 if theirs else 1
        source_line = first.first + 1 if first else left.blocks[ours[0]].first + 1 if ours else 1
        what = f"Here is {_name(second)}; the source has {_name(first)} (line {source_line} of its body)."
        return Difference(line, source_line, what)
    return None


def _kind(block: Block | None) -> tuple[object, ...]:
    return (block.type, block.shape[1]) if block else ()


def _name(block: Block | None) -> str:
    if block is None or block.type.endswith("_close"):
        return "nothing more"
    return _NAMES.get(block.type, "something else")


def _front_pairs(source: WorkingText, text: WorkingText) -> Iterator[Pair]:
    for name in ("title", "description"):
        ours, theirs = getattr(source.meta, name), getattr(text.meta, name)
        if ours and theirs:
            unit = Unit(ours, "front matter", "", 1)
            yield Pair(unit, theirs, text.path, 1, "off", {}, is_plain=True)


def _body_pairs(
    pairs: Sequence[tuple[Unit, Unit]], source: WorkingText, text: WorkingText, html: Html
) -> Iterator[Pair]:
    references = {**outline(text.body, html).references, **outline(source.body, html).references}
    for ours, theirs in pairs:
        yield Pair(ours, theirs.msgid, text.path, theirs.line + text.line - 1, html, references)
