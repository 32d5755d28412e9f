"""Memento TimeMaps (RFC 7089): what has stood at the undated address of an edition in a locale, and since when.

A memento is a state of a version, from the moment from which the undated address showed it. While a translation was
missing, that was the authoritative text, or by the policy `previous` still the translation before. What was corrected
after it had been superseded never stood there, and what was withdrawn can no longer be read: neither is listed.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from msgspec import Struct

from noticepress import permalinks
from noticepress.artifact import Artifact
from noticepress.editions import Edition, EditionVersion
from noticepress.pages import Plan
from noticepress.timeline import start_of

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Memento(Struct, frozen=True):
    """An address that holds what the undated one showed from a moment on."""

    url: str
    moment: datetime


def timemaps(plan: Plan, edition: Edition, locale: str) -> Iterator[Artifact]:
    """`timemap` of an edition in a locale, as `application/link-format` (RFC 6690); none before the first effect."""
    if edition.shown.status != "upcoming":
        found = mementos(plan, edition, locale)
        base, here = plan.config.base_url, permalinks.timemap(locale, edition.id)
        original = base + permalinks.text(locale, edition.id)
        ends = (_http_date(found[0].moment), _http_date(found[-1].moment)) if found else ()
        span = '; from="{}"; until="{}"'.format(*ends) if ends else ""
        links = [f'<{original}>; rel="original"', f'<{base}{here}>; rel="self"; type="application/link-format"{span}']
        links += [_link(base, each, found) for each in found]
        yield Artifact(permalinks.output_path(here), (",\n".join(links) + "\n").encode(), is_entry=True)


def mementos(plan: Plan, edition: Edition, locale: str) -> tuple[Memento, ...]:
    """The mementos of an edition's undated address, oldest first."""
    found: list[Memento] = []
    for version in edition.versions:
        if version.status == "upcoming":
            continue
        for moment in _moments(plan, version, locale):
            url = _address(version, locale, moment, keeps=bool(found))
            if url and (not found or found[-1].url != url):
                found.append(Memento(url, moment))
    return tuple(found)


def _moments(plan: Plan, version: EditionVersion, locale: str) -> list[datetime]:
    """When the undated page may have changed while a version applied."""
    zone = plan.config.zone
    start = start_of(version.effective, zone)
    end = start_of(version.until + timedelta(days=1), zone) if version.until else None
    locales = {locale, version.notice.authoritative.locale}
    texts = (text for each in version.components for tag in locales for text in each.texts.get(tag, ()))
    published = {text.entry.published for text in texts}
    return sorted({start} | {moment for moment in published if start < moment and (end is None or moment < end)})


def _address(version: EditionVersion, locale: str, moment: datetime, *, keeps: bool) -> str:
    """Where what was shown at a moment is kept; `""` where it was still what stood there before (`keeps`: there was
    something)."""
    number = _state(version, locale, moment)
    if number:
        return _state_url(version, locale, number)
    settings = version.notice.authoritative.entry.settings
    number = _state(version, settings.authoritative, moment)
    if not number or (keeps and settings.untranslated == "previous"):
        return ""
    return _state_url(version, settings.authoritative, number)


def _state(version: EditionVersion, locale: str, moment: datetime) -> int:
    """The number of the state that was the latest at a moment, 0 where there was none."""
    states = version.states(locale)
    since = [max(text.entry.published for text in state if text) for state in states]
    return sum(1 for each in since if each <= moment)


def _state_url(version: EditionVersion, locale: str, number: int) -> str:
    has_several = len(version.states(locale)) > 1
    return permalinks.dated(locale, version.id, version.effective, number if has_several else 0)


def _link(base: str, memento: Memento, found: Sequence[Memento]) -> str:
    place = ("first " if memento is found[0] else "") + ("last " if memento is found[-1] else "")
    return f'<{base}{memento.url}>; rel="{place}memento"; datetime="{_http_date(memento.moment)}"'


def _http_date(moment: datetime) -> str:
    # As email.utils has it (RFC 9110, section 5.6.7), which takes longer to load than all TimeMaps take to write.
    then = moment.astimezone(UTC)
    return f"{_DAYS[then.weekday()]}, {then.day:02} {_MONTHS[then.month - 1]} {then.year:04} {then:%H:%M:%S} GMT"
