"""Page values: the contract between noticepress and a theme. A template receives one of these as `page`.

Every address in them is rooted (`/sv/privacy/`); the filter `href` makes it relative to the page. Every text is
plain unless its name ends in `html`. docs/themes.md describes them for theme authors.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

BannerKind = Literal["upcoming", "superseded", "ended", "corrected", "untranslated", "material", "draft", "revision"]


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
class Frame:
    """What every page has."""

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


@dataclass(frozen=True, slots=True)
class TextPage:
    """A text: an edition in force, or one version or state of it."""

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
    undated: str
    previous: Link | None
    following: Link | None
    records: tuple[Record, ...]
    share: tuple[Link, ...] = ()
    draft: bool = False


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A version in the archive."""

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
    changes_url: str = ""
    compare_url: str = ""
    markdown: str = ""


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """The timeline of an edition, newest version first."""

    frame: Frame
    rows: tuple[TimelineRow, ...]
    undated: str


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice in a list."""

    link: Link
    description: str
    effective: date
    status: str
    editions: tuple[Link, ...] = ()
    archive: str = ""


@dataclass(frozen=True, slots=True)
class HomePage:
    """The notices of the site in one language."""

    frame: Frame
    notices: tuple[NoticeRow, ...]


@dataclass(frozen=True, slots=True)
class ChoicePage:
    """The root, and the language-neutral address of an edition: one link for each language."""

    frame: Frame
    choices: tuple[Link, ...]
    heading: str


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """The page for addresses that do not exist, in every language; its links are rooted at the site's address."""

    frame: Frame
    messages: tuple[tuple[Link, str, str], ...]
    base: str


Page = TextPage | ArchivePage | HomePage | ChoicePage | NotFoundPage
