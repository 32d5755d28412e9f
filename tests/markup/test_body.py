"""Markdown bodies become HTML with ids that stay."""

import re

import noticepress
from noticepress.markup import Rendering, render_body, write_out_ids


def test_a_heading_gets_an_id_from_its_words_or_the_one_written_out() -> None:
    html = noticepress.render("## Your rights\n\n## Cookies {#tracking}\n")
    assert html == '<h2 id="your-rights">Your rights</h2>\n<h2 id="tracking">Cookies</h2>\n'


def test_raw_html_is_text_unless_it_is_sanitised() -> None:
    source = "<b>bold</b><script>alert(1)</script>\n"
    assert "&lt;b&gt;" in noticepress.render(source)
    assert noticepress.render(source, html="sanitised") == "<p><b>bold</b></p>\n"


def test_an_addendum_keeps_its_ids_apart() -> None:
    body = render_body("# Contact\n\nSee [above](#contact).\n", Rendering(prefix="eea-", shift=1))
    assert body.html == '<h2 id="eea-contact">Contact</h2>\n<p>See <a href="#eea-contact">above</a>.</p>\n'


def test_ids_of_sanitised_html_have_the_prefix_as_well() -> None:
    source = '<p id="tel">1</p>\n\n<p><a href="#tel">a</a></p>\n\n[b](#tel)[^1]\n\n## C\n\n[^1]: D\n'
    for prefix in ("eea-", "np-", "np-eea-"):
        html = render_body(source, Rendering(html="sanitised", prefix=prefix)).html
        targets = set(re.findall(r'href="#([^"]+)"', html))
        ids = re.findall(r' id="([^"]+)"', html)
        assert {f"{prefix}tel", f"{prefix}c"} <= set(ids), prefix
        assert targets <= set(ids), prefix
    assert "id=" not in noticepress.render('<p id="np-main">1</p>', html="sanitised")


def test_writing_out_ids_touches_headings_only() -> None:
    source = "\ufeffIntro\r\n\r\n## A ##\r\n\r\nB\r\n---\r\n\r\n> ### C {#c}\r\n"
    expected = "\ufeffIntro\r\n\r\n## A {#a}\r\n\r\nB {#b}\r\n---\r\n\r\n> ### C {#c}\r\n"
    assert write_out_ids(source, "off") == expected
