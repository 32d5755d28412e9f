"""What a page says of its version: dates, languages, editions, and what it leads to."""

import re
from pathlib import Path

import pytest
from markupsafe import Markup

from noticepress.errors import SourceError
from noticepress.pages.frames import region_name
from noticepress.source import read_sources
from noticepress.views import ArchivePage, Link, RedlinePage, TextPage
from tests.building import Building

SECTION = {"privacy": {}, "privacy/eea": {"placement": "section"}}
PAGE = {
    "privacy": {},
    "privacy/california": {"placement": "page", "locales": ["en"], "locales-reason": "The statute asks for English."},
}


def text_page(built: Building, day: str, url: str) -> TextPage:
    page = built.pages(day)[url]
    assert isinstance(page, TextPage)
    return page


def banners(page: TextPage) -> list[str]:
    return [banner.kind for banner in (*page.banners, *(banner for part in page.parts for banner in part.banners))]


def by_text(links: tuple[Link, ...]) -> dict[str, Link]:
    return {link.text: link for link in links}


def test_a_version_takes_effect_in_the_time_zone_of_the_site() -> None:
    """On either side of the date line the same instant belongs to another day."""
    for zone, public_on in (("Pacific/Auckland", "2024-02-29"), ("Pacific/Honolulu", "2024-02-28")):
        built = Building(site={"time-zone": zone})
        built.publish("privacy", "2024-03-01", {"en": "A"}, at="2024-02-28T23:30+00:00")
        assert ("/en/privacy/" in built.pages("2024-02-28")) == (public_on == "2024-02-28"), zone
        assert "/en/privacy/" in built.pages("2024-02-29"), zone


def test_a_leap_day_is_a_day_like_others() -> None:
    built = Building()
    built.publish("privacy", "2023-01-01", {"en": "A"}, at="2022-12-01")
    built.publish("privacy", "2024-02-29", {"en": "B"}, at="2024-01-01")
    built.publish("privacy", "2024-03-01", {"en": "C"}, at="2024-01-02")
    pages = {day: text_page(built, day, "/en/privacy/") for day in ("2024-02-28", "2024-02-29", "2024-03-01")}
    assert [page.effective.isoformat() for page in pages.values()] == ["2023-01-01", "2024-02-29", "2024-03-01"]
    assert pages["2024-02-29"].until == pages["2024-02-29"].effective


def test_a_version_published_on_its_day_is_in_force_that_day() -> None:
    built = Building()
    built.publish("privacy", "2024-03-01", {"en": "A"}, at="2024-03-01")
    page = text_page(built, "2024-03-01", "/en/privacy/")
    assert page.status == "in force"
    assert banners(page) == []


def test_two_versions_published_out_of_order_apply_in_the_order_of_their_dates() -> None:
    built = Building()
    built.publish("privacy", "2024-06-01", {"en": "Later"}, at="2024-01-01")
    built.publish("privacy", "2024-03-01", {"en": "Sooner"}, at="2024-02-01")
    page = text_page(built, "2024-04-01", "/en/privacy/")
    assert "Sooner" in page.parts[0].html
    assert page.until.isoformat() == "2024-05-31"
    redline = built.pages("2024-04-01")["/en/privacy/2024-06-01/changes/"]
    assert (redline.old.effective.isoformat(), redline.new.effective.isoformat()) == ("2024-03-01", "2024-06-01")


def test_a_notice_that_is_only_upcoming_says_so() -> None:
    built = Building()
    built.publish("privacy", "2024-03-01", {"en": "A"}, at="2024-01-01")
    for url in ("/en/privacy/", "/en/privacy/2024-03-01/"):
        page = text_page(built, "2024-02-01", url)
        assert (page.status, page.frame.robots) == ("upcoming", "noindex")
        assert banners(page) == ["upcoming"]
    assert text_page(built, "2024-03-01", "/en/privacy/").frame.robots == ""


