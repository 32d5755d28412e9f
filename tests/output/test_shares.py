"""Several processes read notices, and each makes the pages of its own: the site is the same, whatever befalls them."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import pytest

from noticepress import prepared, shares, work
from noticepress.book import Known
from noticepress.errors import EnvironmentFault, SourceError, ThemeError
from noticepress.order import Order
from noticepress.output import Written
from noticepress.pipeline import build
from noticepress.prepared import Notices, Read
from tests.building import Building

DAY = date(2026, 11, 24)
LATER = 2**62
NAMES = ("privacy", "cookies", "jobs", "camera", "visitors", "children")


def project(folder: Path) -> Path:
    """Six notices, the first of which is by far the longest."""
    built = Building(documents={name: {} for name in NAMES})
    for year in range(2010, 2021):
        built.publish("privacy", f"{year}-03-01", {"en": f"We collect {year} things.", "sv": f"{year} saker."},
                      at=f"{year}-02-01")  # fmt: skip
    for name in NAMES[1:]:
        built.publish(name, "2021-03-01", {"en": f"Of {name}.", "sv": "Lite."}, at="2021-02-01")
    return built.write(folder)


def files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return project(tmp_path / "site")


@pytest.fixture
def alone(site: Path, tmp_path: Path) -> dict[str, bytes]:
    """The site as one process makes it."""
    build(site, tmp_path / "alone", DAY, jobs=1, begun=LATER)
    shutil.rmtree(site / ".noticepress")
    return files(tmp_path / "alone")


@pytest.mark.parametrize(("jobs", "held"), [(2, 48 << 20), (5, 48 << 20), (2, 0), (6, 0)])
def test_the_site_is_the_same(
    site: Path, alone: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int, held: int
) -> None:
    monkeypatch.setattr(prepared, "_HELD", held)
    build(site, tmp_path / "public", DAY, jobs=jobs, begun=LATER)
    assert files(tmp_path / "public") == alone


def test_each_notice_is_read_once_and_not_by_the_first_process(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = noted(tmp_path / "read", prepared, "read_notice", monkeypatch, lambda _root, _config, notice, *_: notice)
    build(site, tmp_path / "public", DAY, jobs=2, begun=LATER)
    readers = [line.split() for line in told.read_text().splitlines()]
    assert {name for _, name in readers} == set(NAMES)
    assert str(os.getpid()) not in {process for process, _ in readers}


def test_one_that_read_nothing_takes_from_another(
    site: Path, alone: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = shares._Share.names

    def of_the_first(share: shares._Share) -> Iterator[str]:
        try:
            (tmp_path / "first").touch(exist_ok=False)
        except FileExistsError:
            return iter(())
        return names(share)

    monkeypatch.setattr(shares._Share, "names", of_the_first)
    read = noted(tmp_path / "read", shares, "read_card", monkeypatch, lambda _order, _notices, name, _: name)
    made = noted(tmp_path / "made", work, "make", monkeypatch, lambda _order, name, _: name.replace(" ", "-"))
    build(site, tmp_path / "public", DAY, jobs=2, begun=LATER)
    assert (len(workers(read)), len(workers(made))) == (1, 2)
    assert files(tmp_path / "public") == alone


@pytest.mark.parametrize("at", ["reading", "making"])
def test_one_that_is_killed_is_told_and_the_next_build_completes_the_site(
    site: Path, alone: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    read, make = shares.read_card, work.make

    def killed_reading(order: Order, notices: Notices, name: str, key: str) -> Read:
        return killed() if name == "jobs" else read(order, notices, name, key)

    def killed_making(order: Order, name: str, known: Known) -> Written:
        return killed() if name == "jobs sv" else make(order, name, known)

    if at == "reading":
        monkeypatch.setattr(shares, "read_card", killed_reading)
    else:
        monkeypatch.setattr(work, "make", killed_making)
    with pytest.raises(EnvironmentFault, match="A process of the build was killed"):
        build(site, tmp_path / "public", DAY, jobs=2, begun=LATER)
    if at == "reading":
        assert not [each for each in files(tmp_path / "public") if each.endswith(".html")]
    monkeypatch.undo()
    build(site, tmp_path / "public", DAY, jobs=2, begun=LATER)
    assert files(tmp_path / "public") == alone


def test_every_fault_of_every_notice_is_told_once_and_nothing_is_written(
    site: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("jobs", "cookies", "children", "visitors"):
        text = site / "notices" / name / "published" / "2021-03-01" / "sv.md"
        text.write_text(text.read_text().replace("Lite", "Mycket"))
    told = []
    for jobs in (1, 2):
        with pytest.raises(SourceError) as caught:
            build(site, tmp_path / "public", DAY, jobs=jobs, begun=LATER)
        told.append(caught.value.findings)
    assert told[0] == told[1]
    assert [finding.path.split("/")[1] for finding in told[1]] == ["children", "cookies", "jobs", "visitors"]
    assert not files(tmp_path / "public")
    assert capfd.readouterr() == ("", "")


def test_a_fault_of_the_theme_is_told_when_the_sources_are_read(
    site: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    template = site / "theme" / "templates" / "text.html"
    template.parent.mkdir(parents=True)
    template.write_text("{% if %}")
    with pytest.raises(ThemeError, match=r"text\.html:1: the template cannot be read"):
        build(site, tmp_path / "public", DAY, jobs=2, begun=LATER)
    assert capfd.readouterr() == ("", "")


_BLOCKED = """
import sys, threading
from datetime import date
from pathlib import Path
from noticepress import work
from noticepress.pipeline import build

def make(order, name, known):
    print(name, flush=True)
    threading.Event().wait()

work.make = make
site, jobs = sys.argv[1:]
build(Path(site), Path(site) / "public", date(2026, 11, 24), jobs=int(jobs))
"""


@pytest.mark.parametrize("jobs", [2, len(NAMES) + 1])
def test_none_is_left_where_the_first_is_killed(site: Path, jobs: int) -> None:
    command = [sys.executable, "-c", _BLOCKED, str(site), str(jobs)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        for _ in range(2):  # two are at work
            process.stdout.readline()
        process.kill()
        process.communicate(timeout=60)  # the pipe ends with the last that could write into it


def killed() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def noted(file: Path, module: ModuleType, name: str, monkeypatch: pytest.MonkeyPatch, said: Callable[..., str]) -> Path:
    """A file in which a function notes by which process, and about what, it is called."""
    function = getattr(module, name)

    def noting(*values: object) -> object:
        with file.open("a") as lines:
            lines.write(f"{os.getpid()} {said(*values)}\n")
        return function(*values)

    file.touch()
    monkeypatch.setattr(module, name, noting)
    return file


def workers(file: Path) -> set[str]:
    """The processes that noted something."""
    return {line.split()[0] for line in file.read_text().splitlines()}
