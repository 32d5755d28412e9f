"""What a build was asked for, and what it has of earlier builds for that."""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Final

from noticepress.catalogues import built_in, read_words
from noticepress.deferred import key_of
from noticepress.errors import Finding
from noticepress.facts import CACHE, Look
from noticepress.interface import Words, packed_words, unpacked_words
from noticepress.kept import Kept
from noticepress.model import SiteConfig
from noticepress.theme import Theme

_TEMPLATES: Final = 100


@dataclass(frozen=True, slots=True)
class Order:
    """What to build: a project folder, where to, the day, the moment at which drafts count as published, if they do,
    whether compressed forms stand beside the files, and whether each text is also written on paper. `run` tells
    builds apart wherever they run, and `program` stands for the program and how it writes. With `full` nothing is
    taken from earlier builds. `begun` is when the build began, in nanoseconds since the epoch, and `look` what it has
    seen of the files. `beside` says whether other processes may run beside the one that prepares."""

    root: Path
    output: Path
    on: date
    drafts: datetime | None = None
    compress: bool = False
    pdf: bool = False
    run: str = ""
    program: str = ""
    full: bool = False
    begun: int = 0
    look: Look = field(default_factory=Look, compare=False, repr=False)
    beside: bool = field(default=False, compare=False, repr=False)


def words_of(order: Order, tag: str, found: list[Finding]) -> Words:
    """The words of a locale; while no catalogue changed, those that were read for an earlier build."""
    kept = kept_of(order, "words")
    key = key_of_folder(order, order.root / "locales", order.program, key_of_folder(order, built_in(), tag))
    if key and not order.full and (raw := kept.get(tag, key)):
        return unpacked_words(tag, raw)
    before = len(found)
    words = read_words(order.root, tag, found)
    if key and len(found) == before:
        kept.put(tag, key, packed_words(words))
    return words


def key_of_folder(order: Order, folder: Path, *others: str) -> str:
    """The hash of the facts of a folder and of other values; `""` where the facts do not say all."""
    seen = order.look.of(folder)
    is_known = seen.are_settled(order.begun) and not seen.has_links and all(others)
    return key_of(seen.digest, *others) if is_known else ""


def kept_of(order: Order, kind: str, limit: int = 0) -> Kept:
    """What earlier builds have kept of some kind."""
    return Kept(order.root / CACHE / kind, limit)


def theme_of(order: Order, config: SiteConfig) -> Theme:
    """The theme of the site; templates that were compiled for an earlier build are not compiled again."""
    return Theme(order.root / config.theme, kept_of(order, "templates", _TEMPLATES), order.program)
