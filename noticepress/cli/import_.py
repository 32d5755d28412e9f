"""`noticepress import`: git, files and table."""

import codecs
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from noticepress.cli.common import BY, DRY_RUN, SOURCE, Commands, OneOf, document_of, now, person, told
from noticepress.errors import UsageError
from noticepress.importing import (
    LOCALE,
    Choices,
    Outcome,
    Remark,
    Repository,
    State,
    file_beside,
    import_states,
    read_files,
    read_table,
)
from noticepress.importing.dates import PLACE
from noticepress.model import Document, Site

Command = Callable[..., Any]
_SHOWN = 5


def _pairs(_context: click.Context, _option: click.Parameter, values: Sequence[str]) -> dict[str, str]:
    """`NAME=VALUE` options as a table."""
    for value in values:
        if "=" not in value:
            msg = f"“{value}” has no “=” in it."
            raise click.BadParameter(msg)
    return dict(value.split("=", 1) for value in values)


def _patterns(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        if value.count(PLACE) != 1:
            msg = f"“{value}” must have {PLACE} once, where the text has its date."
            raise click.BadParameter(msg)
    return values


def _encoding(_context: click.Context, _option: click.Parameter, value: str) -> str:
    try:
        return codecs.lookup(value).name if value else ""
    except LookupError as error:
        msg = f"“{value}” is no encoding that is known here; write windows-1252, iso-8859-2, shift_jis or its like."
        raise click.BadParameter(msg) from error


_OPTIONS = (
    SOURCE,
    click.option("--document", "name", default="", help="The notice, or NOTICE/REGION (default: the only one)."),
    click.option(
        "--effective", "patterns", multiple=True, callback=_patterns, metavar="PATTERN",
        help=f"Where a text states its effective date: “Effective {PLACE}”. May be repeated; tried in order.",
    ),
    click.option("--locale", "rename", multiple=True, callback=_pairs, metavar="OLD=NEW", help="en-US=en: a language."),
    click.option("--encoding", default="", callback=_encoding, help="Of files not in UTF-8, such as windows-1252."),
    click.option("--liquid", type=OneOf(["keep", "drop"]), default="keep", help="What becomes of {{ … }}."),
    click.option("--value", "values", multiple=True, callback=_pairs, metavar="NAME=TEXT", help="What {{ NAME }} was."),
    click.option(
        "--attributes", type=OneOf(["ids", "keep", "drop"]), default="ids",
        help="What becomes of {: … }: only ids of headings stay, all stays as text, or nothing.",
    ),
    BY,
    DRY_RUN,
)  # fmt: skip


def _options(command: Command) -> Command:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.group("import", cls=Commands)
def command() -> None:
    """Bring the history of a notice in: out of Git, out of dated files, or by a table."""


@command.command("git")
@click.argument("repository", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("paths", nargs=-1, required=True, metavar="PATH [EARLIER-PATH …]")
@click.option("--translations", multiple=True, metavar="PATTERN", help=f"Paths of translations: “{LOCALE}/privacy.md”.")
@click.option("--revision", default="HEAD", help="The branch, tag or commit to read (default: what is checked out).")
@_options
@told
def from_git(
    repository: Path, paths: tuple[str, ...], translations: tuple[str, ...], revision: str, source: Path, name: str,
    rename: dict[str, str], by: str, dry_run: bool, **choices: Any,
) -> None:  # fmt: skip
    """Every state of a file in the history of a Git repository.

    Renames are followed; earlier paths that Git does not find by itself are named after the first.
    """
    for pattern in translations:
        if pattern.count(LOCALE) != 1:
            msg = f"“{pattern}” must have {LOCALE} once, where the path has its language."
            raise UsageError(msg)
    site, document = _site(source, name)
    opened = Repository(repository, revision)
    found = opened.history(paths, site.config.source_locale, translations, rename)
    outcome = _prepared(site, document, found.states, by, opened.file_beside, in_order=True, **choices)
    _finish(source, document, outcome, found.remarks, dry_run=dry_run)


@command.command("files")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@_options
@told
def from_files(
    files: tuple[Path, ...], source: Path, name: str, rename: dict[str, str], by: str, dry_run: bool, **choices: Any
) -> None:
    """Markdown files, or folders of them, with dates and languages in their names or front matter."""
    site, document = _site(source, name)
    states = read_files(files, document.config.locales, site.config.source_locale, rename)
    outcome = _prepared(site, document, states, by, file_beside, in_order=False, **choices)
    _finish(source, document, outcome, (), dry_run=dry_run)


@command.command("table")
@click.argument("table", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@_options
@told
def from_table(
    table: Path, source: Path, name: str, rename: dict[str, str], by: str, dry_run: bool, **choices: Any
) -> None:
    """Markdown files whose dates stand in a table (CSV or TOML): file, effective, and locale and published if known."""
    site, document = _site(source, name)
    states = read_table(table, site.config.zone, site.config.source_locale, rename)
    outcome = _prepared(site, document, states, by, file_beside, in_order=True, **choices)
    _finish(source, document, outcome, (), dry_run=dry_run)


def _site(source: Path, name: str) -> tuple[Site, Document]:
    from noticepress.source import read_sources

    site, _ = read_sources(source)
    if not name and len(site.documents) > 1:
        msg = f"Say which one: --document {' or '.join(str(each.id) for each in site.documents)}."
        raise UsageError(msg)
    return site, document_of(site, name) if name else site.documents[0]


def _prepared(
    site: Site, document: Document, states: Sequence[State], by: str, fetch: Callable[[State, str], bytes | None],
    *, in_order: bool, patterns: tuple[str, ...], **choices: Any,
) -> Outcome:  # fmt: skip
    from noticepress.publishing import Stamp

    stamp = Stamp(person(by), now(site.config))
    chosen = Choices(effective=patterns, **choices)
    return import_states(site, document, states, chosen, stamp, fetch, in_order=in_order)


def _finish(root: Path, document: Document, outcome: Outcome, more: Sequence[Remark], *, dry_run: bool) -> None:
    from noticepress.files import replace_file
    from noticepress.folders import folder_of
    from noticepress.publishing import write

    _report(outcome, (*more, *outcome.remarks))
    if outcome.work is None:
        click.echo(f"There is nothing to import into “{document.id}”.")
        return
    if dry_run:
        click.echo("Nothing was changed.")
        return
    write(root, outcome.work.publication)
    working = folder_of(root, document.config) / f"{document.id.source_name}.md"
    if not working.exists() and outcome.work.newest:
        replace_file(working, outcome.work.newest)
        click.echo(f"{working.relative_to(root)} is the newest of them: the next version is written there.")


def _report(outcome: Outcome, remarks: Sequence[Remark]) -> None:
    for dating in outcome.datings:
        draft = dating.draft
        what = f"{dating.version} {draft.state.locale}" + (f" r{dating.revision}" if dating.revision > 1 else "")
        click.echo(f"{what:24} {draft.state.source}  {draft.title}" + (f"  ({dating.reason})" if dating.reason else ""))
    for doubt, heading in ((False, "What was done:"), (True, "Please look at:")):
        grouped: dict[str, list[str]] = {}
        for remark in remarks:
            if remark.doubt == doubt:
                grouped.setdefault(remark.what, []).append(remark.source)
        if grouped:
            click.echo(heading)
        for text, sources in grouped.items():
            named = [source for source in sources if source]
            more = f" and {len(named) - _SHOWN} more" if len(named) > _SHOWN else ""
            click.echo(f"  {text}" + (f"\n      {', '.join(named[:_SHOWN])}{more}" if named else ""))
    versions = {dating.version for dating in outcome.datings}
    corrections = sum(dating.revision > 1 for dating in outcome.datings)
    locales = {dating.draft.state.locale for dating in outcome.datings}
    doubts = sum(remark.doubt for remark in remarks)
    click.echo(
        f"{len(outcome.datings)} texts: {len(versions)} versions, {len(locales)} languages, {corrections} corrections, "
        f"{doubts} doubts."
    )