def test_a_retired_notice_says_when_it_ended_and_why() -> None:
    built = Building()
    built.publish("privacy", "2021-03-01", {"en": "A"}, at="2021-02-01")
    built.retire("privacy", "2024-01-01", at="2023-11-01", reason="The shop has closed")
    before = text_page(built, "2023-12-31", "/en/privacy/")
    assert (before.status, banners(before)) == ("in force", ["upcoming"])
    page = text_page(built, "2024-01-01", "/en/privacy/")
    assert (page.status, page.frame.robots, banners(page)) == ("ended", "noindex", ["ended"])
    assert "31 December 2023" in page.banners[0].text
    assert "The shop has closed" in page.banners[0].html
    assert "/en/privacy/2021-03-01/" in built.pages("2030-01-01")


def test_a_notice_that_begins_again_after_a_gap_applies_again() -> None:
    built = Building()
    built.publish("privacy", "2021-03-01", {"en": "A"}, at="2021-02-01")
    built.retire("privacy", "2022-01-01", at="2021-11-01")
    built.publish("privacy", "2023-01-01", {"en": "B"}, at="2022-12-01")
    assert text_page(built, "2022-06-01", "/en/privacy/").status == "ended"
    assert text_page(built, "2022-12-15", "/en/privacy/").effective.isoformat() == "2021-03-01"
    page = text_page(built, "2023-01-01", "/en/privacy/")
    assert (page.status, page.effective.isoformat()) == ("in force", "2023-01-01")
    assert text_page(built, "2023-01-01", "/en/privacy/2021-03-01/").until.isoformat() == "2021-12-31"


def test_the_authoritative_text_stands_in_a_marked_section_where_a_translation_lacks() -> None:
    built = Building(locales=["en", "ar"])
    built.publish("privacy", "2021-03-01", {"en": "First", "ar": "الأول"}, at="2021-02-01")
    built.publish("privacy", "2022-03-01", {"en": "Second"}, at="2022-02-01")
    page = text_page(built, "2023-01-01", "/ar/privacy/")
    assert (page.parts[0].lang, page.parts[0].dir) == ("en", "ltr")
    assert "Second" in page.parts[0].html
    assert [link.url for link in page.parts[0].banners[0].links] == ["/ar/privacy/2021-03-01/"]
    assert page.frame.canonical.endswith("/en/privacy/")
    assert page.authoritative == "en"


def test_by_policy_the_previous_translation_stands_with_what_changed_since() -> None:
    built = Building(documents={"privacy": {"untranslated": "previous"}})
    built.publish("privacy", "2021-03-01", {"en": "First", "sv": "Första"}, at="2021-02-01")
    built.publish("privacy", "2022-03-01", {"en": "Second"}, at="2022-02-01")
    built.publish("privacy", "2023-03-01", {"en": "Third"}, at="2023-02-01")
    page = text_page(built, "2024-01-01", "/sv/privacy/")
    assert page.parts[0].lang == ""
    assert "Första" in page.parts[0].html
    banner = page.parts[0].banners[0]
    assert "28 februari 2022" in banner.text
    links = by_text(banner.links)
    assert links["Read the authoritative text"].url == "/en/privacy/2023-03-01/"
    since = links["What has changed since"]
    assert (since.url, since.hreflang) == ("/en/privacy/2021-03-01/compare/", "en")
    redline = built.pages("2024-01-01")[since.url]
    assert (redline.old.effective.isoformat(), redline.new.effective.isoformat()) == ("2021-03-01", "2023-03-01")
    assert page.frame.canonical.endswith("/en/privacy/")


def test_a_late_translation_says_since_when_it_applies_and_when_it_was_published() -> None:
    built = Building(documents=SECTION)
    built.publish("privacy", "2021-03-01", {"en": "A", "sv": "A"}, at="2021-02-01")
    built.publish("privacy/eea", "2021-03-01", {"en": "B"}, at="2021-02-01")
    built.publish("privacy/eea", "2021-03-01", {"sv": "B"}, at="2021-05-01")
    page = text_page(built, "2021-06-01", "/sv/privacy/")
    assert [banner.kind for banner in page.banners] == []
    late = page.parts[1].banners[0]
    assert late.kind == "late"
    assert "1 mars 2021" in late.text
    assert "1 maj 2021" in late.text


def test_a_text_published_late_in_the_language_that_prevails_is_no_translation() -> None:
    built = Building()
    built.publish("privacy", "2021-03-01", {"en": "A"}, at="2021-05-01")
    assert "translation" not in text_page(built, "2021-06-01", "/en/privacy/").banners[0].text


