"""Processes that die: a function run in a process of its own that is killed at a chosen call to the file system."""

import builtins
import io
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from unittest.mock import patch

CALLS = [*((os, name) for name in ("fsync", "replace", "chmod", "unlink", "mkdir")), (io, "open"), (builtins, "open")]
"""What a process dies before: also what `pathlib` calls. Of files that are opened only those that are written."""
KILLED = 9


def runs_until(act: Callable[[], object], calls: int) -> bool:
    """Run an act in a process that dies without a word before its call number `calls` (from 1) to the file system.

    True where the act came to its end before that.
    """
    process = get_context("fork").Process(target=_run, args=(act, calls))
    process.start()
    process.join(60)
    assert process.exitcode in (0, KILLED), process.exitcode
    return process.exitcode == 0


def _run(act: Callable[[], object], calls: int) -> None:
    with counting(calls):
        act()


@contextmanager
def counting(calls: int) -> Iterator[None]:
    left = calls

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **kwargs: object) -> object:
            nonlocal left
            left -= real is not open or not {"w", "a"}.isdisjoint(str(args[1] if len(args) > 1 else kwargs.get("mode")))
            if not left:
                os._exit(KILLED)
            return real(*args, **kwargs)

        return call

    with ExitStack() as stack:
        for owner, name in CALLS:
            stack.enter_context(patch.object(owner, name, counted(getattr(owner, name))))
        yield
