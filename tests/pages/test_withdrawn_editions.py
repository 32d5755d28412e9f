"""Versions of editions that were announced and withdrawn: which pages say so, in which languages, showing what."""

from itertools import pairwise

from noticepress.views import TextPage, WithdrawnPage
from tests.building import Building

DOCUMENTS = {
    "privacy": {},
    "privacy/eea": {"placement": "section"},
    "privacy/california": {"locales": ["en"], "locales-reason": "The statute asks for English."},
}


def announced() -> Building:
    """A notice in two languages, an addendum for all and one in English only, and a version of all for 2022."""
    built = Building(documents=DOCUMENTS)
    for document, effective in (("privacy", "2021-03-01"), ("privacy/eea", "2021-05-01")):
        built.publish(document, effective, {"en": "A", "sv": "A"}, at="2021-02-01")
    built.publish("privacy/california", "2021-03-01", {"en": "A"}, at="2021-02-01")
    built.publish("privacy", "2022-03-01", {"en": "B", "sv": "B"}, at="2022-01-01")
    return built


def shown(page: object) -> list[str]:
    assert isinstance(page, TextPage)
    return [f"{record.document} {record.version}" for record in page.records]


def test_a_withdrawn_version_keeps_the_addenda_that_stood_beside_it() -> None:
    built = announced()
    before = built.pages("2022-01-10")
    built.withdraw("privacy", "2022-03-01", at="2022-01-20")
    after = built.pages("2022-01-25")
    for url in ("/sv/privacy/2022-03-01/", "/en/privacy/eea/2022-03-01/", "/en/privacy/california/2022-03-01/"):
        assert shown(after[url]) == shown(before[url])
        assert [banner.kind for banner in after[url].banners] == ["withdrawn"]


def test_a_withdrawn_version_brings_no_page_in_a_language_that_its_edition_is_not_offered_in() -> None:
    built = announced()
    built.withdraw("privacy", "2022-03-01", at="2022-01-20")
    assert not [url for url in built.pages("2022-01-25") if url.startswith("/sv/privacy/california")]


def test_two_documents_withdrawn_for_one_day_are_one_withdrawn_version() -> None:
    built = announced()
    built.publish("privacy/eea", "2022-03-01", {"en": "B", "sv": "B"}, at="2022-01-05")
    built.withdraw("privacy", "2022-03-01", at="2022-01-20")
    built.withdraw("privacy/eea", "2022-03-01", at="2022-01-21", reason="Both together")
    pages = built.pages("2022-01-25")
    assert shown(pages["/en/privacy/2022-03-01/"]) == ["privacy 2022-03-01", "privacy/eea 2022-03-01"]
    rows = pages["/en/privacy/archive/"].rows
    assert all(later.effective > earlier.effective for later, earlier in pairwise(rows))
    assert "Both together" in pages["/en/privacy/2022-03-01/"].banners[0].html


def test_a_withdrawn_version_that_was_corrected_leads_to_no_redline() -> None:
    built = announced()
    built.correct("privacy", "2022-03-01", "sv", "Bb", at="2022-01-10")
    built.withdraw("privacy", "2022-03-01", at="2022-01-20")
    pages = built.pages("2022-01-25")
    banners = {banner.kind: banner for banner in pages["/sv/privacy/2022-03-01/"].banners}
    assert banners["corrected"].links == ()
    assert "/sv/privacy/2022-03-01/r1/" in pages


def test_the_address_of_an_edition_that_never_began_says_so() -> None:
    built = Building(documents=DOCUMENTS)
    built.publish("privacy", "2021-03-01", {"en": "A", "sv": "A"}, at="2021-02-01")
    for document in ("privacy/eea", "privacy/california"):
        built.publish(document, "2022-03-01", {"en": "B"}, at="2022-01-01")
        built.withdraw(document, "2022-03-01", at="2022-01-20")
    pages = built.pages("2022-01-25")
    found = {url: page for url, page in pages.items() if isinstance(page, WithdrawnPage)}
    assert set(found) == {
        f"/{way}/2022-03-01/" for way in ("en/privacy/eea", "sv/privacy/eea", "en/privacy/california")
    }
    assert {url: page.onward.url for url, page in found.items()} == {url: f"{url[:3]}/privacy/" for url in found}