def test_languages_keep_the_version_or_say_which_is_nearest() -> None:
    built = Building(documents=PAGE)
    built.publish("privacy", "2021-03-01", {"en": "A", "sv": "A"}, at="2021-02-01")
    built.publish("privacy", "2022-03-01", {"en": "B"}, at="2022-02-01")
    built.publish("privacy", "2023-03-01", {"en": "C", "sv": "C"}, at="2023-02-01")
    built.publish("privacy/california", "2021-03-01", {"en": "D"}, at="2021-02-01")

    def swedish(url: str) -> tuple[str, str]:
        link = by_text(text_page(built, "2023-06-01", url).frame.languages)["Svenska"]
        return link.url, link.note

    assert swedish("/en/privacy/") == ("/sv/privacy/", "")
    assert swedish("/en/privacy/2021-03-01/") == ("/sv/privacy/2021-03-01/", "")
    assert swedish("/en/privacy/2022-03-01/") == ("/sv/privacy/2021-03-01/", "version of 1 March 2021")
    assert swedish("/en/privacy/california/") == ("/sv/privacy/", "General edition")
    assert swedish("/en/privacy/california/2023-03-01/") == ("/sv/privacy/2023-03-01/", "General edition")


def test_an_edition_in_fewer_languages_is_linked_and_never_copied() -> None:
    built = Building(documents=PAGE)
    built.publish("privacy", "2021-03-01", {"en": "A", "sv": "A"}, at="2021-02-01")
    built.publish("privacy/california", "2021-03-01", {"en": "D"}, at="2021-02-01")
    page = text_page(built, "2021-06-01", "/sv/privacy/")
    link = by_text(page.editions)["California"]
    assert (link.url, link.hreflang, link.note) == ("/en/privacy/california/", "en", "only in engelska")
    assert link.detail == "USA"
    assert not [url for url in built.pages("2021-06-01") if url.startswith("/sv/privacy/california")]


def test_a_link_to_an_edition_names_every_language_that_it_is_in() -> None:
    uk = {"locales": ["en", "de"], "locales-reason": "The languages of our customers."}
    built = Building(locales=["en", "sv", "de"], documents={"privacy": {}, "privacy/uk": uk})
    built.publish("privacy", "2021-03-01", {"en": "A", "sv": "A", "de": "A"}, at="2021-02-01")
    built.publish("privacy/uk", "2021-03-01", {"en": "D", "de": "D"}, at="2021-02-01")
    built.publish("privacy", "2022-03-01", {"en": "B", "sv": "B", "de": "B"}, at="2022-02-01")
    for url in ("/sv/privacy/", "/sv/privacy/2021-03-01/"):
        link = by_text(text_page(built, "2022-06-01", url).editions)["Storbritannien"]
        assert (link.hreflang, link.note) == ("en", "only in engelska och tyska")
    assert by_text(text_page(built, "2022-06-01", "/de/privacy/").editions)["Vereinigtes Königreich"].note == ""


def test_a_region_has_its_edition_once_all_it_needs_is_in_force() -> None:
    built = Building(documents=SECTION)
    built.publish("privacy/eea", "2021-01-01", {"en": "B"}, at="2020-12-01")
    assert "/en/privacy/eea/" not in built.pages("2021-01-15")
    built.publish("privacy", "2021-03-01", {"en": "A"}, at="2021-02-01")
    assert text_page(built, "2021-02-15", "/en/privacy/eea/").status == "upcoming"
    page = text_page(built, "2021-03-01", "/en/privacy/eea/")
    assert (page.status, page.effective.isoformat()) == ("in force", "2021-03-01")
    assert page.jump is not None
    assert page.jump.url == "#eea"
    assert page.frame.title.endswith("(European Economic Area)")


