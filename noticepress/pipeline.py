"""Sources to site: reads, plans, renders and writes. No clock, no printing."""

import gc
import os
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from noticepress import parts, permalinks
from noticepress.artifact import Artifact
from noticepress.book import Book, Known
from noticepress.catalogues import read_words
from noticepress.deferred import key_of as hashed
from noticepress.errors import Finding
from noticepress.facts import CACHE, program
from noticepress.folders import read_attachment, read_draft_file
from noticepress.kept import Kept
from noticepress.model import Site
from noticepress.output import Report, Written, finish, foreign_files, ready_paths, write_part
from noticepress.pages import Outlines, Plan, plan
from noticepress.pages.schedule import next_day
from noticepress.source import read_sources
from noticepress.theme import Theme

Progress = Callable[[int, int], None]
"""Told after each part how many are made, of how many."""


@dataclass(frozen=True, slots=True)
class Built:
    """The outcome of a build."""

    site: Site
    plan: Plan
    findings: tuple[Finding, ...]
    report: Report

    @property
    def next_change(self) -> date | None:
        """The next day on which the output would differ."""
        return next_day(self.plan)


@dataclass(frozen=True, slots=True)
class Order:
    """What to build: a project folder, where to, the day, the moment at which drafts count as published, if they do,
    whether compressed forms stand beside the files, and whether each text is also written on paper. `run` tells
    builds apart wherever they run, and `program` stands for the program and how it writes."""

    root: Path
    output: Path
    on: date
    drafts: datetime | None = None
    compress: bool = False
    pdf: bool = False
    run: str = ""
    program: str = ""


Todo = Mapping[str, Known]
"""The parts that are to be made, each with what stands in the output for it."""

Spread = Callable[[Order, Todo], Iterator[tuple[str, Written]]]
"""What makes parts, and tells each as soon as it is written."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    plan: Plan
    theme: Theme
    findings: tuple[Finding, ...]


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
) -> Built:
    """Build the site below `root` as of a day; with `drafts` as if every draft were published at that moment,
    with `compress` with a brotli and a gzip form of each file beside it, with `pdf` with each text on paper.

    Parts whose keys did not change since the last build into the same folder are not made again, except with `full`.
    `jobs` is the number of processes; 0: as many as there are cores where that pays. `spread` makes
    the parts elsewhere instead (spreading.py). SourceError, ThemeError, EnvironmentFault.
    """
    if pdf:
        from noticepress.formats.paper import check_available

        check_available()
    own = f"{program()} {_encoders() if compress else ''}"
    order = Order(root, output, on, drafts, compress, pdf, secrets.token_hex(8), own)
    book = Book(output, root / CACHE)
    with book.opened(), _seldom_collected():
        made = _prepared(order)
        keys = {name: key_of(order, name) for name in parts.names(made.plan)}
        is_there = output.is_dir() and not full
        kept = {name for name, part in book.parts.items() if is_there and keys.get(name) == part.key}
        todo = {name: book.known(name) if is_there else Known() for name in keys if name not in kept}
        written = spread(order, todo) if spread and todo else _near(order, todo, _processes(jobs, todo))
        report = _write(order, book, keys, kept, _counted(written, len(todo), progress))
        if full:
            report.foreign.extend(foreign_files(output, book.paths(book.parts)))
    return Built(made.plan.site, made.plan, made.findings, report)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Rubbish that refers to itself is looked for less often: a build makes many values and little of that."""
    before = gc.get_threshold()
    gc.set_threshold(20_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def make(order: Order, name: str, known: Known) -> Written:
    """Make and write one part of a site: the unit of work, which may be done twice without harm. `known` is what
    stands in the output for it: files that would be the same are not made again."""
    made = _prepared(order)
    narrowed, outlines = parts.narrowed(made.plan, name), Outlines(known.outlines, order.program)
    artifacts = _artifacts(order.root, narrowed, name, made.theme, outlines)
    if order.compress:
        from noticepress.compression import compressed

        artifacts = compressed(artifacts)
    with Book(order.output, order.root / CACHE).noting() as note:
        written = write_part(order.output, (_by(order.program, each) for each in artifacts), known.files, note)
    return replace(written, outlines=outlines.to_keep())


def _by(program: str, artifact: Artifact) -> Artifact:
    """The artifact with the program in its key, which makes the same of the same."""
    return replace(artifact, key=artifact.key and hashed(program, artifact.key)[:32])


def key_of(order: Order, name: str) -> str:
    """The key of a part, as the sources are where this is called."""
    made = _prepared(order)
    return parts.key(parts.narrowed(made.plan, name), made.theme, order.program)


def _encoders() -> list[str]:
    from noticepress.compression import encoders

    return sorted(encoders())


def _near(order: Order, todo: Todo, processes: int) -> Iterator[tuple[str, Written]]:
    """Every part that is made on this machine, as soon as it is."""
    if processes < 2:
        yield from ((name, make(order, name, known)) for name, known in todo.items())
        return
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from multiprocessing import get_context

    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as executor:
        waiting = {executor.submit(make, order, name, known): name for name, known in todo.items()}
        yield from ((waiting[done], done.result()) for done in as_completed(waiting))


def _counted(
    written: Iterator[tuple[str, Written]], total: int, progress: Progress | None
) -> Iterator[tuple[str, Written]]:
    for count, each in enumerate(written, 1):
        yield each
        if progress:
            progress(count, total)


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


@lru_cache(maxsize=1)
def _prepared(order: Order) -> _Prepared:
    """The plan and the theme of a build, read once in each process; one that is forked off has them from its parent."""
    site, findings = read_sources(order.root)
    found = list(findings)
    if order.drafts:
        from noticepress.drafting import drafted, translation_progress

        site = drafted(order.root, site, order.drafts, translation_progress(order.root, site, found))
    locales = (*site.config.locales, *site.config.retired_locales)
    words = {tag: read_words(order.root, tag, found) for tag in locales}
    theme = Theme(order.root / site.config.theme, Kept(order.root / CACHE / "templates", _TEMPLATES), order.program)
    return _Prepared(replace(plan(site, order.on, words), pdf=order.pdf), theme, tuple(found))


def _artifacts(root: Path, narrowed: Plan, name: str, theme: Theme, outlines: Outlines) -> Iterator[Artifact]:
    yield from parts.artifacts(narrowed, name, theme, outlines)
    if name == parts.SITE:
        yield from _attachments(root, narrowed)
    elif narrowed.pdf:
        from noticepress.formats import paper

        base = f"{narrowed.config.base_url}/"
        files = {base + each.path: each.data for each in _attachments(root, narrowed)}
        yield from paper.papers(narrowed, name.split(" ")[1], theme, files.get)


def _attachments(root: Path, planned: Plan) -> Iterator[Artifact]:
    """The local files of every text that may be read, once each."""
    seen: set[str] = set()
    for document, versions in planned.versions.items():
        config = planned.site.document(document).config
        texts = (text for version in versions for each in version.texts.values() for text in each if not text.withdrawn)
        for text in texts:
            for each in text.entry.attachments:
                url = permalinks.file(each.sha256, each.file.rpartition("/")[2])
                if url not in seen:
                    seen.add(url)
                    data = read_draft_file if text.draft else read_attachment
                    yield Artifact(permalinks.output_path(url), data(root, config, each))


def _processes(jobs: int, todo: Collection[str]) -> int:
    """How many processes to use: a second one pays from a few parts on."""
    if not hasattr(os, "fork"):
        return 1
    return min(jobs or os.cpu_count() or 1, len(todo)) if jobs or len(todo) > _FEW else 1


_FEW = 4
_TEMPLATES = 100
