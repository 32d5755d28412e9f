"""What a person may see when something is wrong.

    NoticepressError            every expected fault; its text is for people, and no traceback is shown
    ├── SourceError             the sources have errors: carries every finding of the run
    ├── UsageError              a command was called in a way that makes no sense (exit code 2)
    ├── RefusedError            a command refuses to act, and says why and what to do; nothing was changed
    ├── ThemeError              a template of the theme is broken
    └── EnvironmentFault        the machine lacks something: a folder that cannot be written, a port taken

Anything else that is raised is a fault of the program.
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Final, Literal

from msgspec import Struct

Severity = Literal["error", "warning", "note"]

_LISTED: Final = 30


class Finding(Struct, frozen=True, order=True):
    """One thing found in the sources.

    `path` is relative to the project folder; `line` and `column` count from 1 (0: the whole file); `what` names the
    fault and the value, `mend` says how to put it right; `rule` is the stable name of the check.
    """

    path: str
    line: int
    column: int
    rule: str
    what: str
    mend: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part)
        return f"{place}: {self.severity}: {self.what}" + (f"\n    {self.mend}" if self.mend else "")


def in_reading_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, by place; site.toml first, since what is wrong there is often the cause of the rest."""
    return tuple(sorted(set(findings), key=lambda finding: (not finding.path.endswith("site.toml"), finding)))


class NoticepressError(Exception):
    """An expected fault, told in words for the person who can mend it."""


class SourceError(NoticepressError):
    """The sources have errors; `findings` holds all of the run, in reading order."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = in_reading_order(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))

    def __reduce__(self) -> tuple[type["SourceError"], tuple[Sequence[Finding]]]:
        """It may come from another process."""
        return SourceError, (self.findings,)


class UsageError(NoticepressError):
    """The command line asks for something that makes no sense."""


class RefusedError(NoticepressError):
    """A command will not do what was asked, for the reason it gives; nothing was changed."""


class ThemeError(NoticepressError):
    """A template or asset of the theme cannot be used."""


class EnvironmentFault(NoticepressError):  # noqa: N818  (it is a fault of the surroundings, beside the errors above)
    """The machine lacks something that the work needs."""


def nearest(word: str, known: Sequence[str]) -> str:
    """A sentence that offers the closest known word, or lists what is known, as far as a person reads it."""
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"Did you mean “{close[0]}”?"
    listed = ", ".join(sorted(known)[:_LISTED])
    return f"Known: {listed}{' …' if len(known) > _LISTED else '.'}" if known else ""
