"""A scheduler and workers of Dask in processes of their own: `python -m tests.machines.cluster scheduler | worker …`.

Each prints its address when it is ready. A worker may be told to die without a word before so many calls to the file
system.
"""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import distributed

from tests.killing import counting

CHECKOUT = Path(__file__).parent.parent.parent


@contextmanager
def started(*arguments: str, **environment: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """A scheduler, or a worker: its address, and its process."""
    command = [sys.executable, "-m", "tests.machines.cluster", *arguments]
    with subprocess.Popen(
        command, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)} | environment,
    ) as process:  # fmt: skip
        try:
            assert process.stdout
            yield process.stdout.readline().strip(), process
        finally:
            process.kill()


async def main(role: str, address: str = "", calls: str = "") -> None:
    if role == "scheduler":
        server = distributed.Scheduler(host="127.0.0.1", dashboard=False)
    else:
        server = distributed.Worker(address, nthreads=2, dashboard=False)
    async with server:
        sys.stdout.write(f"{server.address}\n")
        sys.stdout.flush()
        with ExitStack() as stack:
            if calls:
                stack.enter_context(counting(int(calls)))
            await server.finished()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
