"""What applies when: versions, statuses and periods of documents, derived from the ledger as known on a day.

Every function takes the day as a value. "On day D" means what is known at the end of D in the site's time zone:
entries published later do not exist yet (PRODUCT.md, section 3, `--on`).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from noticepress.model import Document, DocumentId, Entry, Site, Text

Status = Literal["upcoming", "in force", "superseded", "ended", "withdrawn"]


class Version(Struct, frozen=True, dict=True):
    """A document as it applies from `effective` until the end of `until` (None: no end known).

    `texts` holds the revisions of each locale, oldest first, withdrawn ones among them (their body is empty). It has a
    place for what is asked of it again and again.
    """

    document: Document
    effective: date
    until: date | None
    status: Status
    texts: Mapping[str, tuple[Text, ...]]

    def text(self, locale: str) -> Text | None:
        """The latest revision in a locale that may be read."""
        return self._readable.get(locale)

    @cached_property
    def _readable(self) -> Mapping[str, Text]:
        return {locale: text for locale, texts in self.texts.items() for text in texts if not text.withdrawn}

    def published(self, locale: str) -> datetime:
        """When the version was first public in a locale; KeyError where it was not."""
        return self.texts[locale][0].entry.published

    def withdrawn(self, locale: str) -> Text | None:
        """The text in a locale where there was one that may no longer be read."""
        revisions = self.texts.get(locale, ())
        return revisions[-1] if revisions and all(text.withdrawn for text in revisions) else None

    @cached_property
    def authoritative(self) -> Text:
        """The latest text in the language that prevails, withdrawn or not; every published version has one."""
        revisions = next(iter(self.texts.values()))
        locale = revisions[-1].entry.settings.authoritative
        return self.text(locale) or self.withdrawn(locale) or revisions[-1]


class Withdrawal(Struct, frozen=True):
    """A version that was published and withdrawn before it took effect: what was public, and the entry that ended
    it."""

    document: Document
    effective: date
    texts: Mapping[str, tuple[Text, ...]]
    entry: Entry


def retirements(document: Document, on: date, zone: ZoneInfo) -> tuple[date, ...]:
    """The first days on which the document no longer applied, as known on a day; publishing again ends that."""
    return tuple(sorted({e.version for e in document.entries if e.event == "retire" and _is_known(e, on, zone)}))


def versions(document: Document, on: date, zone: ZoneInfo) -> tuple[Version, ...]:
    """The versions of a document that were known on a day, by effective date."""
    texts, _ = _texts_and_withdrawals(document, on, zone)
    ends = retirements(document, on, zone)
    days = sorted(texts)
    found = []
    for index, day in enumerate(days):
        following = days[index + 1] if index + 1 < len(days) else None
        end = next((each for each in ends if day < each and (following is None or each <= following)), None)
        first_after = end or following
        until = first_after - timedelta(days=1) if first_after else None
        found.append(Version(document, day, until, status_of(day, until, on, ended=end is not None), texts[day]))
    return tuple(found)


def withdrawals(document: Document, on: date, zone: ZoneInfo) -> tuple[Withdrawal, ...]:
    """The versions that were withdrawn before they took effect, as known on a day, whose date was not used again."""
    texts, withdrawn = _texts_and_withdrawals(document, on, zone)
    last = {each.effective: each for each in withdrawn if each.effective not in texts}
    return tuple(last.values())


def all_withdrawals(document: Document, on: date, zone: ZoneInfo) -> tuple[Withdrawal, ...]:
    """The same in the order of the ledger, those included whose date was used again."""
    return _texts_and_withdrawals(document, on, zone)[1]


def _texts_and_withdrawals(
    document: Document, on: date, zone: ZoneInfo
) -> tuple[dict[date, dict[str, tuple[Text, ...]]], tuple[Withdrawal, ...]]:
    """The ledger read in its order: texts by version and locale, and withdrawals of whole versions."""
    by_entry = {text.entry.digest: text for text in document.texts}
    texts: dict[date, dict[str, tuple[Text, ...]]] = {}
    withdrawn: list[Withdrawal] = []
    for entry in document.entries:
        day = entry.version
        if not _is_known(entry, on, zone):
            continue
        if entry.event == "withdraw" and not entry.sha256:
            withdrawn.append(Withdrawal(document, day, texts.pop(day, {}), entry))
        elif text := by_entry.get(entry.digest):
            revisions = (*texts.setdefault(day, {}).get(text.locale, ()), text)
            texts[day][text.locale] = tuple(sorted(revisions, key=_revision))
    return texts, tuple(withdrawn)


def _is_known(entry: Entry, on: date, zone: ZoneInfo) -> bool:
    # Wherever it is read, a clock is less than a day from UTC; asking the zone takes ten times as long.
    return entry.published < datetime.combine(on, time(), UTC) or entry.published.astimezone(zone).date() <= on


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
