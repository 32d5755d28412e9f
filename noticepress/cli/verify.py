"""`noticepress verify`."""

import sys
from pathlib import Path

import click

from noticepress.cli.common import SOURCE, told


@click.command("verify")
@SOURCE
@click.option(
    "--site", "site", default="", metavar="DIR|URL", help="Check a built or downloaded site, or one's own host."
)
@told
def command(source: Path, site: str) -> None:
    """Check every published file against its ledger.

    With --site: every text, patch and ledger of a built site against each other, and where the sources are at hand
    against them. Names what differs; the exit code is 1 then.
    """
    from noticepress.verifying import verify_sources

    findings = verify_sources(source)
    for finding in findings:
        click.echo(str(finding), err=True)
    if findings:
        click.echo(f"{len(findings)} differences.", err=True)
        sys.exit(1)
    click.echo("Every published file is what its ledger says.")
