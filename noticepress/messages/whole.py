"""Whole-file translations: which unit of the source each of their units translates, and what is wrong with them.

    aligned(source, translation, html=…)         -> pairs of units, and the places where the structure differs
    whole_findings(source, text, html=…)         -> the findings of the checks, at the lines of the translation

Texts are aligned section by section, by their blocks: positions alone go wrong where a paragraph was left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

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


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where the blocks of a translation are not those of its source: the lines in both bodies (from 1; 0: at
    the end), and what stands there."""

    line: int
    source_line: int
    what: str


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two texts: its lines' units by block, and its blocks by section."""

    parsed: Outline
    units: Mapping[int, Unit]
    sections: Sequence[Sequence[int]]


def aligned(
    source: str, translation: str, *, html: Html = "off"
) -> tuple[list[tuple[Unit, Unit]], tuple[Difference, ...]]:
    """The units of two bodies that correspond, in order, and where their structures differ.

    Sections are paired by their order. Of a section whose blocks differ no units are paired; where the texts have
    different headings, nothing is.
    """
    left, right = _side(source, html), _side(translation, html)
    if len(left.sections) != len(right.sections):
        what = f"The translation has {len(right.sections) - 1} headings, the source {len(left.sections) - 1}."
        return [], (Difference(0, 0, what),)
    pairs: list[tuple[Unit, Unit]] = []
    differences = []
    for ours, theirs in zip(left.sections, right.sections, strict=True):
        if difference := _difference(left.parsed, ours, right.parsed, theirs):
            differences.append(difference)
        else:
            both = ((left.units.get(one), right.units.get(two)) for one, two in zip(ours, theirs, strict=True))
            pairs += [(one, two) for one, two in both if one and two]
    return pairs, tuple(differences)


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


def _difference(left: Outline, ours: Sequence[int], right: Outline, theirs: Sequence[int]) -> Difference | None:
    for one, two in zip_longest(ours, theirs):
        first = left.blocks[one] if one is not None else None
        second = right.blocks[two] if two is not None else None
        if _kind(first) == _kind(second):
            continue
        line = second.first + 1 if second else right.blocks[theirs[0]].first + 1
        source_line = first.first + 1 if first else left.blocks[ours[0]].first + 1
        what = f"Here is {_name(second)}; the source has {_name(first)} (line {source_line} of its body)."
        return Difference(line, source_line, what)
    return None


def _kind(block: Block | None) -> tuple[object, ...]:
    return (block.type, block.shape[1]) if block else ()


def _name(block: Block | None) -> str:
    if block is None or block.type.endswith("_close"):
        return "no more of this"
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
