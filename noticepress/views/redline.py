"""Pages of what changed: redlines and archives."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from noticepress.deferred import Deferred
from noticepress.fragments import Fragments
from noticepress.views.frame import Frame, Link


class Size(Struct, frozen=True):
    """The size of a redline: words on each side, and the number of changes."""

    inserted: int
    deleted: int
    moved: int
    changes: int


def total(sizes: Sequence[Size]) -> Size:
    """Several redlines as one."""
    return Size(
        sum(each.inserted for each in sizes),
        sum(each.deleted for each in sizes),
        sum(each.moved for each in sizes),
        sum(each.changes for each in sizes),
    )


class Side(Struct, frozen=True):
    """The old or the new version of a redline. `until` is not told of the version in force: its end becomes known with
    a later publication, which would change the redline of every version against it."""

    url: str
    effective: date
    until: date | None
    status: str
    summary_html: str = ""
    state: int = 0


class ChangeItem(Struct, frozen=True):
    """A change in the list: its number on the page, kind (`inserted`, `deleted`, `replaced`, `moved`, `restructured`,
    `link`, `format`, `typography`) and the first words on each side."""

    number: int
    kind: str
    old: str
    new: str


class ChangeGroup(Struct, frozen=True):
    """The changes of one section, with the section's address in both full texts (`""`: not there)."""

    title: str
    items: tuple[ChangeItem, ...]
    old_url: str
    new_url: str


class Compared(Struct, frozen=True):
    """Two texts of a component compared: `html` is empty where nothing changed. For a page its fragments are made ready
    by `redline` in the template."""

    html: Fragments
    groups: tuple[ChangeGroup, ...]
    size: Size


class RedlinePart(Struct, frozen=True):
    """One component of a compared edition; `html` is empty where nothing changed in it."""

    title: str
    content: Deferred[Compared]
    lang: str = ""
    dir: str = ""

    @property
    def html(self) -> Fragments:
        return self.content.value.html

    @property
    def groups(self) -> tuple[ChangeGroup, ...]:
        return self.content.value.groups


class RedlinePage(Struct, frozen=True):
    """A redline between two versions, or two states of one, of an edition in one language.

    `kind` is `changes` (against the nearest earlier version in this language), `compare` (against the one in force)
    or `state` (a correction). `spanned` are versions between the two that this language never had; `previous` and
    `following` lead to what changed with the version before and the one after. `authoritative` is the language that
    prevails where these are translations, else "".
    """

    frame: Frame
    kind: Literal["changes", "compare", "state"]
    old: Side
    new: Side
    parts: tuple[RedlinePart, ...]
    spanned: tuple[Link, ...]
    archive: str
    authoritative: str = ""
    reason: str = ""
    diff: str = ""
    previous: Link | None = None
    following: Link | None = None

    @property
    def size(self) -> Size:
        """The size of all its parts together."""
        return total([part.content.value.size for part in self.parts])


class Outline(Struct, frozen=True):
    """A redline in short: its size, and for each section that changed its title with the number of its first change."""

    size: Size
    sections: tuple[tuple[int, str], ...]


def outline(page: RedlinePage) -> Outline:
    """A redline in short."""
    groups = [group for part in page.parts for group in part.groups]
    return Outline(page.size, tuple((group.items[0].number, group.title) for group in groups))


class TimelineRow(Struct, frozen=True):
    """A version in the archive. `language` is set where it is not published in the reader's; `changed` names the
    components that begin on that day, `ended` those that no longer stand in it; `changes_url` and `outline` are the
    redline against the version before, where there is one in this language, `corrected` the days of its corrections,
    each with the address of what was corrected, where that may be read; `withdrawn` is the day on which it was
    withdrawn, for the reason that follows."""

    url: str
    effective: date
    until: date | None
    status: str
    change: str
    published: datetime
    summary_html: str
    hreflang: str = ""
    language: str = ""
    changed: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    compare_url: str = ""
    markdown: str = ""
    changes_url: str = ""
    outline: Deferred[Outline] | None = None
    corrected: tuple[tuple[date, str], ...] = ()
    withdrawn: date | None = None
    withdrawal_reason: str = ""

    @property
    def size(self) -> Size | None:
        """The size of the redline."""
        return self.outline.value.size if self.outline else None

    @property
    def sections(self) -> tuple[Link, ...]:
        """The sections that changed, each leading to its first change."""
        sections = self.outline.value.sections if self.outline else ()
        return tuple(Link(f"{self.changes_url}#change-{number}", title) for number, title in sections)


class ArchivePage(Struct, frozen=True):
    """The timeline of an edition, newest version first."""

    frame: Frame
    rows: tuple[TimelineRow, ...]
    undated: str
