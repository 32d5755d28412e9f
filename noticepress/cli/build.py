"""`noticepress build`."""

from datetime import date
from pathlib import Path

import click

from noticepress.cli.common import SOURCE, Day, end_of, now, told
from noticepress.errors import UsageError


@click.command("build")
@SOURCE
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="Where the site goes (public/).")
@click.option("--on", "day", type=Day(), help="Build as of the end of this day instead of today.")
@click.option("--full", is_flag=True, help="Look at every file again, and name files of others in the output.")
@click.option("--drafts", is_flag=True, help="With the drafts, marked as such, into drafts/ (never into public/).")
@told
def command(source: Path, output: Path | None, day: date | None, full: bool, drafts: bool) -> None:
    """Build the site from what is published."""
    from noticepress.pipeline import build
    from noticepress.source import read_sources

    public = source / "public"
    target = output or (source / "drafts" if drafts else public)
    if drafts and target.resolve() == public.resolve():
        msg = "Drafts never go into public/. Name another folder with --output."
        raise UsageError(msg)
    site, _ = read_sources(source)
    at = now(site.config)
    on = day or at.date()
    built = build(source, target, on, full=full, drafts=min(at, end_of(on, site.config)) if drafts else None)
    for finding in built.findings:
        click.echo(str(finding), err=True)
    for document in site.documents:
        if document.has_draft and document.working and not drafts:
            state = "is a draft" if document.entries else "is not published yet"
            click.echo(f"{document.working.path} {state}, so the site does not show it. To see it, run")
            click.echo("    noticepress preview")
            click.echo(f"To publish it, run\n    noticepress publish {document.id}")
    report = built.report
    click.echo(f"{report.written} written, {report.unchanged} unchanged, {report.deleted} deleted, as of {on}.")
    if built.next_change:
        click.echo(f"The site changes next on {built.next_change}: build it again then.")
    for name in report.foreign:
        click.echo(f"Not from this build: {name}")
