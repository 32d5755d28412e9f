"""What the tests of the desk share: the real command line, called as a person would, and the preview as it runs."""

import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Browser, Page, expect

from noticepress.cli import main

Run = Callable[..., Result]

# A machine that does much else at the same time is slow, not wrong.
expect.set_options(timeout=30_000)


@pytest.fixture
def run() -> Run:
    """A function that calls `noticepress` with arguments, and with what a person types."""

    def call(*arguments: str | Path, typed: str = "") -> Result:
        return CliRunner().invoke(main, [str(each) for each in arguments], input=typed)

    return call


@pytest.fixture
def new_site(run: Run, tmp_path: Path) -> Path:
    """A project folder as `noticepress new site` makes it."""
    folder = tmp_path / "site"
    result = run("new", "site", folder, "--organisation", "Norrby AB", "--base-url", "https://legal.norrby.example",
                 "--email", "privacy@norrby.example", "--locales", "en,sv", "--time-zone", "Europe/Stockholm",
                 "--effective", "2099-01-01")  # fmt: skip
    assert result.exit_code == 0, result.output
    return folder


@dataclass(frozen=True)
class Preview:
    """A preview that runs: its project folder, and its address without the last slash."""

    project: Path
    address: str


@pytest.fixture
def preview_of() -> Iterator[Callable[[Path], Preview]]:
    """A function that starts `noticepress preview` for a project; it must end without a word of its own."""
    running: list[subprocess.Popen[str]] = []

    def start(project: Path) -> Preview:
        command = [sys.executable, "-m", "noticepress", "preview", "--source", str(project), "--port", "0"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        running.append(process)
        assert process.stdout
        said = process.stdout.readline()
        match = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert match, said
        return Preview(project, match[0])

    yield start
    for process in running:
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
        assert (process.returncode, errors) == (0, "")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty window; nothing may go wrong in its scripts."""
    faults: list[str] = []
    window = browser.new_page(viewport={"width": 1280, "height": 800})
    window.on("pageerror", lambda error: faults.append(str(error)))
    yield window
    window.close()
    assert faults == []
