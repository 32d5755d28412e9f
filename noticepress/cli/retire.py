"""`noticepress retire`."""

from datetime import date
from pathlib import Path

import click

from noticepress.cli.common import BY, DRY_RUN, SOURCE, Day, document_of, now, person, told
from noticepress.cli.completing import notices


@click.command("retire")
@click.argument("name", shell_complete=notices)
@SOURCE
@click.option("--from", "first_day", type=Day(), required=True, help="The first day on which it no longer applies.")
@click.option("--reason", default="", help="Why, for the ledger.")
@BY
@DRY_RUN
@told
def command(name: str, source: Path, first_day: date, reason: str, by: str, dry_run: bool) -> None:
    """End a notice, or an addendum (NOTICE/REGION): its archive and its addresses stay."""
    from noticepress.cli.publish import tell_files
    from noticepress.publishing import Stamp, retire, write
    from noticepress.source import read_sources

    site, _ = read_sources(source)
    document = document_of(site, name)
    made = retire(site, document, first_day, Stamp(person(by), now(site.config), reason))
    if not dry_run:
        write(source, made)
    tell_files(made, dry_run=dry_run)
    if not dry_run:
        click.echo(f"“{name}” no longer applies from {first_day} on. Its archive and its addresses stay.")
