"""What several commands share: options, how faults are told, and who does what when."""

import errno
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from functools import wraps
from pathlib import Path
from typing import Final, ParamSpec, cast

import click

from noticepress.errors import EnvironmentFault, Finding, NoticepressError, SourceError, UsageError, nearest
from noticepress.model import Document, Site, SiteConfig

P = ParamSpec("P")


class Day(click.ParamType[date]):
    """A day of the calendar, such as 2027-01-01."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"“{value}” is not a day of the calendar. Write year-month-day, such as 2027-01-01.", param, ctx)


class OneOf(click.Choice[str]):
    """One of several words; another one is answered with the nearest."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in self.choices:
            self.fail(f"“{value}” is none of these. {nearest(str(value), list(self.choices))}", param, ctx)
        return str(value)


class Number(click.ParamType[int]):
    """A whole number between two others."""

    def __init__(self, name: str, least: int, most: int) -> None:
        self.name, self._least, self._most = name, least, most

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        text = str(value)
        if not (text.isascii() and text.isdigit() and self._least <= int(text) <= self._most):
            self.fail(f"“{text}” is no whole number from {self._least} to {self._most}.", param, ctx)
        return int(text)


class Commands(click.Group):
    """Commands in the order of the program, each with all that its first sentence says."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, each.get_short_help_str(200)) for name, each in self.commands.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            ctx.fail(f"There is no command “{args[0]}”. {nearest(args[0], self.list_commands(ctx))}")
        return super().resolve_command(ctx, args)


def told(command: Callable[P, None]) -> Callable[P, None]:
    """A command whose expected faults are told in words: exit code 1, or 2 for wrong usage."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            try:
                command(*args, **kwargs)
            except BrokenPipeError:
                raise
            except OSError as error:
                raise EnvironmentFault(_told_by_system(error)) from error
        except NoticepressError as error:
            if not isinstance(error, SourceError):
                click.echo(str(error), err=True)
            else:
                from noticepress.cli.findings import echo_findings

                echo_findings(cast("Path", kwargs.get("source", Path())), error.findings)
                count = len(error.findings)
                click.echo(f"{count} {'error' if count == 1 else 'errors'}; nothing was changed.", err=True)
            sys.exit(2 if isinstance(error, UsageError) else 1)

    return run


_SYSTEM: Final = {
    errno.EACCES: "may not be read or written by you. Ask whoever keeps this machine for the right to it.",
    errno.EPERM: "may not be changed by you. Ask whoever keeps this machine for the right to it.",
    errno.EROFS: "lies on a disk that cannot be written to. Choose another folder.",
    errno.ENOSPC: "does not fit: the disk is full. Make room, then run the command again.",
    errno.EDQUOT: "does not fit: your share of the disk is used up. Make room, then run the command again.",
    errno.ENOTDIR: "cannot be, because a file lies where a folder is needed. Move the file away.",
    errno.EISDIR: "is a folder where a file is needed. Move the folder away.",
    errno.ENAMETOOLONG: "has too long a name for this disk. Use shorter names.",
    errno.ELOOP: "is a symbolic link that leads to itself. Take the link out.",
    errno.ENOENT: "is not there any more. Run the command again.",
}
"""What the system says of a file, and what to do, by error number."""


def _told_by_system(error: OSError) -> str:
    words = _SYSTEM.get(error.errno or 0, f"cannot be used: {error.strerror or error}.")
    folder = Path(os.fsdecode(error.filename)).parent if isinstance(error.filename, str | bytes) else None
    if error.errno == errno.ENOENT and folder and not folder.is_dir():
        words = f"cannot be made, because there is no folder {folder}. Make the folder first."
    return f"{error.filename or 'A file'} {words}"


SOURCE = click.option(
    "--source", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path(),
    help="The project folder, which holds notices/ (default: this one).",
)  # fmt: skip
BY = click.option("--by", default="", help="Who does this, for the ledger (default: the name of the user).")
DRY_RUN = click.option("--dry-run", is_flag=True, help="Show what would be written, and change nothing.")


def document_of(site: Site, name: str) -> Document:
    """The document that a person named (`privacy`, `privacy/eea`). UsageError with the nearest name."""
    document = next((each for each in site.documents if str(each.id) == name), None)
    if document is None:
        msg = f"There is no “{name}”. {nearest(name, [str(each.id) for each in site.documents])}"
        raise UsageError(msg)
    return document


def refuse_errors(findings: Sequence[Finding]) -> None:
    """SourceError where any of the findings is an error."""
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        raise SourceError(errors)


def now(config: SiteConfig) -> datetime:
    """The clock, read once, in the site's time zone, to the second."""
    return datetime.now(config.zone).replace(microsecond=0)


def end_of(day: date, config: SiteConfig) -> datetime:
    """The last second of a day in the site's time zone."""
    return datetime.combine(day, time(23, 59, 59), config.zone)


def person(by: str) -> str:
    """Who acts: as given, else the name of the user of this machine."""
    return by or os.environ.get("USER") or os.environ.get("USERNAME") or "unknown"
