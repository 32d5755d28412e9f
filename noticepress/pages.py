"""From a site on a day to page values: what exists, and what each page says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from noticepress import languages, permalinks
from noticepress.editions import Edition, EditionId, EditionVersion, editions
from noticepress.interface import Words
from noticepress.markup import Body, Rendering, render_body, resolve
from noticepress.model import Site, Text
from noticepress.regions import NAMES
from noticepress.timeline import Version
from noticepress.views import (
    ArchivePage,
    Banner,
    ChoicePage,
    Frame,
    Heading,
    HomePage,
    Link,
    NotFoundPage,
    NoticeRow,
    Page,
    Part,
    Record,
    TextPage,
    TimelineRow,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A site on a day: its editions, and the words of every locale."""

    site: Site
    on: date
    editions: tuple[Edition, ...]
    words: Mapping[str, Words]

    def edition(self, identifier: EditionId) -> Edition | None:
        return next((edition for edition in self.editions if edition.id == identifier), None)

    def locales(self, edition: Edition) -> tuple[str, ...]:
        """The locales in which an edition has an undated page: those that all its documents are offered in."""
        offered = [
            document.config.locales
            for document in self.site.documents
            if document.id.notice == edition.id.notice
            and (not document.id.region or document.id.region == edition.id.region)
        ]
        return tuple(tag for tag in self.site.config.locales if all(tag in each for each in offered))


def plan(site: Site, on: date, words: Mapping[str, Words]) -> Plan:
    """The site as known at the end of a day."""
    return Plan(site, on, editions(site, on), words)


def pages(plan: Plan) -> Iterator[tuple[Page, bool]]:
    """Every page with whether it is an entry page, those that lead to others last."""
    for edition in plan.editions:
        for locale in plan.locales(edition):
            maker = _EditionPages(plan, edition, locale)
            for version in edition.versions:
                if version.is_in(locale):
                    yield maker.text(version, dated=True), False
            yield maker.archive(), False
            yield maker.text(edition.shown, dated=False), True
        yield _neutral(plan, edition), True
    for locale in plan.site.config.locales:
        yield _home(plan, locale), True
    yield _root(plan), True
    yield _not_found(plan), True


def edition_name(plan: Plan, edition: EditionId, locale: str) -> str:
    """The name of a region's edition in the reader's language: "California"; that of the general edition."""
    words = plan.words[locale]
    if not edition.region:
        return words.text("General")
    region = plan.site.config.regions.get(edition.region)
    if region and region.name:
        return words.text(region.name)
    if edition.region in NAMES:
        return words.text(NAMES[edition.region])
    code = region.territories[0] if region and region.territories else edition.region
    return languages.territory_name(code, locale)


