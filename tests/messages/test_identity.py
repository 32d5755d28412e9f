"""The identity translation is the identity, on every example of the CommonMark specification."""

import re
from typing import Literal

import pytest

from noticepress import render, translate, units
from tests.markup.test_commonmark import examples

MARK = " ¶¶"
# A soft break inside code or a link target is a space in a msgid: example 336 loses white space, 491 becomes a link.
SPACE_MATTERS = {336, 491}


def seen(html: str) -> str:
    """The HTML with white space collapsed outside of `pre`, and without the mark."""
    html = re.sub(rf"\s*{MARK.strip()}", "", html)
    parts = re.split(r"(<pre.*?</pre>)", html, flags=re.DOTALL)
    return "".join(part if part.startswith("<pre") else re.sub(r"\s+", " ", part) for part in parts)


@pytest.mark.parametrize("html", ["off", "sanitised"])
def test_translating_each_unit_by_itself_changes_nothing(html: Literal["off", "sanitised"]) -> None:
    differing = []
    for markdown, _ in examples():
        same = translate(markdown, {unit.msgid: unit.msgid for unit in units(markdown, html=html)}, html=html)
        if seen(render(same, html=html)) != seen(render(markdown, html=html)):
            differing.append((markdown, same))
    assert differing == []


def test_putting_each_translation_in_its_place_keeps_all_else() -> None:
    differing = []
    for number, (text, _) in enumerate(examples(), 1):
        marked = translate(text, {unit.msgid: unit.msgid + MARK for unit in units(text)})
        if number not in SPACE_MATTERS and seen(render(marked)) != seen(render(text)):
            differing.append((number, text, marked))
    assert differing == []
