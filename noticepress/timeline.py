"""What applies when: versions, statuses and periods of documents, derived from the ledger as known on a day.

Every function takes the day as a value. "On day D" means what is known at the end of D in the site's time zone:
entries published later do not exist yet (PRODUCT.md, section 3, `--on`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from noticepress.model import Document, DocumentId, Site, Text

Status = Literal["upcoming", "in force", "superseded", "ended"]


@dataclass(frozen=True, slots=True)
class Version:
    """A document as it applies from `effective` until the end of `until` (None: no end known).

    `texts` holds the revisions of each locale, oldest first.
    """

    document: Document
    effective: date
    until: date | None
    status: Status
    texts: Mapping[str, tuple[Text, ...]]

    def text(self, locale: str) -> Text | None:
        """The latest revision in a locale."""
        revisions = self.texts.get(locale)
        return revisions[-1] if revisions else None

    @property
    def authoritative(self) -> Text:
        """The latest text in the language that prevails; every published version has one."""
        revisions = next(iter(self.texts.values()))
        text = self.text(revisions[-1].entry.settings.authoritative)
        return text or revisions[-1]


def known(document: Document, on: date, zone: ZoneInfo) -> list[Text]:
    """The texts that were public at the end of a day."""
    return [text for text in document.texts if text.entry.published.astimezone(zone).date() <= on]


def retired_from(document: Document, on: date, zone: ZoneInfo) -> date | None:
    """The first day on which the document no longer applies, if a retirement was known by then."""
    days = [
        entry.version
        for entry in document.entries
        if entry.event == "retire" and entry.published.astimezone(zone).date() <= on
    ]
    return days[-1] if days else None


def versions(document: Document, on: date, zone: ZoneInfo) -> tuple[Version, ...]:
    """The versions of a document that were known on a day, by effective date."""
    texts: dict[date, dict[str, list[Text]]] = {}
    for text in known(document, on, zone):
        texts.setdefault(text.entry.version, {}).setdefault(text.locale, []).append(text)
    end = retired_from(document, on, zone)
    days = sorted(texts)
    found = []
    for day, following in zip(days, [*days[1:], end], strict=True):
        until = following - timedelta(days=1) if following else None
        locales = {tag: tuple(sorted(each, key=_revision)) for tag, each in texts[day].items()}
        found.append(Version(document, day, until, status_of(day, until, on, ended=following == end), locales))
    return tuple(found)


def histories(site: Site, on: date) -> dict[DocumentId, tuple[Version, ...]]:
    """The versions of every document, as known on a day."""
    return {document.id: versions(document, on, site.config.zone) for document in site.documents}


def status_of(effective: date, until: date | None, on: date, *, ended: bool = False) -> Status:
    """The status of a period on a day."""
    if on < effective:
        return "upcoming"
    if until is None or on <= until:
        return "in force"
    return "ended" if ended else "superseded"


def in_force(found: Sequence[Version], on: date) -> Version | None:
    """The version that applies on a day."""
    for version in reversed(found):
        if version.effective <= on:
            return version if version.until is None or on <= version.until else None
    return None


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a day in a zone; where a clock change skips midnight, the moment after it."""
    return datetime.combine(day, time(), zone).astimezone(UTC).astimezone(zone)


def next_change(days: Iterable[date], on: date) -> date | None:
    """The first of the days that is still to come."""
    return min((day for day in days if day > on), default=None)


def _revision(text: Text) -> int:
    return text.entry.revision