class _EditionPages:
    """The pages of one edition in one locale."""

    def __init__(self, plan: Plan, edition: Edition, locale: str) -> None:
        self.plan, self.edition, self.locale = plan, edition, locale
        self.words, self.id = plan.words[locale], edition.id
        self.config = plan.site.config

    def text(self, version: EditionVersion, *, dated: bool) -> TextPage:
        """The page of a version at its permanent address, or of what is shown at the undated one."""
        url = self._dated(version) if dated else permalinks.text(self.locale, self.id)
        parts = tuple(self._part(component, version, dated=dated, url=url) for component in version.components)
        own = version.notice.text(self.locale) or version.notice.authoritative
        index = self.edition.versions.index(version)
        earlier = self.edition.versions[index - 1] if index else None
        later = self.edition.versions[index + 1] if index + 1 < len(self.edition.versions) else None
        is_current = version is self.edition.shown
        canonical = permalinks.text(self.locale, self.id) if is_current else self._dated(version)
        if not version.is_in(self.locale):
            canonical = permalinks.text(own.locale, self.id)
        robots = "" if version.status == "in force" else "noindex"
        frame = self._frame(url, own.meta.title, canonical=canonical, robots=robots, version=version, dated=dated)
        return TextPage(
            frame=frame,
            effective=version.effective,
            until=version.until,
            status=version.status,
            change=own.meta.change,
            published=own.entry.published,
            parts=parts,
            banners=tuple(self._banners(version)),
            authoritative=own.entry.settings.authoritative,
            editions=tuple(self._editions()),
            versions=tuple(
                self._version_link(each, current=each is version) for each in reversed(self.edition.versions)
            ),
            archive=permalinks.archive(self.locale, self.id),
            permanent=self._dated(version),
            undated=permalinks.text(self.locale, self.id),
            previous=self._version_link(earlier) if earlier else None,
            following=self._version_link(later) if later else None,
            records=tuple(self._records(version)),
            share=(Link(f"mailto:?body={self.config.base_url}{canonical}", self.words.text("E-mail")),),
        )

    def archive(self) -> ArchivePage:
        """The timeline, newest first."""
        rows = tuple(self._row(version) for version in reversed(self.edition.versions))
        own = self.edition.shown.notice
        title = (own.text(self.locale) or own.authoritative).meta.title
        name = self.words.text("%(title)s: earlier versions", title=title)
        return ArchivePage(
            self._frame(permalinks.archive(self.locale, self.id), name), rows, permalinks.text(self.locale, self.id)
        )

    def _row(self, version: EditionVersion) -> TimelineRow:
        own = version.notice.text(self.locale) or version.notice.authoritative
        foreign = "" if version.is_in(self.locale) else own.locale
        changed = [c for c in version.components if c.document.id in version.changed]
        summaries = [(c.text(self.locale) or c.authoritative).meta.summary for c in changed]
        summary = render_body("\n\n".join(s for s in summaries if s), Rendering()).html
        return TimelineRow(
            url=self._dated(version),
            effective=version.effective,
            until=version.until,
            status=version.status,
            change=own.meta.change,
            published=own.entry.published,
            summary_html=summary,
            hreflang=foreign,
            language=languages.name_in(foreign, self.locale) if foreign else "",
        )

    def _dated(self, version: EditionVersion) -> str:
        locale = self.locale if version.is_in(self.locale) else version.notice.authoritative.locale
        return permalinks.dated(locale, self.id, version.effective)

    def _version_link(self, version: EditionVersion, *, current: bool = False) -> Link:
        foreign = "" if version.is_in(self.locale) else version.notice.authoritative.locale
        note = self._only_in(foreign) if foreign else ""
        day = languages.long_date(version.effective, self.locale)
        return Link(self._dated(version), day, hreflang=foreign, current=current, note=note, detail=version.status)

    def _only_in(self, locale: str) -> str:
        return self.words.text("only in %(language)s", language=languages.name_in(locale, self.locale))

    def _part(self, component: Version, version: EditionVersion, *, dated: bool, url: str) -> Part:
        own = component.text(self.locale)
        text = own or component.authoritative
        region = component.document.id.region
        body = self._body(text, region, url)
        shift = 1 if region else 0
        headings = tuple(Heading(s.id, s.title, s.level - shift) for s in body.sections)
        foreign = "" if own else text.locale
        banners = (self._untranslated(text),) if foreign else ()
        return Part(
            id=region, title=text.meta.title, html=body.html, lang=foreign, headings=headings,
            dir=languages.direction(foreign) if foreign else "", effective=component.effective, banners=banners,
        )  # fmt: skip

    def _untranslated(self, text: Text) -> Banner:
        language = languages.name_in(text.locale, self.locale)
        message = (
            "This version has not yet been published in your language. The authoritative text (%(language)s) follows."
        )
        return Banner("untranslated", self.words.text(message, language=language))

    def _body(self, text: Text, region: str, url: str) -> Body:
        contacts = text.meta.contacts
        values = contacts.get(self.id.region) or contacts.get(region) or contacts.get("", {})
        markdown = resolve(text.body, lambda name: values.get(name.removeprefix("contact.")))
        rendering = Rendering(
            html=text.entry.settings.html,
            prefix=f"{region}-" if region else "",
            shift=1 if region else 0,
            keep=self._keeps,
            link=lambda target: self._target(target, region, url),
            anchors=(self.words.text("Link to this section"), self.words.text("Link to this paragraph")),
        )
        return render_body(markdown, rendering)

    def _keeps(self, kind: str, regions: tuple[str, ...]) -> bool:
        spoken_to = (
            {self.id.region} if self.id.region else {c.document.id.region for c in self.edition.shown.components}
        )
        return bool(spoken_to & set(regions)) == (kind == "only")

    def _target(self, target: str, region: str, url: str) -> str:
        if target.startswith("#"):
            return f"#{region}-{target[1:]}" if region else target
        if not target.startswith("notice:"):
            return target
        path, _, fragment = target.removeprefix("notice:").partition("#")
        notice, _, wanted = path.partition("/")
        wanted = wanted or (self.id.region if self.plan.edition(EditionId(notice, self.id.region)) else "")
        edition = self.plan.edition(EditionId(notice, wanted))
        if edition is None:
            return permalinks.relative(url, permalinks.home(self.locale))
        offered = self.plan.locales(edition)
        locale = self.locale if self.locale in offered or not offered else offered[0]
        return permalinks.relative(url, permalinks.text(locale, edition.id)) + (f"#{fragment}" if fragment else "")

    def _banners(self, version: EditionVersion) -> Iterator[Banner]:
        day = languages.long_date(version.effective, self.locale)
        current = Link(permalinks.text(self.locale, self.id), self.words.text("Read the version in force"))
        if version.status == "upcoming":
            text = self.words.text("This version is not yet in force. It applies from %(date)s.", date=day)
            yield Banner("upcoming", text, (current,) if self.edition.current else ())
        elif version.status in ("superseded", "ended"):
            until = languages.long_date(version.until, self.locale) if version.until else ""
            text = self.words.text(
                "This is an earlier version. It applied from %(start)s until %(end)s.", start=day, end=until
            )
            yield Banner("superseded", text, (current,))
        else:
            for upcoming in self.edition.upcoming:
                start = languages.long_date(upcoming.effective, self.locale)
                text = self.words.text("A new version applies from %(date)s.", date=start)
                link = Link(self._dated(upcoming), self.words.text("Read the upcoming version"))
                yield Banner("upcoming", text, (link,))

    def _editions(self) -> Iterator[Link]:
        for edition in self.plan.editions:
            if edition.id.notice != self.id.notice:
                continue
            offered = self.plan.locales(edition)
            locale = self.locale if self.locale in offered else offered[0] if offered else self.locale
            foreign = "" if locale == self.locale else locale
            name = edition_name(self.plan, edition.id, self.locale)
            note = self._only_in(foreign) if foreign else ""
            current = edition.id == self.id
            yield Link(permalinks.text(locale, edition.id), name, hreflang=foreign, current=current, note=note)

    def _records(self, version: EditionVersion) -> Iterator[Record]:
        for component in version.components:
            text = component.text(self.locale) or component.authoritative
            entry = text.entry
            yield Record(
                document=str(entry.document), version=entry.version.isoformat(), locale=entry.locale,
                revision=entry.revision, sha256=entry.sha256, published=entry.published, entry=entry.digest,
                ledger=permalinks.ledger(entry.document),
                markdown="",
            )  # fmt: skip

    def _frame(
        self, url: str, title: str, *, canonical: str = "", robots: str = "",
        version: EditionVersion | None = None, dated: bool = False,
    ) -> Frame:  # fmt: skip
        return frame(
            self.plan, url, self.locale, title, tuple(self._languages(url, version, dated=dated)), canonical, robots
        )

    def _languages(self, url: str, version: EditionVersion | None, *, dated: bool) -> Iterator[Link]:
        suffix = url.removeprefix(permalinks.text(self.locale, self.id))
        for tag in self.plan.locales(self.edition):
            exists = not dated or version is None or version.is_in(tag)
            target = permalinks.text(tag, self.id) + (suffix if exists else "")
            yield Link(target, languages.autonym(tag), tag, languages.direction(tag), tag, tag == self.locale)


