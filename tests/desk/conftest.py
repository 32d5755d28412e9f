"""What the tests of the desk share: the real command line, called as a person would."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from noticepress.cli import main

Run = Callable[..., Result]


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
