"""The units of a build on this machine: one after the other, or in several processes."""

import gc
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import TYPE_CHECKING, Final

from noticepress import parts
from noticepress.book import Known
from noticepress.errors import EnvironmentFault
from noticepress.model import SiteConfig
from noticepress.order import Order
from noticepress.output import Written
from noticepress.prepared import prepared
from noticepress.work import KILLED, end_with_parent, make_in_turn

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from noticepress.shares import Shares

Made = tuple[str, Written]
"""A part by its name, and what writing it did."""

_FEW: Final = 3
_AHEAD: Final = 4
"""So many tasks are handed out for each process."""


class Local:
    """The processes of this machine, so many of them (0: as many as there are cores where that pays)."""

    def __init__(self, order: Order, jobs: int) -> None:
        self._order, self._jobs = order, jobs
        self._shares: Shares | None = None

    def share(self, order: Order, config: SiteConfig, keys: Mapping[str, str]) -> "Shares | None":
        """Have the notices read by several processes, where each has some to read."""
        count = self._jobs or os.cpu_count() or 1
        if order.beside and not order.full and len(keys) >= max(count, _FEW + 1):
            from noticepress.shares import Shares

            self._shares = Shares(order, config, keys, count)
        return self._shares

    def spread(self, todo: Mapping[str, Known]) -> Iterator[Made]:
        """Every part that is made on this machine, as soon as it is. EnvironmentFault where a process is killed."""
        if self._shares:
            return self._shares.spread(prepared(self._order).cards, todo)
        return _near(self._order, self._jobs, todo)

    def close(self) -> None:
        """End the processes that are left."""
        if self._shares:
            self._shares.close()


def _near(order: Order, jobs: int, todo: Mapping[str, Known]) -> Iterator[Made]:
    processes = _processes(jobs, todo)
    if processes < 2:
        yield from ((name, make_in_turn(order, name, known)) for name, known in todo.items())
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    named = {parts.place_of(name)[0] for name in todo} - {""}
    tasks = _tasks(list(todo), 0 if prepared(order).notices.hold(named) else processes)
    gc.freeze()  # what stands already is not looked through again in each process
    try:
        with ProcessPoolExecutor(processes, get_context("fork"), end_with_parent) as executor:
            yield from _through(executor, order, tasks, todo, _AHEAD * processes)
    except BrokenProcessPool as error:
        raise EnvironmentFault(KILLED) from error


def may_fork() -> bool:
    """Whether a second process can run beside this one, at the same time."""
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1


def _processes(jobs: int, todo: Collection[str]) -> int:
    """How many processes to use: a second one pays from a few parts on."""
    if not hasattr(os, "fork"):
        return 1
    return min(jobs or os.cpu_count() or 1, len(todo)) if jobs or len(todo) > _FEW else 1


def _tasks(names: Sequence[str], single: int) -> list[list[str]]:
    """The parts of each notice as one task, so that one process reads it; those of so many of the last notices are
    tasks by themselves, so that all processes have something to do until the end (0: those of all)."""
    notices = [list(each) for _, each in groupby(names, key=lambda name: parts.place_of(name)[0])]
    together = notices[: -single - 1] if single else []  # last comes what stands for the whole site
    return [*together, *([name] for each in notices[len(together) :] for name in each)]


def _through(
    executor: "Executor",
    order: Order,
    tasks: Sequence[Sequence[str]],
    todo: Mapping[str, Known],
    ahead: int,
) -> Iterator[Made]:
    """Every part, so many tasks handed out at a time: what is known of each part takes room."""
    from concurrent.futures import FIRST_COMPLETED, wait

    left = iter(tasks)
    waiting: set[Future[list[Made]]] = set()
    while True:
        for names in islice(left, ahead - len(waiting)):
            waiting.add(executor.submit(_some, order, [(name, todo[name]) for name in names]))
        if not waiting:
            return
        done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        for each in done:
            yield from each.result()


def _some(order: Order, some: Sequence[tuple[str, Known]]) -> list[Made]:
    return [(name, make_in_turn(order, name, known)) for name, known in some]