def frame(
    plan: Plan, url: str, locale: str, title: str, choices: tuple[Link, ...], canonical: str = "", robots: str = ""
) -> Frame:
    """What every page has."""
    config = plan.site.config
    organisation = config.variables.get("organisation.name", config.name)
    accessibility = plan.edition(EditionId(config.accessibility)) if config.accessibility else None
    link = None
    if accessibility:
        link = Link(permalinks.text(locale, accessibility.id), plan.words[locale].text("Accessibility notice"))
    return Frame(
        url=url, locale=locale, dir=languages.direction(locale), title=title, site=config.name,
        organisation=organisation, absolute=config.base_url + url, canonical=config.base_url + (canonical or url),
        robots=robots, home=permalinks.home(locale), accessibility=link, languages=choices,
    )  # fmt: skip


def _home(plan: Plan, locale: str) -> HomePage:
    rows = []
    for edition in plan.editions:
        if edition.id.region or locale not in plan.locales(edition):
            continue
        version = edition.shown
        meta = (version.notice.text(locale) or version.notice.authoritative).meta
        link = Link(permalinks.text(locale, edition.id), meta.title)
        archive = permalinks.archive(locale, edition.id)
        rows.append(NoticeRow(link, meta.description, version.effective, version.status, (), archive))
    tags = plan.site.config.locales
    choices = tuple(
        Link(permalinks.home(tag), languages.autonym(tag), tag, languages.direction(tag), tag, tag == locale)
        for tag in tags
    )
    title = plan.words[locale].text("Legal notices")
    return HomePage(frame(plan, permalinks.home(locale), locale, title, choices), tuple(rows))


def _root(plan: Plan) -> ChoicePage:
    config = plan.site.config
    choices = tuple(_choice(permalinks.home(tag), tag) for tag in config.locales)
    return ChoicePage(frame(plan, permalinks.ROOT, config.source_locale, config.name, ()), choices, config.name)


def _neutral(plan: Plan, edition: Edition) -> ChoicePage:
    title = edition.shown.notice.authoritative.meta.title
    choices = tuple(_choice(permalinks.text(tag, edition.id), tag) for tag in plan.locales(edition))
    locale = plan.site.config.source_locale
    return ChoicePage(frame(plan, permalinks.neutral(edition.id), locale, title, ()), choices, title)


def _choice(url: str, tag: str) -> Link:
    return Link(url, languages.autonym(tag), tag, languages.direction(tag), tag)


def _not_found(plan: Plan) -> NotFoundPage:
    config = plan.site.config
    messages = []
    for tag in config.locales:
        words = plan.words[tag]
        link = Link(permalinks.home(tag), words.text("Go to the notices"), tag, languages.direction(tag), tag)
        messages.append((link, words.text("This page does not exist"), words.text("The address may be mistyped.")))
    page = frame(plan, permalinks.NOT_FOUND, config.source_locale, "404", ())
    return NotFoundPage(page, tuple(messages), config.base_url)
