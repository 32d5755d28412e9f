"""Banners: what a reader must know about a page before reading it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from html import escape

from msgspec import Struct

from noticepress import languages, permalinks
from noticepress.editions import Edition, EditionId, EditionVersion, component_of
from noticepress.markup import Rendering, render_body
from noticepress.model import Entry, Text
from noticepress.pages.bodies import Bodies
from noticepress.pages.frames import direction, only_in
from noticepress.pages.plan import Plan, Shown
from noticepress.timeline import Version
from noticepress.views import Banner, Link


class Banners(Struct, frozen=True):
    """The banners of one edition's pages in one locale."""

    plan: Plan
    edition: Edition
    locale: str

    def of(self, version: EditionVersion, shown: Sequence[Shown], place: str, state: int) -> Iterator[Banner]:
        """The banners above the text, the most important first."""
        if any(each.text.draft for each in shown):
            yield Banner("draft", self._text("This is a draft. It is not published, and does not apply."))
        if version.withdrawal:
            yield self._withdrawn_version(version, version.withdrawal)
        elif version.status == "upcoming":
            yield self._not_yet(version)
        elif version.status == "ended" and version is self.edition.shown:
            yield self._ended(version)
        elif version.status in ("superseded", "ended"):
            yield self._superseded(version)
        if place == "state":
            yield self._state(version, state)
        else:
            yield from self._corrections(version, shown)
        yield from self._late(version, shown[0])
        if version.status == "in force":
            yield from self._material(version)
            yield from (self._coming(upcoming) for upcoming in self.edition.upcoming)
            yield from self._ending(version)

    def of_part(self, version: EditionVersion, shown: Shown) -> Iterator[Banner]:
        """The banner of a component that is not shown in the reader's language or not in its version in force."""
        if shown.text.withdrawn:
            yield self._withdrawn_text(version, shown, shown.text.withdrawn)
        elif shown.stands_for == "source":
            yield self._source(shown)
        elif shown.stands_for == "previous":
            yield self._previous(version, shown)
        elif shown.text.entry.document.region:
            yield from self._late(version, shown)

    def _source(self, shown: Shown) -> Banner:
        language = languages.name_in(shown.text.locale, self.locale)
        if self.locale in self.plan.config.retired_locales:
            text = self._text("This text is no longer published in your language.")
        else:
            text = self._text("This text is not yet published in your language.")
        text += " " + self._text("Below stands the authoritative text (%(language)s).", language=language)
        return Banner("untranslated", text, tuple(self._last_translation(shown)))

    def _previous(self, version: EditionVersion, shown: Shown) -> Banner:
        """An older translation stands for the text in force: it says so, and leads to what changed since."""
        until = self._day(shown.version.until) if shown.version.until else ""
        text = self._text("This translation applied until %(date)s and is out of date.", date=until)
        component = component_of(version, shown.text.entry.document.region) or shown.version
        locale = component.authoritative.locale
        note = only_in(self.plan, locale, self.locale)
        source = permalinks.dated(locale, self.edition.id, version.effective)
        links = [Link(source, self._text("Read the authoritative text"), hreflang=locale, note=note)]
        then = self._last_with(shown.version)
        if self.edition.current is version and then and then.is_in(locale) and version.is_in(locale):
            compare = permalinks.compare(locale, self.edition.id, then.effective)
            links.append(Link(compare, self._text("What has changed since"), hreflang=locale, note=note))
        return Banner("untranslated", text, tuple(links))

    def _last_with(self, component: Version) -> EditionVersion | None:
        """The last version of the edition in which a component stood."""
        return next((v for v in reversed(self.edition.versions) if component in v.components), None)

    def _withdrawn_version(self, version: EditionVersion, entry: Entry) -> Banner:
        text = self._text(
            "This version was withdrawn on %(day)s and did not take effect on %(date)s.",
            day=self._published(entry), date=self._day(version.effective),
        )  # fmt: skip
        links = (self._in_force(),) if self.edition.current else ()
        return Banner("withdrawn", text, links, self._reason(entry.reason))

    def _withdrawn_text(self, version: EditionVersion, shown: Shown, entry: Entry) -> Banner:
        text = self._text(
            "This text was withdrawn on %(day)s and is no longer shown. Its SHA-256 is %(sha256)s.",
            day=self._published(entry), sha256=entry.sha256,
        )  # fmt: skip
        authoritative = shown.version.authoritative
        if authoritative.withdrawn:
            return Banner("withdrawn", text, (), self._reason(entry.reason))
        source = permalinks.dated(authoritative.locale, self.edition.id, version.effective)
        link = Link(source, self._text("Read the authoritative text"), hreflang=authoritative.locale)
        return Banner("withdrawn", text, (link,), self._reason(entry.reason))

    def _reason(self, reason: str) -> str:
        """A reason as the legal department gave it, in the source language of the site."""
        if not reason:
            return ""
        source = self.plan.config.source_locale
        marked = "" if source == self.locale else f' lang="{source}" dir="{direction(source)}"'
        return f"<p{marked}>{escape(reason)}</p>\n"

    def _published(self, entry: Entry) -> str:
        return self._on(entry.published)

    def _on(self, moment: datetime) -> str:
        return self._day(moment.astimezone(self.plan.config.zone).date())

    def _not_yet(self, version: EditionVersion) -> Banner:
        text = self._text(
            "This version is not yet in force. It applies from %(date)s.", date=self._day(version.effective)
        )
        links = [self._in_force()] if self.edition.current else []
        if self._is_comparable(version):
            compare = permalinks.compare(self.locale, self.edition.id, version.effective)
            links.append(Link(compare, self._text("Compare with the version in force")))
        return Banner("upcoming", text, tuple(links), self._summary(version))

    def _superseded(self, version: EditionVersion) -> Banner:
        start = self._day(version.effective)
        end = self._day(version.until) if version.until else ""
        text = self._text("This is an earlier version. It applied from %(start)s until %(end)s.", start=start, end=end)
        links = [self._in_force()] if self.edition.current else []
        if self._is_comparable(version):
            compare = permalinks.compare(self.locale, self.edition.id, version.effective)
            links.append(Link(compare, self._text("Compare with the version in force")))
        return Banner("superseded", text, tuple(links))

    def _ended(self, version: EditionVersion) -> Banner:
        """The last version of an edition that nothing followed, with the reasons of those that ended it."""
        end = self._day(version.until) if version.until else ""
        general = self.plan.edition(EditionId(self.edition.id.notice))
        if self.edition.id.region and general and general.current:
            text = self._text("This regional edition no longer applies. It applied until %(date)s.", date=end)
            locale = self.plan.best_locale(general.id, self.locale)
            foreign = "" if locale == self.locale else locale
            link = Link(permalinks.text(locale, general.id), self._text("Read the general edition"), hreflang=foreign)
            return Banner("ended", text, (link,), self._ends(version))
        text = self._text("This notice no longer applies. It applied until %(date)s.", date=end)
        archive = permalinks.archive(self.locale, self.edition.id)
        return Banner("ended", text, (Link(archive, self._text("All versions")),), self._ends(version))

    def _ends(self, version: EditionVersion) -> str:
        last = version.until
        entries = [entry for component in version.components for entry in component.document.entries]
        return "".join(
            self._reason(entry.reason)
            for entry in entries
            if entry.event == "retire" and last and entry.version == last + timedelta(days=1)
        )

    def _state(self, version: EditionVersion, state: int) -> Banner:
        states = version.states(self.locale)
        text = self._text(
            "This is state %(number)s of %(count)s of this version, as it was published on %(date)s.",
            number=state, count=len(states), date=self._on(version.began(states[state - 1])),
        )  # fmt: skip
        dated = permalinks.dated(self.locale, self.edition.id, version.effective)
        latest = Link(dated, self._text("Read its latest state"))
        return Banner("state", text, (latest,) if state < len(states) else ())

    def _corrections(self, version: EditionVersion, shown: Sequence[Shown]) -> Iterator[Banner]:
        states = version.states(self.locale)
        for each in shown:
            entry = each.text.entry
            if entry.is_correction and each.stands_for == "own":
                first = next((n for n, state in enumerate(states, 1) if each.text in state), 0)
                url = permalinks.changes(self.locale, self.edition.id, version.effective, first)
                is_there = first > 1 and not version.withdrawal
                links = (Link(url, self._text("What was corrected")),) if is_there else ()
                text = self._text("Corrected on %(date)s.", date=self._published(entry))
                yield Banner("corrected", text, links, self._reason(entry.reason))

    def _late(self, version: EditionVersion, shown: Shown) -> Iterator[Banner]:
        """A text that was published after its version took effect says so."""
        if shown.stands_for != "own" or shown.text.draft:
            return
        moment = shown.version.published(shown.text.locale)
        if moment.astimezone(self.plan.config.zone).date() <= version.effective:
            return
        start, published = self._day(version.effective), self._on(moment)
        if shown.text.locale == shown.text.entry.settings.authoritative:
            text = self._text(
                "This version applies from %(start)s. It was published on %(published)s.",
                start=start, published=published,
            )  # fmt: skip
        else:
            text = self._text(
                "This version applies from %(start)s. This translation of it was published on %(published)s.",
                start=start, published=published,
            )  # fmt: skip
        yield Banner("late", text)

    def _material(self, version: EditionVersion) -> Iterator[Banner]:
        end = version.effective + timedelta(days=self.plan.config.material_days)
        if version.change != "material" or self.plan.on > end:
            return
        locale = self.locale if version.is_in(self.locale) else version.notice.authoritative.locale
        if not self.plan.earlier(version, locale) or not version.is_in(locale):
            return
        text = self._text("This notice changed on %(date)s.", date=self._day(version.effective))
        foreign = "" if locale == self.locale else locale
        note = only_in(self.plan, foreign, self.locale) if foreign else ""
        changes = permalinks.changes(locale, self.edition.id, version.effective)
        link = Link(changes, self._text("What changed"), hreflang=foreign, note=note)
        yield Banner("material", text, (link,), self._summary(version))

    def _coming(self, upcoming: EditionVersion) -> Banner:
        text = self._text("A new version applies from %(date)s.", date=self._day(upcoming.effective))
        links = []
        if upcoming.is_in(self.locale):
            dated = permalinks.dated(self.locale, self.edition.id, upcoming.effective)
            compare = permalinks.compare(self.locale, self.edition.id, upcoming.effective)
            links = [Link(dated, self._text("Read it"))]
            if self._is_comparable(upcoming):
                links.append(Link(compare, self._text("What will change")))
        else:
            locale = upcoming.notice.authoritative.locale
            dated = permalinks.dated(locale, self.edition.id, upcoming.effective)
            note = only_in(self.plan, locale, self.locale)
            links = [Link(dated, self._text("Read it"), hreflang=locale, note=note)]
        return Banner("upcoming", text, tuple(links), self._summary(upcoming))

    def _ending(self, version: EditionVersion) -> Iterator[Banner]:
        """The end of an edition that nothing follows."""
        following = version.until + timedelta(days=1) if version.until else None
        if following and all(upcoming.effective != following for upcoming in self.edition.upcoming):
            text = self._text("This edition ends on %(date)s.", date=self._day(version.until or version.effective))
            yield Banner("upcoming", text, (), self._ends(version))

    def _last_translation(self, shown: Shown) -> Iterator[Link]:
        """The last version of the edition in which a component stood in the reader's language."""
        region = shown.text.entry.document.region
        for earlier in reversed(self.edition.versions):
            component = component_of(earlier, region)
            is_older = component is not None and component.effective < shown.version.effective
            if component and is_older and component.text(self.locale) and earlier.is_in(self.locale):
                address = permalinks.dated(self.locale, self.edition.id, earlier.effective)
                yield Link(address, self._text("Read the last translation (superseded)"))
                return

    def _summary(self, version: EditionVersion) -> str:
        return summary_html(self.plan, version, self.locale)

    def _is_comparable(self, version: EditionVersion) -> bool:
        current = self.edition.current
        return current is not None and current.is_in(self.locale) and version.is_in(self.locale)

    def _in_force(self) -> Link:
        return Link(permalinks.text(self.locale, self.edition.id), self._text("Read the version in force"))

    def _day(self, day: date) -> str:
        return languages.long_date(day, self.locale)

    def _text(self, message: str, **values: object) -> str:
        return self.plan.words[self.locale].text(message, **values)


