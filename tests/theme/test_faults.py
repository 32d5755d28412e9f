"""A theme of the site's own: what it replaces, and what a mistake in it says."""

from pathlib import Path

import pytest

from noticepress.errors import ThemeError
from noticepress.interface import Words
from noticepress.theme import Theme
from noticepress.views import Frame, HomePage

PAGE = HomePage(Frame("/en/", "en", "ltr", "Notices", "Notices", "Company AB", "https://x.example/en/"), ())


def rendered(folder: Path) -> str:
    return Theme(folder).render(PAGE, Words("en")).decode()


def own(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        file = folder / {"css": "assets/site.css"}.get(name, f"templates/{name}.html")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def test_one_template_can_be_replaced(tmp_path: Path) -> None:
    html = rendered(own(tmp_path, home="{% extends 'base.html' %}{% block main %}<h1>Ours</h1>{% endblock %}"))
    assert "<h1>Ours</h1>" in html
    assert "np-skip" in html


def test_a_style_sheet_of_the_site_comes_after_the_built_in_one(tmp_path: Path) -> None:
    assert "/site." not in rendered(tmp_path)
    html = rendered(own(tmp_path, css=":root { --np-accent: #222; }"))
    assert 0 < html.index("assets/notice.") < html.index("assets/site.")


def test_a_change_of_an_asset_changes_its_address(tmp_path: Path) -> None:
    own(tmp_path, css="a {}")
    before = Theme(tmp_path).assets["site.css"].fingerprinted
    own(tmp_path, css="b {}")
    assert Theme(tmp_path).assets["site.css"].fingerprinted != before


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("<p>\n{% if %}\n", 2, "cannot be read"),
        ("<p>\n\n{{ page.frame.titel }}", 3, "titel"),
        ("{{ pages }}", 1, "'pages' is undefined"),
        ("\n{{ asset('notice.cs') }}", 2, "Did you mean “notice.css”?"),
        ("\n\n{{ 1 / 0 }}", 3, "division by zero"),
        ("\n{{ page.notices[3].link }}", 2, ""),
        ("\n{% include 'footer.html' %}", 2, "footer.html"),
    ],
)
def test_a_mistake_in_a_template_names_file_and_line(tmp_path: Path, template: str, line: int, words: str) -> None:
    with pytest.raises(ThemeError) as caught:
        rendered(own(tmp_path, home=template))
    assert f"{tmp_path}/templates/home.html:{line}: " in str(caught.value)
    assert words in str(caught.value)


def test_a_mistake_in_what_a_template_extends_names_that_file(tmp_path: Path) -> None:
    with pytest.raises(ThemeError, match=r"base\.html:2: .*undefined"):
        rendered(own(tmp_path, base="<!DOCTYPE html>\n{{ frame.title }}"))


def test_a_theme_without_a_template_says_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("noticepress.theme.built_in", lambda: tmp_path / "nowhere")
    with pytest.raises(ThemeError, match=r"no template home\.html: there is none in .*templates"):
        rendered(own(tmp_path, text="…"))
