"""Requests to the hosts that a person named, by `http.client`: bounded in time and size, without redirects."""

import ssl
import time
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from noticepress import __version__
from noticepress.errors import EnvironmentFault, UsageError

LARGEST: Final = 50_000_000
"""Bytes of one answer; no file of a site of texts comes near."""

_PIECE: Final = 65_536


class Answer(Struct, frozen=True):
    """What a host answered: the status, its content type without parameters, and the body."""

    status: int
    kind: str
    body: bytes


class Host:
    """A connection to one host, used again for each request; close it, or use it as a context.

    `seconds` bounds each answer as a whole. UsageError where the address is none of the web.
    """

    def __init__(self, address: str, *, seconds: float = 30) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            msg = f"“{address}” is not an address of the web: write https://…"
            raise UsageError(msg)
        self.address, self.seconds = address, seconds
        self.path = parts.path + (f"?{parts.query}" if parts.query else "")
        if parts.scheme == "https":
            context = ssl.create_default_context()
            self._line: HTTPConnection = HTTPSConnection(parts.hostname, parts.port, timeout=seconds, context=context)
        else:
            self._line = HTTPConnection(parts.hostname, parts.port, timeout=seconds)

    def __enter__(self) -> "Host":
        return self

    def __exit__(self, *_: object) -> None:
        self._line.close()

    def get(self, path: str) -> Answer:
        """The file at a path of the host. EnvironmentFault where no whole answer comes."""
        return self._ask("GET", path, None, {})

    def post(self, body: bytes, kind: str) -> Answer:
        """The answer to bytes of a kind, sent to the address itself. EnvironmentFault where no whole answer comes."""
        return self._ask("POST", self.path or "/", body, {"Content-Type": kind})

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        known = {"User-Agent": f"noticepress/{__version__}", "Accept-Encoding": "identity", **headers}
        try:
            try:
                return self._once(method, path, body, known)
            except (ConnectionError, HTTPException):  # an idle connection that the host closed meanwhile
                self._line.close()
                return self._once(method, path, body, known)
        except (OSError, HTTPException) as error:
            self._line.close()
            msg = f"{self.address} does not answer for {path}: {error or type(error).__name__}."
            raise EnvironmentFault(msg) from error

    def _once(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        deadline = time.monotonic() + self.seconds
        self._line.request(method, path, body, dict(headers))
        answer = self._line.getresponse()
        kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return Answer(answer.status, kind, self._body(answer, path, deadline))

    def _body(self, answer: HTTPResponse, path: str, deadline: float) -> bytes:
        pieces, size = [], 0
        while piece := answer.read1(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > LARGEST or time.monotonic() > deadline:
                why = f"more than {LARGEST:,} bytes" if size > LARGEST else f"longer than {self.seconds:g} seconds"
                msg = f"{self.address} answers for {path} with {why}."
                raise EnvironmentFault(msg)
        return b"".join(pieces)
