"""`noticepress build`."""

from datetime import date
from pathlib import Path

import click

from noticepress.cli.common import SOURCE, Day, now, told


@click.command("build")
@SOURCE
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="Where the site goes (public/).")
@click.option("--on", "day", type=Day(), help="Build as of the end of this day instead of today.")
@click.option("--full", is_flag=True, help="Look at every file again, and name files of others in the output.")
@told
def command(source: Path, output: Path | None, day: date | None, full: bool) -> None:
    """Build the site from what is published."""
    from noticepress.pipeline import build
    from noticepress.source import read_sources

    site, _ = read_sources(source)
    on = day or now(site.config).date()
    built = build(source, output or source / "public", on, full=full)
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
