"""`noticepress` and `python -m noticepress`: the command line as a process of its own."""

import atexit
import gc


def run() -> None:
    """Run the command."""
    rarely_collected()
    from noticepress.cli import main

    main()


def rarely_collected() -> None:
    """A command makes many values and little rubbish that refers to itself, so that this is looked for seldom, and not
    at all when the process ends."""
    gc.set_threshold(100_000, 10, 10)
    atexit.register(gc.freeze)


if __name__ == "__main__":
    run()
