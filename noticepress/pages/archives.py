"""Archive pages: the timeline of an edition in one language, newest version first."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from noticepress import languages, permalinks
from noticepress.editions import Edition, EditionVersion
from noticepress.pages.banners import summary_html
from noticepress.pages.begun import changed, ended
from noticepress.pages.frames import edition_title, frame
from noticepress.pages.leaf import Leaf
from noticepress.pages.outlines import Outlines
from noticepress.pages.plan import Plan
from noticepress.pages.search import of_archives
from noticepress.pages.switches import Switches
from noticepress.pages.texts import TextPages
from noticepress.views import ArchivePage, RedlinePage, TimelineRow


def archive(
    plan: Plan,
    edition: Edition,
    locale: str,
    changes: Sequence[tuple[EditionVersion, Leaf[RedlinePage]]],
    outlines: Outlines,
) -> Leaf[ArchivePage]:
    """The archive of an edition in a locale, which tells the size of each of its redlines."""

    def make() -> ArchivePage:
        redlines = {version.effective: leaf.page for version, leaf in changes}
        return ArchivePages(plan, edition, locale, redlines, outlines).page()

    return Leaf(permalinks.archive(locale, edition.id), make, is_entry=True)


class ArchivePages(Struct, frozen=True):
    """The archive of one edition in one locale; `changes` are its redlines by effective date."""

    plan: Plan
    edition: Edition
    locale: str
    changes: Mapping[date, RedlinePage]
    outlines: Outlines

    def page(self) -> ArchivePage:
        """The timeline."""
        words = self.plan.words[self.locale]
        own = self.plan.shown(self.edition.shown.notice, self.locale).text
        title = words.text("%(title)s: all versions", title=edition_title(self.plan, self.edition.id, own))
        url = permalinks.archive(self.locale, self.edition.id)
        choices = tuple(Switches(self.plan, self.edition, self.locale).archives())
        alternates = of_archives(self.plan, self.edition)
        told = self.plan.words[self.locale].text("Earlier versions and what changed")
        page_frame = frame(
            self.plan, url, self.locale, title,
            languages=choices, alternates=alternates, description=f"{self.plan.config.organisation} – {told}",
        )  # fmt: skip
        versions = sorted((*self.edition.versions, *self.edition.withdrawn), key=lambda each: each.effective)
        rows = tuple(self._row(version) for version in reversed(versions))
        return ArchivePage(page_frame, rows, permalinks.text(self.locale, self.edition.id))

    def _row(self, version: EditionVersion) -> TimelineRow:
        is_own = version.is_in(self.locale)
        notice = version.notice
        text = notice.text(self.locale) or notice.withdrawn(self.locale) or notice.authoritative
        foreign = "" if text.locale == self.locale else text.locale
        redline = self.changes.get(version.effective)
        current = self.edition.current
        is_past = version.withdrawal is not None
        comparable = is_own and not is_past and current and current is not version and current.is_in(self.locale)
        withdrawal = version.withdrawal or (gone.withdrawn if (gone := notice.withdrawn(self.locale)) else None)
        url = TextPages(self.plan, self.edition, self.locale).dated(version)
        return TimelineRow(
            url=url,
            effective=version.effective,
            until=version.until,
            status=version.status,
            change=version.change,
            published=version.known,
            summary_html=summary_html(self.plan, version, self.locale),
            hreflang=foreign,
            language=languages.name_in(foreign, self.locale) if foreign else "",
            changed=changed(self.plan, version, self.locale),
            ended=ended(self.plan, version, self.locale),
            compare_url=permalinks.compare(self.locale, self.edition.id, version.effective) if comparable else "",
            markdown="" if text.withdrawn else f"{url}index.md",
            changes_url=redline.frame.url if redline else "",
            outline=self.outlines.of(redline) if redline else None,
            corrected=tuple(self._corrected(version)),
            withdrawn=withdrawal.published.astimezone(self.plan.config.zone).date() if withdrawal else None,
            withdrawal_reason=withdrawal.reason if withdrawal else "",
        )

    def _corrected(self, version: EditionVersion) -> Iterator[tuple[date, str]]:
        """The days of a version's corrections, with the addresses of their redlines."""
        states = version.states(self.locale)
        for text in (each for component in version.components for each in component.texts.get(self.locale, ())):
            if text.entry.is_correction:
                number = next((n for n, state in enumerate(states, 1) if text in state), 0)
                url = permalinks.changes(self.locale, self.edition.id, version.effective, number)
                yield text.entry.published.astimezone(self.plan.config.zone).date(), url if number > 1 else ""
