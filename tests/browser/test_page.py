"""The pages in a browser."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser


def test_the_swedish_notice_opens(browser: Browser, serve: Callable[[Path], str], example_site: Path) -> None:
    page = browser.new_page()
    page.goto(f"{serve(example_site)}/sv/privacy/")
    assert page.locator("html").get_attribute("lang") == "sv"
    assert page.locator("h1").count() == 1
    page.close()
