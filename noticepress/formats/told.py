"""What the files of the whole site tell of one notice: in notices.json, in the sitemap and in the lists of notices.

It is a function of what the notice's own pages are a function of, so that a build may keep it for the next one, and
need not read a notice to tell of it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final, cast

from msgspec import Struct
from msgspec.structs import astuple

from noticepress import permalinks
from noticepress.formats.data import notice_data
from noticepress.formats.sitemaps import notice_entries
from noticepress.pages import Plan, notice_rows
from noticepress.pages.schedule import next_day
from noticepress.timeline import next_change
from noticepress.views import Link, NoticeRow

_END: Final = b"\0"  # JSON never holds it


class Shown(Struct, frozen=True):
    """A local file that a text of a document shows: as `Attachment` has it. Of a draft it lies among the sources."""

    document: str
    name: str
    file: str
    sha256: str
    is_draft: bool

    @property
    def url(self) -> str:
        """Its address, which names its content."""
        return permalinks.file(self.sha256, self.file.rpartition("/")[2])


class Told(Struct, frozen=True):
    """A notice as the site tells of it: its object in notices.json, its entries in the sitemap, its rows in the lists
    of notices by locale, the local files that its texts show, and the next day on which it differs."""

    data: bytes
    sitemap: tuple[str, ...]
    rows: Mapping[str, tuple[NoticeRow, ...]]
    files: tuple[Shown, ...]
    next_day: date | None


def told(plan: Plan) -> Told:
    """What is told of the one notice of a plan (`Plan.of_notice`)."""
    locales = (*plan.config.locales, *plan.config.retired_locales)
    rows = {locale: notice_rows(plan, locale) for locale in locales}
    return Told(notice_data(plan), tuple(notice_entries(plan)), rows, tuple(shown_files(plan)), next_day(plan))


def shown_files(plan: Plan) -> Iterator[Shown]:
    """The local files of every text of a plan that may be read."""
    for document, versions in plan.versions.items():
        texts = (text for version in versions for each in version.texts.values() for text in each if not text.withdrawn)
        for text in texts:
            for each in text.entry.attachments:
                yield Shown(str(document), each.name, each.file, each.sha256, text.draft)


def told_of_all(plan: Plan) -> tuple[Told, ...]:
    """What is told of each notice of a plan."""
    return tuple(told(plan.of_notice(each.id.notice)) for each in plan.site.notices)


def next_day_of(found: Iterable[Told], on: date) -> date | None:
    """The next day on which the site differs."""
    return next_change((each.next_day for each in found if each.next_day), on)


def packed(value: Told) -> bytes:
    """The value as bytes, to be kept."""
    known = {"sitemap": value.sitemap, "rows": value.rows, "files": value.files, "next_day": value.next_day}
    head = json.dumps(known, default=plain, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return head + _END + value.data


def plain(value: object) -> object:
    """A day or a frozen value as JSON can hold it."""
    return value.isoformat() if isinstance(value, date) else astuple(cast("Struct", value))


def unpacked(raw: bytes) -> Told:
    """The value out of its bytes."""
    head, _, told_data = raw.partition(_END)
    known = json.loads(head.decode("utf-8", "surrogatepass"))
    rows = {locale: tuple(_row(*row) for row in rows) for locale, rows in known["rows"].items()}
    files = tuple(Shown(*each) for each in known["files"])
    return Told(told_data, tuple(known["sitemap"]), rows, files, _day(known["next_day"]))


def _row(
    link: list[str], description: str, effective: str, status: str, editions: list[list[str]], archive: str,
    until: str | None,
) -> NoticeRow:  # fmt: skip
    own, others = _link(link), tuple(_link(each) for each in editions)
    return NoticeRow(own, description, date.fromisoformat(effective), status, others, archive, _day(until))


def _link(values: list[str]) -> Link:
    return Link(*values)  # type: ignore[arg-type]  # as astuple wrote it


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
