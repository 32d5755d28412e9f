"""From a save to the page in an open browser window: `python benchmarks/preview_latency.py DIR`.

DIR is a project made by `benchmarks/corpus.py`, such as one of 2,000 texts (`--notices 20 --locales 5 --versions 20`).
"""

import argparse
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

SAVES = 9
DAY = "2099-01-01"
SHOWN = "words => document.querySelector('main').textContent.includes(words)"


def main() -> None:
    """Save a draft of the first notice several times; print each delay and the median, in seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    file = sorted(folder.glob("notices/*/notice.md"))[0]
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
    print(" ".join(f"{delay:.2f}" for delay in delays), f"median {statistics.median(delays):.2f} s")


def measured(address: str, file: Path) -> list[float]:
    """The delays of some saves."""
    delays = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
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
