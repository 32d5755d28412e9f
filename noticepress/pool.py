"""The units of a build on this machine: one after the other, or in several processes."""

import gc
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count, groupby, islice
from typing import TYPE_CHECKING, Final

from noticepress import parts
from noticepress.book import Known
from noticepress.errors import EnvironmentFault
from noticepress.order import Order
from noticepress.output import Written
from noticepress.prepared import prepared
from noticepress.work import make

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Made = tuple[str, Written]
"""A part by its name, and what writing it did."""

_FEW: Final = 3
_AHEAD: Final = 4
"""So many tasks are handed out for each process."""
_COLLECTED: Final = 256
"""After so many parts rubbish that refers to itself is looked for, which a theme of one's own may leave."""

_MADE: Final = count(1)


def near(order: Order, jobs: int, todo: Mapping[str, Known]) -> Iterator[Made]:
    """Every part that is made on this machine, as soon as it is, by so many processes (0: as many as there are cores
    where that pays). EnvironmentFault where one is killed."""
    processes = _processes(jobs, todo)
    if processes < 2:
        yield from ((name, _one(order, name, known)) for name, known in todo.items())
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    named = {parts.place_of(name)[0] for name in todo} - {""}
    tasks = _tasks(list(todo), 0 if prepared(order).notices.hold(named) else processes)
    gc.freeze()  # what stands already is not looked through again in each process
    try:
        with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as executor:
            yield from _through(executor, order, tasks, todo, _AHEAD * processes)
    except BrokenProcessPool as error:
        msg = "A process of the build was killed. The next build completes the site; --jobs 1 takes the least memory."
        raise EnvironmentFault(msg) from error


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
    return [(name, _one(order, name, known)) for name, known in some]


def _one(order: Order, name: str, known: Known) -> Written:
    written = make(order, name, known)
    if next(_MADE) % _COLLECTED == 0:
        gc.collect()
    return written
