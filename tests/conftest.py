"""What the tests of several folders share: the example site, a browser and a static server.

All three live as long as the run, and are made when a test first asks for them. Tests read the example site and never
change it; a test that writes builds a site of its own with `example_project`. `make test` runs the tests in two
processes, each with a browser and a server; the example site is one for both.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from noticepress.pipeline import build

# A machine that does something else at the same time is slow, not wrong. All else is as it was: in continuous
# integration Hypothesis chooses the same examples in every run.
settings.register_profile("patient", settings.get_profile(settings.get_current_profile_name()), deadline=None)
settings.load_profile("patient")

CHECKOUT = Path(__file__).parent.parent
EXAMPLE_DAY = date(2026, 11, 24)
CHROMIUM = Path("/usr/bin/chromium")

Shared = Callable[[str, Callable[[Path], object]], Path]


def copy_example(folder: Path) -> Path:
    """The sources of the example site (notices, catalogues, theme), copied into an empty folder."""
    for name in ("notices", "locales", "theme"):
        if (CHECKOUT / name).is_dir():
            shutil.copytree(CHECKOUT / name, folder / name)
    return folder


@pytest.fixture
def example_project(tmp_path: Path) -> Path:
    """A project folder of the test's own with the sources of the example site; nothing is built."""
    (tmp_path / "project").mkdir()
    return copy_example(tmp_path / "project")


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """`shared("lamps", fill)`: a folder that is filled once for all processes of a run, while the others wait. Read it;
    never write to it."""
    own = tmp_path_factory.getbasetemp()
    top = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def once(name: str, fill: Callable[[Path], object]) -> Path:
        folder, done = top / f"shared-{name}", top / f"shared-{name}.done"
        with (top / f"shared-{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                fill(folder)
                done.touch()
        return folder

    return once


@pytest.fixture(scope="session")
def example_site(shared: Shared) -> Path:
    """The public folder of the example site, built once, as of 24 November 2026. Read it; never write to it."""

    def fill(folder: Path) -> None:
        build(copy_example(folder), folder / "public", EXAMPLE_DAY)

    return shared("example", fill) / "public"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window, driven by Playwright; a test opens contexts or pages and closes them."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without a line on standard error for each request."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".md": "text/markdown", ".js": "text/javascript"}

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """A function that serves a folder on a free port of loopback and gives the address without a slash at the end:
    `serve(example_site) + "/sv/privacy/"`. Asked again for a folder, it gives the same address."""
    servers: dict[Path, ThreadingHTTPServer] = {}

    def start(folder: Path) -> str:
        if folder not in servers:
            server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
            Thread(target=server.serve_forever, daemon=True).start()
            servers[folder] = server
        return f"http://127.0.0.1:{servers[folder].server_port}"

    yield start
    for server in servers.values():
        server.shutdown()
        server.server_close()
