"""Text pages: an edition in force, each of its versions, and each state a version has had."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal
from urllib.parse import quote

from noticepress import languages, permalinks
from noticepress.editions import Edition, EditionVersion
from noticepress.model import Text
from noticepress.pages.banners import Banners
from noticepress.pages.bodies import Bodies
from noticepress.pages.frames import direction, edition_name, frame, language_link, only_in
from noticepress.pages.leaf import Leaf
from noticepress.pages.plan import Plan, Shown
from noticepress.timeline import Version
from noticepress.views import Heading, Link, Part, Record, TextPage

Place = Literal["undated", "dated", "state"]


@dataclass(frozen=True, slots=True)
class TextPages:
    """The text pages of one edition in one locale."""

    plan: Plan
    edition: Edition
    locale: str

    def leaves(self) -> Iterator[Leaf[TextPage]]:
        """Every page at a permanent address."""
        for version, state in self.edition.addresses(self.locale):
            yield self._leaf(version, "state" if state else "dated", state)

    def undated(self) -> Leaf[TextPage]:
        """The page at the address that stays: what is in force, or else came last or comes first."""
        leaf = self._leaf(self.edition.shown, "undated")
        return Leaf(leaf.url, leaf.make, is_entry=True)

    def page(self, version: EditionVersion, place: Place, state: int = 0) -> TextPage:
        """The page of a version; `state` counts from 1 where the place is one of its states."""
        url = self._url(version, place, state)
        shown = self._readable(version, place, self.plan.shown_in(version, self.locale, state))
        bodies = Bodies(self.plan, self.edition.id, self.locale, url, spoken_to(version))
        parts = tuple(self._part(each, bodies) for each in shown)
        own = shown[0].text
        neighbours = self._neighbours(version)
        return TextPage(
            frame=frame(
                self.plan, url, self.locale, own.meta.title,
                languages=tuple(self._languages(version, place, state)),
                canonical=self._canonical(version, shown[0]),
                robots="" if version.status == "in force" and place != "state" and not own.draft else "noindex",
                description=own.meta.description,
            ),
            effective=version.effective,
            until=version.until,
            status=version.status,
            change=own.meta.change,
            published=own.entry.published,
            parts=parts,
            banners=tuple(Banners(self.plan, self.edition, self.locale).of(version, shown, place, state)),
            authoritative=own.entry.settings.authoritative,
            editions=tuple(self._editions()),
            versions=tuple(self.version_link(each, current=each is version) for each in self.edition.versions[::-1]),
            archive=permalinks.archive(self.locale, self.edition.id),
            permanent=self.dated(version),
            undated=permalinks.text(self.locale, self.edition.id),
            previous=neighbours[0],
            following=neighbours[1],
            records=tuple(self._record(each.text, url) for each in shown),
            share=(self._mail(own.meta.title, version),),
        )  # fmt: skip

    def _readable(self, version: EditionVersion, place: Place, shown: tuple[Shown, ...]) -> tuple[Shown, ...]:
        """What a page shows: at the permanent address of a text that was withdrawn, that it was."""
        withdrawn = version.notice.withdrawn(self.locale)
        if place == "undated" or withdrawn is None:
            return shown
        return (Shown(withdrawn, "withdrawn", version.notice), *shown[1:])

    def dated(self, version: EditionVersion) -> str:
        """The permanent address of a version: in this locale where it is published in it, else in the
        authoritative one."""
        locale = self.locale if version.has_page(self.locale) else version.notice.authoritative.locale
        return permalinks.dated(locale, self.edition.id, version.effective)

    def version_link(self, version: EditionVersion, *, current: bool = False) -> Link:
        """A version named by its date, marked where it is in another language."""
        foreign = "" if version.has_page(self.locale) else version.notice.authoritative.locale
        note = only_in(self.plan, foreign, self.locale) if foreign else ""
        day = languages.long_date(version.effective, self.locale)
        return Link(self.dated(version), day, hreflang=foreign, current=current, note=note, detail=version.status)

    def _leaf(self, version: EditionVersion, place: Place, state: int = 0) -> Leaf[TextPage]:
        return Leaf(self._url(version, place, state), partial(self.page, version, place, state))

    def _url(self, version: EditionVersion, place: Place, state: int) -> str:
        if place == "undated":
            return permalinks.text(self.locale, self.edition.id)
        return permalinks.dated(self.locale, self.edition.id, version.effective, state)

    def _canonical(self, version: EditionVersion, own: Shown) -> str:
        if own.stands_for != "own":
            return permalinks.text(version.notice.authoritative.locale, self.edition.id)
        if version is self.edition.shown:
            return permalinks.text(self.locale, self.edition.id)
        return permalinks.dated(self.locale, self.edition.id, version.effective)

    def _part(self, shown: Shown, bodies: Bodies) -> Part:
        text = shown.text
        region = text.entry.document.region
        body = bodies.body(text, anchors=True)
        shift = 1 if region else 0
        foreign = text.locale if text.locale != self.locale else ""
        return Part(
            id=region,
            title=text.meta.title,
            html=body.html,
            lang=foreign,
            dir=direction(foreign) if foreign else "",
            headings=tuple(Heading(each.id, each.title, each.level - shift) for each in body.sections),
            effective=shown.version.effective,
            banners=tuple(Banners(self.plan, self.edition, self.locale).of_part(shown)),
        )

    def _neighbours(self, version: EditionVersion) -> tuple[Link | None, Link | None]:
        versions = self.edition.versions
        if version not in versions:
            return None, None
        index = versions.index(version)
        previous = self.version_link(versions[index - 1]) if index else None
        following = self.version_link(versions[index + 1]) if index + 1 < len(versions) else None
        return previous, following

    def _editions(self) -> Iterator[Link]:
        for edition in self.plan.editions:
            if edition.id.notice == self.edition.id.notice:
                locale = self.plan.best_locale(edition.id, self.locale)
                foreign = "" if locale == self.locale else locale
                note = only_in(self.plan, foreign, self.locale) if foreign else ""
                name = edition_name(self.plan, edition.id, self.locale)
                current = edition.id == self.edition.id
                yield Link(permalinks.text(locale, edition.id), name, hreflang=foreign, current=current, note=note)

    def _languages(self, version: EditionVersion, place: Place, state: int) -> Iterator[Link]:
        for tag in self.plan.locales(self.edition.id):
            url, note = permalinks.text(tag, self.edition.id), ""
            if place != "undated":
                if version.has_page(tag):
                    same = tag == self.locale
                    url = permalinks.dated(tag, self.edition.id, version.effective, state if same else 0)
                else:
                    note = self.plan.words[self.locale].text("version in force")
            yield language_link(url, tag, current=tag == self.locale, note=note)

    def _record(self, text: Text, url: str) -> Record:
        entry = text.entry
        foreign = entry.locale if entry.locale != self.locale else ""
        return Record(
            document=str(entry.document),
            version=entry.version.isoformat(),
            locale=entry.locale,
            revision=entry.revision,
            sha256=entry.sha256,
            published=entry.published,
            entry=entry.digest,
            ledger=permalinks.ledger(entry.document),
            markdown="" if text.withdrawn else permalinks.markdown(url, entry.document, foreign),
        )

    def _mail(self, title: str, version: EditionVersion) -> Link:
        address = self.plan.config.base_url + self.dated(version)
        url = f"mailto:?subject={quote(title)}&body={quote(address)}"
        return Link(url, self.plan.words[self.locale].text("Send by e-mail"))


def spoken_to(version: EditionVersion) -> frozenset[str]:
    """The regions whose passages stand in a version of an edition."""
    if version.id.region:
        return frozenset([version.id.region])
    return frozenset(component.document.id.region for component in version.components) - {""}


def component_of(version: EditionVersion, region: str) -> Version | None:
    """The component of a version that is the notice (`""`) or a region's addendum."""
    return next((each for each in version.components if each.document.id.region == region), None)
