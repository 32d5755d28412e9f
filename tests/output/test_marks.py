"""Pages in which nothing but the fingerprints of assets changes."""

from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from noticepress.marks import exchanged, filled, gap, mark
from noticepress.pipeline import build
from noticepress.theme import Theme, built_in
from tests.building import Building

MARKS = [mark(f"{number:x}" * 12) for number in range(6)] + [mark("0" * 11 + "1"), mark("1" + "0" * 11)]
CHOSEN = st.integers(1, 3).flatmap(
    lambda size: st.lists(st.lists(st.sampled_from(MARKS), min_size=size, max_size=size), min_size=2, max_size=5)
)
PIECES = st.lists(st.sampled_from([*MARKS, *map(gap, range(4)), "0", "00", "1", ".", "..", "é", "\0", "a.css"]))


@given(PIECES.map("".join), CHOSEN)
def test_a_page_with_other_marks_is_the_one_that_would_be_made_with_them(page: str, chosen: list[list[str]]) -> None:
    gapped = page.encode()
    before, *others = chosen
    data, counts = filled(gapped, before)
    for now in others:
        found = exchanged(data, [*zip(before, counts, strict=True)], now)
        if found is None:
            return
        assert (found, counts) == filled(gapped, now)
        before, data = now, found


def test_marks_that_change_places_do_so_at_once() -> None:
    one, other = MARKS[:2]
    assert exchanged(f"a{one}b{other}".encode(), [(one, 1), (other, 1)], (other, one)) == f"a{other}b{one}".encode()
    assert exchanged(b"a", (), ()) is None
    assert exchanged(f"{one}{other}".encode(), [(one, 1)], (other,)) is None
    assert exchanged(f"{one}{one}".encode(), [(one, 1)], (other,)) is None


def test_a_template_may_write_the_name_of_an_asset_as_it_likes(tmp_path: Path) -> None:
    theme = tmp_path / "project" / "theme"
    (theme / "assets").mkdir(parents=True)
    style = theme / "assets" / "site.css"
    style.write_text("p { margin: 0 }\n")
    base = (built_in() / "templates" / "base.html").read_text("utf-8")
    shown = "<p>{{ asset('site.css') | urlencode }} {{ asset('site.css') | tojson }} {{ asset('site.css')[:-9] }}</p>"
    (theme / "templates").mkdir()
    (theme / "templates" / "base.html").write_text(base.replace("</body>", f"{shown}</body>"))
    built = Building()
    built.publish("privacy", "2021-03-01", {"en": "Little.", "sv": "Lite."}, at="2021-02-01")
    project, day = built.write(tmp_path / "project"), date(2021, 6, 1)
    for number in range(2):
        style.write_text(f"p {{ margin: {number}px }}\n")
        name = Theme(theme).assets["site.css"].fingerprinted
        build(project, tmp_path / "public", day)
        page = (tmp_path / "public" / "en" / "privacy" / "2021-03-01" / "index.html").read_text("utf-8")
        path = f"../../../assets/{name}"
        assert f'<p>{path} "{path}" {path[:-9]}</p>' in page
        assert f'href="{path}"' in page


def test_a_text_that_quotes_a_fingerprint_keeps_it(tmp_path: Path) -> None:
    style = tmp_path / "project" / "theme" / "assets" / "site.css"
    style.parent.mkdir(parents=True)
    style.write_text("p { margin: 0 }\n")
    name = Theme(style.parent.parent).assets["site.css"].fingerprinted
    built = Building()
    built.publish("privacy", "2021-03-01", {"en": f"See `assets/{name}`.", "sv": "Lite."}, at="2021-02-01")
    project, day = built.write(tmp_path / "project"), date(2021, 6, 1)
    build(project, tmp_path / "public", day)
    style.write_text("p { margin: 1px }\n")
    build(project, tmp_path / "public", day)
    build(project, tmp_path / "again", day)
    for file in (tmp_path / "again").rglob("*.html"):
        assert file.read_bytes() == (tmp_path / "public" / file.relative_to(tmp_path / "again")).read_bytes()
    assert name in (tmp_path / "public" / "en" / "privacy" / "2021-03-01" / "index.html").read_text("utf-8")
