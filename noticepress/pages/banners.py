"""Banners: what a reader must know about a page before reading it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from noticepress import languages, permalinks
from noticepress.editions import Edition, EditionVersion
from noticepress.markup import Rendering, render_body
from noticepress.model import Entry
from noticepress.pages.frames import direction
from noticepress.pages.plan import Plan, Shown
from noticepress.views import Banner, Link


@dataclass(frozen=True, slots=True)
class Banners:
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
        elif version.status in ("superseded", "ended"):
            yield self._superseded(version)
        if place == "state":
            yield self._state(version, state)
        else:
            yield from self._corrections(version, shown)
        yield from self._late(version, shown)
        if version.status == "in force":
            yield from self._material(version)
            yield from (self._coming(upcoming) for upcoming in self.edition.upcoming)

    def of_part(self, shown: Shown) -> Iterator[Banner]:
        """The banner of a component that is not shown in the reader's language or not in its version in force."""
        if shown.text.withdrawn:
            yield self._withdrawn_text(shown, shown.text.withdrawn)
            return
        source = permalinks.text(shown.text.locale, self.edition.id)
        if shown.stands_for == "source":
            language = languages.name_in(shown.text.locale, self.locale)
            text = self._text(
                "This text is not yet published in your language. Below stands the authoritative text (%(language)s).",
                language=language,
            )
            yield Banner("untranslated", text, tuple(self._last_translation(shown)))
        elif shown.stands_for == "previous":
            until = self._day(shown.version.until) if shown.version.until else ""
            text = self._text("This translation applied until %(date)s and is out of date.", date=until)
            component = self.plan.versions[shown.text.entry.document][-1]
            source = permalinks.text(component.authoritative.locale, self.edition.id)
            link = Link(source, self._text("Read the authoritative text"), hreflang=component.authoritative.locale)
            changed = permalinks.changes(component.authoritative.locale, self.edition.id, self.edition.shown.effective)
            redline = Link(changed, self._text("What has changed since"), hreflang=component.authoritative.locale)
            yield Banner("untranslated", text, (link, redline))

    def _withdrawn_version(self, version: EditionVersion, entry: Entry) -> Banner:
        text = self._text(
            "This version was withdrawn on %(day)s and did not take effect on %(date)s. Reason: %(reason)s",
            day=self._published(entry), date=self._day(version.effective), reason=entry.reason,
        )  # fmt: skip
        return Banner("withdrawn", text, (self._in_force(),) if self.edition.current else ())

    def _withdrawn_text(self, shown: Shown, entry: Entry) -> Banner:
        text = self._text(
            "This text was withdrawn on %(day)s and is no longer shown. Reason: %(reason)s. Its SHA-256 is %(sha256)s.",
            day=self._published(entry), reason=entry.reason.rstrip("."), sha256=entry.sha256,
        )  # fmt: skip
        authoritative = shown.version.authoritative
        if authoritative.withdrawn:
            return Banner("withdrawn", text)
        source = permalinks.dated(authoritative.locale, self.edition.id, shown.version.effective)
        link = Link(source, self._text("Read the authoritative text"), hreflang=authoritative.locale)
        return Banner("withdrawn", text, (link,))

    def _published(self, entry: Entry) -> str:
        return self._day(entry.published.astimezone(self.plan.config.zone).date())

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
        links = [self._in_force()]
        if self._is_comparable(version):
            compare = permalinks.compare(self.locale, self.edition.id, version.effective)
            links.append(Link(compare, self._text("Compare with the version in force")))
        return Banner("superseded", text, tuple(links))

    def _state(self, version: EditionVersion, state: int) -> Banner:
        count = len(version.states(self.locale))
        text = self._text("This is state %(number)s of %(count)s of this version.", number=state, count=count)
        link = Link(
            permalinks.dated(self.locale, self.edition.id, version.effective), self._text("Read its latest state")
        )
        return Banner("state", text, (link,) if state < count else ())

    def _corrections(self, version: EditionVersion, shown: Sequence[Shown]) -> Iterator[Banner]:
        for each in shown:
            entry = each.text.entry
            if entry.revision > 1 and each.stands_for == "own":
                day = self._day(entry.published.astimezone(self.plan.config.zone).date())
                text = self._text("Corrected on %(date)s: %(reason)s", date=day, reason=entry.reason)
                states = len(version.states(self.locale))
                link = permalinks.changes(self.locale, self.edition.id, version.effective, states)
                yield Banner("corrected", text, (Link(link, self._text("What was corrected")),) if states > 1 else ())

    def _late(self, version: EditionVersion, shown: Sequence[Shown]) -> Iterator[Banner]:
        first = version.notice.texts.get(self.locale, (None,))[0]
        if first is None or shown[0].stands_for != "own":
            return
        published = first.entry.published.astimezone(self.plan.config.zone).date()
        if published > version.notice.effective:
            text = self._text(
                "This version applies from %(start)s. This translation of it was published on %(published)s.",
                start=self._day(version.notice.effective), published=self._day(published),
            )  # fmt: skip
            yield Banner("late", text)

    def _material(self, version: EditionVersion) -> Iterator[Banner]:
        changed = [c for c in version.components if c.document.id in version.changed]
        material = any(c.authoritative.meta.change == "material" for c in changed)
        end = version.effective + timedelta(days=self.plan.config.material_days)
        if material and self.plan.on <= end and self.plan.earlier(version, self.locale) and version.is_in(self.locale):
            text = self._text("This notice changed on %(date)s.", date=self._day(version.effective))
            link = permalinks.changes(self.locale, self.edition.id, version.effective)
            yield Banner("material", text, (Link(link, self._text("What changed")),), self._summary(version))

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
            note = self._text("only in %(language)s", language=languages.name_in(locale, self.locale))
            links = [Link(dated, self._text("Read it"), hreflang=locale, note=note)]
        return Banner("upcoming", text, tuple(links), self._summary(upcoming))

    def _last_translation(self, shown: Shown) -> Iterator[Link]:
        for version in reversed(self.edition.versions):
            if version.effective < self.edition.shown.effective and version.is_in(self.locale):
                address = permalinks.dated(self.locale, self.edition.id, version.effective)
                if not shown.text.entry.document.region:
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
    marked as such, and nothing is mixed.
    """
    changed = [c for c in version.components if c.document.id in version.changed]
    used = locale if all(c.text(locale) for c in changed) else version.notice.authoritative.locale
    texts = [c.text(used) or c.authoritative for c in changed]
    markdown = "\n\n".join(text.meta.summary for text in texts if text.meta.summary)
    if not markdown:
        return ""
    html = render_body(markdown, Rendering()).html
    return html if used == locale else f'<div lang="{used}" dir="{direction(used)}">\n{html}</div>\n'
