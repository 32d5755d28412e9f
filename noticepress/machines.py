"""Many machines: the units of a build through Dask, to workers that see the same files.

Scheduler and workers are Dask's own and started by whoever keeps the machines; this module connects, tells what a
worker must have installed, and says in words what goes wrong there. It alone imports Dask, when that is asked for.
"""

import logging
import re
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Final, TypeVar

from noticepress.errors import EnvironmentFault, UsageError

PATIENCE: Final = 30.0
"""For how many seconds a build waits for a worker where there is none."""

_ADDRESS: Final = re.compile(r"(tcp|tls)://(\[[0-9A-Fa-f:.]+\]|[^\s/:\[\]]+):([0-9]{1,5})")
_KNOCK: Final = 10.0
_LOOK: Final = 1.0
_LIBRARY: Final = re.compile(r"[A-Za-z0-9._-]+")

Installed = tuple[tuple[str, str], ...]
"""What is installed on a machine: names and versions."""

R = TypeVar("R")


class Machines:
    """The workers of a scheduler, as an executor of the standard library that notices when they are gone."""

    def __init__(self, client: Any, address: str, patience: float) -> None:
        self._client = client
        self._address = address
        self._patience = patience
        self._executor: Executor = client.get_executor(pure=False)

    def submit(self, unit: Callable[..., R], *values: object) -> "Future[R]":
        """Have a unit of work done; it may be done twice, where a worker dies."""
        return self._executor.submit(unit, *values)

    def results(self, waiting: Mapping["Future[R]", str]) -> Iterator[tuple[str, R]]:
        """The name and the result of each unit, as soon as it is done.

        EnvironmentFault where no worker is left, where the scheduler is gone, and where a worker cannot do the work;
        what a unit raises is raised here.
        """
        done: SimpleQueue[Future[R]] = SimpleQueue()
        for future in waiting:
            future.add_done_callback(done.put)
        left = len(waiting)
        while left:
            try:
                future = done.get(timeout=_LOOK)
            except Empty:
                self.wait_for_a_worker()
                continue
            left -= 1
            yield waiting[future], self._result(future, waiting[future])

    def wait_for_a_worker(self) -> None:
        """Come back when there is a worker. EnvironmentFault where none comes in time, or the scheduler is gone."""
        try:
            self._client.wait_for_workers(1, timeout=self._patience)
        except TimeoutError as error:
            msg = (
                f"{self._address} has had no worker for {self._patience:g} s. Start one on a machine that sees "
                f"the project folder:\n    dask worker {self._address} --nthreads 1\nThen build again: what is made "
                "already is kept."
            )
            raise EnvironmentFault(msg) from error
        except (OSError, CancelledError) as error:
            raise self._gone() from error

    def check(self) -> None:
        """EnvironmentFault with every worker that has another version of noticepress, or none."""
        own = metadata.version("noticepress")
        # A function of the standard library: a worker without noticepress can run it too.
        found: dict[str, object] = self._client.run(metadata.version, "noticepress", on_error="return")
        wrong = {
            worker: "no noticepress" if isinstance(version, Exception) else f"noticepress {version}"
            for worker, version in found.items()
            if version != own
        }
        if wrong:
            told = "\n".join(f"    {worker} has {what}" for worker, what in sorted(wrong.items()))
            msg = (
                f"Every worker needs noticepress {own}, as it is here:\n{told}\nInstall it there, then start the "
                "workers again."
            )
            raise EnvironmentFault(msg)

    def _result(self, future: "Future[R]", name: str) -> R:
        try:
            return future.result()
        except CancelledError as error:
            raise self._gone() from error
        except (ImportError, AttributeError) as error:
            msg = f"A worker of {self._address} has another noticepress, or none ({error}). Install the same there."
            raise EnvironmentFault(msg) from error
        except Exception as error:
            if type(error).__name__ != "KilledWorker":
                raise
            msg = (
                f"Several workers of {self._address} died over “{name}”. Look at what they say; often they lack memory."
            )
            raise EnvironmentFault(msg) from error

    def _gone(self) -> EnvironmentFault:
        return EnvironmentFault(
            f"The scheduler at {self._address} is gone. Start it again, or build without --executor; what is made "
            "already is kept."
        )


@contextmanager
def connected(address: str, patience: float = PATIENCE) -> Iterator[Machines]:
    """The machines behind the scheduler at `tcp://HOST:PORT`, with at least one worker, all fit for the work.

    UsageError where the address is none; EnvironmentFault where Dask is not installed, nothing answers, or no worker
    can be had.
    """
    parts = _ADDRESS.fullmatch(address)
    if not parts or int(parts[3]) > 65535:
        msg = f"“{address}” is not the address of a scheduler. Write tcp://HOST:PORT, such as tcp://10.0.0.5:8786."
        raise UsageError(msg)
    try:
        from distributed import Client  # it takes a second, and is an extra
    except ImportError as error:
        msg = "Building on several machines needs Dask. Install it here and there: pip install 'noticepress[dask]'"
        raise EnvironmentFault(msg) from error
    _knock(address, parts[1], parts[2].strip("[]"), int(parts[3]))
    _silence()
    try:
        client = Client(address, timeout=_KNOCK, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise _unanswered(address, str(error)) from error
    with client:
        machines = Machines(client, address, patience)
        machines.wait_for_a_worker()
        machines.check()
        yield machines


@cache
def installed() -> Installed:
    """Everything that a unit's bytes depend on and that is installed: Python, noticepress, its libraries."""
    source = sha256()
    for file in sorted(Path(__file__).parent.rglob("*.py")):
        source.update(file.read_bytes())
    found = {
        "Python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "noticepress": f"{metadata.version('noticepress')} ({source.hexdigest()[:12]})",
    }
    for line in metadata.requires("noticepress") or ():
        library = _LIBRARY.match(line)
        if library:
            found[library[0]] = _version(library[0])
    return tuple(found.items())


def differences(there: Installed) -> str:
    """What is installed here otherwise than there, in words; `""` where nothing is."""
    here, other = dict(installed()), dict(there)
    return ", ".join(
        f"{name} {here.get(name, 'none')} instead of {other.get(name, 'none')}"
        for name in {**here, **other}
        if here.get(name) != other.get(name)
    )


def _silence() -> None:
    """What Dask has to say is said in words here; each of its loggers has a level of its own."""
    for name in [*logging.root.manager.loggerDict]:
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "none"


def _knock(address: str, scheme: str, host: str, port: int) -> None:
    """See that a scheduler is there: Dask itself would wait for ever where something else listens."""
    try:
        with socket.create_connection((host, port), timeout=_KNOCK) as connection:
            # A scheduler speaks first, with a number of frames in eight bytes, the lowest first.
            if scheme == "tcp" and not connection.recv(8).endswith(b"\0\0\0\0"):
                raise _unanswered(address, "what listens there is no Dask scheduler")
    except OSError as error:
        raise _unanswered(address, error.strerror or str(error)) from error


def _unanswered(address: str, why: str) -> EnvironmentFault:
    return EnvironmentFault(
        f"No scheduler answers at {address}: {why}. Start one with “dask scheduler”, which tells its address, or build "
        "without --executor."
    )
