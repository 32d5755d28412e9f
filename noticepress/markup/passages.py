"""Regional passages: blocks between `::: only eea` and `:::`, kept for some editions or from some.

A rule of its own rather than the container plug-in, which reads beyond the end of a text whose last line is an empty
line of a quotation.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token


OPEN: Final = "container_passage_open"
CLOSE: Final = "container_passage_close"
KINDS: Final = ("only", "except")

Keep = Callable[[str, tuple[str, ...]], bool]
"""Whether a passage of this kind (`only` or `except`) for these regions stands in the edition."""
Label = Callable[[str, tuple[str, ...]], str]
"""The words that say whom a kept passage is for, where an edition speaks to several regions; `""`: none."""

_MARKER: Final = re.compile(r":{3,}")
_KEEP: Final = "passages"
_HOLLOW: Final = frozenset(
    ["list_item_open", "bullet_list_open", "ordered_list_open", "blockquote_open", "dd_open", "dl_open"]
)


def passages(md: "MarkdownIt") -> None:
    """The plug-in for markdown-it."""
    md.block.ruler.before("fence", "passage", _passage, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.core.ruler.after("block", "passage_choice", _choose)
    md.add_render_rule(OPEN, _open)


def choosing(keep: Keep | None, label: Label | None) -> dict[str, Any]:
    """What a parser's `env` needs to leave out the passages of other editions, and to label those that stay."""
    return {_KEEP: (keep, label)} if keep else {}


def passage_of(token: "Token") -> tuple[str, tuple[str, ...]]:
    """The kind (`only` or `except`) and the regions of an opening passage token."""
    kind, *regions = token.info.replace(",", " ").split()
    return kind, tuple(regions)


def regions_by_line(tokens: "Sequence[Token]") -> dict[int, str]:
    """The region of each line of a body (from 0) that stands in a passage for one region alone."""
    found: dict[int, str] = {}
    for token in tokens:
        if token.type == OPEN and token.map:
            kind, regions = passage_of(token)
            if kind == "only":
                found.update(dict.fromkeys(range(*token.map), regions[0] if len(regions) == 1 else ""))
    return found


def _passage(state: "StateBlock", first: int, last: int, silent: bool) -> bool:
    marker = _marker(state, first)
    if not marker or state.is_code_block(first):
        return False
    start = state.bMarks[first] + state.tShift[first]
    info = state.src[start + len(marker) : state.eMarks[first]]
    if not info.split() or info.split()[0] not in KINDS:
        return False
    if silent:
        return True
    end, is_closed = _end(state, first, last, marker)
    _push(state, first, end, marker, info)
    state.line = end + is_closed
    return True


def _push(state: "StateBlock", first: int, end: int, marker: str, info: str) -> None:
    parent, line_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "container", end
    opening = state.push(OPEN, "div", 1)
    opening.markup, opening.info, opening.map, opening.block = marker, info, [first, end], True
    state.md.block.tokenize(state, first + 1, end)
    closing = state.push(CLOSE, "div", -1)
    closing.markup, closing.block = marker, True
    state.parentType, state.lineMax = parent, line_max


def _end(state: "StateBlock", first: int, last: int, marker: str) -> tuple[int, bool]:
    """The line that closes a passage, or the one after its container's last, and whether it closes."""
    for line in range(first + 1, last):
        is_empty = state.bMarks[line] + state.tShift[line] >= state.eMarks[line]
        if not is_empty and state.sCount[line] < state.blkIndent:
            return line, False
        found = _marker(state, line)
        if len(found) >= len(marker) and not state.is_code_block(line):
            start = state.bMarks[line] + state.tShift[line]
            if not state.src[start + len(found) : state.eMarks[line]].strip():
                return line, True
    return last, False


def _marker(state: "StateBlock", line: int) -> str:
    match = _MARKER.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
    return match[0] if match else ""


def _choose(state: "StateCore") -> None:
    """Leave out what does not stand in the edition, before footnotes are numbered and gathered."""
    keep, label = state.env.get(_KEEP, (None, None))
    if keep:
        state.tokens = _chosen(state.tokens, keep, label)


def _chosen(tokens: "Sequence[Token]", keep: Keep, label: Label | None) -> "list[Token]":
    kept: list[Token] = []
    hollow = False
    dropped_at: int | None = None
    labelled: list[bool] = []
    for token in tokens:
        if dropped_at is not None:
            if token.type == CLOSE and token.level == dropped_at:
                dropped_at, hollow = None, True
        elif token.type == OPEN:
            if not keep(*passage_of(token)):
                dropped_at = token.level
                continue
            words = label(*passage_of(token)) if label else ""
            labelled.append(bool(words))
            if words:
                token.meta = {**token.meta, "label": words}
                kept.append(token)
        elif token.type == CLOSE:
            if labelled.pop():
                kept.append(token)
        elif hollow and token.nesting < 0 and _empties(kept, token):
            kept.pop()
        else:
            hollow = hollow and token.nesting < 0
            kept.append(token)
    return kept


def _empties(kept: "Sequence[Token]", closing: "Token") -> bool:
    """Whether a container held nothing but passages that were left out."""
    opening = closing.type.removesuffix("_close") + "_open"
    return bool(kept) and kept[-1].type == opening and opening in _HOLLOW


def _open(_self: Any, tokens: "Sequence[Token]", index: int, _options: Any, _env: Mapping[str, Any]) -> str:
    kind, regions = passage_of(tokens[index])
    names = " ".join(re.sub(r"[^\w-]", "", region) for region in regions)
    label = tokens[index].meta.get("label", "")
    words = f'<p class="np-passage">{escape(label)}</p>\n' if label else ""
    return f'<div data-{kind}="{names}">\n{words}'
