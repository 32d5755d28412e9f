"""What stood at the undated address of an edition while a text was missing in its language, and since when.

Such a page has no permanent address of its own: these are its contents for a consent record.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec import Struct

from noticepress.editions import Edition, EditionVersion
from noticepress.model import Text
from noticepress.pages import Plan
from noticepress.timeline import Version, start_of


class StandIn(Struct, frozen=True):
    """The texts of a page from a moment on, one of them at least in another language or of an earlier version."""

    locale: str
    since: datetime
    texts: tuple[Text, ...]


def stand_ins(plan: Plan, edition: Edition, version: EditionVersion, locale: str) -> Iterator[StandIn]:
    """The contents of the undated page in a locale while a version applied, where they were not all its own."""
    before: tuple[Text, ...] = ()
    for moment in _moments(plan, edition, version, locale):
        shown = [(each, _as_of(plan, each, locale, moment)) for each in version.components]
        texts = tuple(text for _, text in shown if text)
        is_own = all(text and text.locale == locale and text.entry.version == each.effective for each, text in shown)
        if texts and texts != before and not is_own:
            yield StandIn(locale, moment, texts)
        before = texts


def _moments(plan: Plan, edition: Edition, version: EditionVersion, locale: str) -> list[datetime]:
    """When the undated page may have changed while it showed a version; the first is shown before it applies, too."""
    zone = plan.config.zone
    is_first = version is edition.versions[0]
    begin = version.known if is_first else max(version.known, start_of(version.effective, zone))
    end = start_of(version.until + timedelta(days=1), zone) if version.until else None
    texts = [
        text
        for component in version.components
        for tag in {locale, component.authoritative.locale}
        for each in plan.versions[component.document.id]
        if each.effective <= component.effective
        for text in each.texts.get(tag, ())
    ]
    later = {text.entry.published for text in texts if begin < text.entry.published}
    is_shown = is_first or version.status != "upcoming"
    return sorted(moment for moment in {begin} | later if is_shown and (end is None or moment < end))


def _as_of(plan: Plan, component: Version, locale: str, moment: datetime) -> Text | None:
    """The text that stood for a component at a moment; those withdrawn since are left out."""
    if own := _latest(component, locale, moment):
        return own
    settings = component.authoritative.entry.settings
    if settings.untranslated == "previous":
        for version in reversed(plan.versions[component.document.id]):
            if version.effective < component.effective and (text := _latest(version, locale, moment)):
                return text
    return _latest(component, settings.authoritative, moment)


def _latest(version: Version, locale: str, moment: datetime) -> Text | None:
    revisions = version.texts.get(locale, ())
    return next((t for t in reversed(revisions) if not t.withdrawn and t.entry.published <= moment), None)
