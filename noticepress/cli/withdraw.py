"""`noticepress withdraw`."""

from datetime import date
from pathlib import Path

import click

from noticepress.cli.common import BY, DRY_RUN, SOURCE, Day, document_of, now, person, told
from noticepress.cli.completing import locales, notices, versions


@click.command("withdraw")
@click.argument("name", shell_complete=notices)
@click.argument("version", type=Day(), shell_complete=versions)
@click.argument("locale", default="", shell_complete=locales)
@SOURCE
@click.option("--reason", default="", help="Why; it stays public.")
@BY
@DRY_RUN
@told
def command(name: str, version: date, locale: str, source: Path, reason: str, by: str, dry_run: bool) -> None:
    """Withdraw an upcoming version, or with LOCALE a text that must no longer be shown.

    A version that is withdrawn does not take effect, and its date may be used again. A text that is withdrawn leaves
    the site with its redlines and its summary; its reason and hash stay public, and its file may be deleted.
    """
    from noticepress.cli.publish import tell_files
    from noticepress.ledger import unneeded_sources
    from noticepress.publishing import Stamp, withdraw_text, withdraw_version, write
    from noticepress.source import read_sources

    site, _ = read_sources(source)
    document = document_of(site, name)
    stamp = Stamp(person(by), now(site.config), reason)
    if locale:
        made = withdraw_text(document, version, locale, stamp)
    else:
        made = withdraw_version(site, document, version, stamp)
    if not dry_run:
        write(source, made)
    tell_files(made, dry_run=dry_run)
    if not dry_run:
        if locale:
            files = [*(entry.file for entry in made.entries), *unneeded_sources((*document.entries, *made.entries))]
            named = ", ".join(f"published/{file}" for file in dict.fromkeys(files))
            click.echo(f"The text is withdrawn. You may delete {named}; the ledger keeps the hashes.")
        else:
            click.echo(f"The version {version} of “{name}” is withdrawn and will not take effect.")
