"""Editions: what a reader reads. A region's edition is the notice with that region's addendum; the general edition
is the notice with all addenda placed as sections. Its versions are the union of its components' dates.

WP260 rev.01 asks that the whole information can be found in one place: an edition's page is complete.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from noticepress.model import DocumentId, Entry, Site, Text
from noticepress.timeline import Status, Version, Withdrawal, status_of, withdrawals


@dataclass(frozen=True, slots=True, order=True)
class EditionId:
    """A notice's slug, and a region's (`""`: the general edition)."""

    notice: str
    region: str = ""


@dataclass(frozen=True, slots=True)
class EditionVersion:
    """An edition as it applies from `effective` until the end of `until`.

    `components` are the versions of its documents in force then, the notice first; `changed` those that begin on
    this very day. `withdrawal` is the entry by which the version was withdrawn before it took effect.
    """

    id: EditionId
    effective: date
    until: date | None
    status: Status
    components: tuple[Version, ...]
    changed: tuple[DocumentId, ...]
    withdrawal: Entry | None = None

    @property
    def notice(self) -> Version:
        """The notice's own version."""
        return self.components[0]

    def is_in(self, locale: str) -> bool:
        """Whether the notice's own text may be read in a locale."""
        return self.notice.text(locale) is not None

    def has_page(self, locale: str) -> bool:
        """Whether the version has an address in a locale: its text there was published, withdrawn since or not."""
        return bool(self.notice.texts.get(locale))

    def states(self, locale: str) -> tuple[tuple[Text | None, ...], ...]:
        """Every state that this version has had in a locale, oldest first: the text of each component, or None.

        A correction and a late translation each make a new state.
        """
        texts = [text for each in self.components for text in each.texts.get(locale, ()) if not text.withdrawn]
        moments = sorted({text.entry.published for text in texts})
        states: list[tuple[Text | None, ...]] = []
        for moment in moments:
            state = tuple(_as_of(each.texts.get(locale, ()), moment) for each in self.components)
            if state[0] is not None and (not states or state != states[-1]):
                states.append(state)
        return tuple(states)


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition with all its versions known on a day, oldest first; `withdrawn` are those that were published and
    withdrawn before they took effect."""

    id: EditionId
    versions: tuple[EditionVersion, ...]
    withdrawn: tuple[EditionVersion, ...] = ()

    def addresses(self, locale: str) -> Iterator[tuple[EditionVersion, int]]:
        """Every permanent address in a locale: a version, and 0 or (where it has had several) one of its states."""
        for version in (*self.versions, *self.withdrawn):
            if version.has_page(locale):
                yield version, 0
                count = len(version.states(locale))
                yield from ((version, number) for number in range(1, count + 1) if count > 1)

    @property
    def current(self) -> EditionVersion | None:
        """The version in force, if one is."""
        return next((version for version in self.versions if version.status == "in force"), None)

    @property
    def upcoming(self) -> tuple[EditionVersion, ...]:
        return tuple(version for version in self.versions if version.status == "upcoming")

    @property
    def shown(self) -> EditionVersion:
        """What stands at the undated address: the version in force, else the last that was, else the first to come."""
        past = [version for version in self.versions if version.status != "upcoming"]
        return self.current or (past[-1] if past else self.versions[0])


def editions(site: Site, histories: Mapping[DocumentId, tuple[Version, ...]], on: date) -> tuple[Edition, ...]:
    """Every edition that has a version known on a day: notices in the order of site.toml, general edition first."""
    found = []
    for notice in site.notices:
        own = histories[notice.id]
        if not own:
            continue
        addenda = {addendum.id.region: histories[addendum.id] for addendum in site.addenda(notice.id.notice)}
        placed = [v for v in addenda.values() if v and v[-1].authoritative.entry.settings.placement == "section"]
        found.append(_edition(EditionId(notice.id.notice), own, placed, on))
        for region, addendum_versions in addenda.items():
            if addendum_versions:
                start = max(own[0].effective, addendum_versions[0].effective)
                edition = _edition(EditionId(notice.id.notice, region), own, [addendum_versions], on, start)
                found.append(edition)
    gone = [each for document in site.documents for each in withdrawals(document, on, site.config.zone)]
    return tuple(_with_withdrawn(edition, gone) for edition in found if edition.versions)


def _with_withdrawn(edition: Edition, withdrawn: Sequence[Withdrawal]) -> Edition:
    documents = {component.document.id for version in edition.versions for component in version.components}
    taken = {version.effective for version in edition.versions}
    found = []
    for each in withdrawn:
        if each.document.id in documents and each.effective not in taken:
            own = Version(each.document, each.effective, None, "withdrawn", each.texts)
            notice = [] if not each.document.id.region else [_last_before(edition, each.effective)]
            components = (*(n for n in notice if n), own)
            if not components[0].document.id.region:
                changed = (each.document.id,)
                found.append(
                    EditionVersion(edition.id, each.effective, None, "withdrawn", components, changed, each.entry)
                )
    return replace(edition, withdrawn=tuple(found))


def _last_before(edition: Edition, day: date) -> Version | None:
    """The notice as it applies on a day."""
    return next((v.notice for v in reversed(edition.versions) if v.effective <= day), None)


def _edition(
    identifier: EditionId,
    notice: Sequence[Version],
    addenda: Sequence[Sequence[Version]],
    on: date,
    start: date | None = None,
) -> Edition:
    histories = [notice, *addenda]
    begin = start or notice[0].effective
    days = sorted({max(begin, version.effective) for history in histories for version in history})
    days = sorted({*days, *_ends(addenda, begin)})
    last = notice[-1].until
    found = []
    for index, day in enumerate(days):
        following = days[index + 1] if index + 1 < len(days) else None
        until = following - timedelta(days=1) if following else last
        components = tuple(v for history in histories if (v := _applying(history, day)) is not None)
        changed = tuple(v.document.id for v in components if v.effective == day)
        status = status_of(day, until, on, ended=following is None)
        if components and not components[0].document.id.region:
            found.append(EditionVersion(identifier, day, until, status, components, changed))
    return Edition(identifier, tuple(found))


def _ends(addenda: Sequence[Sequence[Version]], begin: date) -> set[date]:
    """The days after which a retired addendum no longer stands in the edition."""
    ends = {history[-1].until for history in addenda if history}
    return {end + timedelta(days=1) for end in ends if end is not None and end >= begin}


def _applying(history: Sequence[Version], day: date) -> Version | None:
    for version in reversed(history):
        if version.effective <= day:
            return version if version.until is None or day <= version.until else None
    return None


def _as_of(revisions: Sequence[Text], moment: datetime) -> Text | None:
    latest = None
    for text in revisions:
        if text.entry.published <= moment and not text.withdrawn:
            latest = text
    return latest