def test_an_archive_says_which_document_changed_or_ended() -> None:
    built = Building(documents=SECTION, titles={"privacy": {"en": "Notice"}, "privacy/eea": {"en": "Addendum"}})
    built.publish("privacy", "2021-03-01", {"en": "A"}, at="2021-02-01")
    built.publish("privacy/eea", "2021-03-01", {"en": "B"}, at="2021-02-01")
    built.publish("privacy/eea", "2022-03-01", {"en": "C"}, at="2022-02-01")
    built.publish("privacy", "2023-03-01", {"en": "D"}, at="2023-02-01")
    built.retire("privacy/eea", "2024-03-01", at="2024-02-01")
    archive = built.pages("2024-06-01")["/en/privacy/archive/"]
    assert isinstance(archive, ArchivePage)
    told = [
        (row.effective.isoformat(), row.changed, row.ended, row.published.date().isoformat()) for row in archive.rows
    ]
    assert told == [
        ("2024-03-01", (), ("Addendum",), "2024-02-01"),
        ("2023-03-01", ("Notice",), (), "2023-02-01"),
        ("2022-03-01", ("Addendum",), (), "2022-02-01"),
        ("2021-03-01", ("Notice", "Addendum"), (), "2021-02-01"),
    ]


def test_a_correction_does_not_change_when_a_version_was_published() -> None:
    built = Building()
    built.publish("privacy", "2021-03-01", {"en": "A"}, at="2021-02-01")
    built.correct("privacy", "2021-03-01", "en", "B", at="2021-09-01")
    assert text_page(built, "2022-01-01", "/en/privacy/").published.date().isoformat() == "2021-02-01"
    assert built.pages("2022-01-01")["/en/privacy/archive/"].rows[0].published.date().isoformat() == "2021-02-01"


def test_a_publication_leaves_older_pages_as_they_were() -> None:
    built = Building(documents=SECTION)
    for year in range(2019, 2024):
        built.publish("privacy", f"{year}-03-01", {"en": f"A {year}", "sv": f"A {year}"}, at=f"{year}-02-01")
    built.publish("privacy/eea", "2019-03-01", {"en": "B", "sv": "B"}, at="2019-02-01")
    before = built.html("2023-12-01")
    built.publish("privacy", "2024-03-01", {"en": "A 2024", "sv": "A 2024"}, at="2024-02-01")
    after = built.html("2024-06-01")
    old = [url for url in before if "-03-01/" in url and not url.endswith("compare/") and "/2023-" not in url]
    assert old
    assert [url for url in old if before[url] != after[url]] == []


def test_a_new_edition_leaves_superseded_pages_as_they_were() -> None:
    built = Building(documents=PAGE)
    built.publish("privacy", "2021-03-01", {"en": "A"}, at="2021-02-01")
    built.publish("privacy", "2022-03-01", {"en": "B"}, at="2022-02-01")
    before = built.html("2023-01-01")["/en/privacy/2021-03-01/"]
    built.publish("privacy/california", "2023-03-01", {"en": "C"}, at="2023-02-01")
    assert built.html("2023-06-01")["/en/privacy/2021-03-01/"] == before


def test_a_retired_language_keeps_its_pages_and_is_not_offered() -> None:
    built = Building(locales=["en", "sv"])
    built.publish("privacy", "2021-03-01", {"en": "A", "sv": "Ett"}, at="2021-02-01")
    built.configure(locales=["en"], retired_locales=["sv"])
    built.publish("privacy", "2022-03-01", {"en": "B"}, at="2022-02-01")
    pages = built.pages("2022-06-01")
    assert {"/sv/", "/sv/privacy/", "/sv/privacy/2021-03-01/", "/sv/privacy/archive/"} <= pages.keys()
    undated = text_page(built, "2022-06-01", "/sv/privacy/")
    assert undated.parts[0].lang == "en"
    assert "no longer published in your language" in undated.parts[0].banners[0].text
    assert [link.hreflang for link in text_page(built, "2022-06-01", "/en/privacy/").frame.languages] == ["en"]
    old = text_page(built, "2022-06-01", "/en/privacy/2021-03-01/")
    assert [link.url for link in old.frame.languages] == ["/en/privacy/2021-03-01/", "/sv/privacy/2021-03-01/"]
    assert [link.hreflang for link in pages["/"].choices] == ["en"]


def test_a_retired_region_keeps_its_pages_and_is_not_offered() -> None:
    built = Building(documents=SECTION)
    built.publish("privacy", "2021-03-01", {"en": "A"}, at="2021-02-01")
    built.publish("privacy/eea", "2021-03-01", {"en": "B"}, at="2021-02-01")
    built.retire("privacy/eea", "2022-01-01", at="2021-12-01")
    built.configure(regions={"eea": {"retired": True}})
    page = text_page(built, "2022-06-01", "/en/privacy/")
    assert [link.url for link in page.editions] == ["/en/privacy/"]
    assert "/en/privacy/eea/2021-03-01/" in built.pages("2022-06-01")
    assert region_name(built.plan("2022-06-01"), "eea", "en") == "European Economic Area"


