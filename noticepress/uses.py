"""What a template may show besides the value of its page: templates that it takes in, assets that it names, and words.

All of it stands in the source of the template as long as names are written out. Where one is worked out only when the
template is filled in, anything may be meant. What is found here is all that a page is given, so that a page can depend
on nothing else.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final, Protocol

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.meta import find_referenced_templates
from msgspec import Struct

from noticepress.contents import FUNCTIONS, direct
from noticepress.deferred import key_of

_ASSETS: Final = ("asset", "has_asset")
_WORDS: Final = ("_", "ngettext")
_OTHERS: Final = frozenset({
    "absolute", "asset", "body", "caller", "day", "direction", "has_asset", "href", "language", "listing", "moment",
    "number", "numbered_changes", "redline", "year_of", *map(direct, FUNCTIONS),
})  # fmt: skip
"""The other functions that templates are given, by the names under which macros take them."""

Names = frozenset[str] | None
"""Names that are written out; None: any."""


class Uses(Struct, frozen=True):
    """The templates, the assets and the messages that a template names."""

    templates: Names
    assets: Names
    messages: Names

    def with_all_of(self, others: "list[Uses]") -> "Uses":
        """What it and some others name together."""
        every = [self, *others]
        return Uses(
            _together([each.templates for each in every]),
            _together([each.assets for each in every]),
            _together([each.messages for each in every]),
        )


class Compiled(Protocol):
    """Where compiled templates are kept between builds, each under a name with a key."""

    def get(self, name: str, key: str) -> bytes | None:
        """What was kept, if it is still there and whole."""

    def put(self, name: str, key: str, content: bytes) -> None:
        """Keep it."""


class Parts(Struct, frozen=True):
    """What the parts of a template name: the whole of it, what stands outside of its macros, and each macro. `calls`
    are the macros of the same template that each of them mentions, `""` standing for what is outside. `taken` are the
    templates of which it takes certain macros alone."""

    whole: Uses
    outside: Uses
    macros: Mapping[str, Uses]
    calls: Mapping[str, frozenset[str]]
    taken: Mapping[str, frozenset[str]]

    def of(self, wanted: Names) -> Uses:
        """What those parts name on which some macros depend (None: all)."""
        if wanted is None:
            return self.whole
        found, todo = set[str](), {*wanted, ""}
        while todo:
            found |= todo
            todo = {each for name in todo for each in self.calls.get(name, ())} - found
        return self.outside.with_all_of([self.macros[each] for each in sorted(found) if each in self.macros])


_ANY: Final = Uses(None, None, None)
ANY: Final = Parts(_ANY, _ANY, {}, {"": frozenset()}, {})


def parts_of(tree: nodes.Template) -> Parts:
    """What the parts of a template that was parsed name."""
    every = list(_below(tree))
    macros = [each for each in every if isinstance(each, nodes.Macro)]
    outside = list(_below(tree, without_macros=True))
    own: dict[str, list[nodes.Node]] = {}
    for macro in macros:
        own[macro.name] = [*own.get(macro.name, []), macro, *_below(macro)]
    names = frozenset(own)
    calls = {name: _mentioned(found) & names for name, found in own.items()}
    imports = [each for each in every if isinstance(each, nodes.FromImport)]
    taken: dict[str, frozenset[str]] = {}
    for each in imports:
        if isinstance(each.template, nodes.Const):
            wanted = {name if isinstance(name, str) else name[0] for name in each.names}
            taken[each.template.value] = taken.get(each.template.value, frozenset()) | wanted
    others = [each for each in every if not isinstance(each, nodes.FromImport)]
    templates = set(find_referenced_templates(tree))
    named = None if None in templates else frozenset(each for each in templates if each)
    return Parts(
        _uses(named, every),
        _uses(named, outside),
        {name: _uses(named, found) for name, found in own.items()},
        {**calls, "": _mentioned(outside) & names},
        {name: wanted for name, wanted in taken.items() if name not in _taken_whole(others)},
    )


def _uses(templates: Names, found: Sequence[nodes.Node]) -> Uses:
    return Uses(templates, _named(found, _ASSETS), _said(found))


def _taken_whole(found: Sequence[nodes.Node]) -> frozenset[str]:
    """The templates that are taken in otherwise than for their macros."""
    outer = nodes.Template([each for each in found if isinstance(each, nodes.Extends | nodes.Include | nodes.Import)])
    return frozenset(each for each in find_referenced_templates(outer) if each)


def _below(node: nodes.Node, *, without_macros: bool = False) -> Iterator[nodes.Node]:
    for each in node.iter_child_nodes():
        if not (without_macros and isinstance(each, nodes.Macro)):
            yield each
            yield from _below(each, without_macros=without_macros)


def _mentioned(found: Sequence[nodes.Node]) -> frozenset[str]:
    return frozenset(each.name for each in found if isinstance(each, nodes.Name))


class Templates:
    """The templates in some folders, the first of which has precedence. What a template names is kept, where there is
    a place for that, so that it need not be read again."""

    def __init__(self, folders: Sequence[Path], environment: Environment, kept: Compiled | None, program: str) -> None:
        self._folders, self._environment = folders, environment
        self._kept, self._program = kept, program
        self._known: dict[str, Parts] = {}

    def reach(self, name: str) -> tuple[str, Uses]:
        """The hash of all templates that one is made of, and what they name together."""
        wanted: dict[str, Names] = {name: None}
        todo: list[tuple[str, Names]] = [(name, None)]
        while todo:
            template, macros = todo.pop()
            for each, needed in self._taken(template, macros).items():
                before = wanted.get(each, frozenset())
                both = None if before is None or needed is None else before | needed
                if each not in wanted or both != before:
                    wanted[each] = both
                    todo.append((each, both))
        sources = [(each, sha256(self._source(each) or b"").hexdigest()) for each in sorted(wanted)]
        found = [self._parts(each).of(macros) for each, macros in wanted.items()]
        return key_of(sources), found[0].with_all_of(found)

    def _taken(self, name: str, macros: Names) -> Mapping[str, Names]:
        """The templates that one takes in, those of which it takes certain macros alone with these."""
        parts = self._parts(name)
        named = parts.whole.templates
        taken: Mapping[str, Names] = parts.taken if macros is None else {}
        return {each: taken.get(each) for each in (self._every() if named is None else sorted(named))}

    def _parts(self, name: str) -> Parts:
        """What a template names; of one that cannot be read, or is not there, anything is taken to be meant."""
        if name not in self._known:
            self._known[name] = self._parsed(name)
        return self._known[name]

    def _parsed(self, name: str) -> Parts:
        source = self._source(name)
        if source is None:
            return ANY
        key = self._program + sha256(source).hexdigest()
        if self._kept and (raw := self._kept.get(f"uses {name}", key)):
            return _unpacked(raw)
        try:
            found = parts_of(self._environment.parse(source.decode("utf-8"), name))
        except (TemplateSyntaxError, UnicodeDecodeError):
            return ANY
        if self._kept:
            self._kept.put(f"uses {name}", key, _packed(found))
        return found

    def _source(self, name: str) -> bytes | None:
        files = (folder / name for folder in self._folders)
        return next((file.read_bytes() for file in files if file.is_file()), None)

    def _every(self) -> list[str]:
        files = ((folder, file) for folder in self._folders for file in folder.rglob("*") if file.is_file())
        return sorted({file.relative_to(folder).as_posix() for folder, file in files})


def _packed(parts: Parts) -> bytes:
    """The value as bytes, to be kept."""

    def names(found: Names) -> list[str] | None:
        return None if found is None else sorted(found)

    def uses(each: Uses) -> list[list[str] | None]:
        return [names(each.templates), names(each.assets), names(each.messages)]

    macros = {name: [uses(each), names(parts.calls[name])] for name, each in parts.macros.items()}
    taken = {name: names(wanted) for name, wanted in parts.taken.items()}
    return json.dumps([uses(parts.whole), uses(parts.outside), names(parts.calls[""]), macros, taken]).encode()


def _unpacked(raw: bytes) -> Parts:
    """The value out of its bytes."""
    whole, outside, called, macros, taken = json.loads(raw)
    return Parts(
        _read(whole),
        _read(outside),
        {name: _read(uses) for name, (uses, _) in macros.items()},
        {"": frozenset(called), **{name: frozenset(calls) for name, (_, calls) in macros.items()}},
        {name: frozenset(wanted) for name, wanted in taken.items()},
    )


def _read(found: list[list[str] | None]) -> Uses:
    return Uses(*(None if each is None else frozenset(each) for each in found))


def _named(found: Sequence[nodes.Node], functions: tuple[str, ...]) -> Names:
    """The first arguments of all calls of some functions; any where one is not written out, or a function is taken
    otherwise than to be called there."""
    calls = [each for each in found if isinstance(each, nodes.Call) and _is_one(each.node, functions)]
    taken = [each for each in found if _is_one(each, functions)]
    if len(taken) != len(calls):
        return None
    names = list(_first_arguments(calls))
    return None if None in names else frozenset(each for each in names if each is not None)


def _said(found: Sequence[nodes.Node]) -> Names:
    """The messages that are said. The functions for that may be given to a macro, which takes them under the same names
    (`{% macro row(of, _) %}`); what a macro calls by another name must have that of another function of ours, or say
    only what is written out."""
    calls = [each for each in found if isinstance(each, nodes.Call)]
    known = {id(each) for call in calls for each in (call.node, *call.args)}
    named = (each for call in calls for each in call.kwargs)
    known |= {id(each.value) for each in named if each.key in _WORDS and _is_one(each.value, (each.key,))}
    if any(id(each) not in known for each in found if _is_one(each, _WORDS)):
        return None
    given = {arg.name for each in found if isinstance(each, nodes.Macro) for arg in each.args} - _OTHERS
    by_name = [each for each in calls if isinstance(each.node, nodes.Name) and each.node.name not in _OTHERS]
    said = [(call, first) for call, first in zip(by_name, _first_arguments(by_name), strict=True)]
    if any(first is None and _is_one(call.node, (*_WORDS, *given)) for call, first in said):
        return None
    return frozenset(first for _, first in said if first is not None)


def _is_one(node: nodes.Node, functions: tuple[str, ...]) -> bool:
    return isinstance(node, nodes.Name) and node.name in functions and node.ctx == "load"


def _first_arguments(calls: list[nodes.Call]) -> Iterator[str | None]:
    for call in calls:
        first = call.args[0] if call.args else None
        yield first.value if isinstance(first, nodes.Const) and isinstance(first.value, str) else None


def _together(names: list[Names]) -> Names:
    found = [each for each in names if each is not None]
    return frozenset().union(*found) if len(found) == len(names) else None
