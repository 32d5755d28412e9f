"""The command as a process: it ends at once, and what it said is out."""

import subprocess
import sys
from pathlib import Path

import pytest

_LATE = "import atexit, sys; atexit.register(print, 'late'); from noticepress.__main__ import run; "


def ended(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--help"], 0, "Publish privacy notices"),
        (["buidl"], 2, "buidl"),
        (["build", "--source", "nowhere"], 2, "nowhere"),
    ],
)
def test_how_it_ends_and_all_it_said_reach_whoever_called_it(arguments: list[str], code: int, said: str) -> None:
    result = ended(_LATE + "run()", *arguments)
    assert result.returncode == code
    assert said in result.stdout + result.stderr
    assert "late" not in result.stdout  # nothing was taken apart first


def test_a_fault_of_the_sources_is_told_and_counts(tmp_path: Path) -> None:
    (tmp_path / "notices").mkdir()
    (tmp_path / "notices" / "site.toml").write_text("[site\n")
    result = ended(_LATE + "run()", "build", "--source", str(tmp_path))
    assert result.returncode == 1
    assert "notices/site.toml:1" in result.stderr
    assert "late" not in result.stdout


def test_it_waits_for_whatever_is_still_at_work() -> None:
    until_the_end = "import threading; threading.Thread(target=threading.main_thread().join).start(); "
    result = ended(f"{_LATE}{until_the_end}run()", "--version")
    assert result.returncode == 0
    assert result.stdout.endswith("late\n")


def test_whoever_measures_it_is_not_cut_off() -> None:
    result = ended(f"{_LATE}sys.setprofile(lambda *_: None); run()", "--version")
    assert result.stdout.endswith("late\n")


def test_what_nobody_reads_any_more_is_no_fault_of_its_own() -> None:
    command = [sys.executable, "-c", f"{_LATE}run()", "--help"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()
