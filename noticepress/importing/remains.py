"""What other tools leave in Markdown: Liquid (`{{ site.email }}`, `{% include x %}`) and the attribute lists of
kramdown (`{: #id .class }`)."""

import re
from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from noticepress.importing.states import Attributes, Liquid

_LIQUID: Final = re.compile(r"\{\{(?P<output>[^{}\n]*)\}\}|\{%-?(?P<tag>[^\n]*?)-?%\}")
_LIST: Final = re.compile(r"[ \t]*\{:[^}\n]*\}")
_ALONE: Final = re.compile(r"[ \t>]*\{:[^}\n]*\}[ \t]*")
_HEADING: Final = re.compile(r"[ \t>]*#{1,6}[ \t]")
_CLOSING: Final = re.compile(r"[ \t]+#+$")
_ID: Final = re.compile(r"#([^\s{}\"'<>=#.]+)")
_FENCE: Final = re.compile(r"[ >]*(`{3,}|~{3,})")


class Cleared(Struct, frozen=True):
    """A text after its remains were treated, and those that were found, as written."""

    text: str
    found: tuple[str, ...] = ()


def clear_liquid(text: str, choice: Liquid, values: Mapping[str, str]) -> Cleared:
    """Replace what `values` names, by what stands between the braces; keep or drop the others."""
    found: list[str] = []

    def written(match: re.Match[str]) -> str:
        name = (match["output"] if match["output"] is not None else match["tag"]).strip()
        if name in values:
            return values[name]
        found.append(match[0])
        return match[0] if choice == "keep" else ""

    return Cleared(_LIQUID.sub(written, text), tuple(found))


def clear_attributes(text: str, choice: Attributes) -> Cleared:
    """Attribute lists: `ids` writes the id of a heading as `{#id}` and leaves out everything else, `drop` leaves out
    all, `keep` none. Code blocks stay as they are."""
    found = tuple(match[0] for match in _LIST.finditer(text))
    if choice == "keep" or not found:
        return Cleared(text, found)
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        if opening := _FENCE.match(line):
            fence = "" if fence and opening[1].startswith(fence) else fence or opening[1]
        if fence or not _LIST.search(line):
            lines.append(line)
        elif _ALONE.fullmatch(line):
            if choice == "ids" and lines and _HEADING.match(lines[-1]) and not lines[-1].endswith("}"):
                lines[-1] += _written_id(line)
        else:
            bare = _LIST.sub("", line).rstrip()
            if choice == "ids" and _HEADING.match(line):
                bare = _CLOSING.sub("", bare) + _written_id(line)
            lines.append(bare)
    return Cleared("\n".join(lines), found)


def _written_id(line: str) -> str:
    identifier = next((each[1] for found in _LIST.finditer(line) if (each := _ID.search(found[0]))), "")
    return f" {{#{identifier}}}" if identifier else ""
