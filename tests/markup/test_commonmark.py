"""The dialect is CommonMark: every example of the specification renders as it says.

The examples come from the npm package commonmark-spec: spec.txt of CommonMark 0.31.2, where `→` stands for a tab.
"""

import re
from pathlib import Path

from noticepress.markup import parser

SPEC = Path(__file__).parent.parent / "node_modules" / "commonmark-spec" / "spec.txt"
EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)

# An empty block quotation: markdown-it-py writes no line break inside it.
WHITE_SPACE_ONLY = {218, 239, 240}


def examples() -> list[tuple[str, str]]:
    text = SPEC.read_text(encoding="utf-8").replace("→", "\t")
    return EXAMPLE.findall(text)


def test_every_example_of_the_specification_renders_as_it_says() -> None:
    found = examples()
    assert len(found) == 652
    differing = []
    for number, (markdown, expected) in enumerate(found, start=1):
        html = parser("raw").render(markdown)
        form = _without_white_space if number in WHITE_SPACE_ONLY else str
        if form(html) != form(expected):
            differing.append(f"example {number}\n{markdown!r}\ngave     {html!r}\nexpected {expected!r}")
    assert not differing, "\n\n".join(differing)


def _without_white_space(html: str) -> str:
    return "".join(html.split())
