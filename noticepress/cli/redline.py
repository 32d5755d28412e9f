"""`noticepress redline`."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from noticepress.cli.common import SOURCE, OneOf, document_of, now, told
from noticepress.cli.completing import sides
from noticepress.errors import Finding, UsageError

if TYPE_CHECKING:
    from noticepress.comparing import Comparison, Shelf, Side
    from noticepress.model import Html


@click.command("redline")
@click.argument("old", shell_complete=sides)
@click.argument("new", shell_complete=sides)
@SOURCE
@click.option("--locale", help="The language of the versions (default: the one you write in).")
@click.option(
    "--format",
    "form",
    type=OneOf(["terminal", "html", "json", "diff"]),
    default="terminal",
    show_default=True,
    help="Coloured text, a page that stands alone, data, or a patch of the Markdown.",
)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@click.option("--html", "markup", type=OneOf(["off", "sanitised"]), help="How HTML within the texts is read.")
@told
def command(
    old: str, new: str, source: Path, locale: str | None, form: str, output: Path | None, markup: "Html | None"
) -> None:  # fmt: skip
    """Show what changed between two texts.

    OLD and NEW are Markdown files, or versions of a notice or an addendum:

    \b
      privacy@2023-12-15      the latest revision of a version
      privacy@2023-12-15/r1   one of its revisions
      privacy/eea@in-force    what applies today
      privacy@draft           the working text
    """
    from noticepress.catalogues import read_words
    from noticepress.comparing import compared

    for name in (old, new):
        if "@" not in name and not _is_file(name):
            is_notice = (source / "notices" / name).is_dir()
            mend = "A version is written like privacy@2023-12-15 or privacy@draft."
            mend = f"Did you mean “{name}@in-force” or “{name}@draft”?" if is_notice else mend
            msg = f"There is no file “{name}”. {mend}"
            raise UsageError(msg)
    shelf = None if _is_file(old) and _is_file(new) else _shelf(source)
    language = locale or (shelf.published.config.source_locale if shelf else "en")
    comparison = compared(
        _side(old, shelf, language), _side(new, shelf, language),
        read_words(source, language, []), markup or _html_of(new, shelf),
    )  # fmt: skip
    _write(comparison, form, output)


def _write(comparison: "Comparison", form: str, output: Path | None) -> None:
    from noticepress.comparing import as_json, as_page, as_patch, as_terminal

    colour = output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    if form == "terminal":
        text = as_terminal(comparison, colour=colour)
    else:
        text = {"html": as_page, "json": as_json, "diff": as_patch}[form](comparison)
    if output is None:
        click.echo(text.encode("utf-8", "surrogateescape") if form == "diff" else text, nl=False, color=colour)
    else:
        output.write_bytes(text.encode("utf-8", "surrogateescape"))
        click.echo(f"wrote {output}")


def _is_file(name: str) -> bool:
    return Path(name).is_file()


def _shelf(source: Path) -> "Shelf":
    from noticepress.comparing import Shelf
    from noticepress.drafting import drafted, translation_progress
    from noticepress.source import read_sources

    findings: list[Finding] = []
    site, _ = read_sources(source)
    at = now(site.config)
    return Shelf(site, drafted(source, site, at, translation_progress(source, site, findings)), at.date())


def _side(name: str, shelf: "Shelf | None", locale: str) -> "Side":
    from noticepress.comparing import side_of_file

    if shelf is None or _is_file(name):
        return side_of_file(name, Path(name).read_bytes())
    document, _, version = name.partition("@")
    return shelf.side(document_of(shelf.published, document).id, version, locale)


def _html_of(name: str, shelf: "Shelf | None") -> "Html":
    if shelf is None or _is_file(name):
        return "off"
    return document_of(shelf.published, name.partition("@")[0]).config.settings.html
