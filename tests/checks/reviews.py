"""Reviews of texts given in a test."""

from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from noticepress.checks import RULES, Review, check, review
from noticepress.errors import Finding
from noticepress.model import (
    Document,
    DocumentConfig,
    DocumentId,
    FileKind,
    Html,
    Meta,
    Region,
    Settings,
    Site,
    SiteConfig,
    WorkingText,
)

TODAY = date(2026, 11, 24)
HEAD = "---\ntitle: Privacy\neffective: 2027-06-01\n---\n\n"


def review_of(
    body: str, *, locale: str = "en", html: Html = "off", files: Mapping[str, FileKind] | None = None,
    covers: tuple[str, ...] = (),
) -> Review:  # fmt: skip
    """A site with regions eea and uk, and one notice with this body."""
    settings = Settings(authoritative=locale, dialect=1, html=html)
    config = DocumentConfig(DocumentId("privacy"), (locale,), settings, covers=covers)
    text = WorkingText("notices/privacy/notice.md", (HEAD + body).encode(), "", Meta("P", date(2027, 6, 1)), body, 6)
    site = SiteConfig(
        name="Notices", base_url="https://legal.company.example", zone=ZoneInfo("UTC"), source_locale=locale,
        locales=(locale,), variables={"organisation.name": "Company AB"}, contact={},
        regions={slug: Region(slug) for slug in ("eea", "uk")}, documents=(config,),
    )  # fmt: skip
    return review(Site(site, (Document(config, working=text),)), TODAY, files or {})


def found(rule: str, body: str, **options: object) -> list[Finding]:
    """What one rule finds in a body; lines are those of the body."""
    assert rule in {each.name for each in RULES}
    findings = check(review_of(body, **options))  # type: ignore[arg-type]
    return [finding for finding in findings if finding.rule == rule]


def places(rule: str, body: str, **options: object) -> list[tuple[int, int]]:
    """Where one rule finds something: (line of the body, column)."""
    return [(finding.line - 5, finding.column) for finding in found(rule, body, **options)]
