"""A day at the desk: the preview is open in the browser while sources are typed, broken, mended and moved."""

import re
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.desk.conftest import Preview, Run

Start = Callable[[Path], Preview]
DRAFT = "2099-01-01"


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def desk(example_project: Path, preview_of: Start) -> Preview:
    """The example site with a draft of the cookie notice, previewed."""
    replace(example_project / "notices/cookies/notice.md", "effective: 2025-02-01", f"effective: {DRAFT}")
    return preview_of(example_project)


@pytest.fixture
def notice(desk: Preview) -> Path:
    return desk.project / "notices/cookies/notice.md"


def open_draft(page: Page, desk: Preview, locale: str = "en") -> None:
    page.goto(f"{desk.address}/@{DRAFT}/{locale}/cookies/")
    expect(page.locator(".np-banner-draft")).to_be_visible()


def test_a_save_shows_in_the_open_page_and_keeps_its_place(page: Page, desk: Preview, notice: Path) -> None:
    open_draft(page, desk)
    last = page.locator("main .np-text h2").last
    last.scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.querySelectorAll('main .np-text h2')[2].offsetTop - 200)")
    before = page.locator("main .np-text h2").nth(2).bounding_box()
    page.evaluate("window.stays = true")
    first = notice.read_text("utf-8").index("\n## ")
    text = notice.read_text("utf-8")
    notice.write_text(text[:first] + "\n\n" + "A paragraph typed just now. " * 40 + "\n" + text[first:], "utf-8")
    expect(page.locator("main")).to_contain_text("A paragraph typed just now.")
    after = page.locator("main .np-text h2").nth(2).bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) <= 1
    assert page.evaluate("window.stays")


@pytest.mark.parametrize("way", ["in place", "renamed over", "removed and written", "truncated first"])
def test_every_way_of_saving_is_seen(page: Page, desk: Preview, notice: Path, way: str) -> None:
    open_draft(page, desk)
    text = notice.read_text("utf-8") + "\nThe last sentence.\n"
    if way == "renamed over":
        (notice.parent / ".notice.md.swp").write_text(text, "utf-8")
        (notice.parent / ".notice.md.swp").replace(notice)
    elif way == "removed and written":
        notice.unlink()
        notice.write_text(text, "utf-8")
    else:
        if way == "truncated first":
            notice.write_text("", "utf-8")
        notice.write_text(text, "utf-8")
    expect(page.locator("main")).to_contain_text("The last sentence.")


