"""`noticepress verify`."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from noticepress.cli.common import SOURCE, told
from noticepress.errors import Finding, UsageError


@click.command("verify")
@SOURCE
@click.option("--site", metavar="DIR|URL", help="Check a built or downloaded site, or one's own host.")
@told
def command(source: Path, site: str | None) -> None:
    """Check every published file against its ledger.

    With --site: every page, text, patch and ledger of a site, from its public files alone, and its ledgers against
    those of the sources where these are at hand. What differs is named; the exit code is 1 then.
    """
    from noticepress.verifying import verify_sources

    if site is None:
        _tell(verify_sources(source), "Every published file is what its ledger says.")
    else:
        _tell(_of_site(source, site), "Every page, text, patch and ledger of the site agrees with the others.")


def _of_site(source: Path, site: str) -> Sequence[Finding]:
    from noticepress.verifying import folder, host, source_ledgers, verify_site
    from noticepress.web import Host

    ledgers = source_ledgers(source)
    if "://" in site:
        with Host(site) as opened:
            return verify_site(host(opened), ledgers)
    if not Path(site).is_dir():
        msg = f"There is no folder “{site}”; an address begins with https://."
        raise UsageError(msg)
    return verify_site(folder(Path(site)), ledgers)


def _tell(findings: Sequence[Finding], whole: str) -> None:
    for finding in findings:
        click.echo(str(finding), err=True)
    count = sum(finding.severity == "error" for finding in findings)
    if count:
        click.echo(f"{count} {'difference' if count == 1 else 'differences'}.", err=True)
        sys.exit(1)
    click.echo(whole)
