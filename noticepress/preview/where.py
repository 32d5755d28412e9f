"""What an address shows, and the address that shows something else of the same: the bar's arithmetic.

The preview stands under the site's own addresses. One that begins with a day, `/@2027-01-01/en/privacy/`, shows the
site as of that day: links within a site are relative, so a reader stays there.
"""

import re
from datetime import date
from typing import Final, Literal

from msgspec import Struct

from noticepress import permalinks
from noticepress.editions import Edition, EditionId, EditionVersion
from noticepress.pages import Plan

Kind = Literal["home", "text", "changes", "compare", "archive", "other"]

_DAY: Final = re.compile(r"/@(\d{4}-\d{2}-\d{2})(/.*)")
_STATE: Final = re.compile(r"r[1-9]\d*")


class Where(Struct, frozen=True):
    """What an address shows. `version` and `state` are set where it names them."""

    kind: Kind
    locale: str = ""
    edition: EditionId | None = None
    version: date | None = None
    state: int = 0

    @property
    def is_redline(self) -> bool:
        return self.kind in ("changes", "compare")


def split_day(path: str) -> tuple[date | None, str]:
    """The day that an address begins with, if any, and the address within the site. ValueError for no day."""
    match = _DAY.fullmatch(path)
    return (date.fromisoformat(match[1]), match[2]) if match else (None, path)


def with_day(url: str, day: date | None) -> str:
    """The address within the site as of a day (None: today)."""
    return f"/@{day.isoformat()}{url}" if day else url


def where(url: str, plan: Plan) -> Where:
    """What an address of the site shows; `other` where it is none that the bar knows."""
    parts = url.strip("/").split("/")
    locale = parts[0] if parts[0] in plan.words else ""
    if not locale:
        return Where("other")
    if len(parts) == 1:
        return Where("home", locale)
    return _within(locale, EditionId(parts[1]), parts[2:], plan)


def _within(locale: str, edition: EditionId, rest: list[str], plan: Plan) -> Where:
    if rest and rest[0] in plan.config.regions:
        edition, rest = EditionId(edition.notice, rest[0]), rest[1:]
    if not rest:
        return Where("text", locale, edition)
    if rest == ["archive"]:
        return Where("archive", locale, edition)
    try:
        version = date.fromisoformat(rest[0])
    except ValueError:
        return Where("other", locale, edition)
    state = int(rest[1][1:]) if len(rest) > 1 and _STATE.fullmatch(rest[1]) else 0
    last = rest[2 if state else 1 :]
    if last == ["changes"]:
        return Where("changes", locale, edition, version, state)
    if last == ["compare"]:
        return Where("compare", locale, edition, version, state)
    return Where("text" if not last else "other", locale, edition, version, state)


def shown(place: Where, plan: Plan) -> EditionVersion | None:
    """The version that a text or a redline shows."""
    edition = plan.edition(place.edition) if place.edition else None
    if edition is None:
        return None
    if place.version is None:
        return edition.shown
    return next((each for each in edition.versions if each.effective == place.version), None)


def redlines(locale: str, edition: Edition, version: EditionVersion) -> tuple[str, ...]:
    """The addresses where the redline of a version against the one in force may stand, the best first.

    A draft under the date of a published version is a state of it, and compared with the state before.
    """
    states = len(version.states(locale))
    is_draft = any(text.draft for each in version.components for text in each.texts.get(locale, ())[-1:])
    own = [permalinks.changes(locale, edition.id, version.effective, states)] if is_draft and states > 1 else []
    return (
        *own,
        permalinks.compare(locale, edition.id, version.effective),
        permalinks.changes(locale, edition.id, version.effective),
    )
