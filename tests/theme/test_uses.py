"""What a page may show is what its templates name; a page is made anew when that changes, and only then."""

from pathlib import Path

import pytest
from jinja2 import Environment

from noticepress.interface import Phrasing, Words
from noticepress.theme import Theme
from noticepress.uses import Parts, Uses, parts_of
from tests.theme.test_faults import PAGE

WORDS = Words("en")


def parts(source: str) -> Parts:
    return parts_of(Environment(autoescape=True).parse(source))


def of(source: str) -> Uses:
    return parts(source).whole


def test_names_that_are_written_out() -> None:
    found = of(
        '{% extends "base.html" %}{% from "macros.html" import row %}{% include ["own.html", "other.html"] %}'
        '{{ asset("site.css") }}{% if has_asset("print.css") %}{% endif %}'
        '{{ _("Contents") }}{{ ngettext("a", "b", 2) }}'
    )
    assert found.templates == {"base.html", "macros.html", "own.html", "other.html"}
    assert found.assets == {"site.css", "print.css"}
    assert found.messages == {"Contents", "a"}


@pytest.mark.parametrize(
    ("source", "unknown"),
    [
        ("{% include page.frame.title %}", "templates"),
        ("{{ asset(page.frame.title) }}", "assets"),
        ("{% set other = asset %}{{ other('site.css') }}", "assets"),
        ("{{ ['site.css'] | map('upper') }}{{ asset(*page.names) }}", "assets"),
        ("{{ _(page.frame.title) }}", "messages"),
        ("{% set say = _ %}{{ say('Contents') }}", "messages"),
        ("{% macro row(say, text) %}{{ say(text) }}{% endmacro %}{{ row(_, 'x') }}", "messages"),
        ("{{ row(say=_) }}", "messages"),
        ("{% set both = [_] %}", "messages"),
        ("{{ ['x'] | map(_) | join }}", "messages"),
    ],
)
def test_where_a_name_is_not_written_out_anything_may_be_meant(source: str, unknown: str) -> None:
    assert getattr(of(source), unknown) is None


def test_a_macro_may_be_given_what_says_words() -> None:
    found = of(
        "{% macro row(of, href, _) %}{{ href(of.url) }}{{ _('A') }}{% endmacro %}"
        "{% macro say(tell) %}{{ tell('B') }}{% endmacro %}{{ row(page, href, _) }}{{ say(_) }}"
    )
    assert found.messages is not None
    assert {"A", "B"} <= found.messages


def key(folder: Path, words: Words = WORDS) -> tuple[str, ...]:
    theme = Theme(folder)
    return theme.key(PAGE, words), *theme.marks(PAGE)


def put(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")


def test_a_page_is_known_by_its_own_templates_assets_and_words(tmp_path: Path) -> None:
    put(tmp_path, "templates/home.html", '{% extends "frame.html" %}{% block main %}{{ _("Contents") }}{% endblock %}')
    put(tmp_path, "templates/frame.html", '<link href="{{ asset("own.css") }}">{% block main %}{% endblock %}')
    put(tmp_path, "templates/other.html", "other")
    put(tmp_path, "assets/own.css", "p { margin: 0 }")
    put(tmp_path, "assets/other.css", "p { margin: 0 }")
    before = key(tmp_path)
    put(tmp_path, "templates/other.html", "changed")
    put(tmp_path, "assets/other.css", "p { margin: 1px }")
    assert key(tmp_path) == key(tmp_path, Words("en", {"Languages": Phrasing(("Tongues",), "0")})) == before
    keys = {before, key(tmp_path, Words("en", {"Contents": Phrasing(("Inside",), "0")}))}
    put(tmp_path, "assets/own.css", "p { margin: 1px }")
    keys.add(key(tmp_path))
    put(tmp_path, "templates/frame.html", '{{ asset("own.css") }}{% block main %}{% endblock %}{% include page.own %}')
    keys.add(key(tmp_path))
    put(tmp_path, "templates/other.html", "anything may be taken in now")
    keys.add(key(tmp_path))
    assert len(keys) == 5


def test_of_a_template_with_macros_only_those_count_that_are_taken() -> None:
    found = parts(
        '{% macro a(x) %}{{ _("A") }}{% endmacro %}{% macro b() %}{{ a(1) }}{{ _("B") }}{% endmacro %}'
        '{% macro c(x=_("C")) %}{{ _(x) }}{% endmacro %}{% macro d() %}{{ _("D") }}{% endmacro %}'
        '{% set shown = d() %}{{ _("Outside") }}'
    )
    assert found.of(frozenset({"a"})).messages == {"A", "D", "Outside"}
    assert found.of(frozenset({"b"})).messages == {"A", "B", "D", "Outside"}
    assert found.of(frozenset({"c"})).messages is None
    assert found.of(None).messages is None


def test_a_template_that_is_taken_in_whole_counts_whole() -> None:
    assert parts('{% from "m.html" import a, b as c %}').taken == {"m.html": {"a", "b"}}
    for other in ('{% import "m.html" as m %}', '{% include "m.html" %}', '{% extends "m.html" %}'):
        assert parts(f'{other}{{% from "m.html" import a %}}').taken == {}


def test_a_page_is_made_anew_for_the_macros_that_it_takes(tmp_path: Path) -> None:
    put(tmp_path, "templates/home.html", '{% from "own.html" import a %}{{ a() }}')
    put(
        tmp_path,
        "templates/own.html",
        '{% macro a() %}{{ _("A") }}{% endmacro %}{% macro b() %}{{ _("B") }}{% endmacro %}',
    )
    before = key(tmp_path)
    assert key(tmp_path, Words("en", {"B": Phrasing(("Other",), "0")})) == before
    assert key(tmp_path, Words("en", {"A": Phrasing(("Other",), "0")})) != before
    put(tmp_path, "templates/own.html", '{% macro a() %}{{ _("A") }}{% endmacro %}')
    assert key(tmp_path) != before
