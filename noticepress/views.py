"""Page values: the contract between noticepress and a theme. A template receives one of these as `page`.

Every address in them is rooted (`/sv/privacy/`); the filter `href` makes it relative to the page. Every text is
plain unless its name ends in `html`. docs/themes.md describes them for theme authors.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

BannerKind = Literal[
    "upcoming", "superseded", "ended", "corrected", "untranslated", "late", "material", "draft", "state", "withdrawn"
]


@dataclass(frozen=True, slots=True)
class Link:
    """A link. `lang` is set where its text is in another language, `hreflang` where its target is; `note` says what
    the reader should know before following it."""

    url: str
    text: str
    lang: str = ""
    dir: str = ""
    hreflang: str = ""
    current: bool = False
    note: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Banner:
    """A message above the text: what a reader must know about this page."""

    kind: BannerKind
    text: str
    links: tuple[Link, ...] = ()
    html: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A section in the table of contents; `level` counts from 2."""

    id: str
    title: str
    level: int
    lang: str = ""
    dir: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One component of an edition: the notice, or an addendum placed in it (then with an id and a heading)."""

    id: str
    title: str
    html: str
    lang: str
    dir: str
    headings: tuple[Heading, ...]
    effective: date
    banners: tuple[Banner, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """For the record: one text of the page, as the ledger holds it."""

    document: str
    version: str
    locale: str
    revision: int
    sha256: str
    published: datetime
    entry: str
    ledger: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A link in the head of a page, for programs: how its target relates to the page (RFC 8288), and its media type."""

    rel: str
    url: str
    type: str = ""
    hreflang: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page has. `alternates` are the counterparts in other languages, with absolute addresses."""

    url: str
    locale: str
    dir: str
    title: str
    site: str
    organisation: str
    absolute: str
    canonical: str = ""
    description: str = ""
    robots: str = ""
    home: str = ""
    accessibility: Link | None = None
    languages: tuple[Link, ...] = ()
    alternates: tuple[Link, ...] = ()
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class TextPage:
    """A text: an edition in force, or one version or state of it.

    `published` is when this text was first public; `permanent_lang` is set where the permanent address of the version
    is in another language; `jump` leads to the addendum of a region's edition. `versions` is empty on pages of the
    past, which link their neighbours alone, so that a publication does not change them all.
    An edition in `editions` names its countries in `detail`. `json_ld` is JSON that may stand in a script element.
    `changed` names the components that changed with this version, where it has several, `ended` those that ended.
    """

    frame: Frame
    effective: date
    until: date | None
    status: str
    change: str
    published: datetime
    parts: tuple[Part, ...]
    banners: tuple[Banner, ...]
    authoritative: str
    editions: tuple[Link, ...]
    versions: tuple[Link, ...]
    archive: str
    permanent: str
    permanent_lang: str
    undated: str
    previous: Link | None
    following: Link | None
    records: tuple[Record, ...]
    share: tuple[Link, ...] = ()
    draft: bool = False
    jump: Link | None = None
    json_ld: str = ""
    changed: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a redline: words on each side, and the number of changes."""

    inserted: int
    deleted: int
    moved: int
    changes: int


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A version in the archive. `language` is set where it is not published in the reader's; `changed` names the
    components that begin on that day, `ended` those that no longer stand in it, `sections` those that differ from
    the version before (title, address of the section's first change), `corrected` the days of its corrections;
    `withdrawn` is the day on which it was withdrawn, for the reason that follows."""

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
    changes_url: str = ""
    compare_url: str = ""
    markdown: str = ""
    size: Size | None = None
    sections: tuple[Link, ...] = ()
    corrected: tuple[date, ...] = ()
    withdrawn: date | None = None
    withdrawal_reason: str = ""


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """The timeline of an edition, newest version first."""

    frame: Frame
    rows: tuple[TimelineRow, ...]
    undated: str


@dataclass(frozen=True, slots=True)
class Side:
    """The old or the new version of a redline."""

    url: str
    effective: date
    until: date | None
    status: str
    summary_html: str = ""
    state: int = 0


@dataclass(frozen=True, slots=True)
class ChangeItem:
    """A change in the list: its number on the page, kind (`inserted`, `deleted`, `replaced`, `moved`, `restructured`,
    `link`, `format`, `typography`) and the first words on each side."""

    number: int
    kind: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """The changes of one section, with the section's address in both full texts (`""`: not there)."""

    title: str
    items: tuple[ChangeItem, ...]
    old_url: str
    new_url: str


@dataclass(frozen=True, slots=True)
class RedlinePart:
    """One component of a compared edition; `html` is empty where nothing changed in it."""

    title: str
    html: str
    groups: tuple[ChangeGroup, ...]
    lang: str = ""
    dir: str = ""


@dataclass(frozen=True, slots=True)
class RedlinePage:
    """A redline between two versions, or two states of one, of an edition in one language.

    `kind` is `changes` (against the nearest earlier version in this language), `compare` (against the one in force)
    or `state` (a correction). `spanned` are versions between the two that this language never had; `previous` and
    `following` lead to what changed with the version before and the one after.
    """

    frame: Frame
    kind: Literal["changes", "compare", "state"]
    old: Side
    new: Side
    parts: tuple[RedlinePart, ...]
    size: Size
    spanned: tuple[Link, ...]
    archive: str
    reason: str = ""
    diff: str = ""
    previous: Link | None = None
    following: Link | None = None


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice in a list."""

    link: Link
    description: str
    effective: date
    status: str
    editions: tuple[Link, ...] = ()
    archive: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class HomePage:
    """The notices of the site in one language."""

    frame: Frame
    notices: tuple[NoticeRow, ...]


@dataclass(frozen=True, slots=True)
class ChoicePage:
    """The root, and the language-neutral address of an edition: one link for each language, which says in `detail` in
    that language what it leads to (`""`: the text there is in another language)."""

    frame: Frame
    choices: tuple[Link, ...]
    heading: str


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """The page for addresses that do not exist, in every language; its links are rooted at the site's address."""

    frame: Frame
    messages: tuple[tuple[Link, str, str], ...]
    base: str


@dataclass(frozen=True, slots=True)
class MovedPage:
    """What stands at an address that the site had once: the way to the one that stands for it now."""

    frame: Frame
    target: Link


@dataclass(frozen=True, slots=True)
class WithdrawnPage:
    """What stands at the address of an edition's only version, which was withdrawn before it took effect; `onward`
    leads to the notices, or to the general edition."""

    frame: Frame
    banner: Banner
    onward: Link


Page = WithdrawnPage | MovedPage | TextPage | ArchivePage | RedlinePage | HomePage | ChoicePage | NotFoundPage
