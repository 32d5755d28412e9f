"""Make the pictures of the README and of docs/ anew, of real screens: `python scripts/pictures.py`.

It builds the example site and photographs what readers see in Chromium; then it drafts a change of the cookie notice in
a copy, and photographs what an editor sees. Run it after a change of the theme or of the preview.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = Path("/usr/bin/chromium")
COMMAND = [sys.executable, "-m", "noticepress"]
READERS = [
    ("notice", "sv/privacy/index.html", 1180, 1000),
    ("archive", "en/privacy/archive/index.html", 1180, 900),
    ("changes", "en/privacy/2023-12-15/changes/index.html#change-3", 1180, 800),
    ("phone", "ar/privacy/index.html", 390, 844),
]
PATIENCE = 60_000
"""Milliseconds: the checks of a preview take a while on a busy machine."""
SENTENCE = "From this summer we also count how often a recipe is saved; see [the list](#lists) below."


def main() -> None:
    """Photograph every screen that the README and docs/ show."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=PATIENCE)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        project = Path(folder)
        for name in ("notices", "locales", "theme"):
            shutil.copytree(ROOT / name, project / name)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1180, "height": 720})
        site(browser, project)
        day = draft(project)
        terminal(page, project, "status", "status")
        with preview(project) as address:
            desk(page, project, address, day)
        terminal(page, project, "redline", "redline", "cookies@in-force", "cookies@draft")
        browser.close()


def site(browser: Browser, project: Path) -> None:
    """What readers see of the example site."""
    subprocess.run([*COMMAND, "build"], cwd=project, capture_output=True, check=True)
    for name, path, width, height in READERS:
        page = browser.new_page(viewport={"width": width, "height": height})
        file, _, fragment = path.partition("#")
        page.goto(f"{(project / 'public' / file).as_uri()}#{fragment}")
        photograph(page, name)
        page.close()


def draft(project: Path) -> date:
    """A draft of the cookie notice with a sentence more, and with a link that leads nowhere; the day it is for."""
    day = (date.today().replace(day=1) + timedelta(days=100)).replace(day=1)  # noqa: DTZ011  (any day to come will do)
    file = project / "notices" / "cookies" / "notice.md"
    text = re.sub(r"^effective: .*$", f"effective: {day}", file.read_text("utf-8"), count=1, flags=re.MULTILINE)
    first = text.index("\n## ")
    file.write_text(f"{text[:first]}\n{SENTENCE}\n{text[first:]}", "utf-8")
    return day


def desk(page: Page, project: Path, address: str, day: date) -> None:
    """The preview: today, the draft, what is found in it, its redline, and an error."""
    page.goto(f"{address}/en/cookies/")
    photograph(page, "preview-today")
    page.goto(f"{address}/@{day}/en/cookies/")
    expect(page.locator("noticepress-finding").first).to_be_visible()
    photograph(page, "preview-draft")
    page.locator("noticepress-finding").first.evaluate("e => e.scrollIntoView({ block: 'center' })")
    photograph(page, "preview-finding")
    page.locator("noticepress-bar").get_by_role("link", name="Redline").click()
    change = page.locator("#change-1")
    expect(change).to_be_attached()
    change.evaluate("e => e.scrollIntoView({ block: 'center' })")
    photograph(page, "preview-redline")
    page.goto(f"{address}/@{day}/en/cookies/")
    config = project / "notices" / "site.toml"
    good = config.read_text("utf-8")
    config.write_text(good.replace("[notices.cookies]", "[notices.cookies"), "utf-8")
    expect(page.locator("noticepress-bar").get_by_role("alert")).to_be_visible()
    photograph(page, "preview-error")
    config.write_text(good, "utf-8")


def terminal(page: Page, project: Path, name: str, *arguments: str) -> None:
    """What a command says, as a terminal shows it."""
    told = subprocess.run([*COMMAND, *arguments], cwd=project, capture_output=True, text=True, check=True).stdout
    said = f"$ noticepress {' '.join(arguments)}\n{told}"
    style = (
        "body{margin:0;background:#1d2127;color:#e8eaed;display:inline-block}"
        "pre{font:14px/1.5 monospace;margin:0;padding:20px;white-space:pre-wrap;max-width:1100px}"
    )
    page.set_content(f"<style>{style}</style><pre>{escape(said)}</pre>")
    page.locator("pre").screenshot(path=PICTURES / f"{name}.png")
    print(f"docs/pictures/{name}.png")


def photograph(page: Page, name: str) -> None:
    """The window as it is."""
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")
    print(f"docs/pictures/{name}.png")


@contextmanager
def preview(project: Path) -> Iterator[str]:
    """A preview of a project that runs; its address."""
    command = [*COMMAND, "preview", "--source", str(project), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        said = process.stdout.readline() if process.stdout else ""
        match = re.search(r"http://127\.0\.0\.1:\d+", said)
        try:
            yield match[0] if match else ""
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
