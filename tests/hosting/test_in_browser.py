"""The site behind nginx in a browser: the written policies let through what a page needs, and a choice lasts."""

from playwright.sync_api import Browser

from tests.hosting.servers import Server

PAGES = (
    "/sv/",
    "/sv/privacy/",
    "/ar/privacy/archive/",
    "/en/privacy/2026-05-15/changes/",
    "/privacy/uk/",
    "/sv/none/x/",
)


def test_no_page_has_a_complaint_about_its_policies(browser: Browser, nginx: Server) -> None:
    context = browser.new_context(locale="fi-FI")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.on("requestfailed", lambda request: said.append(f"{page.url}: {request.url} failed"))
    for path in PAGES:
        page.goto(f"http://127.0.0.1:{nginx.port}{path}")
        assert page.evaluate("document.styleSheets.length") >= 1, path
        assert page.evaluate("[...document.styleSheets].every(sheet => sheet.cssRules.length > 0)"), path
    context.close()
    assert [line for line in said if "status of 404" not in line] == []


def test_the_language_a_reader_asks_for_opens_until_another_is_chosen(browser: Browser, nginx: Server) -> None:
    context = browser.new_context(locale="sv-FI")
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{nginx.port}/privacy/")
    assert page.url.endswith("/sv/privacy/")
    assert page.locator("html").get_attribute("lang") == "sv"
    with page.expect_navigation():
        page.evaluate('document.querySelector(\'a[hreflang="ja"][href$="ja/privacy/"]\').click()')
    page.goto(f"http://127.0.0.1:{nginx.port}/")
    assert page.url.endswith("/ja/")
    context.close()
