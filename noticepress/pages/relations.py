"""What programs read in the head of a text page: links to other versions and formats, and JSON-LD."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import json

from noticepress import permalinks
from noticepress.editions import Edition, EditionVersion
from noticepress.model import Text
from noticepress.pages.plan import Plan, Shown
from noticepress.views import Link, Relation

_HTML: Final = "text/html"


def versions_of(
    edition: Edition, locale: str, previous: Link | None, following: Link | None, *, is_undated: bool
) -> Iterator[Relation]:
    """The relations of RFC 5829, and of RFC 7089 to what stands at the undated address."""
    undated, archive = permalinks.text(locale, edition.id), permalinks.archive(locale, edition.id)
    for rel, link in (("predecessor-version", previous), ("successor-version", following)):
        if link:
            yield Relation(rel, link.url, _HTML, link.hreflang or locale)
    if not is_undated:
        yield Relation("latest-version", undated, _HTML, locale)
        yield Relation("original", undated)
    yield Relation("version-history", archive, _HTML, locale)
    if edition.shown.status != "upcoming":
        yield Relation("timemap", permalinks.timemap(locale, edition.id), "application/link-format")
    feed = permalinks.feed(locale, edition.id)
    yield Relation("alternate", feed, "application/atom+xml", locale)


def formats_of(url: str, locale: str, shown: Sequence[Shown]) -> Iterator[Relation]:
    """The published Markdown beside a page, and what describes the site to programs."""
    for text in _readable(shown):
        yield Relation("alternate", _markdown(url, locale, text), "text/markdown", text.locale, text.meta.title)
    yield Relation("describedby", permalinks.NOTICES, "application/json")


def paper_of(plan: Plan, permanent: str, version: EditionVersion, locale: str) -> Iterator[Relation]:
    """The version on paper, where the site has that."""
    if plan.pdf and version.is_in(locale):
        yield Relation("alternate", permalinks.paper(permanent), "application/pdf", locale)


def structured(plan: Plan, url: str, locale: str, version: EditionVersion, shown: Sequence[Shown]) -> str:
    """The page in the words of schema.org, as JSON that may stand in a script element."""
    config = plan.config
    own = shown[0].text
    until = version.until.isoformat() if version.until else ".."
    document: dict[str, object] = {
        "@type": "DigitalDocument",
        "name": own.meta.title,
        "inLanguage": own.locale,
        "version": version.effective.isoformat(),
        "temporalCoverage": f"{version.effective.isoformat()}/{until}",
        "creativeWorkStatus": version.status,
        "datePublished": shown[0].version.published(own.locale).isoformat(),
        "dateModified": max(each.text.entry.published for each in shown).isoformat(),
        "encoding": [_media(config.base_url + _markdown(url, locale, text), text) for text in _readable(shown)],
    }
    authoritative = version.notice.authoritative
    if own.locale != authoritative.locale and not authoritative.withdrawn:
        original = permalinks.dated(authoritative.locale, version.id, version.effective)
        document["translationOfWork"] = {"@type": "DigitalDocument", "url": config.base_url + original}
    page = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "url": config.base_url + url,
        "name": own.meta.title,
        "inLanguage": own.locale,
        "isPartOf": {"@type": "WebSite", "name": config.name, "url": config.base_url + permalinks.ROOT},
        "publisher": {"@type": "Organization", "name": config.organisation},
        "mainEntity": document,
    }
    raw = json.encode(page).decode()
    return raw.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _media(address: str, text: Text) -> dict[str, str]:
    return {
        "@type": "MediaObject",
        "name": text.meta.title,
        "contentUrl": address,
        "encodingFormat": "text/markdown",
        "inLanguage": text.locale,
        "sha256": text.entry.sha256,
    }


def _markdown(url: str, locale: str, text: Text) -> str:
    return permalinks.markdown(url, text.entry.document, text.locale if text.locale != locale else "")


def _readable(shown: Sequence[Shown]) -> list[Text]:
    return [each.text for each in shown if not each.text.withdrawn]
