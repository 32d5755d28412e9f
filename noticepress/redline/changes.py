"""What a comparison says apart from its HTML: the list of changes, their counts, the words for assistive technology."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final, Literal

from msgspec import Struct

from noticepress.fragments import GAP, Fragments, html_of
from noticepress.redline.tokens import Token, plain_text

Kind = Literal["inserted", "deleted", "replaced", "moved", "restructured", "link", "format", "typography"]


class Words(Struct, frozen=True):
    """The words a redline speaks besides the two texts, in the language of the page.

    They stand in elements with `data-redline-note`. White space at their ends is kept. In `link_changed`,
    `{old}` stands for the old address.
    """

    inserted_start: str
    inserted_end: str
    deleted_start: str
    deleted_end: str
    moved_from: str
    """Before text at its old place."""
    moved_from_link: str
    """The link from there to the new place."""
    moved_to: str
    """Before text at its new place."""
    moved_to_link: str
    """The link from there to the old place."""
    moved_end: str
    restructured: str
    link_changed: str
    format_changed: str
    typography_changed: str


ENGLISH_WORDS = Words(
    inserted_start="inserted: ",
    inserted_end=" end of insertion",
    deleted_start="deleted: ",
    deleted_end=" end of deletion",
    moved_from="moved from here: ",
    moved_from_link="go to the new place",
    moved_to="moved to here: ",
    moved_to_link="go to the old place",
    moved_end=" end of moved text",
    restructured="arranged differently, words kept: ",
    link_changed=" link changed, before: {old}",
    format_changed=" formatting changed",
    typography_changed=" typography changed",
)


class Change(Struct, frozen=True):
    """One change of a redline."""

    number: int
    """Its `data-change`, from 1 in reading order; it is found at the id `change-N`."""
    kind: Kind
    section: str
    """The id of the nearest heading before it, "" before the first."""
    section_title: str
    old: str
    """The old words, without markup; for a link its old address."""
    new: str


class Counts(Struct, frozen=True):
    """The size of a redline: words on each side, and the number of changes of each kind."""

    words_inserted: int
    words_deleted: int
    words_moved: int
    by_kind: tuple[tuple[Kind, int], ...]
    """Only kinds that occur, in order of first occurrence."""

    @property
    def empty(self) -> bool:
        """Whether nothing changed."""
        return not self.by_kind


class Redline(Struct, frozen=True, dict=True):
    """Two texts read as one: new HTML in which every change is marked, and the changes in order."""

    fragments: Fragments
    changes: tuple[Change, ...]
    counts: Counts

    @cached_property
    def html(self) -> str:
        """Its fragments as one."""
        return html_of(self.fragments)


def _is_word(text: str) -> bool:
    return text.isalnum() or any(map(str.isalnum, text))


HERE: Final = ("\x00", "")
"""Stands for the section in which something is written that is recorded for several redlines."""


class ChangeLog:
    """The changes of one redline while it is written: gives each its place and its section. `start` is the number of
    the first."""

    def __init__(self, first: int = 0, section: tuple[str, str] = ("", "")) -> None:
        self.start = first
        self._changes: list[Change] = []
        self._addressed: set[int] = set()
        self._words: Counter[str] = Counter()
        self.section = section

    def add(self, kind: Kind, old: str, new: str) -> "Place":
        """Record the next change in reading order; return its place among them, from 0."""
        place = len(self._changes)
        self._changes.append(Change(self.start + place, kind, *self.section, old, new))
        return Place(place)

    def add_words(self, kind: Kind, old: Iterable[Token], new: Iterable[Token]) -> "Place":
        return self.add(kind, plain_text(old), plain_text(new))

    def repeat(self, changes: Iterable[Change], sizes: Mapping[str, int], section: tuple[str, str]) -> int:
        """Record changes as they were recorded elsewhere, with their sizes and the section in which they end; return
        the place of the first."""
        begin = len(self._changes)
        number = self.start + begin
        for change in changes:
            own = self.section if change.section == HERE[0] else (change.section, change.section_title)
            self._changes.append(Change(number + change.number, change.kind, *own, change.old, change.new))
        for side, size in sizes.items():
            self._words[side] += size
        if section != HERE:
            self.section = section
        return begin

    def count(self, side: Literal["inserted", "deleted", "moved"], tokens: Sequence[Token]) -> None:
        """Add words to the size of the redline; punctuation is no word."""
        self._words[side] += sum(_is_word(token.text) for token in tokens)

    def first(self, place: int) -> bool:
        """Whether this is the first call for that change: its element is the one to carry the id."""
        if place in self._addressed:
            return False
        self._addressed.add(place)
        return True

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(self._changes)

    @property
    def sizes(self) -> dict[str, int]:
        """The words on each side so far."""
        return dict(self._words)

    @property
    def counts(self) -> Counts:
        kinds: dict[Kind, int] = {}
        for change in self._changes:
            kinds[change.kind] = kinds.get(change.kind, 0) + 1
        return Counts(self._words["inserted"], self._words["deleted"], self._words["moved"], tuple(kinds.items()))


class Place(int):
    """The place of a change among those of its redline, which is written as a gap for its number."""

    def __format__(self, spec: str) -> str:
        return f"{GAP}{int(self):{spec}}{GAP}"
