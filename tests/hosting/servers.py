"""Web servers of Debian, started on loopback with a written configuration, and a client that hides nothing."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

START = 20

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


@dataclass(frozen=True)
class Answer:
    """An answer as it came: nothing is followed, decompressed or remembered."""

    status: int
    headers: dict[str, str]
    body: bytes

    def __getitem__(self, name: str) -> str:
        return self.headers.get(name.lower(), "")

    def names(self, header: str) -> set[str]:
        """The members of a comma-separated header, in lower case."""
        return {each.strip().lower() for each in self[header].split(",") if each.strip()}


@dataclass(frozen=True)
class Server:
    """A server that runs: `get("/sv/", accept_language="sv")`."""

    name: str
    port: int

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            sent = {name.replace("_", "-").title(): value for name, value in headers.items()}
            connection.request(method, path, headers={"Accept-Encoding": "identity", **sent})
            return _answer(connection.getresponse())
        finally:
            connection.close()


def _answer(response: HTTPResponse) -> Answer:
    headers: dict[str, str] = {}
    for name, value in response.getheaders():
        key = name.lower()
        headers[key] = f"{headers[key]}, {value}" if key in headers else value
    return Answer(response.status, headers, response.read())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(target: str, folder: Path, port: int) -> Iterator[Server]:
    """nginx, Apache or Caddy with the configuration that was written into a folder for a port of loopback."""
    is_root = os.geteuid() == 0
    if target == "nginx":
        text = NGINX.format(folder=folder, user="user root;" if is_root else "")
        command = ["/usr/sbin/nginx", "-p", str(folder), "-c", "main.conf", "-e", "stderr"]
    elif target == "apache":
        user = "User www-data\nGroup www-data" if is_root else ""
        text = APACHE.format(folder=folder, listen=f"127.0.0.1:{port}", user=user)
        command = ["/usr/sbin/apache2", "-d", str(folder), "-f", "main.conf", "-D", "FOREGROUND"]
    else:
        text = CADDY.format(folder=folder)
        command = ["/usr/bin/caddy", "run", "--adapter", "caddyfile", "--config", "main.conf"]
    (folder / "main.conf").write_text(text, encoding="utf-8")
    with running(target, port, command, folder / "log") as server:
        yield server


@contextmanager
def running(name: str, port: int, command: list[str], log: Path) -> Iterator[Server]:
    """The server of a command that stays in the foreground, ready to answer; ended at the end."""
    # Caddy keeps its last configuration in the home folder.
    environment = {**os.environ, "HOME": str(log.parent), "XDG_CONFIG_HOME": "", "XDG_DATA_HOME": ""}
    with (
        log.open("wb") as out,
        subprocess.Popen(command, stdout=out, stderr=out, cwd=log.parent, env=environment) as process,
    ):
        try:
            _wait(process, port, log)
            yield Server(name, port)
        finally:
            process.terminate()
            process.wait(START)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
            break
    raise AssertionError(f"The server does not answer:\n{log.read_text(encoding='utf-8')}")
