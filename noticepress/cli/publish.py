"""`noticepress publish`."""

from pathlib import Path

import click

from noticepress.cli.common import BY, DRY_RUN, SOURCE, document_of, now, person, refuse_errors, told


@click.command("publish")
@click.argument("name")
@SOURCE
@click.option("--late", is_flag=True, help="Publish although the effective date has passed; needs --reason.")
@click.option("--reason", default="", help="Why, for the ledger.")
@click.option("--yes", is_flag=True, help="Go on where a date would overtake another version.")
@BY
@DRY_RUN
@told
def command(name: str, source: Path, late: bool, reason: str, yes: bool, by: str, dry_run: bool) -> None:
    """Freeze the working text of a notice, or of an addendum (NOTICE/REGION)."""
    from noticepress.publishing import Stamp, prepare, write
    from noticepress.source import read_sources

    site, findings = read_sources(source)
    document = document_of(site, name)
    refuse_errors(findings)
    stamp = Stamp(person(by), now(site.config), reason)
    publication = prepare(site, document, stamp, late=late, yes=yes)
    for file in publication.files:
        click.echo(f"{'would write' if dry_run else 'writes'} published/{file}")
    if not dry_run:
        write(source, publication)
        click.echo(f"“{name}” is published for {publication.entries[0].version} in {', '.join(publication.locales)}.")
