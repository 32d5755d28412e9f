"""The example site behind each web server, with the configuration that noticepress writes for it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner

from noticepress.cli import main
from tests.conftest import EXAMPLE_DAY, copy_example
from tests.hosting.servers import Server, free_port, running

# What stands around the written file on a machine: the parts that belong to whoever runs the server.
NGINX = """
load_module /usr/lib/nginx/modules/ngx_http_js_module.so;
load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log stderr notice;
{user}
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include noticepress.conf;
}}
"""
APACHE = """
ServerRoot {folder}
ServerName localhost
PidFile {folder}/apache.pid
DefaultRuntimeDir {folder}
ErrorLog /dev/stderr
{user}
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule dir_module /usr/lib/apache2/modules/mod_dir.so
LoadModule headers_module /usr/lib/apache2/modules/mod_headers.so
LoadModule mime_module /usr/lib/apache2/modules/mod_mime.so
LoadModule rewrite_module /usr/lib/apache2/modules/mod_rewrite.so
TypesConfig /dev/null
Listen {listen}
Include {folder}/noticepress.conf
"""
CADDY = """
{{
    admin off
    storage file_system {folder}/data
    auto_https off
}}
import Caddyfile
"""

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
    listen = f"127.0.0.1:{port}"
    options = ["--listen", listen, "--server-name", "localhost", "--suggest-country", "X-Country"]
    folder = written(target, *options)
    is_root = os.geteuid() == 0
    if target == "nginx":
        text = NGINX.format(folder=folder, user="user root;" if is_root else "")
        command = ["/usr/sbin/nginx", "-p", str(folder), "-c", "nginx.conf", "-e", "stderr"]
        name = "nginx.conf"
    elif target == "apache":
        text = APACHE.format(folder=folder, listen=listen, user="User www-data\nGroup www-data" if is_root else "")
        command = ["/usr/sbin/apache2", "-d", str(folder), "-f", "apache.conf", "-D", "FOREGROUND"]
        name = "apache.conf"
    else:
        text = CADDY.format(folder=folder)
        command = ["/usr/bin/caddy", "run", "--adapter", "caddyfile", "--config", "main.caddy"]
        name = "main.caddy"
    (folder / name).write_text(text, encoding="utf-8")
    with running(target, port, command, folder / "log") as server:
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
