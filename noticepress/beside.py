"""What a build from nothing needs besides its notices, made while these are read.

A second process reads the words of the interface, and reads and compiles the templates. It hands nothing over: what it
makes is kept as it is by every build, so that others find it, or make it where they do not. What is wrong with any of
it they find and tell as well.
"""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from noticepress.facts import CACHE
from noticepress.order import Order, theme_of, words_of
from noticepress.source import read_config
from noticepress.theme import Theme

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


@contextmanager
def helped(order: Order, first: Callable[[Theme], object]) -> Iterator[None]:
    """Meanwhile that process is at work, if there may be one and nothing is kept yet. Afterwards the words are there,
    what `first` asks of the theme, and as many templates as there was time for."""
    if not order.beside or order.full or (order.root / CACHE / "words").exists():
        yield
        return
    from multiprocessing import get_context

    context = get_context("fork")
    heard, held = context.Pipe(duplex=False)  # a pipe needs nothing that a small machine may lack
    process = context.Process(target=_help, args=(order, first, heard, held))
    process.start()
    try:
        yield
    finally:
        held.close()
        process.join()
        heard.close()


def _help(order: Order, first: Callable[[Theme], object], heard: "Connection", held: "Connection") -> None:
    """Make what is needed, and templates until the first process closes the pipe that both hold."""
    held.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever interrupts the build is answered by the first process
    with suppress(Exception):
        config = read_config(order.root)
        theme = theme_of(order, config)
        for tag in (*config.locales, *config.retired_locales):
            words_of(order, tag, [])
        first(theme)
        for compile_one in theme.compiling():
            if heard.poll():
                return
            compile_one()
