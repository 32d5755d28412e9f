"""Inline markup that readers would see, because its delimiters stand where CommonMark does not take them."""

import re
from collections import Counter
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from noticepress.messages.pairs import Inline

_CJK: Final = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_MARKERS: Final = {
    "**": re.compile(r"\*\*+"),
    "*": re.compile(r"(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])"),
    "__": re.compile(r"__+"),
    "_": re.compile(rf"(?<![\w_])_(?=[^\W_])|(?<=[^\W_])_(?![\w_])|(?<=[{_CJK}])_(?!_)|(?<!_)_(?=[{_CJK}])"),
    "＊＊": re.compile(r"＊＊+"),
    "`": re.compile(r"`"),
    "~~": re.compile(r"~~"),
    "](": re.compile(r"\]\s?\("),
    "][": re.compile(r"\]\["),
}
"""Literal markup by what is shown. A star between two letters may stand there: "Kund*innen"."""
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f]")
_OPENING: Final = "「『（【《〈“‘\"'("
_CLOSING: Final = "。、，．！？：；」』）】》〉”’.,:;!?)\"'"
_CONTEXT: Final = 20
_MARK: Final = r"(\*\*|\*|~~)"
_MENDS: Final = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        ("＊＊", "**"),
        (r"(?<!\\)__(?=\S)(.+?)(?<=\S)__", r"**\1**"),
        (rf"(?<![\\_])_(?=[^\s_])([^_]*[{_CJK}][^_]*)(?<=\S)_(?!_)", r"*\1*"),
        (rf"{_MARK}\[([^\]*]+)\](\([^()*]*\))\1", r"[\1\2\1]\3"),
        (rf"{_MARK}(?=\S)([^*~]+?)([(（「『【《〈“][^*~]*[)）」』】》〉”])\1", r"\1\2\1\3"),
        (rf"{_MARK}(?=\S)([^*~]+?)([{re.escape(_CLOSING)}]+)\1", r"\1\2\1\3"),
        (rf"{_MARK}([{re.escape(_OPENING)}]+)([^*~]+?)\1", r"\2\1\3\1"),
        (rf"{_MARK}(?=\S)([^*~]+?)( +)\1(?=\w)", r"\1\2\1\3"),
        (rf"{_MARK}[ \u3000]*([^*~]+?)[ \u3000]*\1", r"\1\2\1"),
        (r"\](?:\s|\u3000)+\(", "]("),
    )
)
"""What makes emphasis and links parse that do not, each tried after those before it."""


class Stray(Struct, frozen=True):
    """Markup that stays literal: its markers, the words around the first, the text as it would work (or ""), and
    what to know where there is no such proposal."""

    markers: str
    excerpt: str
    instead: str
    rule: str


def stray_markup(source: Inline, target: Inline) -> Stray | None:
    """The markup of a translation that does not parse, as far as its source does not show the same."""
    if stray := _split_words(source, target):
        return stray
    before, after = _literal(source), _literal(target)
    found = [marker for marker, count in after.items() if count > before[marker]]
    if not found:
        return None
    first = _MARKERS[found[0]].search(target.unescaped)
    excerpt = _around(target.unescaped, first.start() if first else 0)
    return Stray(" and ".join(found), excerpt, _mended(source, target), _rule(found[0]))


def _around(text: str, place: int) -> str:
    """The words around a place, with an ellipsis where they are cut off."""
    start, end = max(0, place - _CONTEXT), place + 2 * _CONTEXT
    start = text.find(" ", start, place) + 1 if start and " " in text[start:place] else start
    end = text.rfind(" ", place, end) if end < len(text) and " " in text[place:end].strip() else end
    cut = text[start:end].replace("\0", "…").strip()
    return ("… " if start else "") + cut + (" …" if end < len(text) else "")


def _literal(inline: Inline) -> Counter[str]:
    return Counter({marker: len(pattern.findall(inline.unescaped)) for marker, pattern in _MARKERS.items()})


def _split_words(source: Inline, target: Inline) -> Stray | None:
    """Two stars within words, "Kund*innen und Nutzer*innen", which CommonMark takes for emphasis."""
    for number, token in enumerate(target.tokens):
        if token.type != "em_open" or token.markup != "*" or number == 0:
            continue
        before, after = target.tokens[number - 1].content[-1:], target.tokens[number + 1].content[:1]
        if _LATIN.match(before) and _LATIN.match(after) and "*" not in source.markdown.replace("**", ""):
            instead = re.sub(r"(?<=[^\W\d_])(?<!\\)\*(?=[^\W\d_])", r"\\*", target.markdown)
            return Stray("emphasis between two stars", target.markdown[:60], instead, "Write \\* for a star.")
    return None


def _mended(source: Inline, target: Inline) -> str:
    """The translation with its emphasis where CommonMark takes it, or "" where no change that we know helps."""
    text = target.markdown
    for pattern, replacement in _MENDS:
        text = pattern.sub(replacement, text)
        trial = replace(target, markdown=text)
        if _literal(trial) <= _literal(source):
            return text
    return ""


def _rule(marker: str) -> str:
    if "*" in marker or "_" in marker:
        return (
            "Emphasis opens before a letter and closes after one: put punctuation behind the closing stars "
            "(**情報**。これ), and use stars, not underscores, inside a word."
        )
    if marker == "`":
        return "Close the code with as many ` as open it."
    if marker == "~~":
        return "Strike out ~~like this~~, without spaces inside."
    return "Write links like this: [text](target), with nothing between ] and (."
