"""The example site on loopback, and pages of the browser that are closed after each test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session")
def site_url(serve: Callable[[Path], str], example_site: Path) -> str:
    """The address of the example site, without a slash at the end."""
    return serve(example_site)


@pytest.fixture
def opened(browser: Browser, site_url: str) -> Iterator[Callable[..., Page]]:
    """`opened("/sv/privacy/", color_scheme="dark")`: the page at an address, in a window with those options. A test
    has one window for each set of options: what it opened there before is gone."""
    windows: dict[str, Page] = {}

    def open_page(path: str, **options: object) -> Page:
        window = repr(options)
        if window not in windows:
            windows[window] = browser.new_context(**options).new_page()
        windows[window].goto(site_url + path)
        return windows[window]

    yield open_page
    for page in windows.values():
        page.context.close()
