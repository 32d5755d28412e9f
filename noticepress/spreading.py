"""The units of a build on many machines, which see the same files: each makes sure of that before it writes."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from threading import Lock

from noticepress import machines
from noticepress.book import Book, Known
from noticepress.errors import EnvironmentFault
from noticepress.facts import CACHE
from noticepress.order import Order
from noticepress.output import Written, marked, sees
from noticepress.pipeline import Todo
from noticepress.work import key_of, make

_ALONE = Lock()
"""One unit at a time in a process, however many threads a worker has: a theme fills in one template after the other."""


def spread(
    address: str, order: Order, todo: Todo, patience: float = machines.PATIENCE
) -> Iterator[tuple[str, Written]]:
    """Every part that the workers of a scheduler make, as soon as it is written.

    EnvironmentFault where they cannot (machines.py says when); UsageError where the address is none.
    """
    there = replace(order, root=order.root.resolve(), output=order.output.resolve(), beside=False)
    with (
        machines.connected(address, patience) as workers,
        Book(there.output, there.root / CACHE).noting() as note,
        marked(there.output, there.run, note),
    ):
        keys = {name: key_of(order, name) for name in todo}
        installed = machines.installed()
        yield from workers.results(
            {
                workers.submit(make_there, there, name, known, keys[name], installed): name
                for name, known in todo.items()
            }
        )


def make_there(order: Order, name: str, known: Known, key: str, installed: machines.Installed) -> Written:
    """Make and write a part on this machine for another; nothing where it would not become what it is there.

    EnvironmentFault where this machine lacks the same programs, sources or output folder.
    """
    with _ALONE:
        wrong = machines.differences(installed)
        if not wrong and not sees(order.output, order.run):
            wrong = f"it does not see the folder {order.output} as it is here"
        if not wrong and key_of(order, name) != key:
            wrong = f"what it reads below {order.root} is not what stands there now"
        if wrong:
            msg = f"The worker on {socket.gethostname()} cannot make “{name}”: {wrong}."
            raise EnvironmentFault(msg)
        return make(order, name, known)
