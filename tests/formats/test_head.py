"""What programs read in the head of a page: counterparts, versions, formats, JSON-LD."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser

from noticepress.views import Frame, TextPage
from tests.building import Building
from tests.formats.reading import BASE

STRICT = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'"


def a_history() -> Building:
    site = Building(documents={"privacy": {}, "cookies": {}}, site={"privacy": "privacy"})
    site.publish("privacy", "2021-03-01", {"en": "Little.", "sv": "Lite."}, at="2021-02-01")
    site.publish("privacy", "2022-01-01", {"en": "More </script><b>&."}, at="2021-12-01")
    site.publish("privacy", "2023-01-01", {"en": "Most.", "sv": "Mest."}, at="2022-12-01")
    site.publish("cookies", "2021-03-01", {"en": "Biscuits.", "sv": "Kakor."}, at="2021-02-01")
    return site


def frame(on: str, url: str) -> Frame:
    return a_history().pages(on)[url].frame


def counterparts(on: str, url: str) -> dict[str, str]:
    return {link.hreflang: link.url.removeprefix(BASE) for link in frame(on, url).alternates}


def related(on: str, url: str) -> dict[str, str]:
    """Relations by name; formats of the page by media type."""
    relations = frame(on, url).relations
    return {each.type if each.rel == "alternate" else each.rel: each.url for each in relations}


def test_undated_pages_name_each_other_and_the_neutral_address() -> None:
    expected = {"en": "/en/privacy/", "sv": "/sv/privacy/", "x-default": "/privacy/"}
    for url in expected.values():
        assert counterparts("2021-06-01", url) == expected


def test_a_page_with_a_text_in_another_language_is_no_counterpart() -> None:
    assert counterparts("2022-06-01", "/sv/privacy/") == {}
    assert counterparts("2022-06-01", "/en/privacy/") == {"en": "/en/privacy/", "x-default": "/privacy/"}
    assert frame("2022-06-01", "/sv/privacy/").canonical == f"{BASE}/en/privacy/"


@pytest.mark.parametrize("url", ["/en/privacy/2021-03-01/", "/en/privacy/2022-01-01/", "/en/privacy/2023-01-01/"])
def test_dated_pages_have_no_counterparts(url: str) -> None:
    """They are superseded, coming, or canonical to the undated page."""
    assert counterparts("2022-12-15", url) == {}


def test_lists_and_archives_have_counterparts() -> None:
    assert counterparts("2022-06-01", "/sv/") == {"en": "/en/", "sv": "/sv/", "x-default": "/"}
    archives = {"en": "/en/privacy/archive/", "sv": "/sv/privacy/archive/", "x-default": "/en/privacy/archive/"}
    assert counterparts("2022-06-01", "/sv/privacy/archive/") == archives


def test_versions_name_their_neighbours_and_their_history() -> None:
    found = related("2022-12-15", "/en/privacy/2022-01-01/")
    assert found["predecessor-version"] == "/en/privacy/2021-03-01/"
    assert found["successor-version"] == "/en/privacy/2023-01-01/"
    assert found["latest-version"] == found["original"] == "/en/privacy/"
    assert found["version-history"] == "/en/privacy/archive/"
    assert found["timemap"] == "/en/privacy/timemap"


def test_the_first_version_has_no_predecessor_and_the_undated_page_is_the_latest() -> None:
    assert "predecessor-version" not in related("2021-06-01", "/en/privacy/2021-03-01/")
    assert "latest-version" not in related("2021-06-01", "/en/privacy/")


def test_pages_name_their_formats_and_the_privacy_notice() -> None:
    found = related("2022-06-01", "/en/cookies/")
    assert found["text/markdown"] == "/en/cookies/index.md"
    assert found["application/atom+xml"] == "/en/cookies/feed.xml"
    assert found["privacy-policy"] == "/en/privacy/"
    assert related("2022-06-01", "/sv/privacy/")["text/markdown"] == "/sv/privacy/index.en.md"
    assert "privacy-policy" not in related("2022-06-01", "/en/privacy/2021-03-01/")


def test_json_ld_tells_the_version_its_period_and_its_hash() -> None:
    page = a_history().pages("2022-06-01")["/sv/privacy/2021-03-01/"]
    assert isinstance(page, TextPage)
    told = json.loads(page.json_ld)
    document = told["mainEntity"]
    assert (told["@type"], told["url"], document["inLanguage"]) == ("WebPage", f"{BASE}/sv/privacy/2021-03-01/", "sv")
    assert (document["version"], document["temporalCoverage"]) == ("2021-03-01", "2021-03-01/2021-12-31")
    assert document["encoding"][0]["sha256"] == page.records[0].sha256
    assert document["translationOfWork"]["url"] == f"{BASE}/en/privacy/2021-03-01/"


def test_json_ld_cannot_leave_its_element() -> None:
    site = Building(titles={"privacy": {"en": "</script><script>alert(1)</script>&"}})
    site.publish("privacy", "2021-03-01", {"en": "Text."}, at="2021-02-01")
    tree = html.fromstring(site.html("2021-06-01")["/en/privacy/"])
    scripts = tree.xpath("//script[not(@src)]/text()")
    assert len(scripts) == 1
    assert json.loads(scripts[0])["name"] == "</script><script>alert(1)</script>&"


def test_a_strict_policy_lets_json_ld_be(example_site: Path, browser: Browser, serve: Callable[[Path], str]) -> None:
    """JSON-LD is a data block: nothing of it is executed, and no Content-Security-Policy has to allow it."""
    page = browser.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.route("**/*", lambda route: route.fulfill(
        response=(answer := route.fetch()), headers={**answer.headers, "Content-Security-Policy": STRICT}
    ))  # fmt: skip
    page.goto(serve(example_site) + "/sv/privacy/")
    raw = page.locator('script[type="application/ld+json"]').text_content()
    page.close()
    assert json.loads(raw or "")["@context"] == "https://schema.org"
    assert faults == []
