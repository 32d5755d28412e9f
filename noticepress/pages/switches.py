"""From a page to the same one in other languages, and to the notice's other editions: to what exists, saying so where
it is not quite the same."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from noticepress import languages, permalinks
from noticepress.editions import Edition, EditionId, EditionVersion
from noticepress.pages.frames import edition_countries, edition_name, language_link, only_in
from noticepress.pages.plan import Plan
from noticepress.views import Link


class Switches(Struct, frozen=True):
    """The links from the pages of one edition in one locale."""

    plan: Plan
    edition: Edition
    locale: str

    def undated(self) -> Iterator[Link]:
        """The edition in each language; where it is not offered in one, the general edition."""
        for tag in self._tags():
            offered = self._is_offered(tag)
            note = "" if offered else self._general_name()
            url = permalinks.text(tag, self.edition.id if offered else self._general)
            yield language_link(url, tag, current=tag == self.locale, note=note)

    def dated(self, version: EditionVersion, state: int = 0) -> Iterator[Link]:
        """A version in each language; where it is not published in one, the nearest version that is."""
        for tag in self.plan.locales(self._general, version):
            if tag == self.locale:
                url = permalinks.dated(tag, self.edition.id, version.effective, state)
                yield language_link(url, tag, current=True)
            else:
                url, note = self._nearest(version, tag)
                yield language_link(url, tag, note=note)

    def archives(self) -> Iterator[Link]:
        """The timeline in each language; where the edition is not offered in one, that of the general edition."""
        for tag in self._tags():
            offered = self._is_offered(tag)
            note = "" if offered else self._general_name()
            url = permalinks.archive(tag, self.edition.id if offered else self._general)
            yield language_link(url, tag, current=tag == self.locale, note=note)

    def archive_of(self, tag: str) -> Link:
        """The timeline in a language, marked as such: where a page of another kind is not there in it."""
        note = self.plan.words[self.locale].text("all versions")
        edition = self.edition.id if self._is_offered(tag) else self._general
        return language_link(permalinks.archive(tag, edition), tag, note=note)

    def editions(self) -> Iterator[Link]:
        """The notice's editions as they are now, each with its countries."""
        for edition in self._editions():
            region = self.plan.config.regions.get(edition.id.region)
            is_current = edition.id == self.edition.id
            if region and region.retired and not is_current:
                continue
            locale = self.plan.best_locale(edition.id, self.locale)
            url = permalinks.text(locale, edition.id)
            offered = self.plan.offered(edition.id) or self.plan.directory[edition.id]
            yield self._edition_link(edition, url, locale, offered, note=self._status(edition))

    def editions_with(self, version: EditionVersion) -> Iterator[Link]:
        """The notice's editions as they were when a version took effect: later ones do not change its page."""
        for edition in self._editions():
            then = next((each for each in edition.versions if each.covers(version.effective)), None)
            if edition.id == self.edition.id:
                then = version
            if then:
                own = self.locale in self.plan.locales(edition.id, then) and then.has_page(self.locale)
                locale = self.locale if own else then.notice.authoritative.locale
                url = permalinks.dated(locale, edition.id, then.effective)
                there = [tag for tag in self.plan.locales(edition.id, then) if then.has_page(tag)]
                yield self._edition_link(edition, url, locale, there)

    def _tags(self) -> Iterator[str]:
        """The languages that the notice is kept up to date in, and the page's own."""
        offered = self.plan.offered(self._general)
        return (tag for tag in self.plan.locales(self._general) if tag in offered or tag == self.locale)

    @property
    def _general(self) -> EditionId:
        return EditionId(self.edition.id.notice)

    def _general_name(self) -> str:
        return edition_name(self.plan, self._general, self.locale)

    def _is_offered(self, tag: str) -> bool:
        return tag in self.plan.locales(self.edition.id)

    def _editions(self) -> Iterator[Edition]:
        return (each for each in self.plan.editions if each.id.notice == self.edition.id.notice)

    def _nearest(self, version: EditionVersion, tag: str) -> tuple[str, str]:
        """The address in a language of what is nearest to a version, and how it differs."""
        if not self._is_offered(tag) and tag not in self.plan.locales(self.edition.id, version):
            general = self.plan.edition(self._general)
            then = (
                next((each for each in general.versions if each.covers(version.effective)), None) if general else None
            )
            if then and then.has_page(tag):
                return permalinks.dated(tag, self._general, then.effective), self._general_name()
            return permalinks.text(tag, self._general), self._general_name()
        nearest = self.plan.nearest(version, tag)
        if nearest is None:
            note = self.plan.words[self.locale].text("version in force")
            return permalinks.text(tag, self.edition.id), note
        url = permalinks.dated(tag, self.edition.id, nearest.effective)
        if nearest.effective == version.effective:
            return url, ""
        day = languages.long_date(nearest.effective, self.locale)
        return url, self.plan.words[self.locale].text("version of %(date)s", date=day)

    def _edition_link(self, edition: Edition, url: str, locale: str, there: Sequence[str], note: str = "") -> Link:
        """The link to an edition; to one in another language it names all languages in which the edition is there."""
        foreign = "" if locale == self.locale else locale
        others = (tag for tag in there if tag != locale)
        language = only_in(self.plan, foreign, self.locale, *others) if foreign else ""
        return Link(
            url,
            edition_name(self.plan, edition.id, self.locale),
            hreflang=foreign,
            current=edition.id == self.edition.id,
            note="; ".join(part for part in (language, note) if part),
            detail=edition_countries(self.plan, edition.id, self.locale),
        )

    def _status(self, edition: Edition) -> str:
        words = self.plan.words[self.locale]
        version = edition.shown
        if version.status == "upcoming":
            return words.text("applies from %(date)s", date=languages.long_date(version.effective, self.locale))
        return "" if edition.current else words.text("no longer applies")