def summary_html(plan: Plan, version: EditionVersion, locale: str) -> str:
    """What changed in plain words, by the components that begin with a version.

    In the reader's language where all of it is published in it; else the whole summary is in the authoritative one,
    marked as such, and nothing is mixed. Links are absolute, since feeds and other sites show summaries as well.
    """
    changed = [c for c in version.components if c.document.id in version.changed]
    used = locale if all(c.text(locale) for c in changed) else version.notice.authoritative.locale
    texts = [c.text(used) or c.authoritative for c in changed]
    html = "".join(_summary_of(plan, version, used, text) for text in texts if text.meta.summary)
    if not html:
        return ""
    return html if used == locale else f'<div lang="{used}" dir="{direction(used)}">\n{html}</div>\n'


def _summary_of(plan: Plan, version: EditionVersion, locale: str, text: Text) -> str:
    """The summary of one text; `#…` leads to the section of the version that it speaks of."""
    if html := _without_links(text.meta.summary):
        return html
    bodies = Bodies(plan.around.of_texts, version.id, locale, "", frozenset(), abroad=True)
    dated, undated = permalinks.dated(locale, version.id, version.effective), permalinks.text(locale, version.id)
    page = plan.config.base_url + (dated if version.has_page(locale) else undated)
    prefix = f"{text.entry.document.region}-" if text.entry.document.region else ""
    rendering = Rendering(
        inside=f"{page}#{prefix}",
        link=lambda target: bodies.target(target, text),
        language=lambda target: bodies.language(target, text),
    )
    return render_body(text.meta.summary, rendering).html


@lru_cache(maxsize=256)
def _without_links(summary: str) -> str:
    """A summary that leads nowhere, which is the same on every page; "" where it may lead somewhere."""
    html = render_body(summary, Rendering()).html
    return "" if "<a " in html or "<img " in html else html
