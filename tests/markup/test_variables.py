"""A value filled in shows exactly that value, whatever characters it holds and wherever its lines begin."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

import noticepress
from noticepress.markup import resolve

CHARACTERS = "ab 1.)-+#=:~*_`[]<>&|\\{}!^/@€本"


def shown(value: str) -> str:
    html = noticepress.render(resolve("{{ a.b }}", lambda _: value))
    return unescape(html.removeprefix("<p>").removesuffix("</p>\n").replace("<br />\n", "\n").replace("<br>\n", "\n"))


@pytest.mark.parametrize(
    "value",
    [
        "1. Street",
        "Company AB\n1. Street",
        "Box\n- 5",
        "A\n---",
        "A\n===",
        "A\n# B",
        "A\n::: only eea",
        "T\n: D",
        "+46 31 39",
    ],
)
def test_lines_of_a_value_open_no_block(value: str) -> None:
    assert shown(value) == value


def test_a_telephone_number_is_written_as_it_is() -> None:
    assert resolve("{{ a.b }}", lambda _: "+46 31 390 06 10") == "+46 31 390 06 10"


@given(st.text(CHARACTERS + "\n", min_size=1, max_size=30))
def test_any_value_is_shown_as_it_is(value: str) -> None:
    lines = [" ".join(line.split()) for line in value.strip().splitlines()]
    if all(lines) and lines:
        assert shown("\n".join(lines)) == "\n".join(lines)
