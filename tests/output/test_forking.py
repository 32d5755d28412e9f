"""Work in processes that are forked off."""

import os
import signal
import time

import pytest

from noticepress.errors import EnvironmentFault, ThemeError
from noticepress.forking import forked

NAMES = [str(number) for number in range(20)]


def made(name: str) -> tuple[str, int]:
    time.sleep(int(name) % 3 / 200)
    return name * 50_000, os.getpid()


def without_children() -> bool:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


@pytest.mark.parametrize("processes", [1, 2, 3, 40])
def test_each_name_is_made_once_in_one_of_so_many_processes(processes: int) -> None:
    found = list(forked(made, NAMES, processes))
    assert sorted(name for name, _ in found) == sorted(NAMES)
    assert all(text == name * 50_000 for name, (text, _) in found)
    assert 1 <= len({process for _, (_, process) in found}) <= min(processes, len(NAMES))
    assert without_children()


def test_nothing_is_made_of_nothing() -> None:
    assert list(forked(made, [], 2)) == []


def test_what_is_raised_there_is_raised_here() -> None:
    def fail(name: str) -> None:
        raise ThemeError(name) if name == "7" else OSError(2, "No such file", "a file")

    with pytest.raises(ThemeError, match=r"^7$"):
        list(forked(fail, ["7", "7"], 2))
    with pytest.raises(OSError, match="No such file") as raised:
        list(forked(fail, ["8"], 2))
    assert raised.value.filename == "a file"
    assert "in fail" in raised.value.__notes__[0]
    assert without_children()


def test_what_cannot_be_sent_is_told_in_words() -> None:
    class LocalError(Exception):
        pass

    def fail(name: str) -> None:
        raise LocalError(name)

    with pytest.raises(RuntimeError, match="LocalError"):
        list(forked(fail, ["a"], 2))
    with pytest.raises(Exception, match="pickle"):
        list(forked(lambda _: lambda: 0, ["a"], 2))


def test_a_process_that_dies_is_missed() -> None:
    def die(name: str) -> str:
        if name == "5":
            os.kill(os.getpid(), signal.SIGKILL)
        return name

    with pytest.raises(EnvironmentFault, match="made “5” was killed"):
        list(forked(die, NAMES, 3))
    assert without_children()


def test_the_processes_end_with_whoever_asks_for_what_they_make() -> None:
    found = forked(made, NAMES, 3)
    next(found)
    found.close()  # type: ignore[attr-defined]  # a generator
    assert without_children()
