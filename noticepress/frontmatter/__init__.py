"""A Markdown file as front matter and body.

Every scalar is text, so that `no` is Norwegian and `2025-06-01` stays what was written; the schema gives types.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, cast

from msgspec import Struct

from noticepress.errors import Finding
from noticepress.frontmatter.values import Node, YamlError
from noticepress.model import ChangeClass, Meta
from noticepress.schema import Fields, Path

if TYPE_CHECKING:
    from noticepress.diagnosis.frontmatter import LineFault

NOWHERE: Final = "default"
"""The name in front matter of the contact values where no region applies; no region may be called so."""

_FENCE: Final = re.compile(r"---[ \t]*\r?\n")
_END: Final = re.compile(r"^---[ \t]*(?:\r?\n|\Z)", re.MULTILINE)

_HEAD: Final = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?:.*\n)*?---[ \t]*(?:\r?\n|\Z)")
_LINE: Final = re.compile(r"([a-z][a-z-]*): ([^\W_](?:[\w .,;()'/%+?!–-]*[\w.,;()'/%+?!–-])?)")

_WHOLE: Final = "Start the file with a line ---, then title, effective and so on, then another line ---."


class Parts(Struct, frozen=True):
    """A file cut in two: the YAML (None without front matter), the body, and the line where the body starts."""

    yaml: str | None
    body: str
    line: int


def split(text: str) -> Parts:
    """Cut a text at its `---` lines; a byte order mark before them is not part of either."""
    text = text.removeprefix("\ufeff")
    opening = _FENCE.match(text)
    closing = _END.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        return Parts(None, text, 1)
    head = text[opening.end() : closing.start()]
    return Parts(head, text[closing.end() :], text.count("\n", 0, closing.end()) + 1)


def begin_of_body(raw: bytes) -> int:
    """The place in the bytes of a file at which what `split` calls its body begins; the end where there is no front
    matter."""
    head = _HEAD.match(raw)
    return head.end() if head else len(raw)


def read_meta(parts: Parts, file: str, findings: list[Finding], *, first: bool, published: bool = False) -> Meta | None:
    """The typed front matter, or None with findings. `first`: no version is published yet, so no summary is needed."""
    if parts.yaml is None:
        findings.append(Finding(file, *_without(parts.body)))
        return None
    values, places, faults = _entries(parts.yaml)
    findings += (Finding(file, each.line + 2, each.column + 1, "yaml", each.what, each.mend) for each in faults)
    before = len(findings)
    fields = Fields(values, file, lambda path: places.get(path, (1, 1)), findings)
    title = fields.text("title", mend="Add “title: Privacy notice”.")
    effective = fields.day("effective")
    change = cast("ChangeClass", fields.choice("change", ("material", "minor"), "material"))
    summary = fields.text("summary", "")
    description = fields.text("description", "")
    translates = fields.text("translates", "")
    contacts, variables = {}, {}
    if published:
        variables = fields.plain("variables")
        table = fields.table("contacts")
        contacts = {_region(name): table.plain(name) for name in table.keys()}  # noqa: SIM118  (Fields is no mapping)
    if not first and not summary and not published:
        mend = "Say in plain words what changed against the version before: “summary: …”."
        is_empty = "summary" in fields
        what = f"“summary” is {'empty' if is_empty else 'missing'}; only the first version of a document has none."
        fields.note("summary" if is_empty else "", "summary", what, mend)
    fields.close()
    # What cannot be read is not missing.
    broken = {key for each in faults for key in each.keys}
    findings[before:] = [each for each in findings[before:] if not any(f"“{key}”" in each.what for key in broken)]
    if faults or effective is None or len(findings) > before:
        return None
    return Meta(title, effective, description, change, summary, translates, contacts, variables)


def _without(text: str) -> tuple[int, int, str, str, str]:
    """Line, column, rule and words for a text without front matter."""
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines, 1) if line.strip()), 0)
    sign = lines[first - 1].strip() if first else ""
    if not first:
        return 1, 1, "front-matter", "The file is empty.", _WHOLE
    if sign == "---" and first > 1:
        return (
            first,
            1,
            "front-matter",
            "Empty lines stand before the front matter.",
            "Take them out: --- is the first line.",
        )
    if sign == "---":
        what, mend = "The front matter has no end.", "Write a line --- after the last key, before the text."
        return first, 1, "front-matter", what, mend
    if re.fullmatch(r"-{2}|-{4,}|\+{3}|={3,}|—+|–+", sign):
        return (
            first,
            1,
            "front-matter",
            f"The front matter begins with --- and not with {sign}.",
            "Write three hyphens.",
        )
    return first, 1, "front-matter", "The front matter is missing.", _WHOLE


def _entries(text: str) -> "tuple[dict[str, Node], dict[Path, tuple[int, int]], tuple[LineFault, ...]]":
    """The values of front matter and their places, as far as they can be read, and every fault."""
    try:
        return *_mapping(text), ()
    except YamlError as fault:
        from noticepress.diagnosis.frontmatter import LineFault, line_faults

        faults, good = line_faults(text, _entry)
        if not (faults or good):
            faults = (LineFault(fault.line, fault.column, fault.what, fault.mend),)
    values: dict[str, Node] = {}
    places: dict[Path, tuple[int, int]] = {}
    for entry in good:
        if entry.key in values:
            twice = f"“{entry.key}” stands twice.", "Keep one of the two lines."
            faults = (*faults, LineFault(entry.line, 0, *twice, (entry.key,)))
            continue
        inner, where = _mapping(entry.text)
        values |= inner
        places |= {path: (line + entry.line, column) for path, (line, column) in where.items()}
    return values, places, faults


def _entry(text: str) -> Mapping[str, object]:
    try:
        return _mapping(text)[0]
    except YamlError as fault:
        raise ValueError(fault.what) from fault


def loose_texts(parts: Parts) -> dict[str, str]:
    """The plain values at the top of front matter that another tool may have written, by key.

    Values with a structure of their own have the text `""`. ValueError, in words, where it cannot be read.
    """
    try:
        values, _ = _mapping(parts.yaml or "")
    except YamlError as fault:
        raise ValueError(fault.what) from fault
    return {key: value.strip() if isinstance(value, str) else "" for key, value in values.items()}


def write(values: Mapping[str, object]) -> str:
    """Front matter as YAML between `---` lines, keys in the given order, texts of several lines as blocks."""
    kept = {key: _plain(value) for key, value in values.items() if value not in ("", None, {})}
    from noticepress.frontmatter.as_yaml import written

    return f"---\n{written(kept)}---\n"


def _region(name: str) -> str:
    return "" if name == NOWHERE else name


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    return value if isinstance(value, date) else str(value)


def _mapping(text: str) -> tuple[dict[str, Node], dict[Path, tuple[int, int]]]:
    """The mapping of a YAML document and the (line, column) in the file of every key."""
    if lines := _lines(text):
        return dict(lines), {(key,): (number, 1) for number, (key, _) in enumerate(lines, 2)}
    from noticepress.frontmatter.as_yaml import mapping

    return mapping(text)


def _lines(text: str) -> list[tuple[str, Node]]:
    """The keys and values of a document of nothing but lines that mean in YAML what they seem to; else none. Most front
    matter is like that, and YAML takes ten times as long to say so."""
    found = list(map(_LINE.fullmatch, text.removesuffix("\n").split("\n")))
    lines: list[tuple[str, Node]] = [(line[1], line[2]) for line in found if line]
    return lines if len(lines) == len(found) == len(dict(lines)) else []