def test_an_error_leaves_the_page_as_it_last_was_until_it_is_mended(page: Page, desk: Preview, notice: Path) -> None:
    open_draft(page, desk)
    good = notice.read_text("utf-8")
    notice.write_text(good.replace("effective: ", "efective: ", 1) + "\nTyped with the error.\n", "utf-8")
    bar = page.locator("noticepress-bar")
    bar.get_by_text(re.compile(r"\d+ findings?")).click()
    expect(bar.get_by_text("Unknown key “efective”.")).to_be_visible()
    expect(bar.get_by_text("notices/cookies/notice.md:").first).to_be_visible()
    expect(page.locator(".np-banner-draft")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Typed with the error.")
    notice.write_text(good + "\nMended.\n", "utf-8")
    expect(page.locator("main")).to_contain_text("Mended.")
    expect(bar.get_by_text("Unknown key “efective”.")).to_have_count(0)


def test_a_broken_site_toml_is_told_above_the_last_page(page: Page, desk: Preview) -> None:
    open_draft(page, desk)
    config = desk.project / "notices/site.toml"
    good = config.read_text("utf-8")
    config.write_text(good + "\n[broken\n", "utf-8")
    alert = page.locator("noticepress-bar").get_by_role("alert")
    expect(alert).to_contain_text("notices/site.toml:")
    expect(page.locator(".np-banner-draft")).to_be_visible()
    config.write_text(good, "utf-8")
    expect(alert).to_have_count(0)


def test_a_template_error_shows_its_file_and_line(page: Page, desk: Preview) -> None:
    open_draft(page, desk)
    template = desk.project / "theme/templates/text.html"
    good = template.read_text("utf-8")
    line = good.count("\n") + 1
    template.write_text(good.rstrip("\n") + "\n{% if %}\n", "utf-8")
    alert = page.locator("noticepress-bar").get_by_role("alert")
    expect(alert).to_contain_text(f"theme/templates/text.html:{line}")
    expect(page.locator(".np-banner-draft")).to_be_visible()
    template.write_text(good.replace("<article", "<article data-mended", 1), "utf-8")
    expect(page.locator("article[data-mended]")).to_be_visible()
    expect(alert).to_have_count(0)


def test_findings_stand_at_their_paragraph_and_in_the_list(page: Page, desk: Preview, notice: Path) -> None:
    open_draft(page, desk)
    notice.write_text(notice.read_text("utf-8") + "\nSee [there](#nowhere) for more.\n", "utf-8")
    said = page.locator("noticepress-finding").filter(has_text="There is no section “nowhere”")
    expect(said).to_be_visible()
    assert "for more." in str(said.evaluate("e => e.previousElementSibling.textContent"))
    bar = page.locator("noticepress-bar")
    bar.get_by_text(re.compile(r"\d+ findings?")).click()
    expect(bar.get_by_text("There is no section “nowhere” in this text.")).to_be_visible()
    replace(notice, "(#nowhere)", "(notice:privacy)")
    expect(said).to_have_count(0)


def test_the_bar_chooses_day_region_language_and_view(page: Page, desk: Preview, notice: Path) -> None:
    page.goto(f"{desk.address}/en/cookies/")
    bar = page.locator("noticepress-bar")
    expect(page.locator(".np-banner-draft")).to_have_count(0)
    bar.get_by_label("As of").select_option(label="1 January 2099 (draft)")
    page.wait_for_url(f"**/@{DRAFT}/en/cookies/")
    expect(page.locator(".np-banner-draft")).to_be_visible()
    notice.write_text(notice.read_text("utf-8") + "\nWords of the draft.\n", "utf-8")
    bar.get_by_role("link", name="Redline").click()
    expect(page.locator("[data-redline=inserted], ins").filter(has_text="Words of the draft.").first).to_be_visible()
    bar.get_by_role("link", name="Text").click()
    page.wait_for_url(f"**/@{DRAFT}/en/cookies/")
    bar.get_by_label("Notice").select_option(label="Privacy notice")
    page.wait_for_url(f"**/@{DRAFT}/en/privacy/")
    bar.get_by_label("Region").select_option(label="European Economic Area")
    page.wait_for_url(f"**/@{DRAFT}/en/privacy/eea/")
    bar.get_by_label("Language").select_option(label="العربية")
    page.wait_for_url(f"**/@{DRAFT}/ar/privacy/eea/")
    assert page.locator("html").get_attribute("dir") == "rtl"
    bar.get_by_label("Another day").fill("2022-01-01")
    page.wait_for_url("**/@2022-01-01/**")


def test_a_folder_goes_and_comes_back_under_its_name(page: Page, desk: Preview, notice: Path) -> None:
    open_draft(page, desk)
    folder = notice.parent
    folder.rename(desk.project / "notices/elsewhere")
    expect(
        page.get_by_role("heading", name="Nothing here").or_(page.locator("noticepress-bar [role=alert]"))
    ).to_be_visible()
    (desk.project / "notices/elsewhere").rename(folder)
    notice.write_text(notice.read_text("utf-8") + "\nBack again.\n", "utf-8")
    expect(page.locator("main")).to_contain_text("Back again.")
    (desk.project / "notices").rename(desk.project / "gone")
    expect(page.locator("noticepress-bar [role=alert]")).to_contain_text("There is no site.toml.")
    (desk.project / "gone").rename(desk.project / "notices")
    expect(page.locator("noticepress-bar [role=alert]")).to_have_count(0)
    notice.write_text(notice.read_text("utf-8") + "\nAnd once more.\n", "utf-8")
    expect(page.locator("main")).to_contain_text("And once more.")


def test_two_windows_follow_the_same_save(browser: Browser, page: Page, desk: Preview, notice: Path) -> None:
    open_draft(page, desk)
    other = browser.new_page()
    other.goto(f"{desk.address}/@{DRAFT}/en/cookies/archive/")
    replace(notice, "title: ", "title: Renamed ")
    expect(page.locator("h1")).to_contain_text("Renamed")
    expect(other.locator("h1")).to_contain_text("Renamed")
    other.close()


def test_more_windows_than_a_browser_keeps_connections_follow_a_save(
    browser: Browser, desk: Preview, notice: Path
) -> None:
    together = browser.new_context()
    windows = [together.new_page() for _ in range(8)]
    for window in windows:
        open_draft(window, desk)
    replace(notice, "title: ", "title: Renamed ")
    for window in windows:
        expect(window.locator("h1")).to_contain_text("Renamed")
    windows[0].close()  # the one that listened for the others
    replace(notice, "title: Renamed ", "title: ")
    for window in windows[1:]:
        expect(window.locator("h1")).not_to_contain_text("Renamed")
    together.close()


def test_a_storm_of_saves_ends_with_the_last_one(page: Page, desk: Preview, notice: Path) -> None:
    open_draft(page, desk)
    good = notice.read_text("utf-8")
    for number in range(40):
        broken = number % 3 == 0
        text = good.replace("---", "-=-", 1) if broken else f"{good}\nSaved {number} times.\n"
        beside = notice.with_name(f".{number}.tmp")
        beside.write_text(text, "utf-8")
        if number % 5 == 0:
            notice.unlink()
        beside.replace(notice)
    notice.write_text(good + "\nSaved for the last time.\n", "utf-8")
    expect(page.locator("main")).to_contain_text("Saved for the last time.")
    expect(page.locator("noticepress-bar [role=alert]")).to_have_count(0)


def test_a_new_site_shows_its_first_draft(page: Page, new_site: Path, preview_of: Start) -> None:
    desk = preview_of(new_site)
    page.goto(f"{desk.address}/en/privacy/")
    expect(page.locator("main")).to_contain_text("Norrby AB decides why")
    replace(new_site / "notices/privacy/notice.md", "for one year", "for two years")
    expect(page.locator("main")).to_contain_text("for two years")


def test_nothing_is_written_and_no_stranger_is_answered(page: Page, desk: Preview) -> None:
    open_draft(page, desk)
    assert not (desk.project / "public").exists()
    for host in ("evil.example", "127.0.0.1:1", "localhost"):
        request = urllib.request.Request(f"{desk.address}/en/cookies/", headers={"Host": host})
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request)
        assert refused.value.code == 421
        refused.value.close()


def test_a_taken_port_is_told(run: Run, desk: Preview) -> None:
    port = desk.address.rpartition(":")[2]
    result = run("preview", "--source", desk.project, "--port", port)
    assert result.exit_code == 1
    assert f"Port {port} cannot be used: Address already in use. Choose another one: --port" in result.output


def test_a_folder_without_a_site_is_told(run: Run, tmp_path: Path) -> None:
    result = run("preview", "--source", tmp_path)
    assert result.exit_code == 2
    assert "noticepress new site" in result.output
