"""`noticepress` and `python -m noticepress`: the command line as a process of its own."""

import atexit
import gc
import os
import sys
import threading


def run() -> None:
    """Run the command."""
    rarely_collected()
    from noticepress.cli import main

    try:
        main()
    except SystemExit as end:
        leave(end.code)
        raise


def rarely_collected() -> None:
    """A command makes many values and little rubbish that refers to itself, so that this is looked for seldom, and not
    at all when the process ends."""
    gc.set_threshold(100_000, 10, 10)
    atexit.register(gc.freeze)


def leave(code: object) -> None:
    """End the process here and now, if nothing else is at work in it and all that was said is out: to take apart
    everything that a build has made takes as long as several pages."""
    is_plain = code is None or isinstance(code, int)
    is_watched = sys.gettrace() or sys.getprofile() or threading.active_count() > 1
    if is_watched or not is_plain:
        return
    try:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except (OSError, ValueError):
        return
    os._exit(int(code) if isinstance(code, int) else 0)


if __name__ == "__main__":
    run()
