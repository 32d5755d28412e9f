"""A company's own page shows a notice, its date or that it changed; without scripts its own words stay."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route

from noticepress.formats import artifacts
from tests.building import Building
from tests.formats.reading import BASE, files

SHOP = "https://www.company.example/"
TYPES = {"js": "text/javascript", "html": "text/html; charset=utf-8"}


def a_history() -> Building:
    site = Building(documents={"privacy": {}, "privacy/eea": {"placement": "section"}, "cookies": {}})
    body = "## What we collect {#collect}\n\nLittle, see [cookies](notice:cookies) and [above](#collect)."
    site.publish("privacy", "2021-03-01", {"en": body, "sv": "## Vad {#collect}\n\nLite."}, at="2021-02-01")
    site.publish("privacy/eea", "2021-03-01", {"en": "## Rights {#rights}\n\nYours."}, at="2021-02-01")
    site.publish("privacy", "2022-01-01", {"en": body + " More."}, at="2021-12-01", summary="We collect **more**.")
    site.publish("cookies", "2021-03-01", {"en": "Biscuits.", "sv": "Kakor."}, at="2021-02-01")
    return site


@dataclass
class Shop:
    """A page of the company that shows a notice, in a browser with a site on a day behind it."""

    context: BrowserContext
    requests: list[Request]
    day: str = "2021-06-01"
    is_down: bool = False

    def visit(self, show: str, href: str = f"{BASE}/en/privacy/") -> Page:
        module = f'<script type="module" src="{BASE}/assets/noticepress.js"></script>'
        element = f'<noticepress-notice href="{href}" show="{show}"><a href="{href}">Privacy</a></noticepress-notice>'
        content = f"<!DOCTYPE html><html lang=en><title>Shop</title>{module}{element}"
        page = self.context.new_page()
        page.route(SHOP, lambda route: route.fulfill(body=content, content_type="text/html"))
        page.goto(SHOP, wait_until="networkidle")
        return page

    def answer(self, route: Route) -> None:
        self.requests.append(route.request)
        found = files(a_history(), self.day)
        path = urlsplit(route.request.url).path
        if path not in found or (self.is_down and "embed" in path):
            route.fulfill(status=404)
            return
        headers = {"Access-Control-Allow-Origin": "*", "Content-Type": TYPES.get(path.rpartition(".")[2], "text/plain")}
        route.fulfill(body=found[path], headers=headers)


@pytest.fixture
def shop(browser: Browser) -> Iterator[Shop]:
    context = browser.new_context()
    found = Shop(context, [])
    context.route(f"{BASE}/**", found.answer)
    yield found
    context.close()


def test_the_whole_notice_is_shown_in_its_language(shop: Shop) -> None:
    page = shop.visit("text")
    element = page.locator("noticepress-notice")
    assert element.get_attribute("lang") == "en"
    assert element.locator("h2").all_text_contents() == ["privacy in en"]
    assert element.locator("h3").all_text_contents() == ["What we collect", "privacy/eea in en"]
    assert element.locator(".noticepress-changed").count() == 0
    assert element.get_by_role("link", name="cookies").get_attribute("href") == f"{BASE}/en/cookies/"
    assert element.get_by_role("link", name="above").get_attribute("href") == "#np-collect"
    assert page.locator("#np-collect").count() == 1


def test_its_date_is_shown(shop: Shop) -> None:
    element = shop.visit("date").locator("noticepress-notice")
    assert element.locator("time").get_attribute("datetime") == "2021-03-01"
    assert element.get_by_role("link").get_attribute("href") == f"{BASE}/en/privacy/archive/"


def test_a_change_is_shown_until_it_is_closed(shop: Shop) -> None:
    first = shop.visit("banner").locator("noticepress-notice")
    assert first.locator(".noticepress-changed").count() == 0
    shop.day = "2022-01-01"
    page = shop.visit("banner")
    banner = page.get_by_role("status")
    assert "We collect more." in (banner.text_content() or "")
    assert banner.get_by_role("link", name="What changed").get_attribute("href") == (
        f"{BASE}/en/privacy/2022-01-01/changes/"
    )
    assert shop.visit("banner").get_by_role("button").count() == 1
    banner.get_by_role("button", name="Close").click()
    assert page.get_by_role("status").text_content() == ""
    assert shop.visit("banner").get_by_role("button").count() == 0


def test_what_cannot_be_fetched_leaves_the_page_as_it_was(shop: Shop) -> None:
    shop.is_down = True
    assert shop.visit("text").locator("noticepress-notice").inner_html().startswith("<a href=")
    assert shop.visit("nonsense").locator("noticepress-notice").inner_html().startswith("<a href=")


def test_without_scripts_the_page_keeps_its_own_words(browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    shop = Shop(context, [])
    context.route(f"{BASE}/**", shop.answer)
    assert shop.visit("text").get_by_role("link", name="Privacy").count() == 1
    context.close()


def test_nothing_is_sent_but_the_request_and_nothing_kept_but_the_version(shop: Shop) -> None:
    for show in ("text", "date"):
        page = shop.visit(show)
        assert page.evaluate("localStorage.length") == 0
    page = shop.visit("banner")
    assert page.evaluate("JSON.stringify(localStorage)") == f'{{"noticepress {BASE}/en/privacy/":"2021-03-01"}}'
    assert shop.context.cookies() == []
    fetched = [request for request in shop.requests if "embed" in request.url]
    assert len(fetched) == 3
    assert {urlsplit(request.url).netloc for request in shop.requests} == {urlsplit(BASE).netloc}
    for request in fetched:
        assert not {"cookie", "referer"} & set(request.all_headers())


def test_every_fragment_has_one_article_absolute_links_and_ids_of_its_own() -> None:
    found = {f"/{a.path}": a.data for a in artifacts(a_history().plan("2021-06-01"))}
    fragments = {url: html.fromstring(raw) for url, raw in found.items() if url.endswith("embed.html")}
    assert set(fragments) == {
        f"/{tag}/{name}/embed.html" for tag in ("en", "sv") for name in ("privacy", "privacy/eea", "cookies")
    }
    for tree in fragments.values():
        assert len(tree.xpath("//article[@class='noticepress']")) == 1
        assert all(each.startswith(("https://", "#np-", "mailto:")) for each in tree.xpath("//a/@href"))
        assert all("np-" in each for each in tree.xpath("//@id"))
        assert not tree.xpath("//script | //@style | //@onclick")


def test_a_text_in_another_language_says_so() -> None:
    tree = html.fromstring(files(a_history(), "2022-06-01")["/sv/privacy/embed.html"])
    assert tree.xpath("//article/@lang") == ["sv"]
    assert tree.xpath("//div[@class='noticepress-text']/*/@lang") == ["en", "en"]
    assert tree.xpath("count(//p[@class='noticepress-banner'])") == 2


def test_a_translation_names_the_language_that_prevails_and_leads_to_its_text() -> None:
    found = files(a_history(), "2021-06-01")
    (said,) = html.fromstring(found["/sv/privacy/embed.html"]).find_class("noticepress-translation")
    assert said.text_content().endswith("English")
    assert said.xpath("a/@href") == [f"{BASE}/en/privacy/"]
    assert not html.fromstring(found["/en/privacy/embed.html"]).find_class("noticepress-translation")
