"""A state made readable: bytes to text, foreign front matter to ours, remains of other tools, title and dates."""

import codecs
import re
from collections.abc import Sequence
from datetime import date
from typing import Final, cast

from msgspec import Struct

from noticepress.frontmatter import loose_texts, split
from noticepress.importing.dates import Dated, first_date, stated
from noticepress.importing.remains import clear_attributes, clear_liquid
from noticepress.importing.states import Choices, Draft, Remark, State
from noticepress.markup import first_heading
from noticepress.model import ChangeClass

KEPT_KEYS: Final = ("title", "description", "summary", "effective", "change")
"""What is taken over from the front matter of an imported file."""

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_TOP_LINES: Final = 12
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


class UnreadableError(Exception):
    """The bytes of a state are not text in any encoding that was named."""

    def __init__(self, raw: bytes, start: int, encoding: str) -> None:
        self.line = raw.count(b"\n", 0, start) + 1
        self.what = f"The byte 0x{raw[start]:02X} is not {encoding}."
        super().__init__(self.what)


class _Meta(Struct, frozen=True):
    texts: dict[str, str]
    body: str


def read_state(state: State, choices: Choices, name: str) -> tuple[Draft | None, list[Remark]]:
    """The draft of a state (None: it has no text) and what was done and doubted.

    `name` is the title of last resort. UnreadableError where the encoding is not known.
    """
    remarks: list[Remark] = []
    text = _decoded(state, choices, remarks)
    found = _dated(text, state.locale, choices.effective, state, remarks)
    meta = _front_matter(text, state, remarks)
    body = _cleared(meta.body, state, choices, remarks)
    title, body = _titled(meta.texts.get("title", ""), body)
    if not title and body.strip():
        title = name
        remarks.append(Remark(state.source, f"The text has no title; it was given “{name}”.", doubt=True))
    if not body.strip():
        return None, [*remarks, Remark(state.source, "The file has no text; it is left out.", doubt=True)]
    change = meta.texts.get("change", "")
    return Draft(
        state,
        title,
        meta.texts.get("description", ""),
        meta.texts.get("summary", ""),
        cast("ChangeClass", change if change in ("material", "minor") else "material"),
        body,
        state.effective or _given(meta.texts.get("effective", ""), state, remarks),
        found.day if found else None,
    ), remarks


def _decoded(state: State, choices: Choices, remarks: list[Remark]) -> str:
    raw = state.raw
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            remarks.append(Remark(state.source, f"A byte order mark ({encoding}) was left out."))
            return _lines(_text(raw[len(mark) :], encoding), state, remarks)
    try:
        return _lines(raw.decode("utf-8"), state, remarks)
    except UnicodeDecodeError as error:
        if not choices.encoding:
            raise UnreadableError(raw, error.start, "UTF-8") from error
    remarks.append(Remark(state.source, f"Read as {choices.encoding}, since it is not UTF-8."))
    return _lines(_text(raw, choices.encoding), state, remarks)


def _text(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(raw, error.start, encoding) from error


def _lines(text: str, state: State, remarks: list[Remark]) -> str:
    if "\r" in text:
        remarks.append(Remark(state.source, "Line ends (CRLF or CR) were written as LF."))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _front_matter(text: str, state: State, remarks: list[Remark]) -> _Meta:
    parts = split(text)
    if parts.yaml is None:
        return _Meta({}, parts.body)
    try:
        texts = loose_texts(parts)
    except ValueError as error:
        remarks.append(Remark(state.source, f"{error} It was left out.", doubt=True))
        return _Meta({}, parts.body)
    if other := [key for key in texts if key not in KEPT_KEYS]:
        remarks.append(Remark(state.source, f"Front matter that was not taken over: {', '.join(other)}."))
    return _Meta(texts, parts.body)


def _given(value: str, state: State, remarks: list[Remark]) -> date | None:
    if not value:
        return None
    try:
        if _DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    found = first_date(value, state.locale)
    if found is None:
        remarks.append(Remark(state.source, f"“effective: {value}” is not a date.", doubt=True))
    return found.day if found else None


def _dated(text: str, tag: str, patterns: Sequence[str], state: State, remarks: list[Remark]) -> Dated | None:
    found = next((dated for pattern in patterns if (dated := stated(text, pattern, tag))), None)
    if found and found.ambiguous:
        what = f"“{found.words}” was read as {found.day}; day and month could be the other way round."
        remarks.append(Remark(state.source, what, doubt=True))
    return found


def _cleared(body: str, state: State, choices: Choices, remarks: list[Remark]) -> str:
    liquid = clear_liquid(body, choices.liquid, choices.values)
    if liquid.found:
        done = "stand literally" if choices.liquid == "keep" else "were left out"
        what = f"Remains of Liquid {done}: {', '.join(dict.fromkeys(liquid.found))}"
        remarks.append(Remark(state.source, what, doubt=True))
    attributes = clear_attributes(liquid.text, choices.attributes)
    if attributes.found:
        fate = {"keep": "stand literally", "drop": "were left out", "ids": "were left out, ids of headings kept"}
        count = len(attributes.found)
        remarks.append(Remark(state.source, f"Attribute lists ({count}) {fate[choices.attributes]}."))
    return attributes.text


def _titled(title: str, body: str) -> tuple[str, str]:
    """The title, and the body without a heading at its top that says the same."""
    heading = first_heading(body)
    if heading is None:
        return title, body
    if heading.is_first and title.casefold() in ("", heading.title.casefold()):
        return title or heading.title, heading.rest
    return title or heading.title, body


def likely_date(draft: Draft) -> str:
    """A short line at the top of a text with a date in it, which a pattern could name, or `""`."""
    lines = [line.strip() for line in draft.body.split("\n")[:_TOP_LINES] if len(line) < 100]
    return next((line for line in lines if first_date(line, draft.state.locale)), "")
