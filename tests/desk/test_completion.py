"""Completion in the shell, and help that a person can read."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from noticepress.cli import COMMANDS
from tests.desk.conftest import Run


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script_of_its_own(run: Run, shell: str) -> None:
    result = run("completion", shell)
    assert result.exit_code == 0
    assert f"_NOTICEPRESS_COMPLETE={shell}_complete" in result.output


@pytest.mark.parametrize(
    ("typed", "offered"), [("noticepress sta", "status"), ("noticepress redline --fo", "--format"),
                           ("noticepress new add", "addendum")],
)  # fmt: skip
def test_commands_and_options_are_completed(typed: str, offered: str) -> None:
    assert offered in completions(typed)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("noticepress publish pri", ["privacy", "privacy/eea"]),
        ("noticepress correct privacy/eea ", ["2023-03-01"]),
        ("noticepress withdraw privacy 2023-03-01 ", ["de", "en"]),
        ("noticepress redline privacy@2", ["privacy@2022-03-01", "privacy@2023-03-01"]),
        ("noticepress redline privacy@in-force privacy/eea@d", ["privacy/eea@draft"]),
        ("noticepress retire none/", []),
    ],
)
def test_notices_versions_and_languages_are_completed(tmp_path: Path, typed: str, offered: list[str]) -> None:
    for file in (
        "notice.md", "published/2022-03-01/en.md", "published/2023-03-01/en.2.md", "published/2023-03-01/de.md",
        "published/2023-03-01/source.md", "eea/addendum.md", "eea/published/2023-03-01/en.md",
    ):  # fmt: skip
        path = tmp_path / "notices" / "privacy" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    assert completions(typed, tmp_path) == offered


def completions(typed: str, folder: Path | None = None) -> list[str]:
    environment = {**os.environ, "_NOTICEPRESS_COMPLETE": "bash_complete", "COMP_WORDS": typed,
                   "COMP_CWORD": str(typed.count(" "))}  # fmt: skip
    program = "import sys; sys.argv[0] = 'noticepress'; from noticepress.cli import main; main(prog_name='noticepress')"
    command = [sys.executable, "-c", program]
    told = subprocess.run(command, env=environment, cwd=folder, capture_output=True, check=False, text=True)
    return told.stdout.replace("plain,", "").split()


def test_every_command_has_help_that_begins_with_what_it_does(run: Run) -> None:
    listed = run("--help").output
    for name, summary in COMMANDS.items():
        assert f"  {name} " in listed
        assert summary.split(".")[0].split()[0] in listed
        told = run(name, "--help")
        assert told.exit_code == 0, told.output
        assert told.output.startswith("Usage: ")
        assert max(map(len, told.output.splitlines())) <= 80


def test_help_can_be_asked_for_in_words(run: Run) -> None:
    assert run("help").output == run("--help").output
    assert "Usage: main check" in run("help", "check").output
    assert "Did you mean “check”?" in run("help", "chekc").output


@pytest.mark.parametrize("command", ["new", "import", "messages"])
def test_a_list_of_commands_cuts_no_sentence_off(run: Run, command: str) -> None:
    assert "..." not in run(command, "--help").output.partition("Commands:")[2]
