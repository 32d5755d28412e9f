"""What a template may show besides the value of its page: templates that it takes in, assets that it names, and words.

All of it stands in the source of the template as long as names are written out. Where one is worked out only when the
template is filled in, anything may be meant. What is found here is all that a page is given, so that a page can depend
on nothing else.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Protocol

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.meta import find_referenced_templates

from noticepress.deferred import key_of

_ASSETS: Final = ("asset", "has_asset")
_WORDS: Final = ("_", "ngettext")

Names = frozenset[str] | None
"""Names that are written out; None: any."""


@dataclass(frozen=True, slots=True)
class Uses:
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


ANY: Final = Uses(None, None, None)


def uses_of(tree: nodes.Template) -> Uses:
    """What a template that was parsed names."""
    templates = set(find_referenced_templates(tree))
    return Uses(
        None if None in templates else frozenset(each for each in templates if each),
        _named(tree, _ASSETS),
        _named(tree, _WORDS),
    )


class Templates:
    """The templates in some folders, the first of which has precedence. What a template names is kept, where there is
    a place for that, so that it need not be read again."""

    def __init__(self, folders: Sequence[Path], environment: Environment, kept: Compiled | None, program: str) -> None:
        self._folders, self._environment = folders, environment
        self._kept, self._program = kept, program

    def reach(self, name: str) -> tuple[str, Uses]:
        """The hash of all templates that one is made of, and what they name together."""
        found = {name: self._uses(name)}
        todo = [name]
        while todo:
            named = found[todo.pop()].templates
            for each in self._every() if named is None else sorted(named):
                if each not in found:
                    found[each] = self._uses(each)
                    todo.append(each)
        sources = [(each, sha256(self._source(each) or b"").hexdigest()) for each in sorted(found)]
        return key_of(sources), found[name].with_all_of(list(found.values()))

    def _uses(self, name: str) -> Uses:
        """What a template names; of one that cannot be read, or is not there, anything is taken to be meant."""
        source = self._source(name)
        if source is None:
            return ANY
        key = self._program + sha256(source).hexdigest()
        if self._kept and (raw := self._kept.get(f"uses {name}", key)):
            return _unpacked(raw)
        try:
            found = uses_of(self._environment.parse(source.decode("utf-8"), name))
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


def _packed(uses: Uses) -> bytes:
    """The value as bytes, to be kept."""
    found = (uses.templates, uses.assets, uses.messages)
    return json.dumps([None if each is None else sorted(each) for each in found]).encode()


def _unpacked(raw: bytes) -> Uses:
    """The value out of its bytes."""
    return Uses(*(None if each is None else frozenset(each) for each in json.loads(raw)))


def _named(tree: nodes.Template, functions: tuple[str, ...]) -> Names:
    """The first arguments of all calls of some functions; any where one is not written out, or a function is taken
    otherwise than to be called there."""
    calls = [each for each in tree.find_all(nodes.Call) if _is_one(each.node, functions)]
    taken = [each for each in tree.find_all(nodes.Name) if each.name in functions and each.ctx == "load"]
    if len(taken) != len(calls):
        return None
    names = list(_first_arguments(calls))
    return None if None in names else frozenset(each for each in names if each is not None)


def _is_one(node: nodes.Node, functions: tuple[str, ...]) -> bool:
    return isinstance(node, nodes.Name) and node.name in functions


def _first_arguments(calls: list[nodes.Call]) -> Iterator[str | None]:
    for call in calls:
        first = call.args[0] if call.args else None
        yield first.value if isinstance(first, nodes.Const) and isinstance(first.value, str) else None


def _together(names: list[Names]) -> Names:
    found = [each for each in names if each is not None]
    return frozenset().union(*found) if len(found) == len(names) else None
