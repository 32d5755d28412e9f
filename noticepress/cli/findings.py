"""How findings are shown on a terminal: with the line they are about, and in colour where that is wanted."""

import os
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final, TextIO

import click

from noticepress.checks.report import LineOf, Paint, Style, finding_text, unpainted
from noticepress.errors import Finding

_COLOURS: Final[dict[Style, str]] = {
    "error": "red", "warning": "yellow", "note": "cyan", "caret": "green", "quiet": "bright_black",
}  # fmt: skip


def painter(stream: TextIO | None) -> Paint:
    """Colours for a terminal; none for a pipe or a closed stream, a dumb terminal, or where NO_COLOR is set
    (no-color.org)."""
    is_terminal = stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"
    return _painted if is_terminal and not os.environ.get("NO_COLOR") else unpainted


def lines_below(root: Path) -> LineOf:
    """The lines that findings are about, each file read once."""
    from noticepress.folders import read_lines

    @cache
    def lines(path: str) -> tuple[str, ...]:
        return read_lines(root, path)

    def line_of(finding: Finding) -> str | None:
        found = lines(finding.path) if finding.line else ()
        return found[finding.line - 1] if finding.line <= len(found) and finding.line else None

    return line_of


def echo_findings(root: Path, findings: Iterable[Finding]) -> None:
    """Show findings on standard error."""
    stream = sys.stderr
    paint, line_of = painter(stream), lines_below(root)
    for finding in findings:
        click.echo(finding_text(finding, line_of(finding), paint), err=True)


def _painted(text: str, style: Style) -> str:
    return click.style(text, fg=_COLOURS.get(style), bold=style in ("error", "warning", "place", "caret"))
