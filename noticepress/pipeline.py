"""Sources to site: reads, plans, renders and writes. No clock, no printing."""

import gc
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from noticepress import parts, permalinks
from noticepress.artifact import Artifact
from noticepress.book import Book, Known
from noticepress.deferred import key_of as hashed
from noticepress.errors import EnvironmentFault, Finding
from noticepress.facts import CACHE, Look, program
from noticepress.folders import read_attachment, read_draft_file
from noticepress.formats import Shown, shown_files
from noticepress.markup import Pieces
from noticepress.model import Attachment, SiteConfig
from noticepress.output import Report, Written, finish, foreign_files, ready_paths, write_part
from noticepress.pages import Outlines
from noticepress.prepared import Draft, Order, Prepared, kept_of, prepared
from noticepress.timeline import next_change

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

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
    order = Order(root, output, on, drafts, compress, pdf, os.urandom(8).hex(), own, full, begun, look)
    spread_here = partial(spread, order) if spread else partial(_near, order, jobs)
    return _built(order, spread_here, progress)


def _built(order: Order, spread: Callable[[Todo], Iterator[tuple[str, Written]]], progress: Progress | None) -> Built:
    book = Book(order.output, order.root / CACHE)
    with book.opened(), _seldom_collected():
        made = prepared(order)
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


def _make_here(order: Order, name: str, known: Known) -> Written:
    written = make(order, name, known)
    if next(_MADE) % _COLLECTED == 0:
        gc.collect()
    return written


def make(order: Order, name: str, known: Known) -> Written:
    """Make and write one part of a site: the unit of work, which may be done twice without harm. `known` is what
    stands in the output for it: files that would be the same are not made again."""
    made, outlines = prepared(order), Outlines(known.outlines, order.program)
    kept = kept_of(order, "pieces")
    pieces = Pieces(lambda: None if order.full else kept.get(name, order.program))
    artifacts = _artifacts(made, *parts.place_of(name), outlines, pieces)
    if order.compress:
        from noticepress.compression import compressed

        artifacts = compressed(artifacts)
    with Book(order.output, order.root / CACHE).noting() as note:
        written = write_part(order.output, (_by(order.program, each) for each in artifacts), known.files, note)
    if (raw := pieces.to_keep()) is not None:
        kept.put(name, order.program, raw)
    return replace(written, outlines=outlines.to_keep())


def _by(program: str, artifact: Artifact) -> Artifact:
    """The artifact with the program in its key, which makes the same of the same."""
    return replace(artifact, key=artifact.key and hashed(program, artifact.key)[:32])


def key_of(order: Order, name: str) -> str:
    """The hash of everything that can change a byte of a part, as the sources are where this is called.

    Texts are named by their ledgers, whose last entry stands for all before it.
    """
    made, (notice, locale) = prepared(order), parts.place_of(name)
    cards = [made.cards[notice]] if notice else list(made.cards.values())
    around = made.of_notices if notice else made.around
    around = made.speaking(locale, *cards[0].spoken) if locale else around
    texts = [(card.heads, card.counted) for card in cards]
    return hashed(order.program, made.theme.digest, order.on, order.pdf, around.key, texts)


def _encoders() -> list[str]:
    from noticepress.compression import encoders

    return sorted(encoders())


def _near(order: Order, jobs: int, todo: Todo) -> Iterator[tuple[str, Written]]:
    """Every part that is made on this machine, as soon as it is."""
    processes = _processes(jobs, todo)
    if processes < 2:
        yield from ((name, _make_here(order, name, known)) for name, known in todo.items())
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    gc.freeze()  # what stands already is not looked through again in each process
    try:
        with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as executor:
            yield from _through(executor, order, todo, _AHEAD * processes)
    except BrokenProcessPool as error:
        msg = "A process of the build was killed. The next build completes the site; --jobs 1 takes the least memory."
        raise EnvironmentFault(msg) from error


def _through(executor: "Executor", order: Order, todo: Todo, ahead: int) -> Iterator[tuple[str, Written]]:
    """Every part, so many handed out at a time: what is known of each takes room."""
    from concurrent.futures import FIRST_COMPLETED, wait

    left = iter(todo.items())
    waiting: dict[Future[Written], str] = {}
    while True:
        for name, known in islice(left, ahead - len(waiting)):
            waiting[executor.submit(_make_here, order, name, known)] = name
        if not waiting:
            return
        for done in wait(waiting, return_when=FIRST_COMPLETED).done:
            yield waiting.pop(done), done.result()


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


def _artifacts(made: Prepared, notice: str, locale: str, outlines: Outlines, pieces: Pieces) -> Iterator[Artifact]:
    if not notice:
        made.notices.let_go()  # what stands for the whole site comes last, and takes room of its own
        found = [made.told(each) for each in made.cards]
        yield from parts.front_artifacts(made.bare, made.theme, found)
        yield from _shown(made, (file for each in found for file in each.files))
        return
    if not locale:
        yield from parts.locale_free_artifacts(replace(made.plan(notice), around=made.of_notices), made.theme)
        made.told(notice)  # kept for what stands for the whole site
        return
    narrowed = made.plan(notice).narrowed(notice, locale)
    narrowed = replace(narrowed, around=narrowed.around.knowing(pieces))
    yield from parts.locale_artifacts(narrowed, locale, made.theme, outlines)
    if made.order.pdf:
        from noticepress.formats import paper

        base = f"{made.config.base_url}/"
        files = {base + each.path: each.data for each in _shown(made, shown_files(narrowed))}
        yield from paper.papers(narrowed, locale, made.theme, files.get)


def _shown(made: Prepared, found: Iterable[Shown]) -> Iterator[Artifact]:
    """The local files that texts show, each address once."""
    for each in {each.url: each for each in reversed(list(found))}.values():
        read = partial(_read_shown, made.order.root, made.config, each)
        yield Artifact(permalinks.output_path(each.url), read, key=each.sha256)


def _read_shown(root: Path, config: SiteConfig, shown: Shown) -> bytes:
    read = read_draft_file if shown.is_draft else read_attachment
    document = next(each for each in config.documents if str(each.id) == shown.document)
    return read(root, document, Attachment(shown.name, shown.file, shown.sha256))


def _processes(jobs: int, todo: Collection[str]) -> int:
    """How many processes to use: a second one pays from a few parts on."""
    if not hasattr(os, "fork"):
        return 1
    return min(jobs or os.cpu_count() or 1, len(todo)) if jobs or len(todo) > _FEW else 1


_FEW = 3
_AHEAD = 4
"""So many parts are handed out for each process."""
_COLLECTED = 256
"""After so many parts rubbish that refers to itself is looked for, which a theme of one's own may leave."""

_MADE = count(1)
