"""A template that does something with the HTML of a text has it; one that only writes it writes the same."""

from pathlib import Path

import pytest

from noticepress.interface import Words
from noticepress.theme import Theme
from noticepress.views import RedlinePage, TextPage
from tests.building import Building

# `HTML` stands for what the function makes.
TEMPLATES = [
    "{{ HTML }}",
    "<p>{{ HTML }}</p>{{ HTML }}",
    "{{ HTML | striptags }} {{ HTML | length }}",
    "{{ HTML ~ '<' }}",
    "{% set kept %}{{ HTML }}{% endset %}{{ kept | striptags }} {{ kept | length }}{{ kept }}",
    "{% set kept = HTML %}{{ kept | upper }}",
    "{% filter striptags %}{{ HTML }}{% endfilter %}",
    "{% filter forceescape %}{{ HTML }}{% endfilter %}",
    "{% macro one() %}{{ HTML }}{% endmacro %}{{ one() | striptags }}{{ one() }}",
    "{% macro one() %}{{ caller() | striptags }}{% endmacro %}{% call one() %}{{ HTML }}{% endcall %}",
    "{% block one %}{{ HTML }}{% endblock %}{{ self.one() | striptags }}",
    "{% extends 'below.html' %}{% block one %}{{ super() | striptags }}{{ HTML }}{% endblock %}",
    "{% autoescape false %}{{ HTML }}{% endautoescape %}",
    "{% for each in [1, [2]] recursive %}{{ HTML }}{{ loop(each) | length if each is iterable }}{% endfor %}",
    "{% filter striptags %}{% include 'below.html' %}{% endfilter %}{% include 'below.html' %}",
    "{% import 'below.html' as below with context %}{{ below | striptags }}{{ below }}",
    "{{ HTML }}{% raw %}{{ body }}{% endraw %}",
    "{% if HTML %}{{ HTML }}{% endif %}",
]


@pytest.fixture(scope="module")
def pages() -> list[TextPage | RedlinePage]:
    built = Building()
    built.publish("privacy", "2021-03-01", {"en": "We “collect” *little*.\n\n- [a](#b)\n\n## B {#b}"}, at="2021-02-01")
    built.publish("privacy", "2022-03-01", {"en": "We “collect” *much*.\n\n- [a](#b)"}, at="2022-02-01", summary="More")
    found = [page for page in built.pages("2022-04-01").values() if isinstance(page, TextPage | RedlinePage)]
    return [next(page for page in found if isinstance(page, kind)) for kind in (TextPage, RedlinePage)]


def filled_in(folder: Path, page: TextPage | RedlinePage, template: str, html: str) -> str:
    """The page, in whose templates `html` stands for the HTML of its text."""
    below = "<b>{% block one %}{{ HTML }}{% endblock %}</b>"
    name = "text" if isinstance(page, TextPage) else "changes"
    (folder / "templates").mkdir(parents=True)
    for file, source in ((name, template), ("below", below)):
        (folder / "templates" / f"{file}.html").write_text(source.replace("HTML", html), "utf-8")
    return Theme(folder).render(page, Words("en")).decode()


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("place", [0, 1])
def test_where_html_is_only_written_the_page_is_the_same(
    tmp_path: Path, pages: list[TextPage | RedlinePage], template: str, place: int
) -> None:
    function = ("body", "redline")[place]
    written = filled_in(tmp_path / "a", pages[place], template, f"{function}(page.parts[0].html)")
    # Asked for in parentheses, the function makes the HTML itself.
    expected = filled_in(tmp_path / "b", pages[place], template, f"({function})(page.parts[0].html)")
    assert written == expected
    assert "“collect”" in expected.lower()
    assert "\0" not in written
