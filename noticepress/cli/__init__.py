"""The command line: the only place of printing, exit codes and the clock."""

import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from noticepress import __version__
from noticepress.errors import NoticepressError, SourceError, UsageError

P = ParamSpec("P")


class Day(click.ParamType[date]):
    """A day of the calendar, such as 2027-01-01."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"“{value}” is not a day of the calendar. Write year-month-day, such as 2027-01-01.", param, ctx)


def told(command: Callable[P, None]) -> Callable[P, None]:
    """A command whose expected faults are told in words: exit code 1, or 2 for wrong usage."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except NoticepressError as error:
            click.echo(str(error), err=True)
            if isinstance(error, SourceError):
                click.echo(f"{len(error.findings)} errors; nothing was changed.", err=True)
            sys.exit(2 if isinstance(error, UsageError) else 1)

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="noticepress")
def main() -> None:
    """Publish privacy notices: localised, dated, provable."""


SOURCE = click.option(
    "--source", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path(),
    help="The project folder, which holds notices/ (default: this one).",
)  # fmt: skip


@main.command()
@SOURCE
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="Where the site goes (public/).")
@click.option("--on", "day", type=Day(), help="Build as of the end of this day instead of today.")
@click.option("--full", is_flag=True, help="Look at every file again, and name files of others in the output.")
@told
def build(source: Path, output: Path | None, day: date | None, full: bool) -> None:
    """Build the site from what is published."""
    from noticepress.pipeline import build as run
    from noticepress.source import read_sources

    site, _ = read_sources(source)
    on = day or datetime.now(site.config.zone).date()
    built = run(source, output or source / "public", on, full=full)
    for finding in built.findings:
        click.echo(str(finding), err=True)
    for document in site.documents:
        if document.has_draft and document.working:
            state = "is a draft" if document.entries else "is not published yet"
            click.echo(f"{document.working.path} {state}: publish it with “noticepress publish {document.id}”.")
    report = built.report
    click.echo(f"{report.written} written, {report.unchanged} unchanged, {report.deleted} deleted, as of {on}.")
    for name in report.foreign:
        click.echo(f"Not from this build: {name}")


@main.command()
@click.argument("name")
@SOURCE
@click.option("--late", is_flag=True, help="Publish although the effective date has passed; needs --reason.")
@click.option("--reason", default="", help="Why, for the ledger.")
@click.option("--yes", is_flag=True, help="Go on where a date would overtake another version.")
@click.option("--by", default="", help="Who publishes, for the ledger (default: the name of the user).")
@click.option("--dry-run", is_flag=True, help="Show what would be frozen, and change nothing.")
@told
def publish(name: str, source: Path, late: bool, reason: str, yes: bool, by: str, dry_run: bool) -> None:
    """Freeze the working text of a notice, or of an addendum (NOTICE/REGION)."""
    from noticepress.errors import nearest
    from noticepress.publishing import Stamp, prepare, write
    from noticepress.source import read_sources

    site, findings = read_sources(source)
    document = next((each for each in site.documents if str(each.id) == name), None)
    if document is None:
        msg = f"There is no “{name}”. {nearest(name, [str(each.id) for each in site.documents])}"
        raise UsageError(msg)
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        raise SourceError(errors)
    now = datetime.now(site.config.zone).replace(microsecond=0)
    stamp = Stamp(by or os.environ.get("USER", "unknown"), now, reason)
    publication = prepare(site, document, stamp, late=late, yes=yes)
    for file in publication.files:
        click.echo(f"{'would write' if dry_run else 'writes'} published/{file}")
    if not dry_run:
        write(source, publication)
        click.echo(f"“{name}” is published for {publication.entries[0].version} in {', '.join(publication.locales)}.")
