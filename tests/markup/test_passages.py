"""Regional passages: which edition shows which, wherever they stand, and that no text whatever breaks a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import noticepress
from noticepress.markup import Rendering, render_body
from noticepress.messages import units


def shown_in(region: str, markdown: str) -> str:
    """The HTML of a text as the edition of a region has it."""
    return render_body(markdown, Rendering(keep=lambda kind, regions: (region in regions) == (kind == "only"))).html


def test_a_passage_stands_in_its_region_alone() -> None:
    text = "All.\n\n::: only eea\nEuropeans.\n:::\n\n::: except eea, uk\nOthers.\n:::\n"
    assert shown_in("eea", text) == "<p>All.</p>\n<p>Europeans.</p>\n"
    assert shown_in("uk", text) == "<p>All.</p>\n"
    assert shown_in("brazil", text) == "<p>All.</p>\n<p>Others.</p>\n"


@pytest.mark.parametrize(
    ("text", "with_passage", "without"),
    [
        pytest.param(
            "- a\n\n  ::: only eea\n  b\n  :::\n- c\n",
            "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n<li>\n<p>c</p>\n</li>\n</ul>\n",
            "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>c</p>\n</li>\n</ul>\n",
            id="in a list item",
        ),
        pytest.param(
            "- ::: only eea\n  b\n  :::\n- c\n",
            "<ul>\n<li>\n<p>b</p>\n</li>\n<li>c</li>\n</ul>\n",
            "<ul>\n<li>c</li>\n</ul>\n",
            id="a whole list item, which leaves no empty bullet",
        ),
        pytest.param(
            "a\n\n- ::: only eea\n  b\n  :::\n\nc\n",
            "<p>a</p>\n<ul>\n<li>\n<p>b</p>\n</li>\n</ul>\n<p>c</p>\n",
            "<p>a</p>\n<p>c</p>\n",
            id="a whole list",
        ),
        pytest.param(
            "> a\n>\n> ::: only eea\n> b\n> :::\n",
            "<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>\n",
            "<blockquote>\n<p>a</p>\n</blockquote>\n",
            id="in a quotation",
        ),
        pytest.param(
            "::: only eea\n> b\n>\n> - c\n:::\n",
            "<blockquote>\n<p>b</p>\n<ul>\n<li>c</li>\n</ul>\n</blockquote>\n",
            "",
            id="round a quotation",
        ),
        pytest.param(
            ":::: only eea\na\n\n::: except uk\nb\n:::\n::::\n\nc\n",
            "<p>a</p>\n<p>b</p>\n<p>c</p>\n",
            "<p>c</p>\n",
            id="a passage within one",
        ),
    ],
)
def test_passages_stand_anywhere(text: str, with_passage: str, without: str) -> None:
    assert shown_in("eea", text) == with_passage
    assert shown_in("brazil", text) == without


def test_a_footnote_of_a_passage_goes_with_it() -> None:
    text = "All[^1].\n\n::: only eea\nEuropeans[^2].\n:::\n\n[^1]: One.\n[^2]: Two.\n"
    assert "Two." in shown_in("eea", text)
    other = shown_in("brazil", text)
    assert "One." in other
    assert "Two." not in other


def test_a_passage_within_a_footnote() -> None:
    text = "All[^1].\n\n[^1]: One.\n\n    ::: only eea\n    Europeans.\n    :::\n"
    assert "Europeans." in shown_in("eea", text)
    assert "Europeans." not in shown_in("brazil", text)


def test_a_section_has_the_same_id_in_every_edition() -> None:
    text = "::: only eea\n## Contact\nA\n:::\n\n## Contact\nB\n"
    body = render_body(text, Rendering(keep=lambda kind, regions: False))
    assert [section.id for section in body.sections] == ["contact-2"]
    assert '<h2 id="contact-2">' in body.html


def test_an_edition_for_several_regions_says_whom_a_passage_is_for() -> None:
    rendering = Rendering(keep=lambda kind, regions: True, label=lambda kind, regions: f"{kind}: {' & '.join(regions)}")
    html = render_body("::: only eea uk\nWrite to us.\n:::\n", rendering).html
    assert html == (
        '<div data-only="eea uk">\n<p class="np-passage">only: eea &amp; uk</p>\n<p>Write to us.</p>\n</div>\n'
    )


def test_the_paragraphs_of_a_passage_are_translated() -> None:
    text = "- ::: only eea\n  Europeans.\n  :::\n\n::: except uk\n## Heading\n\nOthers.\n:::\n"
    assert [unit.msgid for unit in units(text)] == ["Europeans.", "Heading", "Others."]


@pytest.mark.parametrize(
    "text",
    [
        "> | we |  |\n> | --- | --- |\n> ",
        "> ::: only eea\n> ",
        "- ::: only eea\n- ",
        "::: only eea",
        "::: only",
        "[^1]: ::: except eea",
        "> a\n>\n> ::: only x\n>",
    ],
)
def test_a_text_that_ends_anywhere_is_rendered(text: str) -> None:
    noticepress.render(text)
    units(text)


PIECES = (
    *("::: only eea", "::: except uk", ":::", "::::", "> ", ">", "- ", "1. ", "    ", "  ", "\t", "\n", "\n\n", "\r\n"),
    *("| a |  |", "| --- | --- |", "|", "[^1]", "[^1]: ", "[^2]: x", "# H", "## H {#id}", "===", "---", "```", "~~~"),
    *(
        "Term\n: definition",
        ": ",
        "[a](b)",
        "[a]: b",
        "![i](j)",
        "**b",
        "`c`",
        "<b>",
        "<div>",
        "&amp;",
        "\\",
        "{{ a.b }}",
    ),
    *("text", "本", "\u202e", "\x00", "\ufeff", "\u2028", "\x0c"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=60), st.booleans())
def test_no_text_breaks_a_page(text: str, sanitised: bool) -> None:
    noticepress.render(text, html="sanitised" if sanitised else "off")
    shown_in("eea", text)
    shown_in("brazil", text)
