"""What a notice has in no locale says nothing that is not among the words it is given."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from noticepress.catalogues import program_phrases
from noticepress.formats import told
from noticepress.interface import Phrasing, Words
from noticepress.pages import Plan, notice_leaves, plan
from noticepress.source import read_sources
from noticepress.theme import Theme, built_in
from noticepress.views import ChoicePage, WithdrawnPage
from tests.building import Building
from tests.pages.worlds import DAYS, hard_world


def translated(tag: str, theme: Theme, names: list[str]) -> Words:
    messages = [*(each.msgid for each in (*theme.phrases(), *program_phrases())), *names]
    return Words(tag, {each: Phrasing((f"{tag} {each}",), "0") for each in messages})


def said(made: Plan, theme: Theme) -> list[object]:
    pages = [leaf.page for leaf in notice_leaves(made)]
    return [told(made), pages, [theme.render(page, made.words[page.frame.locale]) for page in pages]]


def check(built: Building, day: str, folder: Path) -> None:
    site, _ = read_sources(built.write(folder))
    theme, tags = Theme(built_in()), (*site.config.locales, *site.config.retired_locales)
    names = [each.name for each in site.config.regions.values()]
    whole = plan(site, date.fromisoformat(day), {tag: translated(tag, theme, names) for tag in tags})
    fewer = whole.around.of_notices(theme.messages(ChoicePage, WithdrawnPage))
    assert len(fewer.words["en"].phrasings) < len(whole.words["en"].phrasings) / 2
    for notice in site.notices:
        made = whole.of_notice(notice.id.notice)
        assert said(made, theme) == said(replace(made, around=fewer), theme)


@pytest.mark.parametrize("day", [*DAYS, "2026-01-01"])
def test_a_notice_says_in_no_locale_what_its_words_hold(tmp_path: Path, day: str) -> None:
    world = hard_world()
    world.configure({}, {}, accessibility="cookies")
    check(world, day, tmp_path)


def test_so_does_one_that_was_withdrawn_before_it_applied(tmp_path: Path) -> None:
    built = Building(documents={"privacy": {}, "privacy/uk": {}, "cookies": {}})
    built.publish("privacy", "2021-03-01", {"en": "A", "sv": "A"}, at="2021-02-01")
    for document in ("privacy/uk", "cookies"):
        built.publish(document, "2022-03-01", {"en": "A", "sv": "A"}, at="2022-01-01")
        built.withdraw(document, "2022-03-01", at="2022-01-20", reason="Not yet")
    check(built, "2022-02-01", tmp_path)
