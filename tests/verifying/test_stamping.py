"""Time stamps, against an authority run with openssl: by HTTP, by hand, and what is refused."""

import shutil
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result

from noticepress.cli import main

HERE = Path(__file__).parent
CHECKOUT = HERE.parent.parent


class Authority:
    """A root certificate and a signer in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "root.pem"
        shutil.copy(HERE / "authority.cnf", folder / "authority.cnf")
        (folder / "serial").write_text("01")
        key = ("-newkey", "rsa:2048", "-nodes", "-config", "authority.cnf")
        self._run("req", "-x509", *key, "-keyout", "root.key", "-out", "root.pem", "-days", "9", "-extensions", "root")
        self._run("req", "-new", *key, "-keyout", "signer.key", "-out", "signer.csr", "-subj", "/CN=Example stamps")
        self._run(
            "x509", "-req", "-in", "signer.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial",
            "-out", "signer.pem", "-days", "9", "-extfile", "authority.cnf", "-extensions", "signer",
        )  # fmt: skip

    def answer(self, request: bytes) -> bytes:
        (self.folder / "request.tsq").write_bytes(request)
        self._run(
            "ts", "-reply", "-config", "authority.cnf", "-section", "authority",
            "-queryfile", "request.tsq", "-out", "answer.tsr",
        )  # fmt: skip
        return (self.folder / "answer.tsr").read_bytes()

    def _run(self, *arguments: str) -> None:
        subprocess.run(("openssl", *arguments), cwd=self.folder, check=True, capture_output=True)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def address(authority: Authority) -> Iterator[str]:
    """The authority on the web, which at /busy answers with a page and at /dry with nothing."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/dry":
                return
            body = authority.answer(request) if self.path == "/" else b"<p>Try later</p>"
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply" if self.path == "/" else "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(CHECKOUT / "notices", tmp_path / "notices")
    return tmp_path


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [arguments[0], "--source", str(project), *arguments[1:]])


def stamps(project: Path) -> list[Path]:
    return sorted(project.rglob("stamps/*.tsr"))


def test_every_ledger_is_stamped_once_and_checked(project: Path, authority: Authority, address: str) -> None:
    root = ("--root", str(authority.root))
    assert run(project, "stamp", "--tsa", address, *root).exit_code == 0
    assert len(stamps(project)) == len(list(project.rglob("ledger.jsonl")))
    again = run(project, "stamp", "--tsa", address, *root)
    assert "“privacy” is stamped already" in again.output.replace("The last entry of ", "")
    checked = run(project, "stamp", *root)
    assert checked.exit_code == 0
    assert f"{len(stamps(project))} time stamps are good, 0 are not." in checked.output
    assert run(project, "verify").exit_code == 0


def test_openssl_accepts_what_is_kept(project: Path, authority: Authority, address: str, tmp_path: Path) -> None:
    run(project, "stamp", "cookies", "--tsa", address, "--root", str(authority.root))
    line = (project / "notices/cookies/published/ledger.jsonl").read_bytes().splitlines()[-1]
    (tmp_path / "line").write_bytes(line)
    command = ("openssl", "ts", "-verify", "-data", "line", "-in", str(stamps(project)[0]), "-CAfile")
    done = subprocess.run((*command, str(authority.root)), cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Verification: OK" in done.stdout + done.stderr


def test_a_stamp_may_be_fetched_by_hand(project: Path, authority: Authority, tmp_path: Path) -> None:
    request, answer = tmp_path / "request", tmp_path / "answer"
    assert run(project, "stamp", "privacy/uk", "--request", str(request)).exit_code == 0
    answer.write_bytes(authority.answer(request.read_bytes()))
    kept = run(project, "stamp", "privacy/uk", "--answer", str(answer), "--root", str(authority.root))
    assert kept.exit_code == 0, kept.output
    other = run(project, "stamp", "cookies", "--answer", str(answer), "--root", str(authority.root))
    assert other.exit_code == 1
    assert "not good for the entry" in other.output
    assert len(stamps(project)) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--tsa", "{address}/busy", "--root", "{root}"), 1, "answers 200 with text/html, not with a time stamp"),
        (("--tsa", "{address}/dry", "--root", "{root}"), 1, "does not answer"),
        (("--tsa", "no-address", "--root", "{root}"), 2, "is not an address of the web"),
        (("--tsa", "{address}"), 2, "Name the authority's root certificate"),
        (("--tsa", "{address}", "--root", "{here}/authority.cnf"), 2, "must be a file of certificates in PEM form"),
        (
            ("cookies", "--answer", "{here}/authority.cnf", "--root", "{root}"),
            1,
            "no answer of a time-stamping authority",
        ),
        (("--request", "x", "--root", "{root}"), 2, "Say which one"),
        (("--request", "x", "--tsa", "{address}"), 2, "one of --tsa, --request and --answer"),
    ],
)
def test_what_cannot_be_stamped_is_told_and_keeps_nothing(
    project: Path, authority: Authority, address: str, arguments: tuple[str, ...], code: int, said: str
) -> None:
    given = [each.format(address=address, root=authority.root, here=HERE) for each in arguments]
    done = run(project, "stamp", *given)
    assert (done.exit_code, said in done.output) == (code, True), done.output
    assert stamps(project) == []


def test_a_changed_or_foreign_stamp_is_named(
    project: Path, authority: Authority, address: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    run(project, "stamp", "cookies", "--tsa", address, "--root", str(authority.root))
    other = Authority(tmp_path_factory.mktemp("other"))
    foreign = run(project, "stamp", "--root", str(other.root))
    assert foreign.exit_code == 1
    assert "not signed by an authority" in foreign.output
    kept = stamps(project)[0]
    raw = bytearray(kept.read_bytes())
    raw[-20] ^= 1
    kept.write_bytes(raw)
    changed = run(project, "verify")
    assert changed.exit_code == 1
    assert f"{kept.name}: error: This time stamp is not the one that head.json names." in changed.output
    kept.rename(kept.with_name("0" * 64 + ".tsr"))
    moved = run(project, "build", "--output", str(project / "public"))
    assert moved.exit_code == 1
    assert f"{kept.name}: error: This file was published, but it is not there." in moved.output
    assert f"{'0' * 64}.tsr: error: The ledger does not know this file." in moved.output
