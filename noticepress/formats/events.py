"""What has happened to an edition, for those who follow it in one language: read from ledger and dates, never a clock.

An event has an identifier that stays the same for ever, so that a feed reader knows it again: it begins with
the address of the language's archive, which stays, while a version may get an address of its own only later.
"""

from collections.abc import Iterator
from datetime import date, datetime

from msgspec import Struct

from noticepress import languages, permalinks
from noticepress.editions import Edition, EditionVersion
from noticepress.model import DocumentId, Entry, Text
from noticepress.pages import Plan
from noticepress.pages.banners import summary_html
from noticepress.timeline import Version, start_of
from noticepress.views import Link


class Event(Struct, frozen=True):
    """Something that happened at a moment. `url` is the page it is about, `links` lead further; like the identifier
    `id` they are rooted. `html` is what an editor wrote about it, `text` the reason given in the ledger."""

    id: str
    moment: datetime
    title: str
    url: str
    html: str = ""
    text: str = ""
    links: tuple[Link, ...] = ()


def events(plan: Plan, edition: Edition, locale: str) -> tuple[Event, ...]:
    """The events that were known at the end of the day, newest first."""
    return tuple(sorted(_known(_Teller(plan, edition, locale)), key=lambda each: (each.moment, each.id), reverse=True))


def latest(plan: Plan, edition: Edition, locale: str) -> datetime:
    """The moment of the newest of them, for which none is put into words."""
    return max(event.moment for event in _known(_Teller(plan, edition, locale, in_words=False)))


def _known(teller: "_Teller") -> list[Event]:
    plan = teller.plan
    found = [*teller.of_withdrawn_versions(), *teller.of_retirements()]
    for version in teller.edition.versions:
        found += [*teller.of_version(version), *teller.of_texts(version)]
    return [event for event in found if event.moment.astimezone(plan.config.zone).date() <= plan.on]


class _Teller(Struct, frozen=True):
    plan: Plan
    edition: Edition
    locale: str
    in_words: bool = True

    def of_version(self, version: EditionVersion) -> Iterator[Event]:
        """That it was published, that a translation of it followed, and that it took effect."""
        changed = [each for each in version.components if each.document.id in version.changed]
        if not changed:
            return
        url, links = self._address(version), tuple(self._redline(version))
        summary = summary_html(self.plan, version, self.locale) if self.in_words else ""
        published = max(_first(each).entry.published for each in changed)
        title = self._text("New version, applies from %(date)s", version.effective)
        yield Event(self._id(version, "published"), published, title, url, summary, links=links)
        own = [each.texts[self.locale][0].entry.published for each in changed if each.texts.get(self.locale)]
        if own and (translated := max(own)) > published:
            title = self._text("Translation of the version of %(date)s published", version.effective)
            yield Event(self._id(version, "translated"), translated, title, url, summary, links=links)
        start = start_of(version.effective, self.plan.config.zone)
        if published <= start:
            title = self._text("The version of %(date)s took effect", version.effective)
            yield Event(self._id(version, "effective"), start, title, url, summary, links=links)

    def of_texts(self, version: EditionVersion) -> Iterator[Event]:
        """Corrections and withdrawals of the texts of a version, told where its components first stand."""
        for component in version.components:
            if not self._begins(component, version):
                continue
            told: set[datetime] = set()
            for text in component.texts.get(self.locale, ()):
                if text.entry.revision > 1 and not text.withdrawn:
                    yield self._correction(version, text)
                gone = text.withdrawn
                if gone and gone.published not in told:  # all revisions of a text are withdrawn at once
                    told.add(gone.published)
                    title = self._text("A text of the version of %(date)s was withdrawn", version.effective)
                    key = self._id(version, _key("withdrawn", text.entry))
                    yield Event(key, gone.published, title, self._address(version), text=gone.reason)

    def of_withdrawn_versions(self) -> Iterator[Event]:
        """Versions that were published and will not take effect."""
        for version in self.edition.withdrawn:
            if entry := version.withdrawal:
                title = self._text("The version of %(date)s was withdrawn and does not take effect", version.effective)
                # The date may be withdrawn again, so the key bears the entry.
                key = f"withdrawn-{entry.digest[:12]}"
                yield Event(self._id(version, key), entry.published, title, self._address(version), text=entry.reason)

    def of_retirements(self) -> Iterator[Event]:
        """The ends of the edition's documents."""
        for document in self._documents():
            for entry in self.plan.site.document(document).entries:
                if entry.event == "retire":
                    texts = self.plan.versions[document]
                    name = self.plan.shown(texts[-1], self.locale).text.meta.title if texts else str(document)
                    title = self._text("“%(title)s” no longer applies from %(date)s", entry.version, title=name)
                    url = permalinks.archive(self.locale, self.edition.id)
                    yield Event(f"{url}#retired-{entry.digest[:12]}", entry.published, title, url, text=entry.reason)

    def _correction(self, version: EditionVersion, text: Text) -> Event:
        title = self._text("The version of %(date)s was corrected", version.effective)
        states = version.states(self.locale)
        number = next((n for n, state in enumerate(states, 1) if text in state), 0)
        links = []
        if number > 1:
            redline = permalinks.changes(self.locale, self.edition.id, version.effective, number)
            links = [Link(redline, self._text("What was corrected"))]
        key = self._id(version, _key("corrected", text.entry))
        return Event(
            key, text.entry.published, title, self._address(version), text=text.entry.reason, links=tuple(links)
        )

    def _redline(self, version: EditionVersion) -> Iterator[Link]:
        if version.is_in(self.locale) and self.plan.earlier(version, self.locale):
            url = permalinks.changes(self.locale, self.edition.id, version.effective)
            yield Link(url, self._text("What changed"))

    def _id(self, version: EditionVersion, key: str) -> str:
        return f"{permalinks.archive(self.locale, self.edition.id)}#{version.effective}-{key}"

    def _address(self, version: EditionVersion) -> str:
        locale = self.locale if version.has_page(self.locale) else version.notice.authoritative.locale
        return permalinks.dated(locale, self.edition.id, version.effective)

    def _begins(self, component: Version, version: EditionVersion) -> bool:
        return next(each for each in self.edition.versions if component in each.components) is version

    def _documents(self) -> tuple[DocumentId, ...]:
        components = (component.document.id for version in self.edition.versions for component in version.components)
        return tuple(dict.fromkeys(components))

    def _text(self, message: str, day: date | None = None, **values: object) -> str:
        if not self.in_words:
            return ""
        if day is not None:
            values["date"] = languages.long_date(day, self.locale)
        return self.plan.words[self.locale].text(message, **values)


def _first(version: Version) -> Text:
    """The text by which a version became public: the first in the language that prevails."""
    return version.texts[version.authoritative.locale][0]


def _key(event: str, entry: Entry) -> str:
    return f"{event}-{entry.document.region or 'notice'}-{entry.locale}-{entry.revision}"
