"""`noticepress messages`: the catalogues of translators."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from noticepress.cli.common import DRY_RUN, SOURCE, Commands, told

if TYPE_CHECKING:
    from noticepress.messages import Catalogue


@click.group("messages", cls=Commands)
def command() -> None:
    """Work with the catalogues of translators in locales/."""


@command.command("update")
@SOURCE
@DRY_RUN
@told
def update(source: Path, dry_run: bool) -> None:
    """Bring every template and catalogue in locales/ up to date with the notices and the theme."""
    from noticepress.catalogues import is_written, write_catalogue
    from noticepress.errors import Finding, SourceError
    from noticepress.source import read_sources
    from noticepress.translating import update as updated

    site, faults = read_sources(source)
    findings: list[Finding] = []
    changed = [each for each in updated(source, site, findings, faults) if not is_written(source, *each)]
    for path, catalogue in changed:
        click.echo(f"{'would write' if dry_run else 'writes'} {path}: {_counts(catalogue)}")
        if not dry_run:
            write_catalogue(source, path, catalogue)
    if not changed and not findings:
        click.echo("Every catalogue is up to date.")
    if findings:
        click.echo(str(SourceError(findings)), err=True)
        click.echo("The catalogues concerned are left alone until then.", err=True)
        sys.exit(1)


def _counts(catalogue: "Catalogue") -> str:
    total = len(catalogue.messages)
    fuzzy = sum(message.fuzzy for message in catalogue.messages)
    waiting = sum(not any(message.strings) for message in catalogue.messages)
    if waiting == total:
        return f"{total} messages"
    return f"{total} messages, {fuzzy} to look at again, {waiting} to translate"
