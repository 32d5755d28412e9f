"""Pages that lead to texts, or say that there is none."""

from dataclasses import dataclass
from datetime import date

from noticepress.views.frame import Banner, Frame, Link


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
