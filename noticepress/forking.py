"""Work spread over processes that are forked off: they have all that this one has, and nothing is sent to them but the
names of what they are to make, one after the other. A pool of the standard library takes longer to stand than a small
build takes."""

import os
import pickle
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from selectors import EVENT_READ, DefaultSelector
from traceback import format_exc
from typing import IO, Generic, NoReturn, TypeVar

from noticepress.errors import EnvironmentFault, NoticepressError

T = TypeVar("T")


def forked(make: Callable[[str], T], names: Iterable[str], processes: int) -> Iterator[tuple[str, T]]:
    """What is made of each name, as soon as it is made in one of so many processes.

    What is raised in one of them is raised here; EnvironmentFault where one dies. They end with this iterator and with
    this process, each when it has made what it is about to make.
    """
    left = iter(names)
    helpers: list[_Helper[T]] = []
    with DefaultSelector() as selector:
        try:
            for name in islice(left, processes):
                helpers.append(_Helper(make, helpers))
                selector.register(helpers[-1].answers, EVENT_READ, helpers[-1])
                helpers[-1].give(name)
            busy = len(helpers)
            while busy:
                for key, _ in selector.select():
                    helper: _Helper[T] = key.data
                    done = helper.take()
                    following = next(left, None)
                    if following is None:
                        busy -= 1
                    else:
                        helper.give(following)
                    yield done
        finally:
            for helper in helpers:
                helper.end()


class _Helper(Generic[T]):
    """A process, and the two pipes that lead to it and from it; `others` are those that are there already."""

    def __init__(self, make: Callable[[str], T], others: "Iterable[_Helper[T]]") -> None:
        (reads, gives), (takes, writes) = os.pipe(), os.pipe()
        self._name = ""
        self._process = os.fork()
        if not self._process:
            # While it held these, others would not see that the process which gives the names has ended
            for end in (gives, takes, *(end for each in others for end in each.ends())):
                os.close(end)
            _serve(make, reads, writes)
        os.close(reads)
        os.close(writes)
        self._names: IO[bytes] = open(gives, "wb", buffering=0)  # noqa: PTH123, SIM115  (a pipe, closed by `end`)
        self.answers: IO[bytes] = open(takes, "rb")  # noqa: PTH123, SIM115

    def ends(self) -> tuple[int, int]:
        """The ends of the pipes that are in this process."""
        return self._names.fileno(), self.answers.fileno()

    def give(self, name: str) -> None:
        """Have something made; what was made before was taken."""
        self._name = name
        with suppress(BrokenPipeError):  # it has died, as `take` will see
            self._names.write(pickle.dumps(name))

    def take(self) -> tuple[str, T]:
        """What was made, with its name."""
        try:
            fault, made = pickle.load(self.answers)  # noqa: S301  (from a process of our own)
        except EOFError as error:
            msg = f"The process that made “{self._name}” was killed. The next build will complete the site."
            raise EnvironmentFault(msg) from error
        if fault:
            raise fault
        return self._name, made

    def end(self) -> None:
        """Wait until the process has ended."""
        self._names.close()
        self.answers.close()
        with suppress(ChildProcessError):  # where the system buries the dead by itself
            os.waitpid(self._process, 0)


def _serve(make: Callable[[str], object], reads: int, writes: int) -> NoReturn:
    """Make what is asked for until nothing is any more; what this process has of its parent it leaves as it is."""
    try:
        with open(reads, "rb") as names, open(writes, "wb") as answers:
            while True:
                answers.write(_answer(make, pickle.load(names)))  # noqa: S301
                answers.flush()
    except (EOFError, OSError, KeyboardInterrupt):
        pass
    finally:
        os._exit(0)


def _answer(make: Callable[[str], object], name: str) -> bytes:
    """What is made of a name, or what was raised; a fault of the program has its place there as a note."""
    try:
        return pickle.dumps((None, make(name)))
    except Exception as error:
        if not isinstance(error, NoticepressError):
            error.add_note(format_exc())
        try:
            return pickle.dumps((error, None))
        except Exception:
            return pickle.dumps((RuntimeError(format_exc()), None))
