"""A Markdown file as front matter and body. This module is the only importer of PyYAML.

Every scalar is text, so that `no` is Norwegian and `2025-06-01` stays what was written; the schema gives types.
YAML is read as events: aliases, tags and deep nesting are refused before anything is built from them.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, cast

import yaml
from msgspec import Struct

from noticepress.errors import Finding
from noticepress.model import ChangeClass, Meta
from noticepress.schema import Fields, Path

if TYPE_CHECKING:
    from noticepress.diagnosis.frontmatter import LineFault

NOWHERE: Final = "default"
"""The name in front matter of the contact values where no region applies; no region may be called so."""

_DEPTH: Final = 8
_FENCE: Final = re.compile(r"---[ \t]*\r?\n")
_END: Final = re.compile(r"^---[ \t]*(?:\r?\n|\Z)", re.MULTILINE)

_LINE: Final = re.compile(r"([a-z][a-z-]*): ([^\W_](?:[\w .,;()'/%+?!–-]*[\w.,;()'/%+?!–-])?)")

_QUOTE: Final = "Put the whole value between double quotation marks."
_WHOLE: Final = "Start the file with a line ---, then title, effective and so on, then another line ---."
_PROBLEMS: Final = {
    "mapping values are not allowed": ("A second colon stands in this line.", _QUOTE),
    "could not find expected ':'": (
        "This line is no “key: value”.",
        "Write “key: value”; further lines of a value begin with two spaces.",
    ),
    "unexpected end of stream": (
        "A quotation mark is opened here and never closed.",
        "Write the closing quotation mark.",
    ),
    "expected <block end>": (
        "This line is indented otherwise than the one before, or text follows a closing quotation mark.",
        _QUOTE,
    ),
    "cannot start any token": ("A value cannot begin with this character.", _QUOTE),
}
"""Parts of what PyYAML says, and what to tell a person."""

Node = str | list["Node"] | dict[str, "Node"]


class Parts(Struct, frozen=True):
    """A file cut in two: the YAML (None without front matter), the body, and the line where the body starts."""

    yaml: str | None
    body: str
    line: int


class _YamlError(Exception):
    def __init__(self, line: int, column: int, what: str, mend: str) -> None:
        self.line, self.column, self.what, self.mend = line, column, what, mend
        super().__init__(what)


def split(text: str) -> Parts:
    """Cut a text at its `---` lines; a byte order mark before them is not part of either."""
    text = text.removeprefix("\ufeff")
    opening = _FENCE.match(text)
    closing = _END.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        return Parts(None, text, 1)
    head = text[opening.end() : closing.start()]
    return Parts(head, text[closing.end() :], text.count("\n", 0, closing.end()) + 1)


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
    except _YamlError as fault:
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
    except _YamlError as fault:
        raise ValueError(fault.what) from fault


def loose_texts(parts: Parts) -> dict[str, str]:
    """The plain values at the top of front matter that another tool may have written, by key.

    Values with a structure of their own have the text `""`. ValueError, in words, where it cannot be read.
    """
    try:
        values, _ = _mapping(parts.yaml or "")
    except _YamlError as fault:
        raise ValueError(fault.what) from fault
    return {key: value.strip() if isinstance(value, str) else "" for key, value in values.items()}


def write(values: Mapping[str, object]) -> str:
    """Front matter as YAML between `---` lines, keys in the given order, texts of several lines as blocks."""
    kept = {key: _plain(value) for key, value in values.items() if value not in ("", None, {})}
    head = yaml.dump(kept, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9)
    return f"---\n{head}---\n"


class _Dumper(yaml.SafeDumper):
    def represent_str(self, data: str) -> yaml.ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", data, style="|" if "\n" in data else None)


_Dumper.add_representer(str, _Dumper.represent_str)


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
    try:
        return _Builder(text).build()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        raise _YamlError(line, column, *_yaml_words(str(error.problem), text.split("\n")[line : line + 1])) from error
    except yaml.YAMLError as error:
        raise _YamlError(0, 0, f"The front matter cannot be read: {error}.", "Take the character out.") from error


def _lines(text: str) -> list[tuple[str, Node]]:
    """The keys and values of a document of nothing but lines that mean in YAML what they seem to; else none. Most front
    matter is like that, and YAML takes ten times as long to say so."""
    found = list(map(_LINE.fullmatch, text.removesuffix("\n").split("\n")))
    lines: list[tuple[str, Node]] = [(line[1], line[2]) for line in found if line]
    return lines if len(lines) == len(found) == len(dict(lines)) else []


def _yaml_words(problem: str, lines: Sequence[str]) -> tuple[str, str]:
    """What the YAML reader says, in words for those who do not know YAML."""
    if any(line.lstrip(" ").startswith("\t") for line in lines):
        return "This line begins with a tab.", "Use spaces, or begin the line at its very left."
    for part, words in _PROBLEMS.items():
        if part in problem:
            return words
    return f"The front matter cannot be read: {problem}.", _QUOTE


class _Builder:
    def __init__(self, text: str) -> None:
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        self._events = iter(yaml.parse(text, Loader=loader))
        self._places: dict[Path, tuple[int, int]] = {}

    def build(self) -> tuple[dict[str, Node], dict[Path, tuple[int, int]]]:
        next(self._events)
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            return {}, self._places
        event = next(self._events)
        node = self._node(event, ())
        if not isinstance(node, dict):
            raise _fault(event, "The front matter must be “key: value” lines.", "Write “title: …” and so on.")
        return node, self._places

    def _node(self, event: yaml.Event, path: Path) -> Node:
        self._refuse(event, path)
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(inner := next(self._events), yaml.SequenceEndEvent):
                items.append(self._node(inner, (*path, str(len(items)))))
            return items
        mapping: dict[str, Node] = {}
        while not isinstance(key := next(self._events), yaml.MappingEndEvent):
            name = self._node(key, (*path, "?"))
            if not isinstance(name, str):
                raise _fault(key, "A key must be a plain word.", "Write “key: value”.")
            if name in mapping:
                raise _fault(key, f"“{name}” stands twice.", "Keep one of the two lines.")
            line, column = _position(key)
            self._places[(*path, name)] = (line + 2, column + 1)
            mapping[name] = self._node(next(self._events), (*path, name))
        return mapping

    @staticmethod
    def _refuse(event: yaml.Event, path: Path) -> None:
        if len(path) > _DEPTH:
            raise _fault(event, f"The front matter is nested deeper than {_DEPTH} levels.", "Write it flatter.")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _fault(event, "Anchors and aliases (& and *) are not used here.", "Put the value in quotation marks.")
        if (tag := getattr(event, "tag", None)) and tag != "!":
            raise _fault(event, f"Tags such as {tag} are not used here.", "Put the value in quotation marks.")


def _position(event: yaml.Event) -> tuple[int, int]:
    return (event.start_mark.line, event.start_mark.column) if event.start_mark else (0, 0)


def _fault(event: yaml.Event, what: str, mend: str) -> _YamlError:
    return _YamlError(*_position(event), what, mend)