@pytest.mark.parametrize(
    ("take_out", "named"),
    [
        pytest.param(lambda toml: toml.replace('["en", "sv"]', '["en"]'), "retired-locales", id="a locale"),
        pytest.param(lambda toml: toml.split("[notices.privacy.addenda.eea]")[0], "privacy/eea", id="an addendum"),
    ],
)
def test_what_has_published_texts_cannot_be_taken_out_of_site_toml(tmp_path: Path, take_out, named: str) -> None:
    built = Building(documents=SECTION)
    built.publish("privacy", "2021-03-01", {"en": "A", "sv": "A"}, at="2021-02-01")
    built.publish("privacy/eea", "2021-03-01", {"en": "B"}, at="2021-02-01")
    file = built.write(tmp_path) / "notices" / "site.toml"
    file.write_text(take_out(file.read_text("utf-8")), "utf-8")
    with pytest.raises(SourceError) as caught:
        read_sources(tmp_path)
    assert any(named in str(finding) for finding in caught.value.findings)


def test_a_redline_never_compares_across_languages() -> None:
    """A part that one of the versions lacks in the reader's language is compared in the one that prevails."""
    built = Building(documents={"privacy": {}, "privacy/eea": {"placement": "section", "untranslated": "previous"}})
    built.publish("privacy", "2021-03-01", {"en": "A", "sv": "A"}, at="2021-02-01")
    built.publish("privacy/eea", "2021-03-01", {"en": "One thing.", "sv": "En sak."}, at="2021-02-01")
    built.publish("privacy/eea", "2022-03-01", {"en": "Two things."}, at="2022-02-01")
    built.publish("privacy/eea", "2023-03-01", {"en": "Three things.", "sv": "Tre saker."}, at="2023-02-01")
    redlines = {year: built.pages("2023-06-01")[f"/sv/privacy/{year}-03-01/changes/"].parts[1] for year in (2022, 2023)}
    assert {part.lang for part in redlines.values()} == {"en"}
    assert [redlines[2023].groups[0].items[0].old, redlines[2023].groups[0].items[0].new] == ["Two", "Three"]


def test_a_redline_of_translations_names_the_language_that_prevails() -> None:
    built = Building()
    built.publish("privacy", "2024-01-01", {"en": "A", "sv": "Å"}, at="2023-12-01")
    built.publish("privacy", "2025-01-01", {"en": "B", "sv": "Ä"}, at="2024-12-01", summary="B.")
    pages = built.pages("2025-02-01")
    found = {url: page for url, page in pages.items() if isinstance(page, RedlinePage)}
    said = {url: page.authoritative for url, page in found.items()}
    assert said["/sv/privacy/2025-01-01/changes/"] == "en"
    assert said["/sv/privacy/2024-01-01/compare/"] == "en"
    assert said["/en/privacy/2025-01-01/changes/"] == ""


def test_what_changed_leads_to_what_changed_before_and_after() -> None:
    built = Building(documents={"privacy": {}})
    for year in range(2020, 2024):
        texts = {"en": f"A {year}"} if year == 2022 else {"en": f"A {year}", "sv": f"A {year}"}
        built.publish("privacy", f"{year}-03-01", texts, at=f"{year}-02-01")
    pages = built.pages("2023-06-01")
    beside = {
        url: (page.previous and page.previous.url, page.following and page.following.url)
        for url, page in pages.items()
        if isinstance(page, RedlinePage) and page.kind == "changes"
    }
    addresses = {
        (tag, year): f"/{tag}/privacy/{year}-03-01/changes/" for tag in ("en", "sv") for year in range(2021, 2024)
    }
    assert beside == {
        addresses["en", 2021]: (None, addresses["en", 2022]),
        addresses["en", 2022]: (addresses["en", 2021], addresses["en", 2023]),
        addresses["en", 2023]: (addresses["en", 2022], None),
        addresses["sv", 2021]: (None, addresses["sv", 2023]),
        addresses["sv", 2023]: (addresses["sv", 2021], None),
    }


