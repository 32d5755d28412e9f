"""Redline pages: what changed between two versions of an edition, or by a correction, in one language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from noticepress import languages, permalinks
from noticepress.deferred import Deferred, key_of
from noticepress.editions import Edition, EditionId, EditionVersion, component_of
from noticepress.fragments import Fragments
from noticepress.interface import Words as InterfaceWords
from noticepress.model import Text
from noticepress.pages.banners import summary_html
from noticepress.pages.bodies import Bodies
from noticepress.pages.frames import direction, edition_title, frame, language_link
from noticepress.pages.leaf import Leaf
from noticepress.pages.plan import Plan
from noticepress.pages.switches import Switches
from noticepress.pages.texts import TextPages, spoken_to
from noticepress.views import ChangeGroup, ChangeItem, Compared, Link, RedlinePage, RedlinePart, Side, Size, total

if TYPE_CHECKING:
    from noticepress.redline import Change, Redline, Words

Kind = Literal["changes", "compare", "state"]

_EXCERPT: Final = 160


class _Half(Struct, frozen=True):
    """One side of a comparison: a version, the texts of its components by region, and its state (0: the latest)."""

    version: EditionVersion
    texts: dict[str, Text]
    state: int = 0


_Beside = tuple[_Half | None, _Half | None]
"""The versions with the comparison before and the one after."""


class _Text(Struct, frozen=True):
    """A text on one side of a comparison, or none: the regions that its version speaks to, the address of the redline
    and that of the page where the text stands."""

    text: Text | None
    spoken_to: frozenset[str]
    url: str
    page: str


@dataclass(frozen=True, slots=True)
class RedlinePages:
    """The redline pages of one edition in one locale; a text is compared several times and rendered once."""

    plan: Plan
    edition: Edition
    locale: str
    _rendered: dict[tuple[str, bool, frozenset[str], int], tuple[tuple[str, ...], frozenset[str]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def changes(self) -> Iterator[tuple[EditionVersion, Leaf[RedlinePage]]]:
        """Each version against the nearest earlier one in this locale."""
        own = [self._half(version) for version in self.edition.versions if version.is_in(self.locale)]
        for at in range(1, len(own)):
            before = own[at - 1] if at > 1 else None
            after = own[at + 1] if at + 1 < len(own) else None
            yield own[at].version, self._leaf("changes", own[at - 1], own[at], (before, after))

    def others(self) -> Iterator[Leaf[RedlinePage]]:
        """Each version against the one in force, and each state against the one before."""
        current = self.edition.current
        for version in self.edition.versions:
            if not version.is_in(self.locale):
                continue
            if current and current is not version and current.is_in(self.locale):
                halves = sorted([self._half(version), self._half(current)], key=lambda half: half.version.effective)
                yield self._leaf("compare", halves[0], halves[1])
            states = version.states(self.locale)
            for number in range(2, len(states) + 1):
                older = self._of_state(version, states[number - 2], number - 1)
                yield self._leaf("state", older, self._of_state(version, states[number - 1], number))

    def _half(self, version: EditionVersion) -> _Half:
        texts = {each.document.id.region: each.text(self.locale) for each in version.components}
        return _Half(version, {region: text for region, text in texts.items() if text})

    def _of_state(self, version: EditionVersion, texts: Sequence[Text | None], state: int) -> _Half:
        regions = (each.document.id.region for each in version.components)
        return _Half(version, {r: text for r, text in zip(regions, texts, strict=True) if text}, state)

    def _leaf(self, kind: Kind, older: _Half, newer: _Half, beside: _Beside = (None, None)) -> Leaf[RedlinePage]:
        return Leaf(self._url(kind, older, newer), partial(self._page, kind, older, newer, beside))

    def _page(self, kind: Kind, older: _Half, newer: _Half, beside: _Beside) -> RedlinePage:
        url = self._url(kind, older, newer)
        parts: tuple[RedlinePart, ...] = ()
        for region in dict.fromkeys([*_regions(newer), *_regions(older)]):
            parts = (*parts, self._part(region, older, newer, url, parts))
        corrected = next((t for r, t in newer.texts.items() if older.texts.get(r) is not t), None)
        return RedlinePage(
            frame=frame(
                self.plan, url, self.locale, self._title(kind, newer, corrected), robots="noindex",
                languages=tuple(self._languages(kind, older, newer)),
            ),
            kind=kind,
            old=self._side(older),
            new=self._side(newer),
            parts=parts,
            spanned=tuple(self._spanned(older, newer)),
            archive=permalinks.archive(self.locale, self.edition.id),
            authoritative=self._authoritative(newer),
            reason=corrected.entry.reason if kind == "state" and corrected else "",
            diff=self._diff(newer.version) if kind == "changes" else "",
            previous=self._changes_of(beside[0]),
            following=self._changes_of(beside[1]),
        )  # fmt: skip

    def _authoritative(self, half: _Half) -> str:
        text = next(iter(half.texts.values()), None)
        prevailing = text.entry.settings.authoritative if text else ""
        return prevailing if text and text.locale != prevailing else ""

    def _changes_of(self, half: _Half | None) -> Link | None:
        """The link to what changed with another version."""
        if half is None:
            return None
        url = permalinks.changes(self.locale, self.edition.id, half.version.effective)
        return Link(url, self._title("changes", half, None))

    def _part(self, region: str, older: _Half, newer: _Half, url: str, before: tuple[RedlinePart, ...]) -> RedlinePart:
        """A component compared; the numbers of its changes go on after those of the parts before."""
        old, new = self._same_language(region, older, newer)
        text = new or old
        title = text.meta.title if text else ""
        foreign = text.locale if text and text.locale != self.locale else ""
        pages = TextPages(self.plan, self.edition, self.locale)
        sides = (
            _Text(old, spoken_to(older.version), url, pages.dated(older.version)),
            _Text(new, spoken_to(newer.version), url, pages.dated(newer.version)),
        )
        told = _phrases(self._words(text))
        key = key_of(told, [self._key(side) for side in sides], [each.content.key for each in before])
        content = Deferred(key, partial(self._compared, *sides, before, told))
        return RedlinePart(title, content, foreign, direction(foreign) if foreign else "")

    def _words(self, text: Text | None) -> InterfaceWords:
        return self.plan.words.get(text.locale if text else self.locale) or self.plan.words[self.locale]

    def _key(self, side: _Text) -> str:
        """The hash of all that one side of a comparison is made of."""
        if side.text is None:
            return key_of(side.page)
        return key_of(side.page, side.text.meta.title, self._bodies_at(side).key(side.text, anchors=False))

    def _compared(self, old: _Text, new: _Text, before: tuple[RedlinePart, ...], told: Sequence[str]) -> Compared:
        from noticepress.redline import Words, compare_html  # many builds make no redline

        old_html, old_ids = self._html(old)
        new_html, new_ids = self._html(new)
        text = new.text or old.text
        first = 1 + total([each.content.value.size for each in before]).changes
        redline = compare_html(old_html, new_html, words=Words(*told), first=first)
        groups = tuple(
            ChangeGroup(
                title=section_title or (text.meta.title if text else ""),
                items=tuple(_item(change) for change in changes),
                old_url=f"{old.page}#{section}" if section in old_ids else "",
                new_url=f"{new.page}#{section}" if section in new_ids else "",
            )
            for (section, section_title), changes in groupby(redline.changes, lambda c: (c.section, c.section_title))
        )
        return Compared(Fragments() if redline.counts.empty else redline.fragments, groups, _size(redline))

    def _same_language(self, region: str, older: _Half, newer: _Half) -> tuple[Text | None, Text | None]:
        """The two texts of a component; never across languages: where one lacks in this one, the authoritative
        ones."""
        before, after = older.texts.get(region), newer.texts.get(region)
        old, new = component_of(older.version, region), component_of(newer.version, region)
        if newer.state or ((before or not old) and (after or not new)):
            return before, after
        pair = (old.authoritative if old else None), (new.authoritative if new else None)
        return (None, None) if any(text and text.withdrawn for text in pair) else pair

    def _html(self, side: _Text) -> tuple[tuple[str, ...], frozenset[str]]:
        """What is compared of a text, title included, and the ids of its sections."""
        text = side.text
        if text is None:
            return (), frozenset()
        # No link leads into a version's folder, so that of the address only the depth matters.
        key = text.entry.digest, text.withdrawn is None, side.spoken_to, side.url.count("/")
        if key not in self._rendered:
            body = self._bodies_at(side).body(text, anchors=False)
            title = f"<h2>{escape(text.meta.title)}</h2>\n"
            self._rendered[key] = (title, *body.pieces), frozenset(section.id for section in body.sections)
        return self._rendered[key]

    def _bodies_at(self, side: _Text) -> Bodies:
        return Bodies(self.plan.around.of_texts, self.edition.id, self.locale, side.url, side.spoken_to)

    def _url(self, kind: Kind, older: _Half, newer: _Half, locale: str = "") -> str:
        locale = locale or self.locale
        if kind == "compare":
            version = older.version if newer.version is self.edition.current else newer.version
            return permalinks.compare(locale, self.edition.id, version.effective)
        return permalinks.changes(locale, self.edition.id, newer.version.effective, newer.state)

    def _diff(self, version: EditionVersion) -> str:
        """The patch of the notice's Markdown beside the version's page."""
        page = permalinks.dated(self.locale, self.edition.id, version.effective)
        return permalinks.diff(page, version.notice.document.id)

    def _title(self, kind: Kind, newer: _Half, corrected: Text | None) -> str:
        words = self.plan.words[self.locale]
        title = edition_title(self.plan, self.edition.id, newer.texts[""])
        day = languages.long_date(newer.version.effective, self.locale)
        if kind == "compare":
            return words.text("%(title)s: compared with the version in force", title=title)
        if kind == "state" and corrected and not corrected.entry.is_correction:
            return words.text("%(title)s: what was added to the version of %(date)s", title=title, date=day)
        if kind == "state":
            return words.text("%(title)s: what was corrected in the version of %(date)s", title=title, date=day)
        return words.text("%(title)s: what changed on %(date)s", title=title, date=day)

    def _side(self, half: _Half) -> Side:
        version = half.version
        return Side(
            url=permalinks.dated(self.locale, self.edition.id, version.effective, half.state),
            effective=version.effective,
            until=None if version.status == "in force" else version.until,
            status=version.status,
            summary_html=summary_html(self.plan, version, self.locale),
            state=half.state,
        )

    def _spanned(self, older: _Half, newer: _Half) -> Iterator[Link]:
        pages = TextPages(self.plan, self.edition, self.locale)
        for version in self.edition.versions:
            if older.version.effective < version.effective < newer.version.effective and not version.is_in(self.locale):
                yield pages.version_link(version)

    def _languages(self, kind: Kind, older: _Half, newer: _Half) -> Iterator[Link]:
        """The same redline where another language has it, else that language's archive."""
        switches = Switches(self.plan, self.edition, self.locale)
        for tag in self.plan.locales(EditionId(self.edition.id.notice)):
            both = older.version.is_in(tag) and newer.version.is_in(tag)
            is_there = tag in self.plan.locales(self.edition.id) and (
                (kind == "compare" and both)
                or (
                    kind == "changes" and newer.version.is_in(tag) and self.plan.earlier(newer.version, tag) is not None
                )
            )
            if tag == self.locale or is_there:
                yield language_link(self._url(kind, older, newer, tag), tag, current=tag == self.locale)
            else:
                yield switches.archive_of(tag)


