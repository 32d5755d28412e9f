"""Sources to site: reads, plans, renders and writes. No clock, no printing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from noticepress import formats, permalinks
from noticepress.artifact import Artifact
from noticepress.catalogues import read_words
from noticepress.drafting import drafted, translation_progress
from noticepress.errors import Finding
from noticepress.model import Site
from noticepress.output import Report, write_site
from noticepress.pages import Plan, pages, plan
from noticepress.pages.schedule import next_day
from noticepress.source import read_attachment, read_draft_file, read_sources
from noticepress.theme import Theme


@dataclass(frozen=True, slots=True)
class Built:
    """The outcome of a build."""

    site: Site
    plan: Plan
    findings: tuple[Finding, ...]
    report: Report

    @property
    def next_change(self) -> date | None:
        """The next day on which the output would differ."""
        return next_day(self.plan)


def build(root: Path, output: Path, on: date, *, full: bool = False, drafts: datetime | None = None) -> Built:
    """Build the site below `root` as of a day; with `drafts` as if every draft were published at that moment.

    SourceError, ThemeError, EnvironmentFault.
    """
    site, findings = read_sources(root)
    found = list(findings)
    if drafts:
        site = drafted(root, site, drafts, translation_progress(root, site, found))
    words = {tag: read_words(root, tag, found) for tag in (*site.config.locales, *site.config.retired_locales)}
    planned = plan(site, on, words)
    theme = Theme(root / site.config.theme)
    report = write_site(output, root / ".noticepress", _artifacts(root, planned, theme), full=full)
    return Built(site, planned, tuple(found), report)


def _artifacts(root: Path, planned: Plan, theme: Theme) -> Iterator[Artifact]:
    for asset in theme.assets.values():
        yield Artifact(permalinks.output_path(permalinks.asset(asset.fingerprinted)), asset.data)
    for page, is_entry in pages(planned):
        data = theme.render(page, planned.words[page.frame.locale])
        yield Artifact(permalinks.output_path(page.frame.url), data, is_entry)
    yield from formats.artifacts(planned)
    yield from _attachments(root, planned)


def _attachments(root: Path, planned: Plan) -> Iterator[Artifact]:
    """The local files of every text that may be read, once each."""
    seen: set[str] = set()
    for document, versions in planned.versions.items():
        config = planned.site.document(document).config
        texts = (text for version in versions for each in version.texts.values() for text in each if not text.withdrawn)
        for text in texts:
            for each in text.entry.attachments:
                url = permalinks.file(each.sha256, each.file.rpartition("/")[2])
                if url not in seen:
                    seen.add(url)
                    data = read_draft_file if text.draft else read_attachment
                    yield Artifact(permalinks.output_path(url), data(root, config, each))
