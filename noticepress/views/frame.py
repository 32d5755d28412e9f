"""What every page has: links, banners, and the head."""

from typing import Literal

from msgspec import Struct

BannerKind = Literal[
    "upcoming", "superseded", "ended", "corrected", "untranslated", "late", "material", "draft", "state", "withdrawn"
]


class Link(Struct, frozen=True):
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


class Banner(Struct, frozen=True):
    """A message above the text: what a reader must know about this page."""

    kind: BannerKind
    text: str
    links: tuple[Link, ...] = ()
    html: str = ""


class Relation(Struct, frozen=True):
    """A link in the head of a page, for programs: how its target relates to the page (RFC 8288), and its media type."""

    rel: str
    url: str
    type: str = ""
    hreflang: str = ""
    title: str = ""


class Frame(Struct, frozen=True):
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
