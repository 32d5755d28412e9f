"""Slips of the pen: signs of Markdown that readers would see, or that keep words from them, and what is unfinished."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from noticepress.checks.review import Parsed, Review
from noticepress.diagnosis.frontmatter import cut_values
from noticepress.errors import Finding
from noticepress.markup.outline import LINE_BREAK, Block

_ADDRESS: Final = r"(?:https?:|mailto:|tel:|notice:|javascript:|www\.|#|/|\.\.?/)"
_FENCE: Final = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_RULER: Final = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")
_NOTE: Final = re.compile(r" {0,3}\[\^([^\]\s]+)\]:")
_MERGE: Final = re.compile(r"<{7}( |$)|>{7}( |$)|={7}$")
_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202d\u202e\ufffd]")
_PLACEHOLDER: Final = re.compile(
    r"\b(?:TODO|TBD|TBC|FIXME|XXXX*)\b|\b[Ll]orem ipsum\b"
    r"|\[(?:[A-Z][A-Z ,/’'-]{3,}|(?i:insert|enter|add|your|name of|date of|company|placeholder)\b[^\]]*)\](?![(\[:])"
)


class _Sign(Struct, frozen=True):
    """A sign that is left over when Markdown was read: where it may stand, what is wrong, how to mend it."""

    pattern: re.Pattern[str]
    what: str
    mend: str
    kinds: tuple[str, ...] = ()
    is_first: bool = False


_SIGNS: Final = (
    _Sign(re.compile(r"#{1,6}(?=[^\W\d_])"), "no space follows “{}”, so this is no heading",
          "Write a space after it.", ("paragraph",), is_first=True),
    _Sign(re.compile(r"\|.*\|$"), "no line below it divides head and rows, so this is no table",
          "Write a line such as | --- | --- | below the head, with as many columns.", ("paragraph",), is_first=True),
    _Sign(re.compile(r"\*\*|(?<!\w)__(?=\w)"), "“{}” opens or closes nothing",
          "Write it on both sides, close to the words: **bold**."),
    _Sign(re.compile(rf"\[[^\[\]]+\] \((?={_ADDRESS})"), "a space stands between the words and the address",
          "Take the space out: [words](address)."),
    _Sign(re.compile(rf"\[[^\[\]]+\]\({_ADDRESS}(?:[^()]|\([^()]*\))*(?=\))"), "the address of this link cannot be one",
          "Write %20 for a space within an address; https:, mailto: and notice: are the usual beginnings."),
    _Sign(re.compile(rf"\[[^\[\]]+\]\({_ADDRESS}[^()]*$"), "the bracket after the address is missing",
          "Write ) at the end of the address."),
    _Sign(re.compile(r"(?<!\])\[[^\[\]^]+\]\[[^\[\]]*\]"), "nothing says where this link leads",
          "Write [words](address), or a line [word]: address below the text."),
    _Sign(re.compile(r"\[\^[^\]\s]+\]"), "there is no such footnote",
          "Write its text on a line of its own: [^1]: The text."),
    _Sign(re.compile(r"(?<!\{)\{ ?(?:organisation|contact)\.[\w.-]+ ?\}(?!\})"),
          "a variable has two braces on each side",
          "Write {{{{ name }}}}."),
    _Sign(re.compile(r"\{\{[^{}]*(?:\}(?!\})|$)|(?<!\{)\{[\w .-]+\}\}"), "a brace of this variable is missing",
          "Write two braces on each side: {{{{ organisation.name }}}}."),
    _Sign(re.compile(r"\{#[\w-]*$|\{[a-z][\w-]*\}$"), "these braces give the heading no id",
          "An id stands in braces with #, at the end of the heading: {{#cookies}}.", ("heading",)),
)  # fmt: skip


def stray_sign(review: Review) -> Iterator[Finding]:
    """A sign of Markdown that readers would see, since something of it is missing: `##Heading`, `[words] (address)`."""
    for text in review.texts:
        for block in text.outline.blocks:
            yield from _stray(text, block)


def _stray(text: Parsed, block: Block) -> Iterator[Finding]:
    for number, span in enumerate(block.spans):
        end = 0
        found = _signs(span.text, block.kind, number) if span.kind == "text" else ()
        for start, words, sign in sorted(found, key=lambda each: each[:2]):
            # What is written with a backslash, or put together from several words, is meant.
            if start >= end and _stands(text, span.line, words):
                end = start + len(words)
                what = f"Readers would see “{_short(words)}”: {sign.what.format(words)}."
                yield text.finding(span.line, what, sign.mend.format(), at=words)


def _signs(words: str, kind: str, number: int) -> Iterator[tuple[int, str, _Sign]]:
    """The signs that are left over in the text of a block, with their places in it."""
    for sign in _SIGNS:
        if kind not in (sign.kinds or (kind,)) or (sign.is_first and number):
            continue
        for match in sign.pattern.finditer(words):
            if not sign.is_first or match.start() == 0:
                yield match.start(), match[0], sign


def _stands(text: Parsed, line: int, words: str) -> bool:
    rows = text.lines[line + text.line - 2 :]
    row = rows[0] if rows else ""
    return bool(re.search(r"(?<!\\)" + re.escape(words), row))


def _short(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:40]}…"


def lost_words(review: Review) -> Iterator[Finding]:
    """Words that readers would not see: table cells beyond the last column, footnotes to which nothing refers, what
    follows a `#` in the front matter."""
    for text in review.texts:
        for fault in cut_values("\n".join(text.lines[1 : text.line - 2])):
            found = text.finding(0, fault.what, fault.mend)
            yield replace(found, line=fault.line + 2, column=fault.column + 1)
        lines = tuple(_prose(text))
        for number, cell in _beyond(lines):
            what = f"The table has no column for “{_short(cell)}”, so readers would not see it."
            mend = "Give the head and the line below it one column more, or write \\| for a bar."
            yield text.finding(number, what, mend, at=cell)
        for number, line in lines:
            note = _NOTE.match(line)
            if note and not any(f"[^{note[1]}]" in other[note.end() if at == number else 0 :] for at, other in lines):
                what = f"Nothing refers to the footnote “{note[1]}”, so readers would not see it."
                yield text.finding(number, what, f"Write [^{note[1]}] where it belongs, or take it out.")


def _beyond(lines: tuple[tuple[int, str], ...]) -> Iterator[tuple[int, str]]:
    """The first cell of each row of a table that has no column, with its line."""
    columns = 0
    for at, (number, line) in enumerate(lines):
        before = lines[at - 1][1] if at else ""
        if not columns and "|" in line and _RULER.fullmatch(line) and len(_cells(before)) == len(_cells(line)):
            columns = len(_cells(line))
        elif not line.strip() or "|" not in line:
            columns = 0
        elif columns and len(cells := _cells(line)) > columns and any(cells[columns:]):
            yield number, next(filter(None, cells[columns:]))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", re.sub(r"^\||(?<!\\)\|$", "", line.strip()))]


def code_block(review: Review) -> Iterator[Finding]:
    """A block of code that was hardly meant: one that four spaces begin, or one that nothing ends."""
    for text in review.texts:
        lines = LINE_BREAK.split(text.body)
        if number := _open_fence(lines):
            mend = "Write the same sign on a line of its own where the code ends."
            yield text.finding(number, "The block of code that begins here has no end.", mend)
        for block in text.outline.blocks:
            line = lines[block.line - 1] if block.line <= len(lines) else ""
            if block.kind == "code block" and not re.search(r"`{3}|~{3}", line):
                what = "Four spaces at the beginning make this line a block of code: readers see it in another type."
                yield text.finding(block.line, what, "Take the spaces out; for code, write ``` above and below it.")


def merge_mark(review: Review) -> Iterator[Finding]:
    """What a merge in version control leaves behind when it is not finished (`<<<<<<<`)."""
    for text in review.texts:
        lines = tuple(_prose(text))
        for number, line in lines if any(line.startswith("<<<<<<<") for _, line in lines) else ():
            if _MERGE.match(line):
                mend = "Choose one side, and take the lines with <<<<<<<, ======= and >>>>>>> out."
                yield text.finding(number, "A merge in version control was left unfinished here.", mend)


def unseen_character(review: Review) -> Iterator[Finding]:
    """A character that nobody sees or could mean: of control, of a turned direction, or in place of a lost one."""
    for text in review.texts:
        for number, line in enumerate(LINE_BREAK.split(text.body), 1):
            match = _UNSEEN.search(line)
            # A byte that is no UTF-8 has a finding of its own.
            if match and match[0].encode() in text.raw:
                what = f"A character stands here that cannot be seen (U+{ord(match[0]):04X})."
                mend = "Take it out: write the words around it anew."
                if match[0] == "\ufffd":
                    what, mend = "A letter was lost here: “\ufffd” stands in its place.", "Write the word anew."
                yield text.finding(number, what, mend, at=match[0])


def placeholder(review: Review) -> Iterator[Finding]:
    """Words that stand for something still to be written, such as TODO or `[company name]`."""
    for text in review.texts:
        for block in text.outline.blocks:
            for span in block.spans:
                for match in _PLACEHOLDER.finditer(span.text) if span.kind == "text" else ():
                    what = f"“{_short(match[0])}” looks as if something were still to be written here."
                    yield text.finding(span.line, what, "Write it, or take it out.", at=match[0])


def _prose(text: Parsed) -> Iterator[tuple[int, str]]:
    """The lines of a body, from 1, but for those within fences."""
    fence = ""
    for number, line in enumerate(LINE_BREAK.split(text.body), 1):
        match = _FENCE.match(line)
        if fence:
            fence = "" if match and match[1].startswith(fence) else fence
        elif match:
            fence = match[1]
        else:
            yield number, line


def _open_fence(lines: list[str]) -> int:
    """The line of a fence that nothing closes; 0: there is none."""
    fence, begun = "", 0
    for number, line in enumerate(lines, 1):
        match = _FENCE.match(line)
        if fence and match and match[1].startswith(fence):
            fence, begun = "", 0
        elif match and not fence:
            fence, begun = match[1], number
    return begun
