"""Variables: `{{ organisation.email }}` and its like in Markdown and front matter."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from msgspec import Struct

_VARIABLE: Final = re.compile(r"(?<!\\)\{\{[ \t]*([a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)+)[ \t]*\}\}")
_ANY: Final = re.compile(r"(?<!\\)\{\{([^{}\n]*)\}\}")
_OPENING: Final = re.compile(r"^(\d{0,9})([.)](?=\s|$)|(?<!\d)[-+#=:](?=[\s=:#-]|$))")
_ACTIVE: Final = re.compile(r"[\\`*\[\]<>&~|{]|(?<![^\W_])_|_(?![^\W_])")


class Variable(Struct, frozen=True):
    """A variable as written: its name, and the offset in the text where its braces open."""

    name: str
    offset: int


def variables(markdown: str) -> Iterator[Variable]:
    """Every `{{ … }}` of a text in order, well-formed or not; `\\{{` is literal."""
    for match in _ANY.finditer(markdown):
        yield Variable(match[1].strip(), match.start())


def resolve(markdown: str, value_of: Callable[[str], str | None]) -> str:
    """The text with each variable replaced by its value, written so that Markdown shows exactly that value.

    Where `value_of` knows no value the variable stays as it is. A line break in a value becomes a hard break.
    """

    def written(match: re.Match[str]) -> str:
        value = value_of(match[1])
        return match[0] if value is None else as_markdown(value)

    return _VARIABLE.sub(written, markdown) if _may_have_any(markdown) else markdown


@lru_cache(maxsize=64)  # of many texts that several pages show
def _may_have_any(markdown: str) -> bool:
    return "{{" in markdown


def as_markdown(value: str) -> str:
    """A plain value as Markdown that shows it unchanged."""
    return "\\\n".join(_inline(line.strip()) for line in value.strip().splitlines())


def _inline(line: str) -> str:
    """A line that opens no block and holds no markup."""
    return _OPENING.sub(r"\1\\\2", _ACTIVE.sub(lambda match: "\\" + match[0], line))
