"""What a page does to the HTML of a text without touching its words."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import noticepress
from noticepress.finishing import StepWords, redlined, scrolling_tables, written_links
from noticepress.redline import Redline, compare_html
from tests.redline.texts import pairs, tangles

WORDS = StepWords("Previous", "Next & on", "List")
STEP = re.compile(r'<span class="np-step[^"]*".*?</span>')
ADDED = re.compile(
    r'<span class="np-(?:step|was)[^"]*".*?</span>'
    r'|<div class="np-scroll"[^>]*>|(?<=</table>)</div>| data-np-url="[^"]*"'
)
"""What a page adds to a redline, apart from opening what is folded."""


def on_page(redline: Redline) -> str:
    return b"".join(redlined(redline.fragments, len(redline.changes), WORDS, str, "Table")).decode()


def test_a_table_stands_in_a_box_that_scrolls() -> None:
    html = "<p>A table:</p><table><tr><td><table><tr><td>1</td></tr></table></td></tr></table>"
    boxed = scrolling_tables(html, 'A "wide" table')
    assert boxed.count('<div class="np-scroll" role="group" aria-label="A &quot;wide&quot; table" tabindex="0">') == 2
    assert re.sub(r"</?div[^>]*>", "", boxed) == html


@pytest.mark.parametrize(
    ("link", "written"),
    [
        ('<a href="../cookies/">', ' data-np-url="https://x.example/sv/../cookies/"'),
        ('<a title="a > b" href="a?b=1&amp;c=2">', ' data-np-url="https://x.example/sv/a?b=1&amp;c=2"'),
        ('<a href="#contact">', ""),
        ('<a href="https://www.company.example/">', ""),
        ('<a href="mailto:privacy@company.example?subject=a">', ' data-np-url="privacy@company.example"'),
        ('<a href="tel:+46123">', ""),
    ],
)
def test_links_to_other_pages_bear_their_whole_address(link: str, written: str) -> None:
    html = written_links(f"{link}words</a>", lambda target: f"https://x.example/sv/{target}")
    assert html == f"{link[:-1]}{written}>words</a>"


def test_an_address_that_is_said_already_is_not_written_out_again() -> None:
    html = '<a href="mailto:p@company.example">p@<ins>company</ins>.example</a>'
    assert written_links(html, str) == html


def test_each_change_leads_to_its_neighbours_and_the_list() -> None:
    redline = compare_html("<p>one two three</p>", "<p>one 2 three</p>\n<p>four</p>")
    stepped = on_page(redline)
    first, last = STEP.findall(stepped)
    assert first.count("<a ") == last.count("<a ") == 2
    assert '<a href="#change-2">Next &amp; on</a>' in first
    assert '<a href="#change-1">Previous</a>' in last
    assert 'href="#np-changes"' in first
    assert ADDED.sub("", stepped).replace("<details open", "<details") == redline.html


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<p><a href="/a">one two</a> three</p>', '<p><a href="/a">one 2</a> three</p>'),
        ('<p><a href="/a">one two</a> three</p>', '<p><a href="/b">one two</a> three</p>'),
        ("<ul><li>one</li></ul>", "<ul><li>one</li><li>two</li></ul><ol><li>three</li></ol>"),
        ("<table><tr><td>a</td></tr></table>", "<table><tr><td>a</td></tr><tr><td>b</td></tr></table>"),
        ("<details><summary>one a</summary>b</details>", "<details><summary>two a</summary>b</details>"),
        ("<p>one</p>", "<p>one</p><hr><h2 id='x'>two</h2><dl><dt>a</dt><dd>b</dd></dl>"),
        ("<p>a b c d e f g h</p><p>one</p><p>two</p>", "<p>one</p><p>two</p><p>a b c d e f g h</p>"),
    ],
)
def test_no_link_stands_in_another_and_every_change_has_its_way_on(old: str, new: str) -> None:
    redline = compare_html(old, new)
    stepped = on_page(redline)
    assert len(STEP.findall(stepped)) == len(redline.changes) > 0
    assert ADDED.sub("", stepped).replace("<details open", "<details") == redline.html
    depth = 0
    for tag in re.findall(r"<(/?)a\b", stepped):
        depth += -1 if tag else 1
        assert depth in (0, 1)


def test_the_way_on_stands_outside_of_a_summary() -> None:
    old, new = (f"<details><summary>{word} words</summary><p>More.</p></details>" for word in ("few", "many"))
    redline = compare_html(old, new)
    summary, after = on_page(redline).split("</summary>")
    assert "np-step" not in summary
    assert after.startswith('<span class="np-step"')


def test_what_a_text_folds_is_open_where_it_is_compared() -> None:
    old, new = (f"<details><summary>More</summary><p>We collect {word}.</p></details>" for word in ("little", "much"))
    assert "<details open>" in on_page(compare_html(old, new))


def test_links_of_the_old_text_bear_their_whole_address_too() -> None:
    old, new = (f'<p><a href="../{name}/">elsewhere</a></p>' for name in ("a", "b"))
    fragments = compare_html(old, new).fragments
    html = b"".join(redlined(fragments, 1, WORDS, lambda url: f"https://x.example/sv/{url}", "Table")).decode()
    was = re.search(r'<span class="np-was".*?</span>', html)
    assert was
    assert 'data-np-url="https://x.example/sv/../a/"' in was[0]
    assert html.count("data-np-url") == 2


@settings(max_examples=100, deadline=None)
@given(st.one_of(pairs().map(lambda texts: tuple(map(noticepress.render, texts))), st.tuples(tangles(), tangles())))
def test_every_change_of_any_redline_has_its_way_on(texts: tuple[str, str]) -> None:
    redline = compare_html(*texts)
    assert len(STEP.findall(on_page(redline))) == len(redline.changes)
