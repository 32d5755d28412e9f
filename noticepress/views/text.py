"""Pages of texts."""

from datetime import date, datetime

from msgspec import Struct

from noticepress.deferred import Deferred
from noticepress.views.frame import Banner, Frame, Link


class Heading(Struct, frozen=True):
    """A section in the table of contents; `level` counts from 2."""

    id: str
    title: str
    level: int
    lang: str = ""
    dir: str = ""


class Content(Struct, frozen=True):
    """The HTML of a text as it stands on a page, and its sections."""

    html: str
    headings: tuple[Heading, ...]


class Part(Struct, frozen=True):
    """One component of an edition: the notice, or an addendum placed in it (then with an id and a heading)."""

    id: str
    title: str
    content: Deferred[Content]
    lang: str
    dir: str
    effective: date
    banners: tuple[Banner, ...] = ()

    @property
    def html(self) -> str:
        return self.content.value.html

    @property
    def headings(self) -> tuple[Heading, ...]:
        return self.content.value.headings


class Record(Struct, frozen=True):
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


class TextPage(Struct, frozen=True):
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
