"""Text pages: an edition in force, each of its versions, and each state a version has had."""

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import Literal
from urllib.parse import quote

from msgspec import Struct

from noticepress import languages, permalinks
from noticepress.deferred import Deferred
from noticepress.editions import Edition, EditionVersion
from noticepress.fragments import Joined
from noticepress.model import Text
from noticepress.pages.banners import Banners
from noticepress.pages.begun import changed, ended
from noticepress.pages.bodies import Bodies
from noticepress.pages.frames import direction, edition_title, frame, only_in
from noticepress.pages.leaf import Leaf
from noticepress.pages.plan import Plan, Shown
from noticepress.pages.relations import formats_of, paper_of, structured, versions_of
from noticepress.pages.search import is_indexed, of_texts
from noticepress.pages.switches import Switches
from noticepress.views import Content, Frame, Heading, Link, Part, Record, TextPage

Place = Literal["undated", "dated", "state"]


class TextPages(Struct, frozen=True):
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
        bodies = Bodies(self.plan.around.of_texts, self.edition.id, self.locale, url, spoken_to(version))
        parts = tuple(self._part(version, each, bodies) for each in shown)
        own = shown[0].text
        previous, following = neighbours = self._neighbours(version)
        switches = Switches(self.plan, self.edition, self.locale)
        is_past = place == "state" or (place == "dated" and version.status not in ("in force", "upcoming"))
        return TextPage(
            frame=self._frame(version, place, state, shown, neighbours),
            effective=version.effective,
            until=version.until,
            status=version.status,
            change=version.change,
            published=shown[0].version.published(own.locale),
            parts=parts,
            banners=tuple(Banners(self.plan, self.edition, self.locale).of(version, shown, place, state)),
            authoritative=own.entry.settings.authoritative,
            editions=tuple(switches.editions_with(version) if is_past else switches.editions()),
            versions=() if is_past else tuple(self._versions(version)),
            archive=permalinks.archive(self.locale, self.edition.id),
            permanent=self.dated(version),
            permanent_lang="" if version.has_page(self.locale) else version.notice.authoritative.locale,
            undated=permalinks.text(self.locale, self.edition.id),
            previous=previous,
            following=following,
            records=tuple(self._record(each.text, url) for each in shown),
            share=(self._mail(own.meta.title, version),),
            jump=self._jump(parts),
            json_ld=structured(self.plan, url, self.locale, version, shown),
            changed=changed(self.plan, version, self.locale) if version is not self.edition.versions[0] else (),
            ended=ended(self.plan, version, self.locale),
        )  # fmt: skip

    def _frame(
        self, version: EditionVersion, place: Place, state: int, shown: tuple[Shown, ...],
        neighbours: tuple[Link | None, Link | None],
    ) -> Frame:  # fmt: skip
        own = shown[0].text
        url, is_undated = self._url(version, place, state), place == "undated"
        switches = Switches(self.plan, self.edition, self.locale)
        is_found = is_undated and is_indexed(self.plan, self.edition, self.locale)
        is_in_force = version.status == "in force" and place != "state" and not own.draft
        return frame(
            self.plan, url, self.locale, edition_title(self.plan, self.edition.id, own),
            languages=tuple(switches.undated() if is_undated else switches.dated(version, state)),
            canonical=self._canonical(version, shown[0]),
            robots="" if is_in_force else "noindex",
            description=own.meta.description or (self._told(version) if is_found else ""),
            alternates=of_texts(self.plan, self.edition) if is_found else (),
            relations=(
                *versions_of(self.edition, self.locale, *neighbours, is_undated=is_undated),
                *formats_of(url, self.locale, shown),
                *paper_of(self.plan, self.dated(version), version, self.locale),
            ),
        )  # fmt: skip

    def _told(self, version: EditionVersion) -> str:
        """What search engines show where nobody has described the text."""
        day = languages.long_date(version.effective, self.locale)
        applies = self.plan.words[self.locale].text("Applies from: %(date)s", date=day)
        return f"{self.plan.config.organisation} – {applies}"

    def _versions(self, version: EditionVersion) -> Iterator[Link]:
        return (self.version_link(each, current=each is version) for each in self.edition.versions[::-1])

    def _jump(self, parts: Sequence[Part]) -> Link | None:
        """The way to the addendum, at the top of a region's edition."""
        addendum = next((part for part in parts if part.id), None) if self.edition.id.region else None
        return Link(f"#{addendum.id}", addendum.title, addendum.lang, addendum.dir) if addendum else None

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
        if version is not self.edition.shown:
            return permalinks.dated(self.locale, self.edition.id, version.effective)
        is_own = own.stands_for == "own"
        return permalinks.text(self.locale if is_own else version.notice.authoritative.locale, self.edition.id)

    def _part(self, version: EditionVersion, shown: Shown, bodies: Bodies) -> Part:
        text = shown.text
        region = text.entry.document.region
        foreign = text.locale if text.locale != self.locale else ""
        return Part(
            id=region,
            title=text.meta.title,
            content=Deferred(bodies.key(text, anchors=True), partial(_content, bodies, text)),
            lang=foreign,
            dir=direction(foreign) if foreign else "",
            effective=shown.version.effective,
            banners=tuple(Banners(self.plan, self.edition, self.locale).of_part(version, shown)),
        )

    def _neighbours(self, version: EditionVersion) -> tuple[Link | None, Link | None]:
        versions = self.edition.versions
        if version not in versions:
            return None, None
        index = versions.index(version)
        previous = self.version_link(versions[index - 1]) if index else None
        following = self.version_link(versions[index + 1]) if index + 1 < len(versions) else None
        return previous, following

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
        url = f"mailto:?subject={_quoted(title)}&body={_quoted(address)}"
        return Link(url, self.plan.words[self.locale].text("Send by e-mail"))


@lru_cache(maxsize=256)
def _quoted(words: str) -> str:
    return quote(words)


def _content(bodies: Bodies, text: Text) -> Content:
    body = bodies.body(text, anchors=True)
    shift = 1 if text.entry.document.region else 0
    return Content(
        Joined(body.pieces), tuple(Heading(each.id, each.title, each.level - shift) for each in body.sections)
    )


def spoken_to(version: EditionVersion) -> frozenset[str]:
    """The regions whose passages stand in a version of an edition."""
    if version.id.region:
        return frozenset([version.id.region])
    return frozenset(component.document.id.region for component in version.components) - {""}
