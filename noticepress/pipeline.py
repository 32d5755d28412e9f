"""Sources to site: reads, plans, renders and writes. No clock, no printing."""

import gc
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path

from msgspec import Struct

from noticepress import parts
from noticepress.book import Book, Known
from noticepress.errors import Finding
from noticepress.facts import CACHE, Look, program
from noticepress.model import SiteConfig
from noticepress.order import Order, kept_of
from noticepress.output import Report, Written, finish, foreign_files, ready_paths
from noticepress.pool import Local, may_fork
from noticepress.prepared import Draft, Share, prepared, unshared
from noticepress.timeline import next_change
from noticepress.work import key_of

Progress = Callable[[int, int], None]
"""Told after each part how many are made, of how many."""


class Built(Struct, frozen=True):
    """The outcome of a build, as of a day: what was found that is no error, the drafts that it does not show, and the
    next day on which the output would differ."""

    config: SiteConfig
    on: date
    findings: tuple[Finding, ...]
    drafts: tuple[Draft, ...]
    next_change: date | None
    report: Report


Todo = Mapping[str, Known]
"""The parts that are to be made, each with what stands in the output for it."""

Spread = Callable[[Order, Todo], Iterator[tuple[str, Written]]]
"""What makes parts, and tells each as soon as it is written."""


def build(
    root: Path,
    output: Path,
    on: date,
    *,
    full: bool = False,
    drafts: datetime | None = None,
    compress: bool = False,
    pdf: bool = False,
    jobs: int = 0,
    spread: "Spread | None" = None,
    progress: Progress | None = None,
    begun: int = 0,
    look: Look | None = None,
) -> Built:
    """Build the site below `root` as of a day; with `drafts` as if every draft were published at that moment,
    with `compress` with a brotli and a gzip form of each file beside it, with `pdf` with each text on paper.

    Parts whose keys did not change since the last build into the same folder are not made again, except with `full`.
    `jobs` is the number of processes; 0: as many as there are cores where that pays. `spread` makes
    the parts elsewhere instead (spreading.py). `begun` is when the build began, in nanoseconds since the epoch (0: too
    long ago to trust the times of files), `look` what it has seen of the files by then.
    SourceError, ThemeError, EnvironmentFault.
    """
    if pdf:
        from noticepress.formats.paper import check_available

        check_available()
    look = look or Look()
    own = f"{program(look)} {_encoders() if compress else ''}"
    order = Order(
        root, output, on, drafts, compress, pdf, os.urandom(8).hex(), own, full, begun, look, jobs != 1 and may_fork()
    )
    with closing(Local(order, jobs)) as local:
        if spread:
            return _built(order, unshared, partial(spread, order), progress)
        return _built(order, local.share, local.spread, progress)


def _built(
    order: Order, share: Share, spread: Callable[[Todo], Iterator[tuple[str, Written]]], progress: Progress | None
) -> Built:
    book = Book(order.output, order.root / CACHE)
    with book.opened(), _seldom_collected():
        made = prepared(order, share)
        keys = {name: key_of(order, name) for name in parts.names(made.around.directory, made.cards)}
        is_there = order.output.is_dir() and not order.full
        kept = {name for name, part in book.parts.items() if is_there and keys.get(name) == part.key}
        names = [name for name in keys if name not in kept]
        todo = book.standing(names) if is_there else dict.fromkeys(names, Known())
        written = spread(todo) if todo else iter(())
        report = _write(order, book, keys, kept, _counted(written, len(todo), progress))
        if todo:
            kept_of(order, "pieces").only(keys)
        if order.full:
            report.foreign.extend(foreign_files(order.output, book.paths(book.parts)))
    drafts = tuple(draft for card in made.cards.values() for draft in card.drafts)
    following = next_change((each.next_day for each in made.cards.values() if each.next_day), order.on)
    return Built(made.config, order.on, made.findings, drafts, following, report)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Rubbish that refers to itself is looked for after some parts, and seldom between: a build makes many values and
    none of that."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 100)
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


def _encoders() -> list[str]:
    from noticepress.compression import encoders

    return sorted(encoders())


def _counted(
    written: Iterator[tuple[str, Written]], total: int, progress: Progress | None
) -> Iterator[tuple[str, Written]]:
    for number, each in enumerate(written, 1):
        yield each
        if progress:
            progress(number, total)


def _write(
    order: Order, book: Book, keys: Mapping[str, str], kept: Collection[str], made: Iterator[tuple[str, Written]]
) -> Report:
    """Write the parts that are made, then put entry pages into their places, then delete what is left over."""
    report = Report(unchanged=sum(book.parts[name].count for name in kept))
    before = book.paths(set(book.parts) - set(kept))
    book.strike(set(book.parts) - set(kept), before)
    now, ready = dict[str, Written](), list[str]()
    for name, written in made:
        now[name] = written
        ready += written.ready
        report.made += written.made
        report.written += written.written
        report.unchanged += len(written.files) - written.written
    paths = {path for written in now.values() for path in written.files}
    book.strike((), before | paths | ready_paths(ready))
    report.deleted = finish(order.output, ready, before - paths)
    book.enter({name: (keys[name], Known(written.files, written.outlines)) for name, written in now.items()})
    return report