def spoken(words: InterfaceWords) -> "Words":
    """The words of a redline for assistive technology, in the language of the page."""
    from noticepress.redline import Words

    return Words(*_phrases(words))


def _phrases(words: InterfaceWords) -> tuple[str, ...]:
    return (
        words.text("inserted:") + " ",
        " " + words.text("end of insertion"),
        words.text("deleted:") + " ",
        " " + words.text("end of deletion"),
        words.text("moved from here:") + " ",
        words.text("go to the new place"),
        words.text("moved to here:") + " ",
        words.text("go to the old place"),
        " " + words.text("end of moved text"),
        words.text("arranged differently, words kept:") + " ",
        " " + words.text("link changed, before: {old}"),
        " " + words.text("formatting changed"),
        " " + words.text("typography changed"),
    )


def _regions(half: _Half) -> list[str]:
    """The components that are compared: of a state those that had a text, else all of the version."""
    return list(half.texts) if half.state else [each.document.id.region for each in half.version.components]


def _size(redline: "Redline") -> Size:
    counts = redline.counts
    return Size(counts.words_inserted, counts.words_deleted, counts.words_moved, len(redline.changes))


def _item(change: "Change") -> ChangeItem:
    return ChangeItem(change.number, change.kind, _excerpt(change.old), _excerpt(change.new))


def _excerpt(words: str) -> str:
    return words if len(words) <= _EXCERPT else words[:_EXCERPT].rsplit(" ", 1)[0] + " …"
