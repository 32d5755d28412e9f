"""Feeds tell what happened to an edition, at the moments of the ledger and of the dates."""

import re

from lxml import etree

from tests.building import Building
from tests.formats.reading import ATOM, BASE, entries, files


def a_history() -> Building:
    site = Building(documents={"privacy": {}, "privacy/eea": {"placement": "section"}})
    texts = {"en": "We collect little.", "sv": "Vi samlar in lite."}
    site.publish("privacy", "2021-03-01", texts, at="2021-02-01")
    site.publish("privacy", "2022-01-01", {"en": "We collect more."}, at="2021-12-01", summary="We collect **more**.")
    site.publish("privacy", "2022-01-01", {"sv": "Vi samlar in mer."}, at="2022-02-01", summary="Vi samlar in **mer**.")
    site.correct("privacy", "2022-01-01", "sv", "Vi samlar in mera.", at="2022-03-01", reason="A wrong word")
    return site


def told(site: Building, on: str, url: str = "/sv/privacy/feed.xml") -> list[str]:
    """What a feed tells, oldest first: the event's key and its moment."""
    found = [(entry.id.removeprefix(BASE), entry.updated) for entry in entries(files(site, on)[url])]
    return [f"{key} {moment}" for key, moment in reversed(found)]


def test_publication_translation_effect_and_correction_are_told() -> None:
    assert told(a_history(), "2022-06-01") == [
        "/sv/privacy/archive/#2021-03-01-published 2021-02-01T09:00:00+01:00",
        "/sv/privacy/archive/#2021-03-01-effective 2021-03-01T00:00:00+01:00",
        "/sv/privacy/archive/#2022-01-01-published 2021-12-01T09:00:00+01:00",
        "/sv/privacy/archive/#2022-01-01-effective 2022-01-01T00:00:00+01:00",
        "/sv/privacy/archive/#2022-01-01-translated 2022-02-01T09:00:00+01:00",
        "/sv/privacy/archive/#2022-01-01-corrected-notice-sv-2 2022-03-01T09:00:00+01:00",
    ]


def test_an_entry_has_the_summary_and_a_link_to_the_redline() -> None:
    entry = next(e for e in entries(files(a_history(), "2022-06-01")["/sv/privacy/feed.xml"]) if "translated" in e.id)
    assert "Vi samlar in <strong>mer</strong>." in entry.html
    assert entry.links["alternate"] == f"{BASE}/sv/privacy/2022-01-01/"
    assert entry.links["related"] == f"{BASE}/sv/privacy/2022-01-01/changes/"


def test_links_of_a_summary_lead_somewhere_from_anywhere() -> None:
    site = a_history()
    site.publish(
        "privacy", "2023-01-01", {"en": "All."}, at="2022-06-02", summary="[New](#new), [all](notice:privacy)."
    )
    summary = f'<a href="{BASE}/en/privacy/2023-01-01/#new">New</a>, <a href="{BASE}/en/privacy/">all</a>.'
    assert summary in entries(files(site, "2022-07-01")["/en/privacy/feed.xml"])[0].html
    assert summary in site.html("2022-07-01")["/en/privacy/archive/"]


def test_a_correction_gives_its_reason_and_its_own_redline() -> None:
    entry = entries(files(a_history(), "2022-06-01")["/sv/privacy/feed.xml"])[0]
    assert "<p>A wrong word</p>" in entry.html
    assert entry.links["related"] == f"{BASE}/sv/privacy/2022-01-01/r2/changes/"


def test_identifiers_stay_when_a_translation_arrives() -> None:
    before, after = told(a_history(), "2022-01-15"), told(a_history(), "2022-06-01")
    assert after[: len(before)] == before
    page = entries(files(a_history(), "2022-01-15")["/sv/privacy/feed.xml"])[0].links["alternate"]
    assert page == f"{BASE}/en/privacy/2022-01-01/"


def test_nothing_is_told_before_its_day() -> None:
    assert told(a_history(), "2021-12-31")[-1].startswith("/sv/privacy/archive/#2022-01-01-published")
    assert told(a_history(), "2021-11-30")[-1].startswith("/sv/privacy/archive/#2021-03-01-effective")


def test_a_version_published_after_it_began_took_no_effect_later() -> None:
    site = Building()
    site.publish("privacy", "2021-03-01", {"en": "Text."}, at="2021-04-01")
    assert told(site, "2021-06-01", "/en/privacy/feed.xml") == [
        "/en/privacy/archive/#2021-03-01-published 2021-04-01T09:00:00+02:00"
    ]


def test_withdrawal_of_a_text_and_of_a_version_and_retirement_are_told() -> None:
    site = a_history()
    site.withdraw("privacy", "2021-03-01", "sv", at="2022-04-01", reason="A court order")
    site.publish("privacy", "2023-01-01", {"en": "We collect all.", "sv": "Vi samlar in allt."}, at="2022-05-01")
    site.withdraw("privacy", "2023-01-01", at="2022-06-01", reason="Postponed")
    site.retire("privacy", "2024-01-01", at="2022-07-01", reason="The shop has closed")
    feed = entries(files(site, "2022-08-01")["/sv/privacy/feed.xml"])
    assert [re.sub(r".*#|\d{4}-\d\d-\d\d-|-[0-9a-f]{12}$", "", entry.id) for entry in reversed(feed)][-3:] == [
        "withdrawn-notice-sv-1",
        "withdrawn",
        "retired",
    ]
    assert ["A court order" in feed[2].html, "Postponed" in feed[1].html, "has closed" in feed[0].html] == [True] * 3
    assert "Vi samlar in lite" not in files(site, "2022-08-01")["/sv/privacy/feed.xml"].decode()


def test_a_change_of_the_addendum_is_told_in_the_editions_that_have_it() -> None:
    site = a_history()
    site.publish("privacy/eea", "2022-05-01", {"en": "Your rights.", "sv": "Dina rättigheter."}, at="2022-04-01")
    site.correct("privacy/eea", "2022-05-01", "sv", "Dina alla rättigheter.", at="2022-05-02")
    for url, day in (("/sv/privacy/feed.xml", "2022-05-01"), ("/sv/privacy/eea/feed.xml", "2022-05-01")):
        assert any(f"#{day}-corrected-eea-sv-2" in line for line in told(site, "2022-06-01", url))


def test_every_feed_is_atom() -> None:
    """The rules of RFC 4287, sections 4.1.1 and 4.1.2, for the elements that these feeds have."""
    site = a_history()
    site.correct("privacy", "2022-01-01", "en", "We collect \x0b & <more>.", at="2022-04-01", reason="a \x0b<b>&\ufffe")
    for url, raw in files(site, "2022-06-01").items():
        if not url.endswith("feed.xml"):
            continue
        feed = etree.fromstring(raw)
        assert feed.tag == f"{ATOM}feed"
        for element in (feed, *feed.iterfind(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                assert len(element.findall(f"{ATOM}{name}")) == 1, name
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", element.findtext(f"{ATOM}updated"))
            assert element.findtext(f"{ATOM}id").startswith("https://")
        assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Company AB"
        assert [e.get("href") for e in feed.findall(f"{ATOM}link[@rel='self']")] == [BASE + url]
        ids = [element.text for element in feed.iter(f"{ATOM}id")]
        assert len(ids) == len(set(ids))
        assert feed.findtext(f"{ATOM}updated") == max(e.text for e in feed.iterfind(f"{ATOM}entry/{ATOM}updated"))
