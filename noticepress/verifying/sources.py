"""The sources against their ledgers: every file of every `published/` folder, and every entry against its texts."""

from pathlib import Path

from noticepress.errors import Finding
from noticepress.published import RULE
from noticepress.source import survey


def verify_sources(root: Path) -> tuple[Finding, ...]:
    """Everything by which the published files of a project differ from their ledgers, in reading order.

    A build stops at the same errors: both read the folders by `published`. A finding that is no error tells what an
    interrupted publication left behind.
    """
    found = survey(root)
    notes = (each for each in found.findings if each.rule == RULE)
    return tuple(sorted({*found.fatal, *notes}))
