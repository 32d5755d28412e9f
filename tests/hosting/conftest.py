"""The example site behind each web server, with the configuration that noticepress writes for it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner

from noticepress.cli import main
from tests.conftest import EXAMPLE_DAY, copy_example
from tests.hosting.servers import Server, free_port, started

Written = Callable[..., Path]

MOVED = """
[[moved]]
old = "/sv/integritet/"
new = "/sv/privacy/"

[[moved]]
old = "/sekretess/förr.html"
new = "/sv/privacy/2021-03-01/%C3%A5"

[[moved]]
old = "/privacy.html"
new = "/privacy/#contact"
"""


@pytest.fixture(scope="session")
def hosted() -> Iterator[Path]:
    """The project folder of the example site with two moved addresses, built with compressed forms, where a server
    that gives up its rights can read it."""
    with TemporaryDirectory() as name:
        project = Path(name)
        project.chmod(0o755)
        copy_example(project)
        site = project / "notices" / "site.toml"
        site.write_text(site.read_text(encoding="utf-8") + MOVED, encoding="utf-8")
        _run("build", "--compress", "--source", name, "--on", str(EXAMPLE_DAY))
        yield project


@pytest.fixture(scope="session")
def site(hosted: Path) -> Path:
    """The public folder of the same."""
    return hosted / "public"


@pytest.fixture(scope="session")
def written(hosted: Path, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """`written("nginx", "--listen", "127.0.0.1:8080")`: a new folder with the files of `noticepress hosting`."""

    def write(target: str, *options: str) -> Path:
        folder = tmp_path_factory.mktemp(target)
        _run("hosting", target, "--source", str(hosted), "--on", str(EXAMPLE_DAY), "--output", str(folder), *options)
        return folder

    return write


def _run(*arguments: str) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output


def _start(target: str, written: Written) -> Iterator[Server]:
    port = free_port()
    options = ["--listen", f"127.0.0.1:{port}", "--server-name", "localhost", "--suggest-country", "X-Country"]
    with started(target, written(target, *options), port) as server:
        yield server


@pytest.fixture(scope="session")
def nginx(written: Written) -> Iterator[Server]:
    """nginx with the example site."""
    yield from _start("nginx", written)


@pytest.fixture(scope="session")
def apache(written: Written) -> Iterator[Server]:
    """Apache with the example site."""
    yield from _start("apache", written)


@pytest.fixture(scope="session")
def caddy(written: Written) -> Iterator[Server]:
    """Caddy with the example site."""
    yield from _start("caddy", written)


@pytest.fixture(params=["nginx", "apache", "caddy"])
def server(request: pytest.FixtureRequest) -> Server:
    """Each of the three."""
    return request.getfixturevalue(request.param)
