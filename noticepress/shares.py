"""The notices of a site shared out among processes, each of which reads its own and makes the pages of these.

What a process has read stays with it: to hand a text on costs almost what it takes to read it. So each is an executor
of its own, which is given the work on what it holds; one that has nothing left takes work from another, and reads the
notice for it once more.
"""

import gc
import os
import signal
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from threading import Thread
from typing import Final

from noticepress import languages, parts
from noticepress.book import Known
from noticepress.errors import EnvironmentFault
from noticepress.model import SiteConfig
from noticepress.order import Order
from noticepress.output import Written
from noticepress.prepared import Card, Notices, Read, adopt, notices_of, read_card
from noticepress.work import KILLED, end_with_parent, make_in_turn

Made = tuple[str, Written]
"""A part by its name, and what writing it did."""

_AHEAD: Final = 2
"""So many tasks are handed to each process: one that it works at, and the next."""

_TICKET: Final = 4
"""So many bytes stand for a notice that is to be read."""


class Shares:
    """So many processes, which read notices, each taking the next one when it has read one; `keys` are those of their
    cards."""

    def __init__(self, order: Order, config: SiteConfig, keys: Mapping[str, str], count: int) -> None:
        self._own: list[list[str]] = []
        self._hold: list[bool] = []
        self._ending: list[Thread] = []
        gc.freeze()  # what stands already is not looked through again in each process
        taking, giving = os.pipe()  # whoever takes from a pipe holds no lock that could stay locked when it is killed
        with suppress(BrokenPipeError), open(giving, "wb") as tickets:  # noqa: PTH123  (it has no path)
            with open(taking, "rb"), _uninterrupted():  # noqa: PTH123  (nor has this)
                beginning = order, config, list(keys), taking, giving
                self._executors = [
                    ProcessPoolExecutor(1, mp_context=get_context("fork"), initializer=_begin, initargs=beginning)
                    for _ in range(count)
                ]
                self._reading = [executor.submit(_read, keys) for executor in self._executors]
                for executor in self._executors:
                    executor.submit(_speak)  # while it would wait for the others
            tickets.write(b"".join([place.to_bytes(_TICKET) for place in range(len(keys))]))

    def reads(self) -> dict[str, Read]:
        """What reading each notice gave. EnvironmentFault where a process was killed."""
        try:
            found = [each.result() for each in self._reading]
        except BrokenProcessPool as error:
            raise EnvironmentFault(KILLED) from error
        self._own, self._hold = [[*reads] for _, reads in found], [hold for hold, _ in found]
        return {name: read for _, reads in found for name, read in reads.items()}

    def spread(self, cards: Mapping[str, Card], todo: Mapping[str, Known]) -> Iterator[Made]:
        """Every part, as soon as it is made. EnvironmentFault where a process is killed."""
        queues = _Queues(todo, self._own, self._hold)
        ahead = Counter[int]()
        waiting: dict[Future[list[Made]], int] = {}
        try:
            knowing = [executor.submit(_know, cards) for executor in self._executors]
            while True:
                for at, executor in enumerate(self._executors):
                    while ahead[at] < _AHEAD and (names := queues.next(at)):
                        waiting[executor.submit(_make, [(name, todo[name]) for name in names])] = at
                        ahead[at] += 1
                if not waiting:
                    break
                done, _ = wait(waiting, return_when=FIRST_COMPLETED)
                for each in done:
                    ahead[waiting.pop(each)] -= 1
                    yield from each.result()
            for known in knowing:
                known.result()
            self.end()  # while the first process writes down what was made
        except BrokenProcessPool as error:
            raise EnvironmentFault(KILLED) from error

    def end(self) -> None:
        """Have all of them end, as soon as what they work at is done."""
        if not self._ending:
            self._ending = [Thread(target=each.shutdown, kwargs={"cancel_futures": True}) for each in self._executors]
            for thread in self._ending:
                thread.start()

    def close(self) -> None:
        """Wait until all of them have ended."""
        self.end()
        for thread in self._ending:
            thread.join()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Whoever interrupts the build meanwhile is answered afterwards, when each process knows what to do about it."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


class _Queues:
    """The tasks that are left for each process; what stands for the whole site comes last of all."""

    def __init__(self, todo: Mapping[str, Known], own: Sequence[Sequence[str]], hold: Sequence[bool]) -> None:
        found: dict[str, list[str]] = {}
        for name in todo:
            found.setdefault(parts.place_of(name)[0], []).append(name)
        self._last = found.pop("", [])
        notices = [[found.pop(notice) for notice in names if notice in found] for names in own]
        for at, some in enumerate(found.values()):  # of notices that nobody has read
            notices[at % len(own)].insert(0, some)
        self._tasks = [deque(_tasks(some, are_held=held)) for some, held in zip(notices, hold, strict=True)]

    def next(self, at: int) -> Sequence[str]:
        """The next task of a process, and where it has none left, one of another; nothing where there is none."""
        if self._tasks[at]:
            return self._tasks[at].popleft()
        if longest := max(self._tasks, key=len):
            return longest.pop()
        last, self._last = self._last, []
        return last


def _tasks(notices: Sequence[Sequence[str]], *, are_held: bool) -> Iterator[Sequence[str]]:
    """The parts of some notices as tasks. Those of a notice that has to be read again are one task, but for the last
    one, so that all processes have something to do until the end."""
    together = () if are_held else notices[:-1]
    yield from together
    yield from ([name] for some in notices[len(together) :] for name in some)


class _Share:
    """What a process has: the order, the configuration, the names of the notices, the pipe out of which it takes the
    place of the next one to read, and the notices that it read."""

    def __init__(self, order: Order, config: SiteConfig, names: Sequence[str], taking: int) -> None:
        self.order, self.config, self._names, self._taking = order, config, names, taking
        self.notices: Notices = notices_of(order, config)

    def names(self) -> Iterator[str]:
        """The names of the notices that this process is to read."""
        while ticket := os.read(self._taking, _TICKET):
            yield self._names[int.from_bytes(ticket)]


_SHARE: list[_Share] = []


def _begin(order: Order, config: SiteConfig, names: Sequence[str], taking: int, giving: int) -> None:
    end_with_parent()
    os.close(giving)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    _SHARE[:] = [_Share(order, config, names, taking)]


def _read(keys: Mapping[str, str]) -> tuple[bool, dict[str, Read]]:
    share = _SHARE[0]
    found = {name: read_card(share.order, share.notices, name, keys[name]) for name in share.names()}
    return share.notices.hold(found), found


def _speak() -> None:
    """Load what every page says in the languages of the site."""
    share = _SHARE[0]
    for tag in share.config.locales:
        languages.direction(tag)
        languages.autonym(tag)
        languages.long_date(share.order.on, tag)


def _know(cards: Mapping[str, Card]) -> None:
    share = _SHARE[0]
    adopt(share.order, share.config, share.notices, cards)


def _make(some: Sequence[tuple[str, Known]]) -> list[Made]:
    return [(name, make_in_turn(_SHARE[0].order, name, known)) for name, known in some]
