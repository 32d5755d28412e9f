"""Front matter that is YAML in earnest. This module is the only importer of PyYAML, which takes time to load.

YAML is read as events: aliases, tags and deep nesting are refused before anything is built from them.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import yaml

from noticepress.frontmatter.values import Node, YamlError
from noticepress.schema import Path

_DEPTH: Final = 8

_QUOTE: Final = "Put the whole value between double quotation marks."
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


def mapping(text: str) -> tuple[dict[str, Node], dict[Path, tuple[int, int]]]:
    """The mapping of a YAML document and the (line, column) in the file of every key. YamlError."""
    try:
        return _Builder(text).build()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        raise YamlError(line, column, *_yaml_words(str(error.problem), text.split("\n")[line : line + 1])) from error
    except yaml.YAMLError as error:
        raise YamlError(0, 0, f"The front matter cannot be read: {error}.", "Take the character out.") from error


def written(values: Mapping[str, object]) -> str:
    """Values as YAML, in the given order, texts of several lines as blocks."""
    return yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9)


class _Dumper(yaml.SafeDumper):
    def represent_str(self, data: str) -> yaml.ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", data, style="|" if "\n" in data else None)


_Dumper.add_representer(str, _Dumper.represent_str)


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


def _fault(event: yaml.Event, what: str, mend: str) -> YamlError:
    return YamlError(*_position(event), what, mend)
