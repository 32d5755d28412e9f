"""A build that leaves out everything but the page of each text: `python benchmarks/text_pages.py PROJECT OUTPUT`.

It is the build as it is, with its leaves cut down, so that noticepress makes what other generators make.
"""

import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from noticepress.__main__ import leave, rarely_collected

rarely_collected()  # as the command begins

from noticepress import parts, pipeline, prepared
from noticepress.editions import Edition
from noticepress.formats import Told
from noticepress.pages import Leaf, Plan
from noticepress.pages.texts import TextPages
from noticepress.views import TextPage


def main() -> None:
    """Build the text pages of a project."""
    project, output = map(Path, sys.argv[1:])
    begun = time.time_ns()  # as the command says it, which trusts the times of files
    others = ("edition_artifacts", "notice_leaves", "front_leaves", "notice_artifacts", "site_artifacts")
    for name, leaves in {"edition_leaves": texts, **dict.fromkeys(others, nothing)}.items():
        setattr(parts, name, leaves)
    setattr(prepared, "told", lambda _: Told(b"", (), {}, (), None))  # noqa: B010  (it is not exported)
    pipeline.build(project, output, date.today(), begun=begun)  # noqa: DTZ011  (whatever day it is here)


def texts(plan: Plan, edition: Edition, locale: str, _: object) -> Iterator[Leaf[TextPage]]:
    """The page of each version."""
    return TextPages(plan, edition, locale).leaves()


def nothing(*_: object) -> Iterator[object]:
    """What stands in for other pages and formats."""
    return iter(())


if __name__ == "__main__":
    main()
    leave(None)  # as the command ends
