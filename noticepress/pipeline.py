"""Sources to site: reads, plans, renders and writes. No clock, no printing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from noticepress import formats, permalinks
from noticepress.artifact import Artifact
from noticepress.catalogues import read_words
from noticepress.errors import Finding
from noticepress.model import Site
from noticepress.output import Report, write_site
from noticepress.pages import Plan, pages, plan
from noticepress.source import read_sources
from noticepress.theme import Theme


@dataclass(frozen=True, slots=True)
class Built:
    """The outcome of a build."""

    site: Site
    plan: Plan
    findings: tuple[Finding, ...]
    report: Report


def build(root: Path, output: Path, on: date, *, full: bool = False) -> Built:
    """Build the site below `root` as of a day. SourceError, ThemeError, EnvironmentFault."""
    site, findings = read_sources(root)
    found = list(findings)
    words = {tag: read_words(root, tag, found) for tag in site.config.locales}
    planned = plan(site, on, words)
    theme = Theme(root / site.config.theme)
    report = write_site(output, root / ".noticepress", _artifacts(planned, theme), full=full)
    return Built(site, planned, tuple(found), report)


def _artifacts(planned: Plan, theme: Theme) -> Iterator[Artifact]:
    for asset in theme.assets.values():
        yield Artifact(permalinks.output_path(permalinks.asset(asset.fingerprinted)), asset.data)
    for page, is_entry in pages(planned):
        data = theme.render(page, planned.words[page.frame.locale])
        yield Artifact(permalinks.output_path(page.frame.url), data, is_entry)
    yield from formats.artifacts(planned)
