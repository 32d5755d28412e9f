"""The unit of work: all files of one part of a site, which any process that has the sources may make, and twice without
harm."""

import gc
import os
import signal
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from noticepress import parts, permalinks
from noticepress.artifact import Artifact
from noticepress.book import Book, Known
from noticepress.deferred import key_of as hashed
from noticepress.facts import CACHE
from noticepress.folders import read_attachment, read_draft_file
from noticepress.formats import Shown, shown_files
from noticepress.markup import Pieces
from noticepress.model import Attachment, SiteConfig
from noticepress.order import Order, kept_of
from noticepress.output import Written, write_part
from noticepress.pages import Outlines
from noticepress.prepared import Prepared, prepared

KILLED: Final = "A process of the build was killed. The next build completes the site; --jobs 1 takes the least memory."

_COLLECTED: Final = 256
"""After so many parts rubbish is looked for."""

_MADE: Final = count(1)


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


def make_in_turn(order: Order, name: str, known: Known) -> Written:
    """Make one part of many. Now and then rubbish that refers to itself is looked for, which a theme of one's own may
    leave."""
    written = make(order, name, known)
    if next(_MADE) % _COLLECTED == 0:
        gc.collect()
    return written


def end_with_parent() -> None:
    """What a process begins with that works for another. Interrupted, it ends without a word, for which there is the
    other one; where that dies, it ends too, and does not wait for ever."""
    from multiprocessing import parent_process
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_DFL)

    def watch() -> None:
        if parent := parent_process():
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()


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
