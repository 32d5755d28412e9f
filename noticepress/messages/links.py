"""Link targets and bare URLs within inline Markdown."""

import re
from collections.abc import Sequence
from typing import Final

_TARGET: Final = re.compile(
    r"(?<=\]\()<[^<>\n]*>|(?<=\]\()[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*"
    r"|<[A-Za-z][A-Za-z0-9+.-]+:[^\s<>]*>"
    r"|https?://[!-~]*?(?=[.,;:!?'\"*_)\]>]*(?:[^!-~]|[)\]<>\"]|$))"
)
_MASK: Final = "\0"


def masked(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with every target taken out, and the targets in their order."""
    targets = tuple(target for target in _TARGET.findall(text) if target)
    return _TARGET.sub(lambda match: _MASK if match[0] else "", text), targets


def rewritten(text: str, old: Sequence[str], new: Sequence[str]) -> str | None:
    """A translation with each old target replaced by the new one in its place.

    None where that is not certain: an old target became two different new ones, or the translation lacks one.
    """
    changes: dict[str, str] = {}
    for before, after in zip(old, new, strict=True):
        if changes.setdefault(before, after) != after:
            return None
    present = set(masked(text)[1])
    if any(before not in present for before, after in changes.items() if before != after):
        return None
    return _TARGET.sub(lambda match: changes.get(match[0], match[0]), text)
