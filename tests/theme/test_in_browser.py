"""The theme in a browser: what a reader does on a redline, an archive and a text, and what a printed page says."""

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

CHANGES = "/en/privacy/2023-12-15/changes/"
SIDES = {"old": "/en/privacy/2022-06-15/", "new": "/en/privacy/2023-12-15/"}


@pytest.fixture
def opened(browser: Browser, serve: Callable[[Path], str], example_site: Path) -> Iterator[Callable[..., Page]]:
    """The page at an address of the example site, in a window of its own with those options."""
    contexts = []

    def open_page(path: str, **options: object) -> Page:
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.goto(serve(example_site) + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def words(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("side", ["old", "new"])
def test_the_switch_shows_exactly_one_of_the_two_texts_without_a_script(opened: Callable[..., Page], side: str) -> None:
    redline = opened(CHANGES, java_script_enabled=False)
    marked = words(redline.locator(".np-redline .np-part").first.inner_text())
    redline.locator(f"label:has(#np-{side})").click()
    shown = words(redline.locator(".np-redline .np-part").first.inner_text())
    text = opened(SIDES[side])
    text.evaluate("document.querySelectorAll('.np-anchor').forEach(each => each.remove())")
    title, body = text.locator("h1").inner_text(), text.locator(".np-part").first.inner_text()
    assert shown == words(title + body) != marked


@pytest.mark.parametrize("side", ["old", "new"])
def test_switching_keeps_the_place(opened: Callable[..., Page], side: str) -> None:
    page = opened(CHANGES, java_script_enabled=False, viewport={"width": 1200, "height": 800})
    headings = page.locator(".np-redline :is(h2, h3)[id]:not([data-redline] *, [data-redline])")
    below = page.evaluate("document.documentElement.scrollHeight - 2000")  # the end of a shorter page comes earlier
    kept = 0
    for at in range(headings.count()):
        page.locator("label:has(#np-redline)").click()
        headings.nth(at).evaluate("each => each.scrollIntoView()")
        before = headings.nth(at).bounding_box()
        if page.evaluate("scrollY") > below:
            break
        page.locator(f"label:has(#np-{side})").click()
        after = headings.nth(at).bounding_box()
        assert before
        assert after
        assert abs(before["y"] - after["y"]) < 40
        kept += 1
    assert kept > 3


def test_plain_links_lead_through_all_changes(opened: Callable[..., Page]) -> None:
    page = opened(CHANGES, java_script_enabled=False)
    last = page.locator(".np-changes li").count()
    page.get_by_role("link", name="First change").click()
    seen = 1
    while (following := page.locator(".np-step:visible").get_by_role("link", name="Next change")).count():
        assert following.count() == 1, page.url
        following.click()
        seen += 1
        assert page.url.endswith(f"#change-{seen}")
    assert seen == last > 50


def test_a_change_that_the_chosen_text_lacks_is_shown_among_the_changes(opened: Callable[..., Page]) -> None:
    page = opened(CHANGES)
    page.locator("label:has(#np-old)").click()
    inserted = page.locator("ins[id]").first
    assert not inserted.is_visible()
    page.evaluate("id => { location.hash = id }", inserted.get_attribute("id"))
    inserted.wait_for(state="visible")
    assert page.locator("#np-redline").is_checked()


def test_a_day_opens_the_version_that_applied(opened: Callable[..., Page]) -> None:
    page = opened("/sv/privacy/archive/")
    page.locator("#np-day").fill("2022-06-14")
    page.locator(".np-find button").click()
    page.wait_for_url("**/sv/privacy/2021-03-01/")
    page.go_back()
    page.locator("#np-day").evaluate("each => { each.removeAttribute('min'); each.value = '2001-01-01' }")
    page.locator(".np-find button").click()
    assert page.locator(".np-find [role=status]").inner_text()


def test_without_a_script_no_dead_control_shows(opened: Callable[..., Page]) -> None:
    assert not opened("/sv/privacy/archive/", java_script_enabled=False).locator(".np-find").is_visible()
    assert opened("/sv/privacy/", java_script_enabled=False).locator("button:visible").count() == 0


def test_the_contents_fold_on_a_phone_and_stand_beside_the_text_on_a_wide_screen(
    opened: Callable[..., Page],
) -> None:
    phone = opened("/en/privacy/", java_script_enabled=False, viewport={"width": 360, "height": 740})
    entry = phone.locator(".np-contents li a").first
    assert not entry.is_visible()
    phone.locator(".np-contents summary").click()
    assert entry.is_visible()
    wide = opened("/en/privacy/", java_script_enabled=False, viewport={"width": 1440, "height": 900})
    contents, text = wide.locator(".np-contents").bounding_box(), wide.locator(".np-text").bounding_box()
    assert wide.locator(".np-contents li a").first.is_visible()
    assert contents
    assert text
    assert contents["x"] + contents["width"] < text["x"]
    wide.locator("#np-editions").evaluate("each => scrollTo(0, each.getBoundingClientRect().top + scrollY - 300)")
    contents, editions = wide.locator(".np-contents").bounding_box(), wide.locator("#np-editions").bounding_box()
    assert contents
    assert editions
    assert contents["y"] + contents["height"] < editions["y"], "the contents end where the text does"


@pytest.mark.parametrize("path", ["/ar/privacy/", "/en/privacy/archive/", CHANGES, "/ja/", "/"])
def test_nothing_is_cut_off_at_400_percent(opened: Callable[..., Page], path: str) -> None:
    page = opened(path, viewport={"width": 320, "height": 256})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_links_to_themselves_show_on_focus_and_never_on_paper(opened: Callable[..., Page]) -> None:
    page = opened("/en/privacy/")
    anchor = page.locator("h2 > .np-anchor").first
    assert anchor.evaluate("each => getComputedStyle(each).opacity") == "0"
    page.keyboard.press("Tab")
    anchor.focus()
    assert anchor.evaluate("each => getComputedStyle(each).opacity") == "1"
    page.emulate_media(media="print")
    assert not anchor.is_visible()


def test_every_printed_sheet_says_what_it_is(opened: Callable[..., Page], tmp_path: Path) -> None:
    page = opened("/en/privacy/2025-02-01/")
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    printed = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "page.pdf", "-"], capture_output=True, check=True, text=True
    ).stdout
    sheets = printed.split("\f")[:-1]
    digest = re.search(r"SHA-256\s+([0-9a-f]{64})", printed)
    assert digest
    for number, sheet in enumerate(sheets, start=1):
        assert "Privacy notice – Ekvalla AB · Applied from 1 February 2025 until 14 May 2026." in sheet
        assert "privacy 2025-02-01 (en, r1)" in sheet
        assert digest[1] in sheet
        assert "https://legal.ekvalla.example/en/privacy/2025-02-01/" in sheet
        assert f"{number} / {len(sheets)}" in sheet
    assert len(sheets) > 5
    assert "(https://legal.ekvalla.example/en/cookies/)" in re.sub(r"\s*\n\s*", "", printed)


BRACKETS = """each => ["::before", "::after"].map(at => getComputedStyle(each, at).content).map(
    content => content.startsWith('"') ? content.split('"')[1].replace("\u2060", "") : "")"""


def test_a_printed_redline_stands_in_brackets(opened: Callable[..., Page]) -> None:
    page = opened(CHANGES)
    page.emulate_media(media="print")
    page.locator(".np-redline").evaluate(
        """each => each.insertAdjacentHTML("beforeend", `<p>Kept</p><ul data-redline="inserted"><li>Item</li>
        <li data-redline="moved-to">Moved</li></ul><table data-redline="deleted"><tr><td>Cell</td></tr></table>`)"""
    )

    def brackets(selector: str) -> object:
        return page.locator(f".np-redline {selector}").last.evaluate(BRACKETS)

    assert brackets("ins") == brackets("ul[data-redline] > li:first-child") == ["[+", "+]"]
    assert brackets("del") == brackets("td") == ["[-", "-]"]
    assert brackets("p:not([data-redline])") == brackets("li[data-redline^=moved]") == ["", ""]
