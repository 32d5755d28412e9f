"""Page values: the contract between noticepress and a theme. A template receives one of these as `page`.

A value says everything that its page is made of; long parts, which are made when they are asked for, by their keys
(`Deferred`). So a page whose value, words and theme are the same is the same, and need not be made to know that.

Every address in them is rooted (`/sv/privacy/`); the filter `href` makes it relative to the page. Every text is
plain unless its name ends in `html`. docs/themes.md describes them for theme authors.
"""

from noticepress.views.frame import Banner, BannerKind, Frame, Link, Relation
from noticepress.views.redline import (
    ArchivePage,
    ChangeGroup,
    ChangeItem,
    Compared,
    Outline,
    RedlinePage,
    RedlinePart,
    Side,
    Size,
    TimelineRow,
    outline,
    total,
)
from noticepress.views.site import ChoicePage, HomePage, MovedPage, NotFoundPage, NoticeRow, WithdrawnPage
from noticepress.views.text import Content, Heading, Part, Record, TextPage

__all__ = [
    "ArchivePage",
    "Banner",
    "BannerKind",
    "ChangeGroup",
    "ChangeItem",
    "ChoicePage",
    "Compared",
    "Content",
    "Frame",
    "Heading",
    "HomePage",
    "Link",
    "MovedPage",
    "NotFoundPage",
    "NoticeRow",
    "Outline",
    "Page",
    "Part",
    "Record",
    "RedlinePage",
    "RedlinePart",
    "Relation",
    "Side",
    "Size",
    "TextPage",
    "TimelineRow",
    "WithdrawnPage",
    "outline",
    "total",
]

Page = WithdrawnPage | MovedPage | TextPage | ArchivePage | RedlinePage | HomePage | ChoicePage | NotFoundPage
