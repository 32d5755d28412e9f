"""`noticepress preview`."""

import gc
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from noticepress.cli.common import SOURCE, Number, now, told
from noticepress.errors import UsageError

if TYPE_CHECKING:
    from noticepress.model import SiteConfig
    from noticepress.preview.desk import Desk
    from noticepress.preview.serving import Windows


@click.command("preview")
@SOURCE
@click.option("--port", type=Number("port", 0, 65535), help="The port (default: 8000, or the next one that is free).")
@click.option("--open", "is_opened", is_flag=True, help="Open it in the browser.")
@told
def command(source: Path, port: int | None, is_opened: bool) -> None:
    """Show the site with your drafts in the browser, and keep the page up to date while you write.

    The bar above each page chooses the day, the region, the language, and text or redline. Nothing is published, and
    nothing is written into public/. Only this computer can see it. Ctrl-C ends it.
    """
    if not (source / "notices").is_dir():
        from noticepress.folders import where_to_run

        msg = f"There is no folder notices in {source.resolve()}. {where_to_run(source)}"
        raise UsageError(msg)
    # Checks run beside requests; the usual 5 ms per turn would add up to most of the time of a page.
    sys.setswitchinterval(0.0005)
    _serve(source, port, is_opened=is_opened)


def _serve(source: Path, port: int | None, *, is_opened: bool) -> None:
    from noticepress.preview.desk import Desk
    from noticepress.preview.serving import Application, Server, Windows, bind
    from noticepress.preview.watching import Watcher

    desk, windows = Desk(source, _clock), Windows()
    checks = _Checks(desk, windows)

    def changed(paths: frozenset[str]) -> None:
        with _surviving():
            if desk.look(paths):
                windows.tell(desk.number)
        checks.again()

    with bind(port) as socket:
        number = socket.getsockname()[1]
        desk.look()
        watcher = Watcher(source, desk.theme_folder, changed)
        watcher.start()
        checks.start()
        _tell(number, port, is_opened=is_opened)
        try:
            Server(Application(desk, windows, number), windows).run(sockets=[socket])
        except KeyboardInterrupt:
            click.echo("")
        finally:
            watcher.stop()


def _tell(number: int, port: int | None, *, is_opened: bool) -> None:
    from noticepress.preview.serving import FIRST_PORT

    if port is None and number != FIRST_PORT:
        click.echo(f"Port {FIRST_PORT} is taken by another program, so the next free one is used.", err=True)
    address = f"http://127.0.0.1:{number}/"
    click.echo(f"Preview: {address} (Ctrl-C ends it)")
    if is_opened:
        click.launch(address)


class _Checks:
    """Runs the checks in a thread of its own once saving has paused, so that no page waits for them."""

    _PAUSE = 0.3

    def __init__(self, desk: "Desk", windows: "Windows") -> None:
        self._desk, self._windows = desk, windows
        self._due = threading.Event()

    def start(self) -> None:
        """Check for the first time, and then whenever it is asked for."""
        self._due.set()
        threading.Thread(target=self._work, name="checks", daemon=True).start()

    def again(self) -> None:
        """Something changed."""
        self._due.set()

    def _work(self) -> None:
        is_first = True
        while self._due.wait():
            self._due.clear()
            with _surviving():
                if not self._due.wait(self._PAUSE) and self._desk.check():
                    self._windows.tell(self._desk.number)
            if is_first:
                # A whole site was read. Looking through all of it for garbage now and then would hold up a save.
                gc.freeze()
            is_first = False


@contextmanager
def _surviving() -> Iterator[None]:
    """A fault of the program is told on the terminal and ends no thread: the next save may go well."""
    try:
        yield
    except Exception:
        traceback.print_exc(file=sys.stderr)


def _clock(config: "SiteConfig | None") -> datetime:
    return now(config) if config else datetime.now().astimezone()
