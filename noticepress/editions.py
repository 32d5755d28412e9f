"""Editions: what a reader reads. A region's edition is the notice with that region's addendum; the general edition
is the notice with all addenda placed as sections. Its versions are the union of its components' dates.

WP260 rev.01 asks that the whole information can be found in one place: an edition's page is complete.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from noticepress.model import ChangeClass, DocumentId, Entry, Site, Text
from noticepress.timeline import Status, Version, Withdrawal, status_of, withdrawals

_DAY: Final = timedelta(days=1)


class EditionId(Struct, frozen=True, order=True):
    """A notice's slug, and a region's (`""`: the general edition)."""

    notice: str
    region: str = ""


class EditionVersion(Struct, frozen=True):
    """An edition as it applies from `effective` until the end of `until`.

    `components` are the versions of its documents in force then, the notice first; `changed` those documents that
    begin on this very day, `ended` the addenda that stood in the edition until the day before. `known` is when all
    that makes the version was first public. `withdrawal` is the entry by which it was withdrawn before it took effect.
    """

    id: EditionId
    effective: date
    until: date | None
    status: Status
    components: tuple[Version, ...]
    changed: tuple[DocumentId, ...]
    known: datetime
    ended: tuple[DocumentId, ...] = ()
    withdrawal: Entry | None = None

    @property
    def notice(self) -> Version:
        """The notice's own version."""
        return self.components[0]

    @property
    def change(self) -> ChangeClass:
        """Material where any document that begins or ends with it changes materially."""
        begun = [each for each in self.components if each.document.id in self.changed]
        return (
            "material"
            if self.ended or any(each.authoritative.entry.change == "material" for each in begun)
            else "minor"
        )

    def covers(self, day: date) -> bool:
        """Whether it applies on a day."""
        return self.effective <= day and (self.until is None or day <= self.until)

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
        moments = sorted({max(self.known, text.entry.published) for text in texts})
        states: list[tuple[Text | None, ...]] = []
        for moment in moments:
            state = tuple(_as_of(each.texts.get(locale, ()), moment) for each in self.components)
            if state[0] is not None and (not states or state != states[-1]):
                states.append(state)
        return tuple(states)

    def began(self, state: Sequence[Text | None]) -> datetime:
        """When a state was first public."""
        return max([self.known, *(text.entry.published for text in state if text)])


class Edition(Struct, frozen=True, dict=True):
    """An edition with all its versions known on a day, oldest first; `withdrawn` are those that were published and
    withdrawn before they took effect. It has a place for what every page asks of it."""

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

    @cached_property
    def current(self) -> EditionVersion | None:
        """The version in force, if one is."""
        return next((version for version in self.versions if version.status == "in force"), None)

    @cached_property
    def upcoming(self) -> tuple[EditionVersion, ...]:
        return tuple(version for version in self.versions if version.status == "upcoming")

    @cached_property
    def shown(self) -> EditionVersion:
        """What stands at the undated address: the version in force, else the last that was, else the first to come."""
        past = [version for version in self.versions if version.status != "upcoming"]
        return self.current or (past[-1] if past else self.versions[0])


def component_of(version: EditionVersion, region: str) -> Version | None:
    """The component of a version that is the notice (`""`) or a region's addendum."""
    return next((each for each in version.components if each.document.id.region == region), None)


def editions(site: Site, histories: Mapping[DocumentId, tuple[Version, ...]], on: date) -> tuple[Edition, ...]:
    """Every edition that has a version known on a day: notices in the order of site.toml, general edition first."""
    gone = [each for document in site.documents for each in withdrawals(document, on, site.config.zone)]
    found = []
    for notice in site.notices:
        own = {notice.id: histories[notice.id]}
        addenda = {addendum.id: histories[addendum.id] for addendum in site.addenda(notice.id.notice)}
        sections = {name: [each for each in history if _is_section(each)] for name, history in addenda.items()}
        found.append(_edition(EditionId(notice.id.notice), {**own, **sections}, gone, on))
        for name, history in addenda.items():
            found.append(_edition(EditionId(name.notice, name.region), {**own, name: history}, gone, on))
    return tuple(edition for edition in found if edition.versions)


def _edition(
    identifier: EditionId, parts: Mapping[DocumentId, Sequence[Version]], gone: Sequence[Withdrawal], on: date
) -> Edition:
    """The edition of some documents, the notice first; a region's exists while both are in force."""
    starts = {version.effective for history in parts.values() for version in history}
    ends = {version.until + _DAY for history in parts.values() for version in history if version.until}
    days = sorted(starts | ends)
    found: list[EditionVersion] = []
    before: tuple[Version, ...] = ()
    for day, following in zip(days, [*days[1:], None], strict=False):
        components = _components(identifier, [_applying(history, day) for history in parts.values()])
        if components:
            until = following - _DAY if following else None
            found.append(_version(identifier, day, until, on, before, components))
        before = components
    taken = {version.effective for version in found}
    free = [each for each in gone if each.effective not in taken]
    return Edition(identifier, tuple(_with_ends(found, on)), tuple(_withdrawn(identifier, parts, free)))


def _components(identifier: EditionId, applying: Sequence[Version | None]) -> tuple[Version, ...]:
    """What an edition consists of where these documents apply: nothing where one that it needs does not."""
    needed = 2 if identifier.region else 1
    return tuple(each for each in applying if each) if all(applying[:needed]) else ()


def _withdrawn(
    identifier: EditionId, parts: Mapping[DocumentId, Sequence[Version]], gone: Sequence[Withdrawal]
) -> Iterator[EditionVersion]:
    """The versions that an edition would have had, but for withdrawals: with what else applied on their days."""
    for day in sorted({each.effective for each in gone}):
        here = {each.document.id: each for each in gone if each.effective == day and each.document.id in parts}
        own = {name: Version(each.document, day, None, "withdrawn", each.texts) for name, each in here.items()}
        own = {name: each for name, each in own.items() if identifier.region or not name.region or _is_section(each)}
        components = _components(identifier, [own.get(name) or _applying(parts[name], day) for name in parts])
        if own and components:
            entry = max((here[name].entry for name in own), key=lambda each: each.published)
            known = _known(day, components, ())
            yield EditionVersion(identifier, day, None, "withdrawn", components, tuple(own), known, (), entry)


def _version(
    identifier: EditionId,
    day: date,
    until: date | None,
    on: date,
    before: Sequence[Version],
    components: tuple[Version, ...],
) -> EditionVersion:
    here = {each.document.id for each in components}
    changed = tuple(each.document.id for each in components if each.effective == day)
    gone = [each for each in before if each.document.id not in here]
    known = _known(day, components, gone)
    ended = tuple(each.document.id for each in gone)
    return EditionVersion(identifier, day, until, status_of(day, until, on), components, changed, known, ended)


def _known(day: date, components: Sequence[Version], gone: Sequence[Version]) -> datetime:
    """When it was first public that these documents apply from a day, and those no longer."""
    begun = [min(text.entry.published for texts in each.texts.values() for text in texts) for each in components]
    acts = [[e.published for e in each.document.entries if e.version == day] for each in gone]
    return max(begun + [min(moments) for moments in acts if moments])


def _with_ends(found: Sequence[EditionVersion], on: date) -> Iterator[EditionVersion]:
    """The versions, those after which the edition did not go on marked as ended."""
    starts = {version.effective for version in found}
    for version in found:
        is_last = version.until is not None and version.until + _DAY not in starts
        yield replace(version, status=status_of(version.effective, version.until, on, ended=is_last))


def _is_section(addendum: Version) -> bool:
    return addendum.authoritative.entry.settings.placement == "section"


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
