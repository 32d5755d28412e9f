"""What the bar offers at an address, and where its form leads."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from noticepress import languages, permalinks
from noticepress.editions import Edition, EditionId, EditionVersion
from noticepress.errors import Finding
from noticepress.pages import Plan
from noticepress.pages.frames import edition_name
from noticepress.preview.bar import Bar, Choice
from noticepress.preview.places import ReadCatalogue, placed
from noticepress.preview.shelf import Shelves
from noticepress.preview.where import Where, redlines, shown, split_day, where, with_day

_ENGLISH: Final = "en-GB"
"""The bar speaks English, with the day before the month."""


class Here(Struct, frozen=True):
    """An address of the preview, understood: its day (None: today's), what it shows, the edition and the version."""

    shelves: Shelves
    day: date | None
    place: Where
    edition: Edition | None
    version: EditionVersion | None

    @property
    def plan(self) -> Plan:
        return self.shelves.of(self.day or self.shelves.today).plan

    @property
    def locale(self) -> str:
        return self.place.locale or self.plan.config.source_locale

    @property
    def text_url(self) -> str:
        """The text that is shown, or that a redline is of."""
        if self.edition is None or self.version is None:
            return ""
        if self.version is self.edition.shown:
            return with_day(permalinks.text(self.locale, self.edition.id), self.day)
        return with_day(permalinks.dated(self.locale, self.edition.id, self.version.effective), self.day)

    @property
    def redline_url(self) -> str:
        """The redline of that text against the one in force, or where it is that one, against the one before."""
        if self.edition is None or self.version is None:
            return ""
        day = self.day or self.shelves.today
        wanted = redlines(self.locale, self.edition, self.version)
        return next((with_day(url, self.day) for url in wanted if self.shelves.leaf(day, url)), "")


def here(path: str, shelves: Shelves) -> Here:
    """What an address of the preview shows; one that is none shows nothing of today."""
    try:
        day, url = split_day(path)
    except ValueError:
        day, url = None, ""
    plan = shelves.of(day or shelves.today).plan
    place = where(url, plan)
    edition = plan.edition(place.edition) if place.edition else None
    version = shown(place, plan) or shown(place, shelves.of(shelves.today).plan)
    return Here(shelves, day, place, edition, version)


def bar_of(
    path: str, shelves: Shelves, number: int, trouble: Sequence[Finding], findings: Sequence[Finding],
    read: ReadCatalogue,
) -> Bar:  # fmt: skip
    """The bar at an address."""
    at = here(path, shelves)
    version = at.version if at.place.kind in ("text", "changes", "compare") else None
    own = tuple(placed(findings, at.plan, version, at.locale, read)) if version else ()
    seen = {each.finding for each in own}
    return Bar(
        number=number,
        address=path,
        day=at.day or shelves.today,
        days=tuple(_days(at)),
        notices=tuple(_notices(at)),
        regions=tuple(_regions(at)),
        locales=tuple(_locales(at)),
        text_url=at.text_url,
        redline_url=at.redline_url,
        is_redline=at.place.is_redline,
        trouble=trouble,
        placed=own,
        others=tuple(each for each in findings if each not in seen),
    )


def redirection(form: Mapping[str, str], shelves: Shelves) -> str:
    """Where the bar's form leads: the same, but for what was chosen; what does not exist there is left out."""
    at = here(form.get("from", "/"), shelves)
    day = _chosen_day(form, at)
    plan = shelves.of(day or shelves.today).plan
    locale = form.get("locale") or at.locale
    notice = form.get("notice", at.edition.id.notice if at.edition else "")
    edition = plan.edition(EditionId(notice, form.get("region", ""))) or plan.edition(EditionId(notice))
    if edition is None:
        return with_day(permalinks.home(locale if locale in plan.words else plan.config.source_locale), day)
    locale = plan.best_locale(edition.id, locale)
    if at.place.kind == "archive":
        return with_day(permalinks.archive(locale, edition.id), day)
    kept = at.place.version if day == at.day and notice == (at.edition and at.edition.id.notice) else None
    there = next((each for each in edition.versions if each.effective == kept and each.has_page(locale)), None)
    place = Where("text", locale, edition.id, there.effective if there else None)
    target = Here(shelves, day, place, edition, there or edition.shown)
    return (at.place.is_redline and target.redline_url) or target.text_url


def _chosen_day(form: Mapping[str, str], at: Here) -> date | None:
    """The day of the date field where that was changed, else that of the list; None: today."""
    before = at.day or at.shelves.today
    for name in ("day", "on"):
        try:
            chosen = date.fromisoformat(form.get(name, ""))
        except ValueError:
            chosen = at.shelves.today if name == "on" else before
        if chosen != before:
            break
    return None if chosen == at.shelves.today else chosen


def _days(at: Here) -> Iterator[Choice]:
    today = at.shelves.today
    plan = at.shelves.of(today).plan
    notice = at.place.edition.notice if at.place.edition else ""
    coming: dict[date, bool] = {}
    for edition in plan.editions:
        for version in edition.upcoming if notice in ("", edition.id.notice) else ():
            coming[version.effective] = coming.get(version.effective, False) or _is_draft(version)
    yield Choice(today.isoformat(), f"today, {languages.long_date(today, _ENGLISH)}", at.day is None)
    for day in sorted({*coming, *([at.day] if at.day else [])}):
        note = " (draft)" if coming.get(day) else " (upcoming)" if day in coming else ""
        yield Choice(day.isoformat(), languages.long_date(day, _ENGLISH) + note, day == at.day)


def _is_draft(version: EditionVersion) -> bool:
    """Whether something that begins with the version is a draft."""
    begun = [each for each in version.components if each.document.id in version.changed]
    return any(text.draft for each in begun for revisions in each.texts.values() for text in revisions[-1:])


def _notices(at: Here) -> Iterator[Choice]:
    yield Choice("", "all", at.edition is None)
    for edition in at.plan.editions:
        if not edition.id.region:
            title = at.plan.shown(edition.shown.notice, at.plan.config.source_locale).text.meta.title
            yield Choice(edition.id.notice, title, at.edition is not None and at.edition.id.notice == edition.id.notice)


def _regions(at: Here) -> Iterator[Choice]:
    own = at.edition.id if at.edition else None
    found = [each.id for each in at.plan.editions if own and each.id.notice == own.notice]
    for each in found if len(found) > 1 else []:
        yield Choice(each.region, edition_name(at.plan, each, at.plan.config.source_locale), each == own)


def _locales(at: Here) -> Iterator[Choice]:
    found = at.plan.locales(at.edition.id) if at.edition else at.plan.config.locales
    for tag in found if len(found) > 1 else ():
        yield Choice(tag, languages.autonym(tag), tag == at.locale)
