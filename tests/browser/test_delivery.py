"""What a page asks for, what it weighs, and that it needs no script and no server."""

import re
from collections.abc import Callable
from pathlib import Path

import brotli
from playwright.sync_api import Browser, Page

from tests.browser.places import all_addresses, file_of, one_of_each

Opened = Callable[..., Page]

MAIN_PAGES = ("/en/privacy/", "/sv/privacy/", "/ar/privacy/", "/ja/privacy/")


SCROLLED = """async () => {
    const frame = () => new Promise(done => requestAnimationFrame(done));
    window.scrollTo(0, document.body.scrollHeight);
    await frame();
    await frame();
}"""


def requests_of(browser: Browser, url: str) -> list[str]:
    """Every address that the browser asks for while it opens a page and scrolls to its end, its cache being empty."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url)
    page.evaluate(SCROLLED)
    page.close()
    return asked


def test_no_page_asks_another_host_and_a_text_takes_at_most_three_requests(
    browser: Browser, site_url: str, example_site: Path
) -> None:
    for path in all_addresses(example_site):
        asked = requests_of(browser, site_url + path)
        assert asked[0] == site_url + path
        is_redline = path.endswith(("/changes/", "/compare/"))
        assert len(asked) <= (4 if is_redline else 3), asked
        assert [url for url in asked if not url.startswith(site_url + "/")] == []


def test_a_text_page_weighs_at_most_40_kb_and_15_kb_without_its_text(
    browser: Browser, site_url: str, example_site: Path
) -> None:
    """Measured in brotli, as a server sends it; a notice of some 3,000 words."""
    for path in MAIN_PAGES:
        sizes = {}
        for url in requests_of(browser, site_url + path):
            data = file_of(example_site, url.removeprefix(site_url)).read_bytes()
            sizes[url] = len(brotli.compress(data, quality=11))
        html = file_of(example_site, path).read_text(encoding="utf-8")
        text = "".join(re.findall(r"<p\b.*?</p>|<li\b.*?</li>|<table\b.*?</table>", article(html), re.DOTALL))
        words_only = re.sub(r"<[^>]+>", " ", text)
        assert sum(sizes.values()) <= 40_000, (path, sizes)
        without = sum(sizes.values()) - len(brotli.compress(words_only.encode(), quality=11))
        assert without <= 15_000, (path, without, sizes)


def article(html: str) -> str:
    """The text of a notice within its page."""
    start = html.index("<article")
    return html[start : html.index("</article>", start)]


def test_a_page_says_the_same_without_scripts(opened: Opened, example_site: Path) -> None:
    for path in one_of_each(example_site):
        without = opened(path, java_script_enabled=False).locator("main").inner_text()
        shown = opened(path).locator("main").inner_text()
        assert len(without) > 20, path
        lost = [line for line in without.splitlines() if line.strip() and line not in shown]
        assert not lost, (path, lost)


def test_every_section_can_be_reached_from_the_contents_without_scripts(opened: Opened) -> None:
    page = opened("/sv/privacy/", java_script_enabled=False)
    for link in page.locator("main nav a[href^='#']").all():
        target = link.get_attribute("href")[1:]
        assert page.locator(f"[id='{target}']").count() == 1, target


def test_a_page_opens_from_disk(browser: Browser, example_site: Path) -> None:
    page = browser.new_page()
    faults: list[str] = []
    page.on("requestfailed", lambda request: faults.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((example_site / "sv/privacy/index.html").as_uri())
    assert page.locator("h1").is_visible()
    assert page.evaluate("document.styleSheets.length") >= 1
    assert page.evaluate("document.styleSheets[0].href").startswith("file:///")
    assert page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") != "none"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "np-main"
    page.get_by_role("navigation", name="Språk").get_by_role("link", name="Deutsch").click()
    assert page.url == (example_site / "de/privacy/index.html").as_uri()
    assert page.locator("html").get_attribute("lang") == "de"
    page.close()
    assert not faults
