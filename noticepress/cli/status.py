"""`noticepress status`."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from noticepress.cli.common import SOURCE, now, told

if TYPE_CHECKING:
    from noticepress.checks.report import Paint
    from noticepress.messages import Translation
    from noticepress.status import Applying, Draft, Status

_PLACES = 3


@click.command("status")
@SOURCE
@click.option("--json", "as_json", is_flag=True, help="Tell it as JSON.")
@click.option("--all", "is_full", is_flag=True, help="Name every paragraph that waits for a translator.")
@told
def command(source: Path, as_json: bool, is_full: bool) -> None:
    """Show on one screen what is in force, upcoming and drafted, what waits for translators, and what comes next."""
    from noticepress.cli.findings import painter

    found = _status(source)
    if as_json:
        click.echo(json.dumps(_values(found), ensure_ascii=False, indent=1))
        return
    for line in _lines(found, painter(sys.stdout), is_full=is_full):
        click.echo(line)


def _status(source: Path) -> "Status":
    from noticepress.checking import checked
    from noticepress.drafting import drafted, late_progress, translation_progress
    from noticepress.errors import Finding, SourceError
    from noticepress.interface import Words
    from noticepress.pages import plan
    from noticepress.pages.schedule import next_day
    from noticepress.source import survey
    from noticepress.status import status

    seen = survey(source)
    if seen.site is None or seen.fatal:
        raise SourceError([*seen.fatal, *seen.findings])
    site, at = seen.site, now(seen.site.config)
    on = at.date()
    faults: list[Finding] = []
    progress = translation_progress(source, site, faults)
    words = {tag: Words(tag) for tag in site.config.locales}
    findings = checked(source, seen, on, figures=False).findings
    late = late_progress(source, site, faults)
    shown = drafted(source, site, at, progress)
    return status(site, shown, on, progress, findings, next_day(plan(site, on, words)), late)


def _lines(found: "Status", paint: "Paint", *, is_full: bool) -> Iterator[str]:
    def late(each: "Applying") -> Iterator[str]:
        return _translations(each.translations, paint, is_full)

    in_force = [line for each in found.in_force for line in (_in_force(each), *late(each))]
    upcoming = [line for each in found.upcoming for line in (_upcoming(each, found), *late(each))]
    yield from _section("In force", in_force, paint)
    yield from _section("Upcoming", upcoming, paint)
    drafts = [line for each in found.drafts for line in _draft(each, found.on, paint, is_full)]
    yield from _section("Drafts", drafts, paint)
    yield from _section("Without a text", [str(each) for each in found.unpublished], paint)
    yield from _section("Findings", [_findings(found, paint)], paint)
    yield from _section("Next change", [_next(found)], paint)


def _section(title: str, lines: list[str], paint: "Paint") -> Iterator[str]:
    if lines:
        yield paint(title, "place")
        yield from (f"  {line}" for line in lines)


def _in_force(each: "Applying") -> str:
    until = f" until {each.until}" if each.until else ""
    return f"{each.document!s:<22} since {each.effective}{until}   {_locales(each)}"


def _upcoming(each: "Applying", found: "Status") -> str:
    days = each.days_left(found.on)
    left = f"in {days} {'day' if days == 1 else 'days'}"
    return f"{each.document!s:<22} from {each.effective} ({left}, {each.change})   {_locales(each)}"


def _locales(each: "Applying") -> str:
    return ", ".join(each.locales) + (f"; not in {', '.join(each.lacking)}" if each.lacking else "")


def _draft(each: "Draft", on: date, paint: "Paint", is_full: bool) -> Iterator[str]:
    size, days = each.size, (each.effective - on).days
    left = f"in {days} {'day' if days == 1 else 'days'}" if days > 0 else "passed" if days else "today"
    yield f"{each.document!s:<22} from {each.effective} ({left}, {each.change})   {each.path}"
    if each.against is None:
        yield f"  the first version: {size.inserted} words"
    else:
        changes = f"{size.changes} {'change' if size.changes == 1 else 'changes'} against {each.against}"
        words = "word" if size.inserted == 1 else "words"
        yield f"  {changes}: {size.inserted} {words} inserted, {size.deleted} deleted, {size.moved} moved"
    yield from _translations(each.translations, paint, is_full)


def _translations(made: "Iterable[Translation]", paint: "Paint", is_full: bool) -> Iterator[str]:
    """What is to be said of each language; languages of which the same is to be said share a line."""
    told: dict[tuple[str, ...], list[str]] = {}
    for each in made:
        told.setdefault(tuple(_translation(each, paint, is_full)), []).append(each.locale)
    for (said, *places), locales in told.items():
        yield f"  {', '.join(locales)}: {said}"
        yield from places


def _translation(made: "Translation", paint: "Paint", is_full: bool) -> Iterator[str]:
    waiting = made.waiting
    state = paint(made.state, "warning" if made.state in ("missing", "stale") else "plain")
    said = f"{state}, {len(waiting)} of {made.total} paragraphs wait"
    if not waiting:
        yield state + (f", but held back: {made.why}" if made.why and made.state == "complete" else "")
    elif made.note:
        yield f"{state}: {' '.join(made.note.split())} (noticepress check)"
    elif is_full:
        yield said
        yield from (f"    {each}  {each.msgid[:60]}" for each in waiting)
    elif made.state == "missing":
        yield said
    else:
        places = ", ".join(str(each) for each in waiting[:_PLACES])
        yield f"{said}: {places}{' … (--all)' if len(waiting) > _PLACES else ''}"


def _findings(found: "Status", paint: "Paint") -> str:
    def said(severity: str, count: int) -> str:
        text = f"{count} {severity if count == 1 else severity + 's'}"
        return paint(text, "error") if severity == "error" and count else text

    if not any(found.findings.values()):
        return "none"
    return ", ".join(said(*each) for each in found.findings.items()) + " (noticepress check)"


def _next(found: "Status") -> str:
    if found.next_change is None:
        return "none is known; the site stays as it is until something is published"
    return f"{found.next_change}: build the site again then"


def _values(found: "Status") -> dict[str, object]:
    def translations(made: "Iterable[Translation]") -> list[dict[str, object]]:
        return [
            {
                "locale": each.locale, "state": each.state, "total": each.total, "why": each.why,
                "waiting": [
                    {"path": w.path, "line": w.line, "msgid": w.msgid, "fuzzy": w.is_fuzzy} for w in each.waiting
                ],
            }
            for each in made
        ]  # fmt: skip

    def applying(each: "Applying") -> dict[str, object]:
        return {
            "document": str(each.document), "effective": str(each.effective),
            "until": str(each.until) if each.until else None, "change": each.change,
            "days_left": max(0, each.days_left(found.on)), "locales": each.locales, "lacking": each.lacking,
            "translations": translations(each.translations),
        }  # fmt: skip

    def draft(each: "Draft") -> dict[str, object]:
        return {
            "document": str(each.document), "path": each.path, "effective": str(each.effective),
            "change": each.change, "against": str(each.against) if each.against else None,
            "size": {
                "inserted": each.size.inserted, "deleted": each.size.deleted, "moved": each.size.moved,
                "changes": each.size.changes,
            },
            "translations": translations(each.translations),
        }  # fmt: skip

    return {
        "on": str(found.on),
        "in_force": [applying(each) for each in found.in_force],
        "upcoming": [applying(each) for each in found.upcoming],
        "drafts": [draft(each) for each in found.drafts],
        "unpublished": [str(each) for each in found.unpublished],
        "findings": dict(found.findings),
        "next_change": str(found.next_change) if found.next_change else None,
    }
