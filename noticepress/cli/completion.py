"""`noticepress completion`."""

import click
from click.shell_completion import get_completion_class

from noticepress.cli.common import OneOf


@click.command("completion")
@click.argument("shell", type=OneOf(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Write what makes your shell complete commands and options.

    \b
      noticepress completion bash >> ~/.bash_completion
      noticepress completion zsh > "${fpath[1]}/_noticepress"
      noticepress completion fish > ~/.config/fish/completions/noticepress.fish
    """
    made = get_completion_class(shell)
    if made is not None:
        from noticepress.cli import main

        click.echo(made(main, {}, "noticepress", "_NOTICEPRESS_COMPLETE").source())