def test_a_translation_added_to_a_version_is_no_correction() -> None:
    built = Building(documents=SECTION)
    built.publish("privacy", "2021-03-01", {"en": "A", "sv": "A"}, at="2021-02-01")
    built.publish("privacy/eea", "2021-03-01", {"en": "B"}, at="2021-02-01")
    built.publish("privacy/eea", "2021-03-01", {"sv": "B"}, at="2021-05-01")
    page = built.pages("2021-06-01")["/sv/privacy/2021-03-01/r2/changes/"]
    assert "what was added" in page.frame.title


def test_a_notice_that_is_not_offered_in_a_language_is_linked_where_it_is() -> None:
    documents = {"privacy": {}, "cookies": {"locales": ["en"], "locales-reason": "Used in one country alone."}}
    built = Building(documents=documents, titles={"cookies": {"en": "Cookie notice"}})
    built.publish("privacy", "2021-03-01", {"en": "A", "sv": "A"}, at="2021-02-01")
    built.publish("cookies", "2021-03-01", {"en": "B"}, at="2021-02-01")
    row = built.pages("2021-06-01")["/sv/"].notices[1]
    assert (row.link.url, row.link.lang, row.link.hreflang) == ("/en/cookies/", "en", "en")
    assert row.link.note == "only in engelska"


def test_the_page_of_a_withdrawn_text_has_no_link_to_its_markdown() -> None:
    site = Building()
    site.publish("privacy", "2021-03-01", {"en": "Little.", "sv": "Lite."}, at="2021-02-01")
    site.withdraw("privacy", "2021-03-01", "sv", at="2021-04-01")
    html = site.html("2021-05-01")["/sv/privacy/2021-03-01/"]
    assert 'href=""' not in html
    assert 'href="../../../privacy/ledger.jsonl"' in html


def test_pages_for_what_does_not_exist_stay_out_of_search_engines() -> None:
    site = Building()
    site.publish("privacy", "2021-03-01", {"en": "Little.", "sv": "Lite."}, at="2021-02-01")
    pages = site.pages("2021-05-01")
    assert {pages[url].frame.robots for url in ("/404.html", "/sv/404.html")} == {"noindex"}


def test_the_list_of_notices_says_until_when_one_applied() -> None:
    built = Building(locales=["en"])
    built.publish("privacy", "2021-03-01", {"en": "A"}, at="2021-02-01")
    built.retire("privacy", "2022-01-01", at="2021-12-01")
    assert "Applied from 1 March 2021 until 31 December 2021." in Markup(built.html("2022-06-01")["/en/"]).striptags()


def test_the_list_of_changes_marks_the_language_of_a_part_and_not_its_own_words() -> None:
    built = Building(locales=["en", "ar"], documents=SECTION)
    built.publish("privacy", "2021-03-01", {"en": "A", "ar": "A"}, at="2021-02-01")
    built.publish("privacy/eea", "2021-03-01", {"en": "Two things."}, at="2021-02-01")
    built.publish("privacy/eea", "2022-03-01", {"en": "Three things."}, at="2022-02-01")
    page = built.html("2022-06-01")["/ar/privacy/2022-03-01/changes/"]
    changes = page[page.index('<nav class="np-contents np-changes"') : page.index("</nav>", page.index("np-changes"))]
    assert '<span lang="en" dir="ltr">Three</span>' in changes
    assert not re.search(r'<(?:div|section|ol|li|a|p)\b[^>]* lang="en"', changes)


def test_every_page_that_may_be_found_is_described() -> None:
    site = Building()
    site.publish("privacy", "2021-03-01", {"en": "Little.", "sv": "Lite."}, at="2021-02-01")
    pages = site.pages("2021-05-01")
    found = {url: page.frame.description for url, page in pages.items() if page.frame.robots != "noindex"}
    assert {"/", "/privacy/", "/sv/", "/sv/privacy/", "/sv/privacy/archive/"} <= set(found)
    assert found["/sv/privacy/"] == "Company AB – Applies from: 1 mars 2021"
    assert found["/sv/"] == "Company AB – privacy in sv"
    assert found["/privacy/"] == "privacy in en · privacy in sv"
    assert all(description for url, description in found.items() if "2021-03-01" not in url)
