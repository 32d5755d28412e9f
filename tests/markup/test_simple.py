"""What is known without the parser is what the parser makes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noticepress.markup.gaps import Piece
from noticepress.markup.pieces import How, Shelf
from noticepress.markup.simple import simple

WORDS = st.sampled_from(
    [
        "word", "Two words", "10 ways", "2019", "1.", "3)", "é", "日本語", "“quoted”", 'said "so"', "it's",
        "(in brackets)", "§ 5", "end.", "a: b", "€5", "now!", "!", "a-b", "a_b", "#", "C#", "=", "--", "50 %", "\u00a0",
        "x\u00a0", "²", "a  ", "**bold**", "**two words**", "**a** b", "*em*", "(**b**)", "x**y**", "**y**x",
        "**a**b**", "***both***", "**", "*", "* a", "`code`", "`a.b-c`", "``", "`a``b`", "`", "[link](#s0)",
        "[a b](https://example.org/a?b=c)", "![i](a.png)", "[b](mailto:a@b.example)", "[x](javascript:alert)",
        "[x](HTTPS://EXAMPLE.ORG)", "[x](a%zz)", "[x](é)", "[x] (y)", "[**b**](#x)", "**[b](#x)**", "[x](#a)(b)",
        "[x]", "a&b", "&amp;", "<b>", "~~a~~", "a|b", "\\",
        "{{ a.b }}", "www.example.org", "\u2028", "\x0b", "\r", "\t", "- b", "+ c", "* d", "> q", ": def",
        "::: only eea", "---", "===", "# H", "## Title {#id}", '### T {#id covers="a, b"}', "## T #", "#### T {#", "# ",
        '# T {#id covers="a\rb"}', "####### seven", "5. five", "7) seven",
    ]
)  # fmt: skip
BREAKS = st.sampled_from(
    ["\n", "\n", "\n\n", "\n\n\n", " ", " ", "\n  ", "\n    ", "", "\n- ", "\n\n- ", "\n\n1. ", "\n2. "]
)
SOURCES = st.lists(st.tuples(BREAKS, WORDS), max_size=8).map(lambda pairs: "".join(a + b for a, b in pairs))


def parsed(source: str) -> Piece:
    return Shelf(How("off", "", None, None)).rendered([source])[0]


def check(source: str) -> None:
    found = simple(source)
    if found is not None:
        made = parsed(source)
        assert (found.parts, found.headings, found.links, found.bare) == (
            made.parts,
            made.headings,
            made.links,
            made.bare,
        )


@settings(max_examples=3000, deadline=None)
@given(SOURCES)
def test_simple_pieces_are_as_parsed(source: str) -> None:
    check(source)


@settings(max_examples=2000, deadline=None)
@given(st.text(alphabet="ab1 #*-_>.)|`~:[](){}!\"'<\\\n\n\n\u00a0é", max_size=30))
def test_simple_pieces_of_any_text_are_as_parsed(source: str) -> None:
    check(source)


@pytest.mark.parametrize(
    "source",
    [
        "## What we collect {#what}\n\n",
        "# Cookies",
        '\n\n### Your rights {#rights covers="gdpr-13-2-b"}\nThey are:\n- one\n- **two**\n',
        "We use *cookies*, as\n    described (**here**) in [Cookies](notice:cookies#what)\nand `_ga`.",
        "- **Name**: yours\n- [Address](mailto:privacy@example.org), if you\n  gave it",
        "Steps:\n\n3. ask\n4. wait\n10. ask again",
        "[A link](https://example.org/a_b?c=d) begins it.",
        "10 ways",
        "",
    ],
)
def test_what_most_notices_are_made_of_is_simple(source: str) -> None:
    assert simple(source) is not None
    check(source)


@pytest.mark.parametrize(
    "source",
    [
        "Setext\n---", "a\\*b", "A | b\n--|--", "- a\n\n- b", "- a\n  - b", "> quote", "a&amp;b", "x**y**", "a  \nb",
        "<b>", "- a\n* b", "para\n1. one", "[x](javascript:alert)", "![i](a.png)", "[x][y]", "~~a~~", "`a``b`", "a_b_",
        "::: only eea", "    code", "- a\n\n  b", "# a\n\n# b", "a\n\nb", '# T {#id covers="a\rb"}',
    ],
)  # fmt: skip
def test_the_rest_is_for_the_parser(source: str) -> None:
    assert simple(source) is None


@given(st.text("aB9#/._?=@+-", min_size=1))
@settings(max_examples=500, deadline=None)
def test_a_link_within_the_site_is_what_the_parser_makes_of_it(target: str) -> None:
    check(f"[a word]({target}) and another")
    assert simple(f"[a word]({target})") or target.startswith("//")
