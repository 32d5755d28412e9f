"""A site on a day: everything that exists, before any page is made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from noticepress.deferred import key_of
from noticepress.editions import Edition, EditionId, EditionVersion, editions
from noticepress.interface import Words
from noticepress.markup import Pieces
from noticepress.model import Document, DocumentId, Site, SiteConfig, Text
from noticepress.regions import NAMES
from noticepress.timeline import Version, histories


class Shown(Struct, frozen=True):
    """The text that stands for a component in a locale: its own, or by the policy `untranslated` the authoritative
    one (`source`) or the last that this locale had (`previous`). At the permanent address of a text that may no longer
    be read: that text, which is empty (`withdrawn`)."""

    text: Text
    stands_for: Literal["own", "source", "previous", "withdrawn"]
    version: Version


IN_TEXTS: Final = (
    "Link to this section",
    "Link to this paragraph",
    "Applies only in: %(regions)s",
    "Does not apply in: %(regions)s",
)
"""The messages that may stand in a text as it is rendered, besides the names of regions."""

OF_NOTICES: Final = (
    "only in %(language)s",
    "General edition",
    "applies from %(date)s",
    "no longer applies",
    "Accessibility notice",
    "This version was withdrawn on %(day)s and did not take effect on %(date)s.",
    "Go to the notices",
    "Read the general edition",
)
"""The messages that may stand in lists of notices, and in the pages that a notice has for no locale of its own, besides
the names of regions and what templates say."""


@dataclass(frozen=True)
class Around:
    """What a text may know of the site it stands in: the configuration, the words of its languages, and which editions
    there are, each with the locales in which it has pages (`directory`). `pieces` are those of texts that are known
    already, which change nothing. No slots: cached properties need a place."""

    config: SiteConfig
    words: Mapping[str, Words]
    directory: Mapping[EditionId, tuple[str, ...]]
    pieces: Pieces | None = field(default=None, repr=False, compare=False)

    @cached_property
    def key(self) -> str:
        """The hash of all of it."""
        return key_of(self._base, [(tag, words.digest) for tag, words in self.words.items()])

    @cached_property
    def of_texts(self) -> "Around":
        """The same with no other words than those that stand in the texts themselves."""
        return self._saying(IN_TEXTS)

    def of_notices(self, templates: frozenset[str] | None) -> "Around":
        """The same with no other words than those of `OF_NOTICES`, and those of the templates (None: any)."""
        return self if templates is None else self._saying((*OF_NOTICES, *templates))

    def _saying(self, messages: Iterable[str]) -> "Around":
        regions = {each.name for each in self.config.regions.values()}
        said = frozenset({*messages, *NAMES.values(), *regions})
        return self._with({tag: words.only(said) for tag, words in self.words.items()})

    @cached_property
    def _base(self) -> str:
        return key_of(self.config, sorted(self.directory.items()))

    def exists(self, identifier: EditionId) -> bool:
        """Whether there is an edition of that id on the day, of whatever notice."""
        return identifier in self.directory

    def offered(self, identifier: EditionId) -> tuple[str, ...]:
        """The locales in which an edition is kept up to date."""
        if identifier not in self._offered:
            documents = [
                document.locales
                for document in self.config.documents
                if document.id.notice == identifier.notice and document.id.region in ("", identifier.region)
            ]
            found = tuple(tag for tag in self.config.locales if all(tag in each for each in documents))
            self._offered[identifier] = found
        return self._offered[identifier]

    @cached_property
    def _offered(self) -> dict[EditionId, tuple[str, ...]]:
        return {}

    def best_locale(self, identifier: EditionId, locale: str) -> str:
        """The reader's locale where the edition is offered in it, else the first it is offered in."""
        offered = self.offered(identifier) or self.directory[identifier]
        return locale if locale in offered or not offered else offered[0]

    def knowing(self, pieces: Pieces) -> "Around":
        """The same with pieces of texts that are known already."""
        return self._same(Around(self.config, self.words, self.directory, pieces))

    def speaking(self, locales: Iterable[str]) -> "Around":
        """The same with the words of these locales alone."""
        return self._with({tag: self.words[tag] for tag in locales if tag in self.words})

    def _with(self, words: Mapping[str, Words]) -> "Around":
        return self._same(Around(self.config, words, self.directory, self.pieces))

    def _same(self, other: "Around") -> "Around":
        """Another with the same configuration and directory, which are hashed once a build."""
        other.__dict__["_base"], other.__dict__["_offered"] = self._base, self._offered
        return other


