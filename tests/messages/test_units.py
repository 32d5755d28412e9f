"""What a translator sees of a body: its inline runs."""

import pytest

from noticepress.messages import Unit, units


def msgids(markdown: str) -> list[str]:
    return [unit.msgid for unit in units(markdown)]


def test_each_inline_run_is_a_unit_with_its_kind_section_and_line() -> None:
    markdown = (
        "Welcome.\n\n# Cookies {#crumbs}\n\nWe set\nthem.\n\n- One\n- Two\n\n"
        "Term\n: Meaning\n\n> Quoted\n\n## Contact us\n\n| A | B |\n|---|---|\n| c | d |\n\nText[^1]\n\n[^1]: Note\n"
    )
    assert units(markdown) == [
        Unit("Welcome.", "paragraph", "", 1),
        Unit("Cookies", "heading", "crumbs", 3),
        Unit("We set them.", "paragraph", "crumbs", 5),
        Unit("One", "list item", "crumbs", 8),
        Unit("Two", "list item", "crumbs", 9),
        Unit("Term", "term", "crumbs", 11),
        Unit("Meaning", "definition", "crumbs", 12),
        Unit("Quoted", "quotation", "crumbs", 14),
        Unit("Contact us", "heading", "contact-us", 16),
        Unit("A", "table cell", "contact-us", 18),
        Unit("B", "table cell", "contact-us", 18),
        Unit("c", "table cell", "contact-us", 20),
        Unit("d", "table cell", "contact-us", 20),
        Unit("Text[^1]", "paragraph", "contact-us", 22),
        Unit("Note", "footnote", "contact-us", 24),
    ]


@pytest.mark.parametrize(
    ("markdown", "msgid"),
    [
        ("one\n   two\n", "one two"),
        ("one  \ntwo\n", "one\\\ntwo"),
        ("one\\\ntwo\nthree\n", "one\\\ntwo three"),
        ("`one  \ntwo` three  \nfour\n", "`one two` three\\\nfour"),
        ("`one\\\ntwo`\n", "`one\\ two`"),
        ("one\\\\\ntwo\n", "one\\\\ two"),
        ("*soft* [link](https://example.com/ 'T') {{ organisation.email }}\n",) * 2,
        ("> one\n> two\nthree\n", "one two three"),
        ("# Title ##\n", "Title"),
        ("Title {#t}\n===\n", "Title"),
        ("one\r\ntwo\r\n", "one two"),
    ],
)
def test_a_msgid_is_raw_markdown_with_soft_breaks_as_spaces_and_hard_breaks_kept(markdown: str, msgid: str) -> None:
    assert msgids(markdown) == [msgid.strip("\n")]


def test_code_rules_definitions_and_empty_cells_are_no_units() -> None:
    assert msgids("    code\n\n```\ncode\n```\n\n---\n\n[a]: /b\n\n| x |   |\n|---|---|\n") == ["x"]


def test_pipes_within_cells_are_shown_without_their_escape() -> None:
    assert msgids("| a \\| b | `c \\| d` |\n|---|---|\n") == ["a | b", "`c | d`"]


def test_an_html_block_is_one_unit_where_html_is_sanitised_and_says_something() -> None:
    markdown = "<div>\nHello\n</div>\n\n<!-- note -->\n\n<hr>\n"
    assert units(markdown, html="sanitised") == [Unit("<div>\nHello\n</div>", "html block", "", 1)]
    assert units("<style>\np { color: red }\n</style>\n\n<script>alert(1)</script>\n", html="sanitised") == []
    assert [unit.kind for unit in units(markdown)] == ["paragraph"] * 3
