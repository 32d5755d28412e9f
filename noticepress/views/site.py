"""Pages that lead to texts, or say that there is none."""

from datetime import date

from msgspec import Struct

from noticepress.views.frame import Banner, Frame, Link


class NoticeRow(Struct, frozen=True):
    """A notice in a list."""

    link: Link
    description: str
    effective: date
    status: str
    editions: tuple[Link, ...] = ()
    archive: str = ""
    until: date | None = None


class HomePage(Struct, frozen=True):
    """The notices of the site in one language."""

    frame: Frame
    notices: tuple[NoticeRow, ...]


class ChoicePage(Struct, frozen=True):
    """The root, and the language-neutral address of an edition: one link for each language, which says in `detail` in
    that language what it leads to (`""`: the text there is in another language)."""

    frame: Frame
    choices: tuple[Link, ...]
    heading: str


class NotFoundPage(Struct, frozen=True):
    """The page for addresses that do not exist, in every language; its links are rooted at the site's address."""

    frame: Frame
    messages: tuple[tuple[Link, str, str], ...]
    base: str


class MovedPage(Struct, frozen=True):
    """What stands at an address that the site had once: the way to the one that stands for it now."""

    frame: Frame
    target: Link


class WithdrawnPage(Struct, frozen=True):
    """What stands at the address of an edition's only version, which was withdrawn before it took effect; `onward`
    leads to the notices, or to the general edition."""

    frame: Frame
    banner: Banner
    onward: Link
