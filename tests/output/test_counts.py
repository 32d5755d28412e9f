"""What a build does is counted, not timed: texts read and parsed, templates compiled, pages rendered and files written
for each kind of change."""

import gc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from jinja2 import Environment

from noticepress.frontmatter import Parts
from noticepress.interface import Words
from noticepress.markup.pieces import Shelf, shelf
from noticepress.pipeline import build
from noticepress.published import reading
from noticepress.redline import Redline, compare_html
from noticepress.theme import Theme
from noticepress.views import Page
from tests.building import Building

DAY = date(2026, 11, 24)
LATER = 2**62
"""A moment at which every file is old enough for its time of change to be trusted."""
FIRST = "We collect _little_.\n\nWe keep it _briefly_.\n\nWe share _nothing_."
SECOND = "We collect _little_.\n\nWe keep it _for a year_.\n\nWe share _nothing_."


class Counts(NamedTuple):
    """Published texts and their sources that were read, templates that were compiled, pieces of texts that were
    parsed, pages that were rendered, files that were written."""

    read: int
    compiled: int
    parsed: int
    rendered: int
    written: int


class Project:
    """Two notices in two locales, in a folder."""

    def __init__(self, folder: Path) -> None:
        self.built = Building(documents={"privacy": {}, "cookies": {}})
        self.built.publish("privacy", "2021-03-01", {"en": FIRST, "sv": "_Lite._"}, at="2021-02-01")
        self.built.publish("cookies", "2021-03-01", {"en": "_None._", "sv": "_Inga._"}, at="2021-02-01")
        self.root = self.built.write(folder)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "project")


@pytest.fixture
def counted(project: Project, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Counts]:
    read: list[object] = []
    compiled: list[object] = []
    rendered: list[str] = []
    render, split_text, compile_template = Theme.gapped, reading.split, Environment.compile

    def counting(self: Theme, page: Page, words: Words) -> bytes:
        rendered.append(page.frame.url)
        return render(self, page, words)

    def splitting(text: str) -> Parts:
        read.append(text)
        return split_text(text)

    def compiling(*values: object, **named: object) -> object:
        compiled.append(values)
        return compile_template(*values, **named)  # type: ignore[call-overload]  # as given

    monkeypatch.setattr(Theme, "gapped", counting)
    monkeypatch.setattr(reading, "split", splitting)
    monkeypatch.setattr(Environment, "compile", compiling)

    def run() -> Counts:
        shelf.cache_clear()
        before = Shelf.made
        for each in (read, compiled, rendered):
            each.clear()
        report = build(project.root, project.root / "public", DAY, jobs=1, begun=LATER).report
        return Counts(len(read), len(compiled), Shelf.made - before, len(rendered), report.written)

    return run


def test_from_nothing_a_piece_is_parsed_once_however_many_pages_show_it(
    project: Project, counted: Callable[[], Counts]
) -> None:
    # Six pieces, whatever levels their headings have on a page.
    assert counted() == Counts(6, 7, 6, 20, 56 + len(Theme(project.root).assets))


def test_nothing_changed(counted: Callable[[], Counts]) -> None:
    counted()
    assert counted() == Counts(0, 0, 0, 0, 0)


def test_one_version_published_leaves_other_notices_alone(project: Project, counted: Callable[[], Counts]) -> None:
    counted()
    texts = {"en": SECOND, "sv": "_Lite._"}
    project.built.publish("privacy", "2026-03-01", texts, at="2026-02-01", summary="_More_")
    project.built.write(project.root)
    # What it says anew, and what it says of that; the texts of the other notice are not read.
    assert counted() == Counts(6, 1, 2, 14, 31)


def test_one_catalogue_changed_leaves_other_languages_alone(project: Project, counted: Callable[[], Counts]) -> None:
    counted()
    file = project.root / "locales" / "sv" / "LC_MESSAGES" / "site.po"
    file.parent.mkdir(parents=True)
    header = "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"
    file.write_text(f'msgid ""\nmsgstr "{header}"\n\nmsgid "All versions and what changed"\nmsgstr "Allt"\n', "utf-8")
    assert counted() == Counts(6, 0, 0, 5, 5)


def test_one_template_changed_makes_its_own_pages_again(project: Project, counted: Callable[[], Counts]) -> None:
    counted()
    file = project.root / "theme" / "templates" / "archive.html"
    file.parent.mkdir(parents=True)
    file.write_text('{% extends "base.html" %}{% block main %}All versions{% endblock %}\n')
    assert counted() == Counts(6, 1, 0, 4, 4)


def test_one_asset_more_makes_every_page_again(project: Project, counted: Callable[[], Counts]) -> None:
    counted()
    file = project.root / "theme" / "assets" / "site.css"
    file.parent.mkdir(parents=True)
    file.write_text("p { margin: 0 }\n")
    assert counted() == Counts(6, 0, 0, 20, 21)


def test_one_asset_changed_makes_no_page_again(project: Project, counted: Callable[[], Counts]) -> None:
    file = project.root / "theme" / "assets" / "site.css"
    file.parent.mkdir(parents=True)
    file.write_text("p { margin: 0 }\n")
    counted()
    file.write_text("p { margin: 1px }\n")
    assert counted() == Counts(6, 0, 0, 0, 21)


def test_an_upcoming_version_makes_no_redline_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Archives tell the size of every redline: those that were made once are not made again for them."""
    compared: list[str] = []

    def counting(old: str, new: str, **values: object) -> Redline:
        compared.append(new)
        return compare_html(old, new, **values)  # type: ignore[arg-type]  # as given

    monkeypatch.setattr("noticepress.redline.compare_html", counting)
    project.built.publish("privacy", "2022-03-01", {"en": SECOND, "sv": "Mer."}, at="2022-02-01", summary="_More_")
    project.built.publish("privacy", "2023-03-01", {"en": FIRST, "sv": "_Lite._"}, at="2023-02-01", summary="Less")
    project.built.write(project.root)
    build(project.root, project.root / "public", DAY, jobs=1)
    # In two languages: what changed twice, and two versions against the one in force.
    assert len(compared) == 8
    compared.clear()
    project.built.publish("privacy", "2027-03-01", {"en": SECOND}, at="2026-11-01", summary="_More_")
    project.built.write(project.root)
    build(project.root, project.root / "public", DAY, jobs=1)
    # In English alone: what will change, the same against the version in force, and the last change, which leads on.
    assert len(compared) == 3


def test_what_pages_leave_behind_goes_by_itself(project: Project) -> None:
    """Rubbish that refers to itself would have to be looked for among all values of a build."""
    gc.collect()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        build(project.root, project.root / "public", DAY, jobs=1, full=True)
        gc.collect()
        rooms = {type(each).__module__ for each in gc.garbage}
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
    assert not [room for room in rooms if room.startswith(("noticepress.views", "noticepress.redline"))]