class Plan(Struct, frozen=True):
    """A site on a day: its editions, the versions of each document, and what they stand in.

    The directory of the site is all that the pages of one notice know of the others (`narrowed`). With `pdf` each text
    is also there on paper.
    """

    site: Site
    on: date
    editions: tuple[Edition, ...]
    versions: Mapping[DocumentId, tuple[Version, ...]]
    around: Around
    pdf: bool = False

    @property
    def config(self) -> SiteConfig:
        return self.site.config

    @property
    def words(self) -> Mapping[str, Words]:
        return self.around.words

    @property
    def directory(self) -> Mapping[EditionId, tuple[str, ...]]:
        return self.around.directory

    def exists(self, identifier: EditionId) -> bool:
        """Whether there is an edition of that id on the day, of whatever notice."""
        return self.around.exists(identifier)

    def narrowed(self, notice: str, locale: str) -> "Plan":
        """What the pages of one notice in one locale may know: a build makes them anew when this changes, and only
        then. Their words are those of the locale and of the languages that may stand in for it."""
        plan = self.of_notice(notice)
        return replace(plan, around=self.around.speaking([locale, *spoken(plan.site.documents)]))

    def of_notice(self, notice: str) -> "Plan":
        """What the pages of one notice may know in all languages."""
        documents = tuple(each for each in self.site.documents if each.id.notice == notice)
        return replace(
            self,
            site=Site(self.config, documents),
            editions=tuple(each for each in self.editions if each.id.notice == notice),
            versions={each.id: self.versions[each.id] for each in documents},
        )

    def edition(self, identifier: EditionId) -> Edition | None:
        """The edition of that id, if it exists on the day and the plan is not narrowed to another notice."""
        return next((edition for edition in self.editions if edition.id == identifier), None)

    def locales(self, identifier: EditionId, version: EditionVersion | None = None) -> tuple[str, ...]:
        """The locales in which an edition has pages: those that its notice, and its region's addendum, are offered
        in, and those they were published in before. With a version the latter only where it has a page."""
        if version is None and identifier in self.directory:
            return self.directory[identifier]
        offered = self.offered(identifier)
        edition = self.edition(identifier)
        versions = [version] if version else (*edition.versions, *edition.withdrawn) if edition else []
        return tuple(
            tag
            for tag in (*self.config.locales, *self.config.retired_locales)
            if tag in offered or any(_was_offered(each, identifier, tag) for each in versions)
        )

    def offered(self, identifier: EditionId) -> tuple[str, ...]:
        """The locales in which an edition is kept up to date."""
        return self.around.offered(identifier)

    def nearest(self, version: EditionVersion, locale: str) -> EditionVersion | None:
        """The version itself where it has a page in a locale, else the nearest earlier, else the nearest later one
        that has."""
        if version.has_page(locale):
            return version
        edition = self.edition(version.id)
        found = [each for each in edition.versions if each.has_page(locale)] if edition else []
        before = [each for each in found if each.effective < version.effective]
        return before[-1] if before else next(iter(found), None)

    def best_locale(self, identifier: EditionId, locale: str) -> str:
        """The reader's locale where the edition is offered in it, else the first it is offered in."""
        return self.around.best_locale(identifier, locale)

    def shown(self, component: Version, locale: str) -> Shown:
        """What stands for a component in a locale."""
        own = component.text(locale)
        if own:
            return Shown(own, "own", component)
        source = component.authoritative
        if source.entry.settings.untranslated == "previous":
            for version in reversed(self.versions[component.document.id]):
                if version.effective < component.effective and (text := version.text(locale)):
                    return Shown(text, "previous", version)
        return Shown(source, "source", component)

    def shown_in(self, version: EditionVersion, locale: str, state: int = 0) -> tuple[Shown, ...]:
        """What stands for each component of a version, the notice first; `state` counts from 1, 0 is the latest."""
        shown = tuple(self.shown(component, locale) for component in version.components)
        if not state:
            return shown
        texts = version.states(locale)[state - 1]
        return tuple(
            Shown(text, "own", each.version) if text else each for text, each in zip(texts, shown, strict=True)
        )

    def earlier(self, version: EditionVersion, locale: str) -> EditionVersion | None:
        """The nearest earlier version of the same edition that is published in a locale."""
        edition = self.edition(version.id)
        later_first = reversed(edition.versions) if edition else ()
        return next((each for each in later_first if each.effective < version.effective and each.is_in(locale)), None)


def _was_offered(version: EditionVersion, identifier: EditionId, locale: str) -> bool:
    """Whether a version has a page in a locale, and of a region's edition the addendum its text: no page is a copy."""
    needed = version.components if identifier.region else version.components[:1]
    return all(component.texts.get(locale) for component in needed)


def spoken(documents: Iterable[Document]) -> tuple[str, ...]:
    """The languages whose texts may stand in for others: those that prevail."""
    found = (text.entry.settings.authoritative for each in documents for text in each.texts)
    return tuple(dict.fromkeys(found))


def plan(site: Site, on: date, words: Mapping[str, Words], before: Plan | None = None) -> Plan:
    """The site as known at the end of a day. What the plan `before` says of a notice stands, if that was made for the
    same day of the same values."""
    notices: dict[str, list[Document]] = {}
    for document in site.documents:
        notices.setdefault(document.id.notice, []).append(document)
    usable = before if before and before.on == on and before.config is site.config else None
    known = {id(document) for document in usable.site.documents} if usable else set()
    versions: dict[DocumentId, tuple[Version, ...]] = {}
    found: list[Edition] = []
    for notice, documents in notices.items():
        if usable and known.issuperset(map(id, documents)):
            versions |= {each.id: usable.versions[each.id] for each in documents}
            found += (each for each in usable.editions if each.id.notice == notice)
        else:
            own = Site(site.config, tuple(documents))
            versions |= histories(own, on)
            found += editions(own, versions, on)
    whole = Plan(site, on, tuple(found), versions, Around(site.config, words, {}))
    directory = {edition.id: whole.locales(edition.id) for edition in whole.editions}
    return replace(whole, around=Around(site.config, words, directory))
