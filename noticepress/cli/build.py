"""`noticepress build`."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import click

from noticepress import facts
from noticepress.cli.common import SOURCE, Day, Number, told
from noticepress.errors import Finding, SourceError, UsageError, in_reading_order

if TYPE_CHECKING:
    from noticepress.pipeline import Built, Spread

_SOURCES: Final = ("notices", "locales", "theme", ".noticepress", ".git")


@click.command("build")
@SOURCE
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="Where the site goes (public/).")
@click.option("--on", "day", type=Day(), help="Build as of the end of this day instead of today.")
@click.option("--jobs", type=Number("number", 0, 512), default=0, help="Processes to use (0: as many as pay).")
@click.option("--executor", default="", metavar="tcp://HOST:PORT", help="Have the workers of a Dask scheduler build.")
@click.option("--full", is_flag=True, help="Look at every file again, and name files of others in the output.")
@click.option("--json", "as_json", is_flag=True, help="Tell the outcome as JSON.")
@click.option("--compress", is_flag=True, help="Put a brotli and a gzip form beside each file.")
@click.option("--pdf", is_flag=True, help="Write each text as PDF as well; needs noticepress[pdf].")
@click.option("--drafts", is_flag=True, help="With the drafts, marked as such, into drafts/ (never into public/).")
@told
def command(
    source: Path, output: Path | None, day: date | None, jobs: int, executor: str, full: bool, as_json: bool,
    compress: bool, pdf: bool, drafts: bool,
) -> None:  # fmt: skip
    """Build the site from what is published."""
    public = source / "public"
    target = output or (source / "drafts" if drafts else public)
    if drafts and target.resolve() == public.resolve():
        msg = "Drafts never go into public/. Name another folder with --output."
        raise UsageError(msg)
    _refuse_sources(source, target)
    begun, look = time.time_ns(), facts.Look()
    forms = " ".join(name for name, is_wanted in (("compress", compress), ("pdf", pdf)) if is_wanted)
    if not (full or drafts or as_json) and _is_done(source, target, day, forms, begun, look):
        return
    facts.forget(source / facts.CACHE, target)
    built = _build(
        source, target, day, jobs=jobs, executor=executor, full=full, compress=compress, pdf=pdf, drafts=drafts,
        begun=begun, look=look,
    )  # fmt: skip
    errors = _tell_findings(source, built, drafts=drafts)
    if as_json:
        click.echo(json.dumps(_values(built), ensure_ascii=False, indent=1))
        return
    said, report = () if drafts else tuple(_drafts(built)), built.report
    files = f"{report.made} files made, {report.reused} reused"
    _tell(said, f"{files}; {report.written} written, {report.deleted} deleted, as of {built.on}.", begun)
    for name in report.foreign:
        click.echo(f"Not from this build: {name}")
    if not drafts and not built.findings and not errors:
        _remember(source, target, built, said, forms, begun, look)


def _refuse_sources(source: Path, target: Path) -> None:
    """UsageError where the site would lie among its sources, or they among its files."""
    root, place = source.resolve(), target.resolve()
    own = next((name for name in _SOURCES if place.is_relative_to(root / name)), None)
    if own or root.is_relative_to(place):
        among = f"among the sources in {own}/" if own else "over the project folder"
        msg = f"The site would be written {among}. Name a folder of its own: --output public"
        raise UsageError(msg)


def _is_done(source: Path, target: Path, day: date | None, forms: str, begun: int, look: facts.Look) -> bool:
    """Whether the last build into the folder was of the same day and the same files, in the same forms; says so if it
    was."""
    last = facts.last_build(source / facts.CACHE, target)
    if last is None or not (target / "notices.json").is_file() or last.day != str(day or _today(last.zone)):
        return False
    if last.forms != forms or not last.facts or last.facts != facts.facts(source, last.theme, begun, look):
        return False
    _tell(last.said, f"Nothing changed; {last.files} files stay as they are.", begun)
    return True


def _remember(
    source: Path, target: Path, built: "Built", said: tuple[str, ...], forms: str, begun: int, look: facts.Look
) -> None:
    config = built.config
    known = facts.facts(source, config.theme, begun, look)
    files = built.report.written + built.report.unchanged
    last = facts.Last(known, str(built.on), str(config.zone), config.theme, said, files, forms)
    facts.remember(source / facts.CACHE, target, last)


def _today(zone: str) -> date:
    return datetime.now(ZoneInfo(zone)).date()


def _build(
    source: Path, target: Path, day: date | None, *, jobs: int, executor: str, full: bool, compress: bool, pdf: bool,
    drafts: bool, begun: int, look: facts.Look,
) -> "Built":  # fmt: skip
    from noticepress.cli.common import end_of, now
    from noticepress.pipeline import build
    from noticepress.source import read_config

    try:
        config = read_config(source)
        at = now(config)
        on = day or at.date()
        moment = min(at, end_of(on, config)) if drafts else None
        return build(
            source, target, on, full=full, drafts=moment, compress=compress, pdf=pdf, jobs=jobs,
            spread=_spread(executor), progress=_progress(), begun=begun, look=look,
        )  # fmt: skip
    except SourceError as error:
        from noticepress.checking import draft_errors

        known = day or date.today()  # noqa: DTZ011  (the time zone stands in what may be wrong)
        raise SourceError([*error.findings, *draft_errors(source, known)]) from error


def _tell_findings(source: Path, built: "Built", *, drafts: bool) -> int:
    """Tell what the readers found and what is wrong with the drafts; how many errors there are."""
    findings: tuple[Finding, ...] = built.findings
    if findings or built.drafts:
        from noticepress.checking import draft_errors
        from noticepress.cli.findings import echo_findings

        findings = in_reading_order([*findings, *draft_errors(source, built.on)])
        echo_findings(source, findings)
    errors = sum(finding.severity == "error" for finding in findings)
    if errors and not drafts:
        count = f"{errors} {'error' if errors == 1 else 'errors'}"
        click.echo(f"{count}; the site shows what is published, and nothing of these texts.", err=True)
    return errors


def _tell(said: tuple[str, ...], summary: str, begun: int) -> None:
    for line in said:
        click.echo(line)
    click.echo(f"{summary} {(time.time_ns() - begun) / 1e9:.1f} s.")


def _drafts(built: "Built") -> Iterator[str]:
    """Why an edit does not show, and when the site will change by itself."""
    for draft in built.drafts:
        state = "is a draft" if draft.is_public else "is not published yet"
        yield f"{draft.path} {state}, so the site does not show it. To see it, run"
        yield "    noticepress preview"
        yield f"To publish it, run\n    noticepress publish {draft.document}"
    if built.next_change:
        yield f"The site changes next on {built.next_change}: build it again then."


def _spread(executor: str) -> "Spread | None":
    """What builds on other machines, if it is asked for; it is loaded only then."""
    if not executor:
        return None
    from noticepress.spreading import spread

    return partial(spread, executor)


def _progress() -> Callable[[int, int], None] | None:
    """Counts on a terminal, for builds that take more than a second."""
    if not sys.stderr.isatty():
        return None
    begun = time.monotonic()

    def tell(made: int, total: int) -> None:
        if time.monotonic() - begun > 1:
            click.echo(f"\r{made} of {total} parts made", nl=made == total, err=True)

    return tell


def _values(built: "Built") -> dict[str, object]:
    report = built.report
    return {
        "day": built.on.isoformat(),
        "next_change": built.next_change.isoformat() if built.next_change else None,
        "made": report.made,
        "reused": report.reused,
        "written": report.written,
        "unchanged": report.unchanged,
        "deleted": report.deleted,
        "foreign": report.foreign,
        "drafts": [each.document for each in built.drafts],
    }
