"""A build through a scheduler and workers of Dask: the same bytes, whatever dies, and words for what is wrong."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from noticepress import machines
from noticepress.book import Known
from noticepress.errors import EnvironmentFault, SourceError, UsageError
from noticepress.output import Written, marked
from noticepress.pipeline import Order, build, key_of
from noticepress.spreading import make_there, spread
from tests.machines.cluster import started
from tests.output.test_output import DAY, files, history

CALLS = 4  # to the file system, so many that a worker dies within its first unit


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    with started("scheduler") as (address, _):
        yield address


@pytest.fixture(scope="module")
def worker(scheduler: str) -> Iterator[str]:
    with started("worker", scheduler) as (address, _):
        yield address


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return history().write(tmp_path / "project")


@pytest.fixture
def near(project: Path, tmp_path: Path) -> dict[str, bytes]:
    """The files of the site as one machine makes it."""
    build(project, tmp_path / "near", DAY, jobs=1)
    return files(tmp_path / "near")


def test_without_a_worker_the_build_ends_and_leaves_what_was_there(
    scheduler: str, project: Path, near: dict[str, bytes], tmp_path: Path
) -> None:
    config = project / "notices" / "site.toml"
    config.write_text(config.read_text().replace("Example", "Sample"))
    with pytest.raises(EnvironmentFault, match=r"has had no worker for 0\.1 s\. Start one.*\n +dask worker tcp://"):
        build(project, tmp_path / "near", DAY, spread=partial(spread, scheduler, patience=0.1))
    assert files(tmp_path / "near") == near


@pytest.mark.usefixtures("worker")
def test_a_worker_killed_at_work_makes_no_difference(
    scheduler: str, project: Path, near: dict[str, bytes], tmp_path: Path
) -> None:
    with started("worker", scheduler, str(CALLS)) as (_, process):
        build(project, tmp_path / "far", DAY, spread=partial(spread, scheduler))
        assert process.wait(60) != 0
    assert files(tmp_path / "far") == near


@pytest.mark.usefixtures("worker")
def test_a_worker_serves_one_build_after_the_other(
    scheduler: str, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    there = partial(spread, scheduler)
    build(project.relative_to(tmp_path), Path("far"), DAY, spread=there)
    theme = project / "theme" / "assets" / "site.css"
    theme.parent.mkdir(parents=True)
    theme.write_text("p { margin: 0 }")
    build(project, tmp_path / "far", DAY, spread=there)
    build(project, tmp_path / "near", DAY, jobs=1)
    assert files(tmp_path / "far") == files(tmp_path / "near")


@pytest.mark.usefixtures("worker")
def test_sources_that_change_during_a_build_end_it(scheduler: str, project: Path, tmp_path: Path) -> None:
    def edited(order: Order, todo: Sequence[str]) -> Iterator[tuple[str, Written]]:
        file = project / "theme" / "assets" / "site.css"
        file.parent.mkdir(parents=True)
        file.write_text("p { margin: 0 }")
        return spread(scheduler, order, todo)

    with pytest.raises(EnvironmentFault, match=r"what it reads below .* is not what stands there now"):
        build(project, tmp_path / "far", DAY, spread=edited)


@pytest.mark.usefixtures("worker")
def test_a_fault_in_the_sources_is_told_as_on_one_machine(scheduler: str, project: Path, tmp_path: Path) -> None:
    def broken(order: Order, todo: Sequence[str]) -> Iterator[tuple[str, Written]]:
        (project / "notices" / "site.toml").write_text("[site")
        return spread(scheduler, order, todo)

    with pytest.raises(SourceError) as caught:
        build(project, tmp_path / "far", DAY, spread=broken)
    assert caught.value.findings[0].path == "notices/site.toml"


def test_a_scheduler_that_dies_is_told(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machines, "_KNOCK", 1)  # for so long it is looked for again
    with started("scheduler") as (address, process), started("worker", address):

        def kill(*_: object) -> None:
            process.kill()
            process.wait()

        with pytest.raises(EnvironmentFault, match=r"The scheduler at tcp://.* is gone"):
            build(project, tmp_path / "far", DAY, spread=partial(spread, address), progress=kill)


def test_workers_of_another_version_are_named(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "old" / "noticepress-0.0.1.dist-info").mkdir(parents=True)
    (tmp_path / "old" / "noticepress-0.0.1.dist-info" / "METADATA").write_text("Name: noticepress\nVersion: 0.0.1\n")
    path = f"{tmp_path / 'old'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
    with (
        started("scheduler") as (address, _),
        started("worker", address, PYTHONPATH=path) as (worker, _),
        pytest.raises(EnvironmentFault) as caught,
    ):
        build(project, tmp_path / "far", DAY, spread=partial(spread, address))
    assert f"{worker} has noticepress 0.0.1" in str(caught.value)


@pytest.fixture
def order(project: Path, tmp_path: Path) -> Order:
    return Order(project, tmp_path / "far", DAY, run="0123")


def test_a_machine_without_the_folder_makes_nothing(order: Order) -> None:
    with pytest.raises(EnvironmentFault, match=r"does not see the folder .*far as it is here"):
        make_there(order, "site", Known(), key_of(order, "site"), machines.installed())
    assert not order.output.exists()


def test_a_machine_with_other_libraries_names_them(order: Order) -> None:
    other = tuple((name, "1.0" if name == "babel" else version) for name, version in machines.installed())
    with marked(order.output, order.run, print), pytest.raises(EnvironmentFault, match=r"babel \S+ instead of 1\.0"):
        make_there(order, "site", Known(), key_of(order, "site"), other)


def test_a_unit_done_twice_is_done_once(order: Order) -> None:
    with marked(order.output, order.run, print):
        first = make_there(order, "site", Known(), key_of(order, "site"), machines.installed())
        again = make_there(order, "site", Known(), key_of(order, "site"), machines.installed())
    assert (first.files, first.ready) == (again.files, again.ready)


@pytest.mark.parametrize(
    "address", ["nowhere", "http://localhost:8786", "tcp://localhost", "tcp://localhost:99999", "tcp://:1"]
)
def test_an_address_that_is_none(address: str) -> None:
    with pytest.raises(UsageError, match=r"is not the address of a scheduler\. Write tcp://HOST:PORT"):
        machines.connected(address).__enter__()


def test_an_address_at_which_nothing_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(EnvironmentFault, match=f"No scheduler answers at tcp://127.0.0.1:{port}: Connection refused"):
        machines.connected(f"tcp://127.0.0.1:{port}").__enter__()


def test_an_address_at_which_something_else_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machines, "_KNOCK", 0.1)
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        pytest.raises(EnvironmentFault, match="No scheduler answers"),
    ):
        machines.connected(f"tcp://127.0.0.1:{server.getsockname()[1]}").__enter__()


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(EnvironmentFault, match=r"pip install 'noticepress\[dask\]'"):
        machines.connected("tcp://127.0.0.1:8786").__enter__()


def test_dask_is_loaded_only_when_it_is_asked_for(project: Path) -> None:
    code = (
        "import sys; from noticepress.cli import main; sys.argv = ['noticepress', 'build', '--source', sys.argv[1]]\n"
        "try: main()\nexcept SystemExit: pass\nassert not {'distributed', 'noticepress.machines'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, str(project)], check=True, capture_output=True)
