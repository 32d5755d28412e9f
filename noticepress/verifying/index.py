"""What notices.json says of versions, texts and editions, against the ledger and against itself."""

from collections.abc import Container, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, Final
from zoneinfo import ZoneInfo

from noticepress.model import Entry
from noticepress.timeline import start_of

_BEFORE: Final[dict[str | None, tuple[str, ...]]] = {
    "superseded": ("superseded", "ended"),
    "ended": ("superseded", "ended"),
    "in force": ("superseded", "ended"),
    "upcoming": ("in force", "ended", "upcoming"),
    None: ("in force", "ended", "upcoming"),
}
"""Which statuses the version before one of a status may have; None: there is no later one."""


def of_text(text: Any, entry: Entry, entries: Sequence[Entry]) -> Iterator[str]:
    """Where notices.json says another thing of a text than its entry, one of the ledger's."""
    gone = [each for each in entries if each.event == "withdraw" and each.file and each.file == entry.file]
    if text["draft"]:
        yield "is no draft: its ledger publishes it"
    if gone and text["withdrawn"] is None:
        yield "was withdrawn, as its ledger says"
    if text["withdrawn"] is not None and text["markdown"]:
        yield "was withdrawn, but it is shown"
    if datetime.fromisoformat(text["published"]) != entry.published:
        yield f"was published on {entry.published.isoformat()}, not on {text['published']}"
    if datetime.fromisoformat(text["recorded"]) != entry.recorded:
        yield f"was recorded on {entry.recorded.isoformat()}, not on {text['recorded']}"
    if (text["reason"] or "") != entry.reason:
        yield "has another reason in its ledger entry"


def of_document(document: Any, entries: Sequence[Entry]) -> Iterator[str]:
    """Where the versions of a document do not follow each other, or are not those of its ledger."""
    retired = {entry.version.isoformat() for entry in entries if entry.event == "retire"}
    yield from (f"retired from {day}: no entry says so" for day in document["retired_from"] if day not in retired)
    yield from _periods(document["versions"], {*document["retired_from"]})
    changes = {entry.version.isoformat(): entry.change for entry in entries if entry.sha256}
    for version in document["versions"]:
        if version["change"] not in (None, changes.get(version["version"])):
            yield f"{version['version']}: “{version['change']}” is not what its ledger says"


def of_edition(edition: Any, documents: Sequence[Any], zone: ZoneInfo) -> Iterator[str]:
    """Where the versions of an edition do not follow each other, or begin at another moment than their day."""
    yield from _periods(edition["versions"], {day for each in documents for day in each["retired_from"]})
    for version in edition["versions"]:
        if datetime.fromisoformat(version["from"]) != start_of(date.fromisoformat(version["version"]), zone):
            yield f"{version['version']} does not begin at {version['from']}"
    in_force = [each["version"] for each in edition["versions"] if each["status"] == "in force"]
    if in_force[-1:] != [day for day in (edition["in_force"],) if day]:
        yield f"in force is {', '.join(in_force) or 'nothing'}, not {edition['in_force']}"
    upcoming = [each["version"] for each in edition["versions"] if each["status"] == "upcoming"]
    if upcoming != edition["upcoming"]:
        yield f"upcoming is {', '.join(upcoming) or 'nothing'}, not {', '.join(edition['upcoming'])}"


def _periods(versions: Sequence[Any], ends: Container[str]) -> Iterator[str]:
    """Each version applies until the day before the next, or before one of the ends."""
    for version, following in pairwise([*versions, None]):
        begins, until = version["version"], version["until"]
        last = _day_before(following["version"]) if following else None
        is_end = until is not None and _day_after(until) in ends
        if until != last and not (is_end and begins <= until and (last is None or until < last)):
            yield f"{begins} applies until {until}, but the next version begins after {last}"
    for version, following in pairwise([*versions, None]):
        if version["status"] not in _BEFORE[following["status"] if following else None]:
            after = f"and {following['version']} is {following['status']}" if following else "and none follows"
            yield f"{version['version']} is {version['status']}, {after}"


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
