"""`noticepress check`."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from noticepress.cli.common import SOURCE, Day, OneOf, now, told

FORMATS = ("text", "json", "github", "sarif")


@click.command("check")
@SOURCE
@click.option("--format", "form", type=OneOf(FORMATS), default="text", help="How the findings are told.")
@click.option("--on", "day", type=Day(), help="Check as of this day instead of today.")
@click.option("--reading", is_flag=True, help="Show the reading-ease figure of every section as well.")
@click.option("--contents", is_flag=True, help="Show which section covers what the law asks, also without gaps.")
@told
def command(source: Path, form: str, day: date | None, reading: bool, contents: bool) -> None:
    """Find everything that is wrong or doubtful in the sources; exit code 1 where there are errors."""
    from noticepress.checking import checked
    from noticepress.checks.report import Report, as_github, as_json, as_text
    from noticepress.checks.sarif import as_sarif
    from noticepress.cli.findings import lines_below, painter
    from noticepress.source import survey

    found = survey(source)
    today = day or (now(found.site.config).date() if found.site else date.today())  # noqa: DTZ011  (no zone is known)
    report = checked(source, found, today)
    if form == "text":
        paint = painter(sys.stdout)
        said = as_text(report, lines_below(source), paint, with_contents=contents, with_readings=reading)
    else:
        formats: dict[str, Callable[[Report], str]] = {"json": as_json, "github": as_github, "sarif": as_sarif}
        said = formats[form](report)
    click.echo(said, nl=False)
    if report.has_errors:
        sys.exit(1)
