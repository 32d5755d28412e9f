"""Sources against their ledgers: branches that both published, withdrawn texts, lost ledgers, strange files."""

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from noticepress.cli import main
from tests.building import Building

LEDGER = "notices/privacy/published/ledger.jsonl"
START = {"en": "We collect little.", "sv": "Vi samlar in lite."}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def branches(folder: Path) -> tuple[list[bytes], list[bytes], list[bytes]]:
    """The lines of a ledger, and of two branches of it that both published; the files are those of the first."""
    ledgers = []
    for name, version in (("other", "2023-03-01"), ("", "2022-03-01")):
        built = Building(locales=("en", "sv"))
        built.publish("privacy", "2021-03-01", START, at="2021-02-01")
        built.publish("privacy", version, {"en": "We collect more.", "sv": "Vi samlar in mer."}, at="2022-02-01")
        built.write(folder / name)
        ledgers.append((folder / name / LEDGER).read_bytes().splitlines(keepends=True))
    return ledgers[1][:2], ledgers[1][2:], ledgers[0][2:]


@pytest.mark.parametrize("conflict", [True, False])
def test_branches_that_both_published_are_told_with_the_way_out(tmp_path: Path, conflict: bool) -> None:
    before, ours, theirs = branches(tmp_path)
    marks = (b"<<<<<<< main\n", b"=======\n", b">>>>>>> side\n") if conflict else (b"", b"", b"")
    (tmp_path / LEDGER).write_bytes(b"".join([*before, marks[0], *ours, marks[1], *theirs, marks[2]]))
    for command in ("verify", "build"):
        done = run(command, "--source", str(tmp_path))
        assert done.exit_code == 1
        assert "two branches both published" in done.output
        assert "git checkout BRANCH -- FOLDER/published" in done.output
    (tmp_path / LEDGER).write_bytes(b"".join([*before, *ours]))
    assert run("verify", "--source", str(tmp_path)).exit_code == 0


def test_git_merges_such_branches_into_what_is_told(tmp_path: Path) -> None:
    before, ours, theirs = branches(tmp_path)
    for name, lines in (("base", before), ("ours", [*before, *ours]), ("theirs", [*before, *theirs])):
        (tmp_path / name).write_bytes(b"".join(lines))
    for how in ("--union", "--diff3"):
        merge = ("git", "merge-file", how, "--stdout", "ours", "base", "theirs")
        (tmp_path / LEDGER).write_bytes(subprocess.run(merge, cwd=tmp_path, capture_output=True, check=False).stdout)
        assert "two branches both published" in run("verify", "--source", str(tmp_path)).output


@pytest.fixture
def project(tmp_path: Path) -> Path:
    built = Building(locales=("en", "sv"))
    built.publish("privacy", "2021-03-01", START, at="2021-02-01")
    built.withdraw("privacy", "2021-03-01", "sv", at="2021-05-01", reason="A court order")
    built.write(tmp_path)
    return tmp_path


def test_the_file_of_a_withdrawn_text_may_be_absent_and_just_that(project: Path) -> None:
    folder = project / "notices/privacy/published/2021-03-01"
    (folder / "sv.md").unlink(missing_ok=True)
    assert run("verify", "--source", str(project)).exit_code == 0
    (folder / "sv.md").write_text("Other words.")
    assert "2021-03-01/sv.md" in run("verify", "--source", str(project)).output
    (folder / "sv.md").unlink()
    (folder / "en.md").unlink()
    assert "2021-03-01/en.md" in run("verify", "--source", str(project)).output


def test_a_lost_ledger_stops_verification_and_build(project: Path) -> None:
    (project / LEDGER).unlink()
    for command in ("verify", "build"):
        done = run(command, "--source", str(project))
        assert (done.exit_code, "their ledger is not there" in done.output) == (1, True), done.output


@pytest.mark.parametrize("name", ["2021-03-01/de.md", "2021-03-01/en.2.md", "notes.txt", "2024-01-01/en.md"])
def test_files_that_no_ledger_names_are_named(project: Path, name: str) -> None:
    file = project / "notices/privacy/published" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("Words.")
    done = run("verify", "--source", str(project))
    assert done.exit_code == 1
    assert f"{name}: error: The ledger does not know this file." in done.output


def test_links_line_ends_and_orphans_are_named_together(project: Path) -> None:
    text = project / "notices/privacy/published/2021-03-01/en.md"
    text.write_bytes(text.read_bytes().replace(b"\n", b"\r\n"))
    (text.parent / "fr.md").symlink_to(text)
    orphans = [project / f"notices/{name}/published/ledger.jsonl" for name in ("terms", "privacy/brazil")]
    for orphan in orphans:
        orphan.parent.mkdir(parents=True)
        orphan.write_text("")
    done = run("verify", "--source", str(project))
    told = ("Line endings were converted to CRLF", "This is a symbolic link", "notices/terms", "notices/privacy/brazil")
    for said in told:
        assert done.output.count(said) == 1, done.output
