"""From a save to the page in an open browser window: `python benchmarks/preview_latency.py [DIR]`.

DIR is a project made by `benchmarks/corpus.py`; without it, one of 2,000 texts is made up.
"""

import argparse
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus import Size, write_project

SAVES = 9
DAY = "2099-01-01"
SHOWN = "words => document.querySelector('main').textContent.includes(words)"
BROWSER = Path("/usr/bin/chromium")


def main() -> None:
    """Measure a project, or one that is made up; say so where there is no browser."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    folder = parser.parse_args().folder
    if not BROWSER.is_file():
        print(f"The preview is not timed: there is no {BROWSER}.")
        return
    if folder:
        report(folder)
        return
    with TemporaryDirectory() as place:
        write_project(Path(place), Size(20, 5, 20))
        report(Path(place))


def report(folder: Path) -> None:
    """Save a draft of the first notice several times; print each delay and the median, in seconds."""
    file = min(folder.glob("notices/*/notice.md"))
    before = file.read_text("utf-8")
    file.write_text(re.sub(r"^effective: .*$", f"effective: {DAY}", before, count=1, flags=re.MULTILINE), "utf-8")
    command = [sys.executable, "-m", "noticepress", "preview", "--source", str(folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            said = process.stdout.readline() if process.stdout else ""
            delays = measured(said.split()[1], file)
        finally:
            process.terminate()
            file.write_text(before, "utf-8")
    texts = len(list(folder.glob("notices/*/published/*/*.md")))
    times = " ".join(f"{delay:.2f}" for delay in delays)
    print(f"From save to page among {texts} texts: {times}, median {statistics.median(delays):.2f} s")


def measured(address: str, file: Path) -> list[float]:
    """The delays of some saves."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (there is none where there is no browser)

    delays = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{address}@{DAY}/en/{file.parent.name}/")
        for number in range(SAVES):
            words = f"Saved for the {number}th time."
            begun = time.monotonic()
            file.write_text(f"{file.read_text('utf-8')}\n{words}\n", "utf-8")
            page.wait_for_function(SHOWN, arg=words, polling=10)
            delays.append(time.monotonic() - begun)
            page.wait_for_timeout(1000)
        browser.close()
    return delays


if __name__ == "__main__":
    main()
