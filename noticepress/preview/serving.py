"""The server of the preview, on loopback alone, and the open windows that it tells of changes."""

import asyncio
import socket
import sys
import traceback
from collections.abc import Awaitable, Callable, MutableMapping
from types import FrameType
from typing import Any, Final
from urllib.parse import parse_qsl

import uvicorn

from noticepress.errors import EnvironmentFault
from noticepress.preview.desk import Answer, Desk

HOST: Final = "127.0.0.1"
FIRST_PORT: Final = 8000
_TRIES: Final = 20
_EVENTS: Final = "/-/events"

_HEADERS: Final = (
    ("Cache-Control", "no-store"),
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
)
_FAULT: Final = b"noticepress has a fault; the terminal in which the preview runs shows it.\n"

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


def bind(port: int | None) -> socket.socket:
    """A socket on loopback: on the port asked for, else on 8000 or the next that is free. EnvironmentFault."""
    for number in [port] if port is not None else range(FIRST_PORT, FIRST_PORT + _TRIES):
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found.bind((HOST, number))
            found.listen()
        except OSError as error:
            found.close()
            if port is not None:
                msg = f"Port {port} cannot be used: {error.strerror}. Choose another one: --port {port + 1}."
                raise EnvironmentFault(msg) from error
        else:
            return found
    msg = f"No port from {FIRST_PORT} to {FIRST_PORT + _TRIES - 1} is free. Choose another one: --port 9000."
    raise EnvironmentFault(msg)


class Windows:
    """The open windows. `tell` may be called from any thread."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._queues: set[asyncio.Queue[int | None]] = set()

    def tell(self, number: int | None) -> None:
        """Tell every window that pages may differ now; None: that there is nothing more to come."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._put, number)

    def open(self) -> "asyncio.Queue[int | None]":
        """What one window will be told."""
        self._loop = asyncio.get_running_loop()
        queue: asyncio.Queue[int | None] = asyncio.Queue()
        self._queues.add(queue)
        return queue

    def close(self, queue: "asyncio.Queue[int | None]") -> None:
        """A window was closed."""
        self._queues.discard(queue)

    def _put(self, number: int | None) -> None:
        for queue in self._queues:
            queue.put_nowait(number)


class Application:
    """The preview as an ASGI application. It answers only requests that name this very address as their host, so
    that no other site can have a browser read from it (DNS rebinding)."""

    def __init__(self, desk: Desk, windows: Windows, port: int) -> None:
        self._desk, self._windows = desk, windows
        self._hosts = {f"{name}:{port}".encode() for name in (HOST, "localhost")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            await _send(send, Answer(421, "text/plain", b"The preview answers under its own address alone.\n"))
        elif scope["method"] not in ("GET", "HEAD"):
            await _send(send, Answer(405, "text/plain", b"The preview is for reading.\n"))
        elif scope["path"] == _EVENTS:
            await self._tell(receive, send)
        else:
            await _send(send, await asyncio.to_thread(self._answer, scope))

    def _answer(self, scope: Scope) -> Answer:
        query = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
        try:
            return self._desk.answer(scope["path"], query)
        except Exception:  # a fault of the program: one page fails, the desk goes on
            traceback.print_exc(file=sys.stderr)
            return Answer(500, "text/plain", _FAULT)

    async def _tell(self, receive: Receive, send: Send) -> None:
        """A stream of server-sent events: the number of the state, at once and after every change."""
        queue = self._windows.open()
        await _start(send, 200, "text/event-stream")
        closed = asyncio.create_task(_until_closed(receive))
        number: int | None = self._desk.number
        try:
            while number is not None:
                await send({"type": "http.response.body", "body": f"data: {number}\n\n".encode(), "more_body": True})
                told = asyncio.create_task(queue.get())
                await asyncio.wait({told, closed}, return_when=asyncio.FIRST_COMPLETED)
                if closed.done():
                    told.cancel()
                    break
                number = told.result()
            await send({"type": "http.response.body", "body": b""})
        finally:
            closed.cancel()
            self._windows.close(queue)


class Server(uvicorn.Server):
    """Uvicorn that ends the streams of the open windows when it is told to stop."""

    def __init__(self, application: Application, windows: Windows) -> None:
        super().__init__(
            uvicorn.Config(
                application, log_level="critical", access_log=False, lifespan="off", http="h11", ws="none",
                loop="asyncio", timeout_graceful_shutdown=2, server_header=False,
            )
        )  # fmt: skip
        self._windows = windows

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._windows.tell(None)
        super().handle_exit(sig, frame)


async def _until_closed(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _send(send: Send, answer: Answer) -> None:
    await _start(send, answer.status, answer.type, answer.location)
    await send({"type": "http.response.body", "body": answer.body})


async def _start(send: Send, status: int, media: str, location: str = "") -> None:
    headers = [("Content-Type", media), *_HEADERS, *([("Location", location)] if location else [])]
    encoded = [(name.encode(), value.encode("ascii", "replace")) for name, value in headers]
    await send({"type": "http.response.start", "status": status, "headers": encoded})
