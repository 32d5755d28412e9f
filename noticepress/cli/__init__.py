"""The command line: the only place of printing, exit codes and the clock.

Each command is a module of this package with a click command named `command`; it is imported when it is called.
"""

from collections.abc import Mapping
from importlib import import_module
from keyword import iskeyword
from typing import Final, NoReturn, cast

import click

from noticepress import __version__

COMMANDS: Final[Mapping[str, str]] = {
    "new": "Start a site, a notice, an addendum or a language.",
    "check": "Find what is wrong or doubtful in the sources.",
    "preview": "Show the site with your drafts in the browser, up to date while you write.",
    "status": "Show what is in force, upcoming and drafted, what waits, and what comes next.",
    "redline": "Show what changed between two versions or two files.",
    "build": "Build the site from what is published.",
    "publish": "Freeze the working text of a notice or an addendum.",
    "correct": "Correct a published text without changing its date.",
    "withdraw": "Withdraw an upcoming version, or a text that must not be shown.",
    "retire": "End a notice or an addendum; its archive stays.",
    "messages": "Bring the catalogues of translators up to date (messages update).",
    "verify": "Check every published file against its ledger.",
    "hosting": "Write the configuration of a web server for the site.",
    "stamp": "Have the ledger stamped by a time-stamping authority (RFC 3161).",
    "import": "Bring an existing history in: out of Git, out of dated files, or by a table.",
    "completion": "Make your shell complete commands and options.",
}


class _Commands(click.Group):
    """The commands in the order of `COMMANDS`, each loaded from its own module on first use (start-up time)."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        return cast("click.Command", import_module(f"noticepress.cli.{module}").command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        from noticepress.errors import nearest

        if args[:1] == ["help"]:
            return self.resolve_command(ctx, [*args[1:2], "--help"]) if args[1:] else self._help(ctx)
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            ctx.fail(f"There is no command “{args[0]}”. {nearest(args[0], list(COMMANDS))}")
        return super().resolve_command(ctx, args)

    def _help(self, ctx: click.Context) -> NoReturn:
        click.echo(ctx.get_help())
        ctx.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="noticepress")
def main() -> None:
    """Publish privacy notices: localised, dated, provable.

    “noticepress COMMAND --help” says more of each command. A first site: noticepress new site my-notices
    """
