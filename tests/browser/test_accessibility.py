"""WCAG 2.2 AA on every kind of page: what axe-core finds, and what needs a hand on the keyboard or a small window."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.places import KINDS, addresses, all_addresses, one_of_each

AXE = Path(__file__).parent.parent / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOUR_RULES = ["color-contrast", "link-in-text-block"]

Opened = Callable[..., Page]


def violations(page: Page, run_only: dict[str, object]) -> list[str]:
    """What axe finds on the page, one line for each element at fault."""
    options = json.dumps({"runOnly": run_only, "resultTypes": ["violations"]})
    found = page.evaluate(f"() => axe.run({options}).then(result => result.violations)")
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['html'][:120]} {node['failureSummary']!r}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_no_violation_in_light_dark_and_forced_colours(kind: str, opened: Opened, example_site: Path) -> None:
    found = []
    for path in addresses(example_site, kind):
        page = opened(path)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found += [f"{path} light: {each}" for each in violations(page, {"type": "tag", "values": TAGS})]
        page.emulate_media(color_scheme="dark")
        found += [f"{path} dark: {each}" for each in violations(page, {"type": "rule", "values": COLOUR_RULES})]
        page.emulate_media(color_scheme="light", forced_colors="active")
        found += [f"{path} forced: {each}" for each in violations(page, {"type": "rule", "values": COLOUR_RULES})]
    assert not found, "\n".join(found)


def test_the_first_two_stops_of_the_keyboard_are_the_skip_link_and_the_accessibility_notice(
    opened: Opened, example_site: Path
) -> None:
    for path in all_addresses(example_site):
        page = opened(path)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#np-main", path
        page.keyboard.press("Tab")
        assert "/accessibility/" in page.evaluate("document.activeElement.href"), path


def test_the_skip_link_is_seen_when_focused_and_leads_into_the_content(opened: Opened) -> None:
    for path in ("/en/privacy/", "/ar/privacy/archive/"):
        page = opened(path)
        page.keyboard.press("Tab")
        box = page.locator(":focus").bounding_box()
        assert box, path
        assert box["x"] >= 0, path
        assert box["y"] >= 0, path
        assert box["height"] >= 24, path
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "np-main", path
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null"), path


FOCUS = """() => {
    const unseen = [];
    for (const element of document.querySelectorAll('a[href], button, summary, input, select, [tabindex="0"]')) {
        if (!element.checkVisibility()) continue;
        element.focus({focusVisible: true});
        if (document.activeElement !== element) continue;
        const style = getComputedStyle(element);
        const outlined = style.outlineStyle === 'auto'
            || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
        if (!outlined) unseen.push(element.outerHTML.slice(0, 120));
    }
    return unseen;
}"""


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}], ids=str)
def test_whatever_has_the_focus_shows_it(options: dict[str, str], opened: Opened, example_site: Path) -> None:
    found = []
    for path in one_of_each(example_site):
        found += [f"{path}: {each}" for each in opened(path, **options).evaluate(FOCUS)]
    assert not found, "\n".join(found)


WIDER = """() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const inBox = element => element.parentElement !== null
        && (getComputedStyle(element.parentElement).overflowX !== 'visible' || inBox(element.parentElement));
    return [...document.querySelectorAll('body *')].filter(element => !inBox(element))
        .filter(element => element.getBoundingClientRect().right > root.clientWidth + 1
            || element.getBoundingClientRect().left < -1)
        .map(element => element.outerHTML.slice(0, 100)).slice(0, 5).concat(`${root.scrollWidth} px wide`);
}"""


def test_zoomed_to_400_percent_no_page_scrolls_sideways(opened: Opened, example_site: Path) -> None:
    """WCAG 1.4.10: 1280 by 1024 CSS pixels at 400 % are 320 by 256."""
    found = []
    for path in all_addresses(example_site):
        wide = opened(path, viewport={"width": 320, "height": 256}).evaluate(WIDER)
        found += [f"{path}: {each}" for each in wide]
    assert not found, "\n".join(found)


SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    " p { margin-block-end: 2em !important }"
)
CLIPPED = """() => [...document.querySelectorAll('body *')].filter(element => {
    const style = getComputedStyle(element);
    const clips = /hidden|clip/.test(style.overflowX + style.overflowY) && style.clipPath === 'none'
        && style.position !== 'absolute' && style.webkitLineClamp === 'none';
    return clips && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
}).map(element => element.outerHTML.slice(0, 100))"""


def test_the_text_spacing_of_a_reader_clips_nothing(opened: Opened, example_site: Path) -> None:
    """WCAG 1.4.12. Lines of a list may be cut short with an ellipsis: what they begin stands whole in the page."""
    found = []
    for path in all_addresses(example_site):
        for width in (360, 1280):
            page = opened(path, viewport={"width": width, "height": 800})
            page.add_style_tag(content=SPACING)
            found += [f"{path} at {width} px: {each}" for script in (CLIPPED, WIDER) for each in page.evaluate(script)]
    assert not found, "\n".join(found)
