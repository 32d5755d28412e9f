"""sitemap.xml and robots.txt: what search engines should look at (sitemaps.org, RFC 9309).

Listed are the pages that may be indexed and are canonical to themselves, each with its counterparts in the other
languages. Above the protocol's limits the sitemap is an index of several files.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct

from noticepress import permalinks
from noticepress.artifact import Artifact
from noticepress.editions import Edition
from noticepress.formats.events import latest
from noticepress.formats.xml import DECLARATION, element, leaf
from noticepress.pages import Plan
from noticepress.pages.search import Alternates, is_indexed, of_archives, of_homes, of_texts
from noticepress.timeline import start_of

LIMIT: Final = 50_000
"""The addresses that one file may hold."""
SIZE: Final = 50 * 1024 * 1024
"""The bytes that one file may have."""

_SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML: Final = "http://www.w3.org/1999/xhtml"


class Listed(Struct, frozen=True):
    """A page of the sitemap: its rooted address, its counterparts, and since when it is as it is, where known."""

    url: str
    alternates: Alternates
    modified: datetime | None = None


def sitemaps(plan: Plan, notices: Iterable[str]) -> Iterator[Artifact]:
    """`sitemap.xml`, and where it would be too large its parts `sitemap-1.xml` and so on; with the entries of every
    notice."""
    base, homes = plan.config.base_url, of_homes(plan)
    own = [_entry(base, Listed(url, homes)) for _, url in reversed(homes)]
    files = list(split([*own, *notices]))
    if len(files) == 1:
        yield Artifact(permalinks.output_path(permalinks.SITEMAP), urlset(files[0]), is_entry=True)
        return
    for number, part in enumerate(files, 1):
        yield Artifact(permalinks.output_path(permalinks.sitemap_part(number)), urlset(part), is_entry=True)
    parts = [element("sitemap", {}, leaf("loc", base + permalinks.sitemap_part(n + 1))) for n in range(len(files))]
    index = DECLARATION + element("sitemapindex", {"xmlns": _SITEMAP}, *parts) + "\n"
    yield Artifact(permalinks.output_path(permalinks.SITEMAP), index.encode(), is_entry=True)


def robots(plan: Plan) -> Iterator[Artifact]:
    """`robots.txt`: everything may be fetched, or a `noindex` would not be seen."""
    lines = f"User-agent: *\nDisallow:\n\nSitemap: {plan.config.base_url}{permalinks.SITEMAP}\n"
    yield Artifact(permalinks.output_path(permalinks.ROBOTS), lines.encode(), is_entry=True)


def split(entries: Sequence[str], limit: int = LIMIT, size: int = SIZE) -> Iterator[Sequence[str]]:
    """The entries in runs that each make a file within the limits; one empty run where there are none."""
    room = size - len(urlset(()))
    start, used = 0, -1  # one line feed fewer than entries
    for index, entry in enumerate(entries):
        length = len(entry.encode()) + 1
        if index - start == limit or used + length > room:
            yield entries[start:index]
            start, used = index, -1
        used += length
    yield entries[start:]


def notice_entries(plan: Plan) -> Iterator[str]:
    """The entries of all pages of the notices of a plan that may be indexed and are canonical to themselves."""
    for edition in plan.editions:
        yield from (_entry(plan.config.base_url, each) for each in _of_edition(plan, edition))


def _of_edition(plan: Plan, edition: Edition) -> Iterator[Listed]:
    texts, archives = of_texts(plan, edition), of_archives(plan, edition)
    if texts:
        yield Listed(permalinks.neutral(edition.id), texts)
    for tag in plan.locales(edition.id):
        if is_indexed(plan, edition, tag):
            yield Listed(permalinks.text(tag, edition.id), texts, _since(plan, edition, tag))
        yield Listed(permalinks.archive(tag, edition.id), archives, latest(plan, edition, tag))


def _since(plan: Plan, edition: Edition, locale: str) -> datetime:
    """Since when the text in force stands at its undated address as it is."""
    texts = (shown.text for shown in plan.shown_in(edition.shown, locale))
    start = start_of(edition.shown.effective, plan.config.zone)
    return max(start, *(text.entry.published for text in texts))


def urlset(entries: Sequence[str]) -> bytes:
    """A sitemap of these entries."""
    attributes = {"xmlns": _SITEMAP, "xmlns:xhtml": _XHTML}
    return (DECLARATION + element("urlset", attributes, "\n".join(entries)) + "\n").encode()


def _entry(base: str, each: Listed) -> str:
    links = [
        element("xhtml:link", {"rel": "alternate", "hreflang": tag, "href": base + url}) for tag, url in each.alternates
    ]
    return element("url", {}, leaf("loc", base + each.url), *_modified(each.modified), *links)


def _modified(moment: datetime | None) -> Iterator[str]:
    if moment:
        yield leaf("lastmod", moment.isoformat(timespec="seconds"))
