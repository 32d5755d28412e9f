"""A body rendered piece by piece is the body rendered whole."""

from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from noticepress.markup import Rendering, Section, body, render_body
from noticepress.markup.cutting import Cut, cut

AWKWARD = st.sampled_from(
    [
        "Word", "two words", "# H", "## H {#x}", "Setext\n---", "Under\n===", "---", "***", "* * *", "** **",
        "- a", "- a\n- b", "  - nested", "    indented", "   three", "1. one", "2) two", "10 ways", "7.",
        ":::: except uk", "::::", "  ::: only eea", "- ::: only eea", "   :::", "    :::",
        "> quote", "> - a", "lazy", "`code`", "``` ", "~~~", ":::", "::: only eea", "Term\n: meaning", ": meaning",
        "  : meaning", "~ meaning", "| a | b |\n|---|---|\n| 1 | 2 |", "|x", "[x]: /y", "[x]", "[x](#h)", "[^1]",
        "[^1]: note", "<b>", "<!-- x", "<div>", "\\", "**bold** text", "*em* x", "_em_", "*", "+ plus", "\u00a0",
        "\u2003x", "\x0b", "\x0c", "\u2028", "“quoted”", "§ 5", "日本語", "é", "&amp;", "![i](a.png)", "\tx", "\r",
        "\x00", "a  ", "a\\",
    ]
)  # fmt: skip
BREAKS = st.sampled_from(["\n", "\n\n", "\n\n\n", "\n \n", "\n  \n\n", " ", "\n\n ", "\n\n    "])
BODIES = st.lists(st.tuples(AWKWARD, BREAKS), max_size=9).map(lambda pairs: "".join(a + b for a, b in pairs))
ANCHORED = Rendering(prefix="eea-", shift=1, anchors=("section", "paragraph"), link=lambda target: f"/to/{target}")


CHOOSING = Rendering(
    keep=lambda kind, _: kind == "only", label=lambda _, regions: f"For {regions}", anchors=("section", "paragraph")
)


def whole(markdown: str, rendering: Rendering) -> tuple[str, tuple[Section, ...]]:
    with patch.object(body, "cut", lambda source, html: Cut([source], [0], [], [], [0])):
        return rendered(markdown, rendering)


def rendered(markdown: str, rendering: Rendering) -> tuple[str, tuple[Section, ...]]:
    found = render_body(markdown, rendering)
    return found.html, found.sections


@settings(max_examples=400, deadline=None)
@given(BODIES)
def test_pieces_make_the_same_page_as_the_whole(markdown: str) -> None:
    assert rendered(markdown, ANCHORED) == whole(markdown, ANCHORED)


@settings(max_examples=400, deadline=None)
@given(BODIES)
def test_pieces_make_the_same_page_where_passages_are_chosen(markdown: str) -> None:
    assert rendered(markdown, CHOOSING) == whole(markdown, CHOOSING)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab #*-_>1.)|`~:[]()<\\\n\n\n \t\u00a0", max_size=60))
def test_pieces_of_any_text_make_the_same_page(markdown: str) -> None:
    assert rendered(markdown, Rendering()) == whole(markdown, Rendering())


def test_a_body_is_cut_before_paragraphs_and_headings() -> None:
    markdown = "# A {#a}\n\nOne\ntwo.\n\n- item\n\n  more\n\nThree.\n\n1. x\n\n## B {#b}\n"
    assert cut(markdown, "off").sources == [
        "# A {#a}",
        "One\ntwo.\n\n- item\n\n  more",
        "Three.\n\n1. x",
        "## B {#b}\n",
    ]


def test_a_body_is_not_cut_within_a_passage() -> None:
    markdown = "One.\n\nTwo.\n\n::: only eea\n\nThree.\n\nFour.\n\n:::\n\nFive.\n\n::: except uk\n\nSix.\n\nSeven.\n"
    assert cut(markdown, "off").sources == [
        "One.",
        "Two.\n\n::: only eea\n\nThree.\n\nFour.\n\n:::",
        "Five.\n\n::: except uk\n\nSix.\n\nSeven.\n",
    ]


def test_a_line_of_a_section_is_counted_through() -> None:
    found = render_body("Text.\n\nMore.\n\n# A\n", Rendering()).sections
    assert [section.line for section in found] == [5]
